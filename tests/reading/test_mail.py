"""A mail is an article: its headers are the facts, its fullest text the body."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.article import Article, Format, Kind, PublishedFrom, TitleFrom
from newsreader.errors import NotAnArticle, ReadingError
from newsreader.reading import read_file
from newsreader.reading.mail import article_of_message
from newsreader.reading.opened import Opened
from tests.reading.test_reading import HARMFUL, strings

HTML = (
    "<html lang='en'><body><div style='display:none'>Hidden teaser &#847;&#847;</div>"
    "<table role='presentation'><tr><td><a href='https://courier.example/7'>View in your browser</a>"
    "</td></tr><tr><td><h2>The goat sails</h2><p>The ferry was <b>on time</b>, and the goat was"
    " <a href='https://courier.example/goat'>early</a>.</p></td><td><p>Second column.</p></td></tr>"
    "</table><img src='https://courier.example/seen' width='1' height='1'></body></html>"
)


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage(policy=policy.default)
    message["From"] = "Ines Okafor <ines@courier.example>"
    message["To"] = "readers@courier.example"
    message["Subject"] = "The goat sails – again"
    message["Date"] = "Wed, 02 Jul 2025 18:30:00 +0200"
    message["Message-ID"] = "<goat-7@courier.example>"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    return message


def newsletter(**headers: str) -> EmailMessage:
    message = letter(List_Id="Island Courier <weekly.courier.example>", **headers)
    message.set_content("The ferry was on time, in plain words.\n")
    message.add_alternative(HTML, subtype="html")
    return message


def read(message: EmailMessage | bytes, folder: Path, name: str = "letter.eml") -> Article:
    file = folder / name
    file.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    (article,) = read_file(file)
    return article


def test_the_headers_are_the_facts(tmp_path: Path) -> None:
    article = read(newsletter(), tmp_path)
    assert (article.title, article.title_from) == ("The goat sails – again", TitleFrom.META)
    assert (article.byline, article.outlet) == ("Ines Okafor", "Island Courier")
    assert article.published == "2025-07-02T18:30:00+02:00"
    assert article.published_from is PublishedFrom.META
    assert (article.url, article.language) == ("https://courier.example/7", "en")
    assert (article.feed, article.encoding) == (None, "utf-8")


def test_the_html_is_shown_as_markdown_without_what_nobody_should_see(tmp_path: Path) -> None:
    (body,) = read(newsletter(), tmp_path).sections
    assert body.format is Format.MARKDOWN
    assert body.text == (
        "## The goat sails\n\nThe ferry was **on time**, and the goat was"
        " [early](https://courier.example/goat).\n\nSecond column."
    )


def test_plain_text_serves_where_the_html_says_nothing(tmp_path: Path) -> None:
    message = letter()
    message.set_content("The ferry was on time, in plain words.\n")
    message.add_alternative("<html><body><img src='cid:all'></body></html>", subtype="html")
    (body,) = read(message, tmp_path).sections
    assert (body.format, body.text) == (Format.PLAIN, "The ferry was on time, in plain words.")


def test_a_mail_keeps_its_id_wherever_it_lies_and_whatever_is_made_of_it(tmp_path: Path) -> None:
    first = read(newsletter(), tmp_path, "a.eml")
    assert first.id == read(newsletter(Subject="Another"), tmp_path, "b.txt").id
    assert first.id != read(newsletter(Message_ID="<goat-8@courier.example>"), tmp_path).id


def test_attachments_are_listed_by_name_and_pictures_in_the_text_are_not(tmp_path: Path) -> None:
    message = newsletter()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Fähre.pdf")
    message.add_attachment(b"PNG", maintype="image", subtype="png", cid="<x>", disposition="inline",
                           filename="logo.png")  # fmt: skip
    attachments = read(message, tmp_path).sections[-1]
    assert (attachments.kind, attachments.heading) == (Kind.FURNITURE, "Attachments")
    assert attachments.text == "Fähre.pdf"


@pytest.mark.parametrize(
    ("sender", "list_id", "byline", "outlet"),
    [
        ("Island Courier <a@b.example>", "Island Courier <x.b.example>", None, "Island Courier"),
        ("Island Courier <a@b.example>", "<x.b.example>", None, "Island Courier"),
        ("Island Courier <a@b.example>", "5f0a77c2e1mc list <5f0a77c2e1.mcsv.example>", None, "Island Courier"),
        ("Ines Okafor from Island Courier <a@b.example>", "", "Ines Okafor", "Island Courier"),
        ("Ines at Island Courier <a@b.example>", "", "Ines", "Island Courier"),
        ("'Ines Okafor' via Ferry Talk <a@b.example>", "", "Ines Okafor", "Ferry Talk"),
        ("Letters from Iceland <a@b.example>", "<x.b.example>", None, "Letters from Iceland"),
        ('"Okafor, Ines" <a@b.example>', "", "Ines Okafor", None),
        ("Jan von Berg <a@b.example>", "", "Jan von Berg", None),
        ("a@b.example", "", None, None),
    ],
)  # fmt: skip
def test_the_sender_is_the_author_the_outlet_or_both(
    sender: str, list_id: str, byline: str | None, outlet: str | None, tmp_path: Path
) -> None:
    message = letter(From=sender, **({"List_Id": list_id} if list_id else {}))
    message.set_content("The ferry was on time.\n")
    article = read(message, tmp_path)
    assert (article.byline, article.outlet) == (byline, outlet)


def raw(headers: bytes, body: bytes = b"The ferry was on time.") -> bytes:
    return b"MIME-Version: 1.0\nFrom: ines@courier.example\n" + headers + b"\n" + body


@pytest.mark.parametrize(
    ("date", "published"),
    [
        (b"Tue, 1 Jul 2025 08:00:00 -0000", "2025-07-01T08:00:00+00:00"),
        (b"Tue, 1 Jul 2025 08:00:00 GMT (their time)", "2025-07-01T08:00:00+00:00"),
        (b"Tue, 1 Jul 2025 08:00:00", "2025-07-01"),
        (b"2025-07-01 08:00", "2025-07-01"),
    ],
)
def test_a_date_is_as_exact_as_it_is_stated(date: bytes, published: str, tmp_path: Path) -> None:
    article = read(raw(b"Subject: x\nDate: " + date + b"\n"), tmp_path)
    assert article.published == published


@pytest.mark.parametrize(
    "date", [b"soon", b"Tue, 99 Foo 2025 08:00:00 +0000", b"1 Jan 0001 0:0 +9999", b""]
)
def test_no_date_is_ever_made_up(date: bytes, tmp_path: Path) -> None:
    article = read(raw(b"Subject: x\nDate: " + date + b"\n"), tmp_path)
    assert article.published_from is PublishedFrom.FILE


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"=?utf-8?q?F=C3=A4hre?= =?utf-8?q?_f=C3=A4hrt?= wieder", "Fähre fährt wieder"),
        (b"The ferry =?utf-8?q?=E2=80=93?=\n returns", "The ferry – returns"),
        ("Fähre fährt wieder".encode(), "Fähre fährt wieder"),
        ("Fähre fährt wieder".encode("cp1252"), "Fähre fährt wieder"),
        (b"=?x-unknown?q?Ferry?=", "Ferry"),
    ],
)
def test_headlines_are_decoded_however_they_were_written(
    subject: bytes, title: str, tmp_path: Path
) -> None:
    assert read(raw(b"Subject: " + subject + b"\n"), tmp_path).title == title


def test_flowed_text_has_its_paragraphs_again(tmp_path: Path) -> None:
    data = raw(
        b"Subject: Ferry\nContent-Type: text/plain; format=flowed\n",
        b"The ferry \nwas on \ntime.\n\nThe goat\nwas early.\n",
    )
    assert read(data, tmp_path).text() == "The ferry was on time.\n\nThe goat\nwas early."


def test_a_part_is_decoded_by_its_own_charset(tmp_path: Path) -> None:
    header = b"Subject: x\nContent-Type: text/plain; charset=koi8-r\n"
    article = read(raw(header, "Паром вернулся вовремя.".encode("koi8-r")), tmp_path)
    assert (article.text(), article.encoding) == ("Паром вернулся вовремя.", "koi8-r")


def test_a_forwarded_mail_is_part_of_the_text(tmp_path: Path) -> None:
    inner = newsletter()
    outer = letter(Subject="Read this")
    outer.set_content("It is about the goat, as ever, my dear.\n")
    outer.add_attachment(inner)
    article = read(outer, tmp_path)
    assert "about the goat" in article.text()
    assert "The ferry was **on time**" in article.text()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (raw(b"To: x\nContent-Type: image/png\n", b"x"), "the mail has no text"),
        (raw(b"Subject: x\nContent-Type: multipart/encrypted; boundary=b\n"), "the mail is encrypted"),
        (raw(b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n", b"\n--b\n\n" * 6000), "the mail has too many parts"),
    ],
)  # fmt: skip
def test_a_mail_without_anything_to_read_says_why(data: bytes, error: str, tmp_path: Path) -> None:
    assert read(data, tmp_path).error == error


def test_a_note_with_fields_is_no_mail(tmp_path: Path) -> None:
    article = read(
        b"Title: Ferry returns\nDate: 2025-07-02\n\nThe ferry is back.", tmp_path, "a.txt"
    )
    assert (article.title, article.published) == ("Ferry returns", "2025-07-02")


def test_thousands_of_levels_and_very_long_headers_end(tmp_path: Path) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(2000)
    )
    assert read(b"Subject: x\nMIME-Version: 1.0\nFrom: a@b.example\n" + nested, tmp_path).title
    for header in (b'Content-Type: text/plain; a="' + b";" * 500_000, b"From: " + b"(" * 500_000):
        assert read(raw(b"Subject: x\n" + header + b"\n"), tmp_path).title


LINES = st.sampled_from(
    [b"Subject: =?utf-8?b?G10wO3g=?=", b"From: \x1b]0;x\x07 <a@b>", b"Date: \xff", b"Message-ID: <\x00>",
     b"Content-Type: multipart/mixed; boundary=b", b"Content-Type: text/html; charset=\x1b",
     b"Content-Type: message/rfc822", b"Content-Transfer-Encoding: base64", b"", b"--b", b"--b--",
     b"Content-Transfer-Encoding: uuencode", b"begin 644 x\n#...", b"List-Id: \xe2\x80\xae <x>",
     b"Content-Disposition: attachment; filename*0*=utf-8''%1b%c2%9b; filename*x*=y",
     b"<p>&#27;&#x202e;</p>", b"G10wO3g=", b"=1B=C2=9B", b" folded \x9b", b"Archived-At: <https://[>",
     b"Content-Disposition: \x80", b"Content-Type: text/plain; format=flowed; delsp=yes"]
) | st.binary(max_size=30)  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES, max_size=25))
def test_nothing_harmful_gets_through_however_broken_a_mail_is(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    try:
        article = article_of_message(data, Opened(Path("a.eml"), data, 0.0, "a.eml"))
    except ReadingError:
        return
    for text in strings(msgspec.to_builtins(article)):
        assert not HARMFUL.search(text)


def test_a_mail_with_an_odd_suffix_is_still_a_mail(tmp_path: Path) -> None:
    assert read(newsletter(), tmp_path, "1719930600.M5P7.host").title == "The goat sails – again"
    with pytest.raises(NotAnArticle):
        read(b"", tmp_path, "1719930601.M5P7.host")
