"""Reads EPUB (https://www.w3.org/TR/epub-33/): each document in reading order is an article.

Newspapers fetched as EPUB hold an article a document, books a chapter. Either way the EPUB is a
source of its own, named by its title. Documents that mostly link (tables of contents, front pages
of sections) and those of a few words (title pages, covers) are passed over. A document without a
heading of its own that the table of contents does not name goes on with the one before it: long
chapters are cut for small devices.

calibre, which makes most newspapers, says below each article where it is from; that is its address.
"""

from __future__ import annotations

import codecs
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from newsreader.article import Article, PublishedFrom, TitleFrom
from newsreader.errors import ReadingError
from newsreader.reading import identity
from newsreader.reading.archive import Archive
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import Decoded, clean_line, decode
from newsreader.reading.dates import When, parse_date
from newsreader.reading.feed import possible_references
from newsreader.reading.learning import Learnt, learnt_among
from newsreader.reading.links import web_address
from newsreader.reading.markdown import dissect_body
from newsreader.reading.opened import Opened
from newsreader.reading.wire import Facts
from newsreader.reading.words import count_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MIMETYPE = b"mimetypeapplication/epub+zip"
_ZIP = b"PK\3\4"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_DOCUMENTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_FEWEST_WORDS = 25
_MOSTLY_LINKS = 0.6
_MOST_DOCUMENTS = 2000
_ISSUE = re.compile(r"\s*\[[^\[\]]*\d[^\[\]]*\]\s*$")
_NOBODY = ("calibre", "unknown", "unbekannt", "inconnu", "desconocido")
_DOWNLOADED = re.compile(r"downloaded by\s+calibre", re.IGNORECASE)
_NAVIGATION = 'contains(concat(" ", @class, " "), " calibre_navbar ")'


class _Book(NamedTuple):
    """What the package document says.

    Attributes:
        id: Its unique identifier; what the ids of its articles are made with.
        documents: The paths of the documents in reading order.
        names: What the table of contents calls documents, by path.
    """

    id: str
    title: str
    byline: str | None
    language: str | None
    when: When | None
    documents: list[str]
    names: dict[str, str]


class _Chapter(NamedTuple):
    """A document, or several that belong together."""

    path: str
    title: str | None
    markdown: str
    url: str | None
    decoded: Decoded


def is_epub(file: Opened) -> bool:
    """Whether a file is an EPUB: a ZIP archive that says so, or that holds what only EPUBs do."""
    if not file.data.startswith(_ZIP):
        return False
    return file.data[30 : 30 + len(_MIMETYPE)] == _MIMETYPE or _CONTAINER.encode() in file.data


def read(file: Opened) -> list[Article]:
    """The articles of an EPUB.

    Raises:
        ReadingError: It is broken or protected, unpacks to too much, or holds no text.
    """
    archive = Archive(file)
    book = _book(archive, file)
    protected = _protected(archive)
    if book.documents and protected.issuperset(book.documents):
        raise ReadingError(file.path, "the book is protected against being read (DRM)")
    chapters = _joined(_chapters(archive, book, protected), book)
    articles = [_article(chapter, book, file, file.learnt) for chapter in chapters]
    if not articles:
        raise ReadingError(file.path, "the EPUB holds no text")
    learnt, holding = learnt_among(articles)
    return [
        _article(chapter, book, file, learnt) if holds else article
        for chapter, article, holds in zip(chapters, articles, holding, strict=True)
    ]


def _book(archive: Archive, file: Opened) -> _Book:
    container = _xml(archive.read(_CONTAINER))
    path = next((found.get("full-path") or "" for found in _all(container, "rootfile")), "")
    package = _xml(archive.read(path))
    if package is None:
        raise ReadingError(file.path, "the EPUB lacks its table of contents")
    folder = posixpath.dirname(path)
    items = {
        found.get("id"): found for found in _all(package, "item") if found.get("id") is not None
    }
    documents = [
        _path(folder, item.get("href") or "")
        for reference in _all(package, "itemref")
        if reference.get("linear") != "no"
        and (item := items.get(reference.get("idref"))) is not None
        if item.get("media-type") in _DOCUMENTS
        and "nav" not in (item.get("properties") or "").split()
    ]
    title = _said(package, "title") or file.title
    creators = [name for name in _texts(package, "creator") if name.lower() not in _NOBODY]
    return _Book(
        id=_said(package, "identifier") or title,
        title=title,
        byline=", ".join(dict.fromkeys(creators[:10])) or None,
        language=_said(package, "language"),
        when=next((when for said in _texts(package, "date") if (when := parse_date(said))), None),
        documents=list(dict.fromkeys(documents))[:_MOST_DOCUMENTS],
        names=_names(archive, folder, list(items.values())),
    )


def _names(archive: Archive, folder: str, items: list[Any]) -> dict[str, str]:
    """What the tables of contents (of EPUB 3 and of EPUB 2) call the documents."""
    names: dict[str, str] = {}
    for item in items:
        path = _path(folder, item.get("href") or "")
        below = posixpath.dirname(path)
        if "nav" in (item.get("properties") or "").split():
            for link in _all(_xml(archive.read(path)), "a"):
                target = _path(below, link.get("href") or "")
                names.setdefault(target, clean_line("".join(link.itertext())))
        elif item.get("media-type") == "application/x-dtbncx+xml":
            for point in _all(_xml(archive.read(path)), "navPoint"):
                target = next((found.get("src") or "" for found in _all(point, "content")), "")
                names.setdefault(_path(below, target), _said(point, "text") or "")
    return names


def _chapters(archive: Archive, book: _Book, protected: set[str]) -> Iterator[_Chapter]:
    from newsreader.reading.html import declared_encoding
    from newsreader.reading.saved_page import without_inline_data
    from newsreader.reading.to_markdown import parse_html, tree_to_markdown

    for path in book.documents:
        data = None if path in protected else archive.read(path)
        if data is None:
            continue
        decoded = decode(data, declared_encoding(data))
        root = parse_html(without_inline_data(_XML_DECLARATION.sub("", decoded.text)))
        if root is None or _is_contents(root):
            continue
        url = _without_calibre(root)
        title = _heading(root)
        yield _Chapter(path, title, tree_to_markdown(root), url, decoded)


_XML_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")


def _joined(chapters: Iterator[_Chapter], book: _Book) -> list[_Chapter]:
    """The chapters, those that only go on with the one before put together with it."""
    joined: list[_Chapter] = []
    last = ""
    for chapter in chapters:
        goes_on = chapter.title is None and chapter.path not in book.names and len(book.names) > 1
        if goes_on and joined and last == joined[-1].path:
            joined[-1] = joined[-1]._replace(
                markdown=f"{joined[-1].markdown}\n\n{chapter.markdown}"
            )
        elif count_words(chapter.markdown) >= _FEWEST_WORDS:
            joined.append(chapter)
            last = chapter.path
        else:
            last = ""
    return joined


def _article(chapter: _Chapter, book: _Book, file: Opened, learnt: Learnt) -> Article:
    title = chapter.title or book.names.get(chapter.path)
    outlet = _ISSUE.sub("", book.title) or book.title
    facts = Facts(
        title=title or None,
        byline=book.byline if book.byline != outlet else None,
        outlet=outlet,
        url=chapter.url,
        language=book.language,
        when=book.when,
    )
    return article_of(
        dissect_body(chapter.markdown, 0, facts, learnt),
        file,
        id=(identity.from_url(chapter.url) if chapter.url else None)
        or identity.from_feed(book.id, chapter.path),
        title_from=TitleFrom.META if title else TitleFrom.TEXT,
        published_from=PublishedFrom.META if book.when else PublishedFrom.TEXT,
        feed=book.title,
        encoding=chapter.decoded.how,
    )


def _is_contents(root: HtmlElement) -> bool:
    """Whether a document is there to lead to others: most of its words are links."""
    words = len("".join(root.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in root.iter("a"))
    return words > 0 and linked > _MOSTLY_LINKS * words


def _without_calibre(root: HtmlElement) -> str | None:
    """Take calibre's bars out of an article; the address they give."""
    url = None
    bars = root.xpath(f"//*[{_NAVIGATION}]")
    for bar in bars if isinstance(bars, list) else ():
        if _DOWNLOADED.search(bar.text_content()):
            url = url or next((web_address(link.get("href")) for link in bar.iter("a")
                               if web_address(link.get("href"))), None)  # fmt: skip
        if bar.getparent() is not None:
            bar.drop_tree()
    return url


def _heading(root: HtmlElement) -> str | None:
    for heading in root.iter("h1", "h2", "h3"):
        said = clean_line(heading.text_content())
        if said:
            return said
    return None


def _protected(archive: Archive) -> set[str]:
    """The paths of members that are encrypted."""
    listed = _all(_xml(archive.read(_ENCRYPTION)), "CipherReference")
    return {unquote(found.get("URI") or "") for found in listed}


def _xml(data: bytes | None) -> Any:
    """The root of a small XML document, however broken; None if there is nothing of it."""
    if not data:
        return None
    from lxml import etree

    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # Recovering, lxml keeps bytes that are no UTF-8, and fails when they are asked for.
        data = possible_references(data.decode("utf-8", "replace").encode("utf-8"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _all(root: Any, name: str) -> list[Any]:
    """The elements of a name below a root, in whatever namespace."""
    return [] if root is None else list(root.iter(f"{{*}}{name}", name))


def _texts(root: Any, name: str) -> list[str]:
    said = (clean_line("".join(found.itertext())) for found in _all(root, name))
    return [text for text in said if text]


def _said(root: Any, name: str) -> str | None:
    return next(iter(_texts(root, name)), None)


def _path(folder: str, href: str) -> str:
    """The path in the archive that a reference in a document of ``folder`` leads to."""
    try:
        path = unquote(urlsplit(href).path)
    except ValueError:
        return ""
    return posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
