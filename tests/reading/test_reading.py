"""Whatever a file holds, reading it raises nothing, loses nothing and lets nothing harmful through."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.article import Kind, TitleFrom
from newsreader.errors import NotAnArticle
from newsreader.reading import read_file
from newsreader.reading.opened import LARGEST
from tests.reading import FIXTURES

HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
HOSTILE = b"\x1b]52;c;AAAA\x1b\\ \xc2\x9b2J \x00\x7f \xe2\x80\xae \xef\xbb\xbf \xed\xa0\x80 "


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in strings(part)]


def write(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


@settings(deadline=None, max_examples=150)
@given(
    st.binary(max_size=400)
    | st.builds(
        lambda seed, at, junk: seed[:at] + junk + seed[at:],
        st.sampled_from([file.read_bytes() for file in sorted(FIXTURES.iterdir())]),
        st.integers(0, 2000),
        st.binary(max_size=20) | st.just(HOSTILE) | st.just(b"&#27;&#x202e;&#155;<p>\\u001b"),
    ),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.xml", "a.json", "a"]),
)
def test_nothing_harmful_gets_into_any_field_of_any_reader(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            articles = read_file(write(Path(folder), name, data))
        except NotAnArticle:
            return
    assert articles
    for article in articles:
        assert article.title
        assert "gave up" not in (article.error or "")
        for text in strings(msgspec.to_builtins(article)):
            assert not HARMFUL.search(text)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\t\n", "the file holds nothing but white space"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0", "this is not text but a picture (PNG)"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "this is not text but a PDF document"),
        ("a.md", bytes(range(256)) * 4, "this is not text but binary data"),
        ("a.json", b"{", "the JSON breaks off at line 1"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_row_that_says_why(
    name: str, data: bytes, error: str, tmp_path: Path
) -> None:
    (article,) = read_file(write(tmp_path, name, data))
    assert article.error == error
    assert article.title_from is TitleFrom.NAME
    assert article.sections == ()


def test_the_row_of_an_unreadable_file_stays_the_same_row(tmp_path: Path) -> None:
    first, other = (write(tmp_path, name, b"") for name in ("a.txt", "b.txt"))
    assert read_file(first)[0].id == read_file(first)[0].id != read_file(other)[0].id


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_nobody_may_read_says_so(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", b"x")
    file.chmod(0)
    assert read_file(file)[0].error == "permission denied"


def test_what_is_no_regular_file_or_is_gone_says_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert read_file(tmp_path / "pipe.txt")[0].error == "this is not a regular file"
    assert read_file(tmp_path / "gone.txt")[0].error == "the file is no longer there"


def test_a_file_beyond_all_bounds_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    with file.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    assert read_file(file)[0].error == "the file is larger than 32 MB"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("photo", b"\x89PNG\r\n\x1a\n\0\0"),
        ("style.css", b"p { color: red }"),
        ("app.js", b"alert(1)"),
        ("tool.py", b"print(1)"),
        ("subscriptions.xml", b'<?xml version="1.0"?><opml version="2.0"><body/></opml>'),
        ("subscriptions.opml", b'<?xml version="1.0"?><opml version="2.0"><body/></opml>'),
        ("empty", b""),
    ],
)
def test_what_is_no_article_at_all_is_not_listed(name: str, data: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotAnArticle):
        read_file(write(tmp_path, name, data))


@pytest.mark.parametrize(
    ("fixture", "name"),
    [("page.html", "page.txt"), ("feed.rss", "feed.html"), ("feed.json", "feed.txt"),
     ("scraped.txt", "scraped"), ("scraped.txt", "scraped.xml")],
)  # fmt: skip
def test_content_not_suffix_picks_the_reader(fixture: str, name: str, tmp_path: Path) -> None:
    original = read_file(FIXTURES / fixture)
    renamed = read_file(write(tmp_path, name, (FIXTURES / fixture).read_bytes()))
    assert [article.sections for article in renamed] == [article.sections for article in original]
    assert [article.id for article in renamed] == [article.id for article in original]


def test_a_suffix_decides_between_plain_text_and_markdown(tmp_path: Path) -> None:
    text = b"Ferry returns\n\nThe *ferry* is back after a winter in the yard, say the islands.\n"
    formats = [
        read_file(write(tmp_path, name, text))[0].sections[0].format for name in ("a.txt", "a.md")
    ]
    assert formats == ["plain", "markdown"]


def test_a_file_with_a_hostile_name_is_shown_cleaned(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"a\x1b]0;x\x07\xff.txt")
    file.write_bytes(b"")
    title = read_file(file)[0].title
    assert not HARMFUL.search(title)


def test_a_million_empty_lines_and_a_very_long_line_end(tmp_path: Path) -> None:
    data = b"\n" * 1_000_000 + b"word " * 200_000
    (article,) = read_file(write(tmp_path, "a.txt", data))
    assert article.words == 200_000
    assert [section.kind for section in article.sections] == [Kind.BODY]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("hyphens.txt", "A-" * 200_000),
        ("names.txt", "By " + "A, " * 50_000),
        ("cards.txt", "Related\n" + ("The ferry is back after the winter.\nA headline\n" * 5_000)),
        ("spaces.md", "a" + " " * 300_000 + "b"),
        ("front.md", "---\nkey: a" + " " * 60_000 + "b\n---\nx"),
        ("brackets.md", "[" * 100_000),
        ("images.md", "![x](" * 50_000),
        ("comments.html", "<!-- -->" * 2_000 + "x"),
        ("nested.html", "<b>" * 20_000 + "x"),
        ("doctypes.xml", "<!DOCTYPE[" * 50_000),
        ("arrays.json", "[" * 100_000),
    ],
)
def test_shapes_that_make_readers_hang_do_not(name: str, data: str, tmp_path: Path) -> None:
    assert len(read_file(write(tmp_path, name, data.encode()))) == 1
