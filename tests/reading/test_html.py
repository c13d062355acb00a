"""A web page gives its article, and what it states about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.article import Article, Kind, PublishedFrom, TitleFrom
from newsreader.reading import read_file
from tests.reading import FIXTURES, fixture


def read(html: str | bytes, folder: Path) -> Article:
    file = folder / "page.html"
    file.write_bytes(html if isinstance(html, bytes) else html.encode())
    (article,) = read_file(file)
    return article


def test_what_the_page_states_becomes_the_fields() -> None:
    (article,) = read_file(FIXTURES / "page.html")
    assert article.title == "Ferry returns after winter of repairs"
    assert article.title_from is TitleFrom.META
    assert (article.byline, article.outlet) == ("Ines Dahl", "Harbour Gazette")
    assert article.published == "2025-07-02T06:30:00+02:00"
    assert article.published_from is PublishedFrom.META
    assert article.language == "en"
    assert article.url is not None
    assert article.url.startswith("https://gazette.example/2025/07/ferry-returns")


def test_the_article_is_kept_and_the_page_around_it_is_not() -> None:
    (article,) = read_file(FIXTURES / "page.html")
    body = article.text(Kind.BODY)
    assert body.startswith("The harbour ferry is back.")
    assert "## What it costs" in body
    assert "| Passenger | Price |" in body
    assert "[Nils Berg](https://gazette.example/people/berg?ref=1)" in body
    assert not any(word in body for word in ("Sport", "rights reserved", "alert", "color"))


def test_the_name_of_the_site_is_no_part_of_the_headline(tmp_path: Path) -> None:
    page = "<title>Ferry returns at last | Harbour Gazette</title><p>The ferry is back.</p>"
    assert read(page, tmp_path).title == "Ferry returns at last"


@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="windows-1251">',
     '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'],
)  # fmt: skip
def test_a_declared_encoding_is_used(declaration: str, tmp_path: Path) -> None:
    page = f"<html><head>{declaration}</head><body><p>Пором повернувся.</p></body></html>"
    assert "Пором повернувся." in read(page.encode("cp1251"), tmp_path).text()


def test_a_page_that_is_not_much_is_still_shown(tmp_path: Path) -> None:
    assert read("<html><body><p>The ferry is back.</p></body></html>", tmp_path).text() == (
        "The ferry is back."
    )


def test_a_page_without_text_says_so(tmp_path: Path) -> None:
    article = read("<html><body><script>x()</script></body></html>", tmp_path)
    assert article.error == "the page has no text"
    assert article.sections == ()


def test_copies_with_other_tracking_parameters_are_one_article(tmp_path: Path) -> None:
    page = fixture("page.html")
    copy = page.replace("utm_source=front", "utm_source=mail").replace("forty", "fifty")
    assert read(page, tmp_path).id == read(copy, tmp_path).id


@pytest.mark.parametrize(
    "stated",
    ["© 2019 Harbour Gazette", "Updated 3 hours ago", '<meta name="date" content="soon">',
     '<time>last week</time>', '<meta property="article:modified_time" content="2025-07-02">'],
)  # fmt: skip
def test_no_date_is_invented(stated: str, tmp_path: Path) -> None:
    page = f"<html><body>{stated}<p>The ferry is back after the winter of 2018.</p></body></html>"
    assert read(page, tmp_path).published_from is PublishedFrom.FILE
