"""A file is read within bounds, and unpacked if it is gzip, whatever it is called."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsreader.article import Article, PublishedFrom
from newsreader.errors import NotAnArticle
from newsreader.reading import read_file
from newsreader.reading.opened import LARGEST
from tests.reading import FIXTURES


def read(data: bytes, folder: Path, name: str = "news.txt.gz") -> list[Article]:
    file = folder / name
    file.write_bytes(data)
    return read_file(file)


@pytest.mark.parametrize("fixture", ["wire.txt", "note.md", "page.html", "feed.rss", "feed.json"])
def test_what_is_packed_is_read_as_what_is_in_it(fixture: str, tmp_path: Path) -> None:
    plain = read_file(FIXTURES / fixture)
    packed = read(gzip.compress((FIXTURES / fixture).read_bytes()), tmp_path, f"{fixture}.gz")
    assert [article.sections for article in packed] == [article.sections for article in plain]
    assert [article.id for article in packed] == [article.id for article in plain]


def test_what_was_packed_in_pieces_is_one_text(tmp_path: Path) -> None:
    packed = gzip.compress(b"Ferry returns\n\nThe ferry is back ") + gzip.compress(
        b"after winter.\n"
    )
    (article,) = read(packed, tmp_path)
    assert article.text() == "The ferry is back after winter."


def test_a_file_is_named_without_any_of_its_suffixes(tmp_path: Path) -> None:
    (article,) = read(gzip.compress(b"..."), tmp_path, "harbour_news.txt.gz")
    assert article.title in ("...", "harbour news")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2026-11-05 ferry.txt", "2026-11-05"),
        # Changed on that very day, which is more exact.
        ("2026-11-20 ferry.txt", "2026-11-20T09:30:00+00:00"),
        # What it is about is yet to come.
        ("2027-01-01 almanac.txt", "2026-11-20T09:30:00+00:00"),
        ("ferry.txt", "2026-11-20T09:30:00+00:00"),
    ],
)
@pytest.mark.parametrize("data", [b"The ferry is back.", b""], ids=["read", "unreadable"])
def test_a_file_that_was_changed_later_is_of_the_day_its_name_states(
    name: str, date: str, data: bytes, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    changed = datetime(2026, 11, 20, 9, 30, tzinfo=UTC).timestamp()
    os.utime(file, (changed, changed))
    (article,) = read_file(file)
    assert article.published == date
    assert article.published_from is PublishedFrom.FILE


def test_a_date_in_the_text_goes_before_one_in_the_name(tmp_path: Path) -> None:
    text = b"Ferry returns\nNov 2, 2026\nThe ferry is back after a winter on the slip.\n"
    (article,) = read(text, tmp_path, "2026-11-05 ferry.txt")
    assert article.published == "2026-11-02"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (gzip.compress(b"x" * 1000)[:-9], "the compressed file breaks off"),
        (b"\x1f\x8bnot at all", "the compressed file is broken"),
        (
            gzip.compress(gzip.compress(b"The ferry is back.")),
            "this is not text but a compressed file (gzip)",
        ),
        (gzip.compress(bytes(LARGEST + 1)), "unpacked, the file is larger than 32 MB"),
        (gzip.compress(bytes(LARGEST)) * 2, "unpacked, the file is larger than 32 MB"),
        (gzip.compress(b""), "the file is empty"),
    ],
    ids=["half", "broken", "twice", "bomb", "bomb in pieces", "empty"],
)
def test_what_cannot_be_unpacked_says_why(data: bytes, error: str, tmp_path: Path) -> None:
    (article,) = read(data, tmp_path)
    assert article.error == error


def test_a_packed_file_that_is_no_article_is_not_listed(tmp_path: Path) -> None:
    with pytest.raises(NotAnArticle):
        read(gzip.compress(b"p { color: red }"), tmp_path, "style.css.gz")
    with pytest.raises(NotAnArticle):
        read(gzip.compress(bytes(range(256))), tmp_path, "backup.gz")
