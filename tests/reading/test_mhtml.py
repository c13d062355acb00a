"""A page saved as MHTML is read as the page it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.article import Article, PublishedFrom
from newsreader.reading import read_file
from tests.reading.test_mail import HTML, letter
from tests.reading.test_saved_page import PAGE

PLACE = "https://courier.example/2026/the-ferry-returns"


def saved(page: str = PAGE, *, head: str = "", root: str = "", first: str = "") -> bytes:
    return (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {PLACE}\nSubject: The ferry\n"
        f"Date: Sat, 21 Nov 2026 09:12:13 -0000\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="--b"{head}\n\n{first}'
        f"----b\nContent-Type: text/html\nContent-Location: {PLACE}\n{root}\n{page}\n"
        "----b\nContent-Type: image/png\nContent-Location: cid:goat\n\nPNG\n----b--\n"
    ).encode()


def read(data: bytes, folder: Path, name: str = "page.mhtml") -> Article:
    file = folder / name
    file.write_bytes(data)
    (article,) = read_file(file)
    return article


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.txt", "page"])
def test_a_saved_page_is_the_page(name: str, tmp_path: Path) -> None:
    article = read(saved(), tmp_path, name)
    assert article.title == "The ferry returns to Skarven harbour"
    assert article.text().startswith("The ferry Marta crossed the harbour on Saturday")
    assert article.url == PLACE
    assert (article.published, article.published_from) == (
        "2026-11-21T09:12:13+00:00",
        PublishedFrom.FILE,
    )


def test_it_is_the_same_article_as_the_page_itself(tmp_path: Path) -> None:
    canonical = f"<link rel=canonical href={PLACE}>"
    assert read(saved(), tmp_path).id == read((canonical + PAGE).encode(), tmp_path, "page.html").id


def test_the_main_part_is_the_one_that_start_names_else_the_one_at_the_place(
    tmp_path: Path,
) -> None:
    other = "----b\nContent-Type: text/html\nContent-Location: https://ads.example/\n\n<p>Buy a goat.</p>\n"
    by_place = read(saved(first=other), tmp_path)
    by_start = read(
        saved(head='; start="<main>"', root="Content-ID: <main>\n", first=other), tmp_path
    )
    assert by_place.title == by_start.title == "The ferry returns to Skarven harbour"


def test_quoted_printable_and_its_charset_are_undone(tmp_path: Path) -> None:
    page = PAGE.replace("harbour on", "Gr=F6na hamn on")
    root = "Content-Transfer-Encoding: quoted-printable\n"
    data = saved(page.replace("=utf-8", "=3Dutf-8"), root=root)
    data = data.replace(b"text/html\nContent-L", b'text/html; charset="iso-8859-1"\nContent-L')
    article = read(data, tmp_path)
    assert "Gröna hamn" in article.text()
    assert article.encoding == "windows-1252"


def test_a_newsletter_with_pictures_is_no_saved_page(tmp_path: Path) -> None:
    message = letter()
    message.set_content(HTML, subtype="html")
    message.add_related(b"PNG", "image", "png", cid="<all>")
    assert message.get_content_type() == "multipart/related"
    assert read(message.as_bytes(), tmp_path, "letter.eml").title == "The goat sails – again"


def test_what_holds_no_page_says_so(tmp_path: Path) -> None:
    data = saved().replace(b"text/html\n", b"text/css\n")
    assert read(data, tmp_path).error == "the saved page holds no HTML"
