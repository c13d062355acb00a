"""Every message of a mailbox is an article, and the mailbox a source of its own."""

from __future__ import annotations

import time
from pathlib import Path

from newsreader.article import Article, Kind
from newsreader.reading import mbox, read_file
from newsreader.reading.opened import Opened
from tests.reading.test_mail import HTML, letter

FROM = b"From ines@courier.example Wed Jul  2 18:30:00 2025\n"


def note(number: int, text: str = "The ferry was on time.\n", html: str = "") -> bytes:
    message = letter(Subject=f"Note {number}", Message_ID=f"<{number}@courier.example>")
    message.set_content(text)
    if html:
        message.set_content(html, subtype="html")
    return FROM + message.as_bytes() + b"\n"


def read(data: bytes, folder: Path, name: str = "Island Courier.mbox") -> list[Article]:
    file = folder / name
    file.write_bytes(data)
    return read_file(file)


def test_every_message_is_an_article_the_newest_first(tmp_path: Path) -> None:
    articles = read(note(1) + note(2) + note(3), tmp_path)
    assert [article.title for article in articles] == ["Note 3", "Note 2", "Note 1"]
    assert {article.feed for article in articles} == {"Island Courier"}
    assert len({article.id for article in articles}) == 3


def test_a_mailbox_is_told_by_its_content(tmp_path: Path) -> None:
    assert len(read(note(1) + note(2), tmp_path, "Inbox")) == 2


def test_a_message_has_the_same_id_in_a_mailbox_and_alone(tmp_path: Path) -> None:
    (boxed,) = read(note(1), tmp_path)
    (alone,) = read(note(1).removeprefix(FROM), tmp_path, "note.eml")
    assert boxed.id == alone.id


def test_a_line_that_begins_with_from_splits_nothing(tmp_path: Path) -> None:
    text = "The ferry is back.\n\n>From what we hear, so is the goat.\n\nFrom now on, both.\n"
    (article,) = read(note(1, text), tmp_path)
    assert "\nFrom what we hear" in article.text()
    assert article.text().endswith("From now on, both.")


def test_messages_that_share_a_message_id_stay_apart(tmp_path: Path) -> None:
    one, other = note(1), note(1, "Another text.\n")
    assert len({article.id for article in read(one + other, tmp_path)}) == 2


def test_one_message_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    picture = FROM + b"From: a@b.example\nContent-Type: image/png\n\nx\n\n"
    articles = read(note(1) + picture + picture.replace(b"x", b"y") + note(2), tmp_path)
    assert [article.error for article in articles] == [
        None,
        "the mail has no text",
        "the mail has no text",
        None,
    ]
    assert len({article.id for article in articles}) == 4


def test_a_half_mailbox_gives_the_messages_before_the_break(tmp_path: Path) -> None:
    data = note(1) + note(2)
    assert [article.title for article in read(data[:-40], tmp_path)] == ["Note 2", "Note 1"]


def test_a_broken_mailbox_is_a_row(tmp_path: Path) -> None:
    (article,) = read(b"", tmp_path)
    assert (article.error, article.feed) == ("the file is empty", "Island Courier.mbox")


def test_beyond_a_number_of_messages_a_row_says_how_many_were_read(tmp_path: Path) -> None:
    articles = read(b"".join(note(number, "x\n") for number in range(5002)), tmp_path)
    assert len(articles) == 5001
    assert articles[-1].error == "of 5,002 messages the newest 5,000 were read"


def test_in_a_large_mailbox_the_oldest_are_read_for_their_words_and_keep_their_ids() -> None:
    padding = "<!-- " + "x" * 60_000 + " -->"
    data = b"".join(note(number, html=HTML + padding) for number in range(150))
    begun = time.process_time()
    articles = mbox.read(Opened(Path("a.mbox"), data, 0.0, "a.mbox"))
    assert time.process_time() - begun < 15
    newest, oldest, said = articles[0], articles[-2], articles[-1]
    assert said.error
    assert "links and layout were kept of the newest" in said.error
    assert "**on time**" in newest.text()
    assert "The ferry was on time, and the goat was early." in oldest.text()
    (alone,) = mbox.read(Opened(Path("a.mbox"), note(0, html=HTML + padding), 0.0, "a.mbox"))
    assert (alone.id, "**on time**" in alone.text()) == (oldest.id, True)


def test_what_recurs_in_the_messages_of_a_mailbox_is_folded() -> None:
    footer = "You get this letter as a friend of the harbour"
    data = b"".join(
        note(number, text=f"The ferry made {number} crossings on day {number}, the harbour office"
             f" said.\n\nThe goat was on pier {number} again, and the gulls were not, he said."
             f"\n\n{footer}\n") for number in range(4)
    )  # fmt: skip
    articles = mbox.read(Opened(Path("a.mbox"), data, 0.0, "a.mbox"))
    assert all(footer not in article.text() for article in articles)
    assert all(footer in article.text(Kind.FURNITURE) for article in articles)
