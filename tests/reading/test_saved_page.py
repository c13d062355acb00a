"""Saved pages: where they came from is known, and what was written into them costs nothing."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Article, PublishedFrom
from newsreader.reading import read_file
from newsreader.reading.saved_page import saved_from, without_inline_data

HEADER = """<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile 
 url: https://courier.example/2026/the-ferry-returns 
 saved date: Sat Nov 21 2026 10:12:13 GMT+0100 (Central European Standard Time)
-->"""  # noqa: W291 - as SingleFile writes it
PAGE = (
    "<meta charset=utf-8><title>The ferry returns to Skarven harbour</title><article>"
    "<h1>The ferry returns to Skarven harbour</h1>"
    "<p>The ferry Marta crossed the harbour on Saturday, with a brass band on deck and a goat that"
    " nobody had invited. It will sail every day but Thursday.</p><p>The goat has been offered a"
    " season ticket, said the company, which has had worse passengers and told them so.</p></article>"
)


def read(page: str, folder: Path) -> Article:
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    (article,) = read_file(file)
    return article


def test_singlefile_says_where_a_page_was_and_when_it_was_saved(tmp_path: Path) -> None:
    article = read(HEADER + PAGE, tmp_path)
    assert article.url == "https://courier.example/2026/the-ferry-returns"
    assert article.published == "2026-11-21T09:12:13+00:00"
    assert article.published_from is PublishedFrom.FILE


def test_what_the_page_says_itself_comes_first(tmp_path: Path) -> None:
    stated = (
        "<link rel=canonical href=https://courier.example/2026/11/ferry>"
        "<meta property=article:published_time content=2026-11-20T08:00:00+01:00>"
    )
    article = read(HEADER + stated + PAGE, tmp_path)
    assert article.url == "https://courier.example/2026/11/ferry"
    assert (article.published, article.published_from) == (
        "2026-11-20T08:00:00+01:00",
        PublishedFrom.META,
    )


def test_a_browsers_note_gives_the_address(tmp_path: Path) -> None:
    note = "<!-- saved from url=(0042)https://courier.example/2026/the-ferry -->"
    assert read(note + PAGE, tmp_path).url == "https://courier.example/2026/the-ferry"


@pytest.mark.parametrize("date", ["Sat Nov 21 2026", "Sat Foo 99 2026 99:99:99 GMT+9999", ""])
def test_a_date_that_is_none_is_none(date: str) -> None:
    saved = saved_from(
        f"<!--\n Page saved with SingleFile \n url: https://a.example/1 \n saved date: {date}\n-->"
    )
    assert saved.at is None
    assert saved.url == "https://a.example/1"


def test_the_date_saved_is_read_with_its_zone() -> None:
    assert saved_from(HEADER).at == datetime.fromisoformat("2026-11-21T10:12:13+01:00").timestamp()


@pytest.mark.parametrize(
    "shape",
    ['<img src="{}" alt="A goat">', "<img src='{}' alt='A goat'>", "<img src={} alt='A goat'>",
     "<style>a{{background:url({})}}</style>", '<style>a{{background:url("{}")}}</style>',
     '<p style="background:url(&quot;{}&quot;)">x</p>'],
)  # fmt: skip
def test_inline_data_goes_and_everything_around_it_stays(shape: str) -> None:
    page = f"before {shape.format('data:image/png;base64,' + 'QUJD' * 100)} after"
    assert without_inline_data(page) == f"before {shape.format('data:,')} after"


def test_ten_megabytes_of_pictures_are_read_at_once(tmp_path: Path) -> None:
    picture = f"<img alt='' src='data:image/png;base64,{'QUJD' * 250_000}'>" * 10
    begun = time.process_time()
    article = read(HEADER + picture + PAGE, tmp_path)
    assert article.title == "The ferry returns to Skarven harbour"
    assert time.process_time() - begun < 5


@given(st.lists(st.sampled_from(["data:", "=", '"', "'", "(", ")", "url", "x" * 120, "<p>", "a "])))
def test_only_inline_data_is_ever_taken(parts: list[str]) -> None:
    text = "".join(parts)
    shorter = without_inline_data(text)
    assert len(shorter) <= len(text)
    assert shorter == text or "data:" in text
