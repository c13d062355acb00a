"""An EPUB is a source of its own; every document of it that has something to read is an article."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.article import Article, PublishedFrom
from newsreader.errors import NotAnArticle, ReadingError
from newsreader.reading import epub, read_file
from newsreader.reading.opened import Opened
from tests.reading.test_reading import HARMFUL, strings

TEXT = "<p>" + "The ferry is back after a winter in the yard, and the goat with it. " * 4 + "</p>"
CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OPS/book.opf'/></rootfiles></container>"
)
META = (
    "<dc:identifier>urn:x:1</dc:identifier><dc:title>The Courier [Wed, 02 Jul 2025]</dc:title>"
    "<dc:language>en-GB</dc:language><dc:creator>Ines Okafor</dc:creator>"
    "<dc:creator>calibre</dc:creator><dc:date>2025-07-02T04:00:00+00:00</dc:date>"
)


def package(names: list[str], meta: str = META, extra: str = "") -> str:
    items = "".join(
        f"<item id='i{number}' href='{name}' media-type='application/xhtml+xml'/>"
        for number, name in enumerate(names)
    )
    spine = "".join(f"<itemref idref='i{number}'/>" for number in range(len(names)))
    return (
        "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<metadata>{meta}</metadata><manifest>{items}{extra}</manifest><spine>{spine}</spine></package>"
    )


def bound(documents: dict[str, str], members: dict[str, str] | None = None, **more: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", package([*documents], **more))
        for name, body in documents.items():
            path = f"OPS/{name.replace('%20', ' ')}"
            archive.writestr(path, f"<?xml version='1.0'?><html><body>{body}</body></html>")
        for name, text in (members or {}).items():
            archive.writestr(name, text)
    return packed.getvalue()


def read(data: bytes, folder: Path, name: str = "courier.epub") -> list[Article]:
    file = folder / name
    file.write_bytes(data)
    return read_file(file)


def test_every_document_is_an_article_of_the_epub(tmp_path: Path) -> None:
    one, two = read(bound({"a.xhtml": f"<h1>Ferry <i>returns</i></h1>{TEXT}", "b%20c.xhtml": f"<h2>Goat</h2>{TEXT}"}), tmp_path)  # fmt: skip
    assert (one.title, two.title) == ("Ferry returns", "Goat")
    assert one.feed == "The Courier [Wed, 02 Jul 2025]"
    assert (one.outlet, one.byline, one.language) == ("The Courier", "Ines Okafor", "en")
    assert (one.published, one.published_from) == ("2025-07-02T04:00:00+00:00", PublishedFrom.META)
    assert one.id != two.id
    assert one.text().startswith("The ferry is back")


def test_covers_and_lists_of_links_are_passed_over(tmp_path: Path) -> None:
    links = "".join(
        f"<li><a href='{n}.xhtml'>A headline that is worth a look</a></li>" for n in range(20)
    )
    (article,) = read(bound({"cover.xhtml": "<img src='x'/><h1>The Courier</h1>", "toc.xhtml": f"<h1>Home news</h1><ul>{links}</ul>", "a.xhtml": f"<h1>Ferry</h1>{TEXT}"}), tmp_path)  # fmt: skip
    assert article.title == "Ferry"


def test_the_ids_outlive_moving_the_file_and_editing_the_text(tmp_path: Path) -> None:
    before = read(bound({"a.xhtml": TEXT, "b.xhtml": TEXT}), tmp_path)
    after = read(bound({"a.xhtml": TEXT * 2, "b.xhtml": TEXT}), tmp_path, "other.zip")
    assert [article.id for article in before] == [article.id for article in after]


def test_calibre_says_where_an_article_is_from(tmp_path: Path) -> None:
    bar = "<div class='calibre_navbar'>This article was downloaded by <strong>calibre</strong> from <a href='https://courier.example/2025/ferry-returns'>x</a></div>"
    (article,) = read(bound({"a.xhtml": f"<h1>Ferry</h1>{TEXT}{bar}"}), tmp_path)
    assert article.url == "https://courier.example/2025/ferry-returns"
    assert "downloaded" not in article.text()


def test_the_table_of_contents_names_what_has_no_heading_and_joins_what_it_does_not_name(
    tmp_path: Path,
) -> None:
    contents = (
        "<ncx><navMap><navPoint><navLabel><text>Chapter one</text></navLabel><content src='a.xhtml#x'/></navPoint>"
        "<navPoint><navLabel><text>Chapter two</text></navLabel><content src='c.xhtml'/></navPoint></navMap></ncx>"
    )
    item = "<item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/>"
    data = bound(
        {"a.xhtml": TEXT, "b.xhtml": "<p>It goes on here.</p>", "c.xhtml": TEXT},
        {"OPS/toc.ncx": contents},
        extra=item,
    )
    one, two = read(data, tmp_path)
    assert (one.title, two.title) == ("Chapter one", "Chapter two")
    assert one.text().endswith("It goes on here.")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\3\4" + b"\0" * 26 + b"mimetypeapplication/epub+zip", "the archive is broken"),
        (bound({"a.xhtml": TEXT})[:-30], "the archive is broken"),
        (bound({"a.xhtml": "<p>Short.</p>"}), "the EPUB holds no text"),
        (bound({"a.xhtml": TEXT}).replace(b"book.opf", b"bock.opf", 1), "the EPUB lacks its table of contents"),
        (
            bound({"a.xhtml": TEXT}, {"META-INF/encryption.xml": "<e><CipherReference URI='OPS/a.xhtml'/></e>"}),
            "the book is protected against being read (DRM)",
        ),
        (bound({"a.xhtml": "<p>" + "x" * 9_000_000}), "the archive unpacks to more than it may"),
        (bound({f"{n}.xhtml": " " * 1_500_000 for n in range(3)}), "the archive unpacks to more than it may"),
    ],
    ids=["only a start", "half", "no text", "no package", "protected", "large", "steep"],
)  # fmt: skip
def test_an_epub_that_cannot_be_read_says_why(data: bytes, error: str, tmp_path: Path) -> None:
    (article,) = read(data, tmp_path)
    assert article.error == error
    assert article.feed == "courier.epub"


def test_a_bomb_of_many_documents_ends_soon(tmp_path: Path) -> None:
    begun = time.process_time()
    data = bound({f"{n}.xhtml": "<p>" + "word " * 150_000 + str(n) for n in range(100)})
    (article,) = read(data, tmp_path)
    assert article.error == "the archive unpacks to more than it may"
    assert time.process_time() - begun < 10


def test_other_archives_are_no_articles(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(NotAnArticle):
        read(packed.getvalue(), tmp_path, "report.docx")


GOOD = bound(
    {"a.xhtml": f"<h1>Ferry &#27;]0;x</h1>{TEXT}", "b.xhtml": TEXT}, {"OPS/\x1b[2J.xhtml": "x"}
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=12),
    st.integers(0, len(GOOD)),
    st.text(max_size=40) | st.sampled_from(["\x1b]0;x", "&a;", "<!ENTITY", "]]>", "\u202e"]),
)
def test_nothing_harmful_gets_through_however_broken_an_epub_is(
    changes: list[tuple[int, int]], cut: int, title: str
) -> None:
    broken = bytearray(GOOD)
    for place, value in changes:
        broken[place] = value
    odd = bound({"a.xhtml": title + TEXT}, meta=f"<dc:title>{title}</dc:title>")
    for data in (bytes(broken), bytes(broken[:cut]), odd):
        try:
            articles = epub.read(Opened(Path("a.epub"), data, 0.0, "a.epub"))
        except ReadingError:
            continue
        for text in strings(msgspec.to_builtins(articles)):
            assert not HARMFUL.search(text)
