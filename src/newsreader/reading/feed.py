"""Reads RSS, RDF and Atom feeds, by feedparser, whose tolerance is the field's measure.

Its sanitising and resolving of addresses are off: both are ours (``to_markdown``, ``links``), which
makes it twice as fast. A feed that breaks off still gives the entries before the break; only one
that gives none is an error. Entities a feed declares itself are never expanded or fetched.
"""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from newsreader.article import Article
from newsreader.errors import NotAnArticle
from newsreader.reading.assemble import unreadable
from newsreader.reading.clean import clean_line, decode
from newsreader.reading.dates import When, from_moment, parse_date
from newsreader.reading.entries import Entry, Feed, articles_of, plain
from newsreader.reading.opened import Opened

log = logging.getLogger(__name__)

_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]{4,1000}|[0-9]{5,1000});?")
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_DECLARATIONS = re.compile(rb"<!DOCTYPE[^\[>]{0,1000}(\[.*?\])\s*>", re.IGNORECASE | re.DOTALL)
_ENCODING = re.compile(r"<\?xml.*?\?>", re.DOTALL)
_NAMED = (
    (b"&amp;", b"&#38;"), (b"&lt;", b"&#60;"), (b"&gt;", b"&#62;"), (b"&quot;", b"&#34;"),
    (b"&apos;", b"&#39;"),
)  # fmt: skip
_DRIVER = "newsreader.reading.xml_driver"
_DATES = ("published", "issued", "created", "updated")


def read(file: Opened) -> list[Article]:
    """The articles of a feed, or one with an error if it has none.

    Raises:
        NotAnArticle: It is well-formed XML, but no feed.
    """
    data = possible_references(_without_entities(file.data))
    parsed = _parse(data, file)
    mistake = first_mistake(file.data) if parsed is None or not parsed.entries else None
    if mistake is not None:
        mended = _parse(_mended(data), file)
        parsed = mended if mended is not None and mended.entries else parsed
    if parsed is None:
        return [unreadable(file, "the feed is broken", file.name)]
    feed = _feed(parsed.feed, file)
    entries = [_entry(entry) for entry in parsed.entries]
    if mistake is not None or parsed.get("bozo"):
        entries = [entry for entry in entries if entry.title or entry.content]
    if entries:
        return articles_of(feed, entries, file)
    if not parsed.get("version") and first_mistake(file.data) is None:
        raise NotAnArticle(file.path, "this is XML, but no feed")
    return [unreadable(file, _why_empty(file), feed.title)]


def _parse(data: bytes, file: Opened) -> Any:
    """What feedparser makes of a feed; None where it gives up."""
    import feedparser

    if _DRIVER not in feedparser.api.PREFERRED_XML_PARSERS:
        feedparser.api.PREFERRED_XML_PARSERS.insert(0, _DRIVER)
    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # its last resort, a parser of tag soup, lets some mistakes through
        log.info("%s: feedparser gave up", file.name, exc_info=True)
        return None


def _mended(data: bytes) -> bytes:
    """Broken XML made well-formed, with all that can be understood of it; empty if nothing can.

    After a mistake libxml2 loses characters written by name, so they are written by number first.
    """
    from lxml import etree

    for name, number in _NAMED:
        data = data.replace(name, number)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return b""
    return b"" if root is None else etree.tostring(root, encoding="utf-8")


def first_mistake(data: bytes) -> int | None:
    """The line on which XML breaks off or goes wrong; None if it is well-formed.

    Nothing is expanded or fetched.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return max(error.lineno or 0, 1)
    return None


def possible_references(data: bytes) -> bytes:
    """XML without references to characters that there are not, which lxml and feedparser keep."""
    return _REFERENCE.sub(_possible, data)


def _without_entities(data: bytes) -> bytes:
    """A feed without declarations of entities, which are good for bombs alone."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"\0<" in data[:100]:
        data = _ENCODING.sub("", decode(data).text, count=1).encode("utf-8", "replace")
    declared = _DOCTYPE.search(data)
    match = _DECLARATIONS.match(data, declared.start()) if declared else None
    return data[: match.start(1)] + data[match.end(1) :] if match else data


def _possible(reference: re.Match[bytes]) -> bytes:
    """A character reference as it is, or U+FFFD for one that no text can hold."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    possible = number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF
    return reference[0] if possible else b"&#xFFFD;"


def _why_empty(file: Opened) -> str:
    line = first_mistake(file.data)
    return f"the feed breaks off at line {line}" if line else "the feed has no entries yet"


def _feed(said: Any, file: Opened) -> Feed:
    title = plain(_text(said.get("title"))) or file.name
    own = [link.get("href") for link in _links(said) if link.get("rel") == "self"]
    link = _text(said.get("link"))
    return Feed(
        id=_text(said.get("id")) or _text(own[0] if own else None) or link or title,
        title=title,
        link=link or None,
        language=_text(said.get("language")) or None,
    )


def _entry(said: Any) -> Entry:
    content, is_html, language = _content(said)
    source = said.get("source") or {}
    return Entry(
        title=_text(said.get("title")),
        content=content,
        is_html=is_html,
        url=_text(said.get("link")) or None,
        guid=_text(said.get("id")) or None,
        byline=_byline(said),
        outlet=_text(source.get("title")) or None,
        language=language,
        when=_when(said),
        links=tuple(_attached(said)),
    )


def _content(said: Any) -> tuple[str, bool, str | None]:
    """The fullest of an entry's contents, whether it is HTML, and its language."""
    candidates = [*said.get("content", []), said.get("summary_detail") or {}]
    best: Any = max(candidates, key=lambda candidate: len(_text(candidate.get("value"))))
    text = _text(best.get("value"))
    is_html = "html" in _text(best.get("type")) or "<" in text or "&" in text
    return text, is_html, _text(best.get("language")) or None


def _byline(said: Any) -> str | None:
    names = [_text(author.get("name")) for author in said.get("authors", [])]
    names = [name for name in names if name] or [_text(said.get("author"))]
    unique = dict.fromkeys(name for name in names if name and "@" not in name)
    return ", ".join(unique) or None


def _when(said: Any) -> When | None:
    for name in _DATES:
        if name not in said:  # feedparser would answer with another date, and a warning
            continue
        stated = parse_date(clean_line(_text(said[name])))
        if stated is not None:
            return stated
        parts = said.get(f"{name}_parsed")
        if parts:
            try:
                return from_moment(datetime(*parts[:6]).replace(tzinfo=UTC))
            except (ValueError, OverflowError, TypeError):
                continue
    return None


def _attached(said: Any) -> Iterator[tuple[str, str]]:
    for enclosure in _links(said):
        if enclosure.get("rel") != "enclosure":
            continue
        url = _text(enclosure.get("href"))
        if url and not _text(enclosure.get("type")).startswith("image/"):
            yield _text(enclosure.get("title")) or url.rsplit("/", 1)[-1] or url, url


def _links(said: Any) -> list[Any]:
    """The links of a feed or an entry; an element called ``links`` takes their place."""
    links = said.get("links", [])
    return links if isinstance(links, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
