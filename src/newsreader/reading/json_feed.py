"""Reads JSON Feed, versions 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).

Also takes what is a feed in all but its version: an object whose ``items`` look like entries.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from newsreader.article import Article
from newsreader.errors import NotAnArticle, ReadingError
from newsreader.reading.assemble import unreadable
from newsreader.reading.clean import clean_line, decode
from newsreader.reading.dates import When, parse_date
from newsreader.reading.entries import Entry, Feed, articles_of, plain
from newsreader.reading.opened import Opened

_JSON_SUFFIXES = (".json", ".jsonfeed", ".feed")
_ENTRY_KEYS = frozenset(("content_html", "content_text", "summary", "date_published"))


def reader_of(file: Opened) -> Callable[[Opened], list[Article]] | None:
    """The reader for a file that begins as JSON does; None if it is no JSON after all."""
    if file.suffix in _JSON_SUFFIXES:
        return read
    return read if _is_json(file) else None


def read(file: Opened) -> list[Article]:
    """The articles of a JSON Feed, or one with an error if it has none.

    Raises:
        NotAnArticle: It is JSON, but no feed.
        ReadingError: It is broken.
    """
    try:
        decoded = decode(file.data)
        data = json.loads(decoded.text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise ReadingError(
            file.path, f"the JSON breaks off at line {line}" if line else "the JSON is broken"
        ) from error
    if not _is_feed(data):
        raise NotAnArticle(file.path, "this is JSON, but no feed")
    title = plain(_text(data.get("title"))) or file.name
    feed = Feed(
        id=_text(data.get("feed_url")) or _text(data.get("home_page_url")) or title,
        title=title,
        link=_text(data.get("home_page_url")) or None,
        language=_text(data.get("language")) or None,
    )
    entries = [_entry(item) for item in data.get("items") or [] if isinstance(item, dict)]
    if not entries:
        return [unreadable(file, "the feed has no entries yet", title)]
    return articles_of(feed, entries, file, decoded.how)


def _is_json(file: Opened) -> bool:
    try:
        json.loads(decode(file.data).text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_feed(data: Any) -> bool:
    if not isinstance(data, dict):
        return False
    if "jsonfeed.org" in _text(data.get("version")):
        return True
    items = data.get("items")
    return (
        isinstance(items, list)
        and bool(items)
        and all(isinstance(item, dict) and _ENTRY_KEYS & item.keys() for item in items)
    )


def _entry(item: dict[str, Any]) -> Entry:
    as_html, as_text = _text(item.get("content_html")), _text(item.get("content_text"))
    content = as_html or as_text or _text(item.get("summary"))
    guid = item.get("id")
    return Entry(
        title=_text(item.get("title")),
        content=content,
        is_html=bool(as_html),
        url=_text(item.get("url")) or _text(item.get("external_url")) or None,
        guid=str(guid) if isinstance(guid, str | int) and str(guid) else None,
        byline=_byline(item),
        language=_text(item.get("language")) or None,
        when=_when(item),
        links=tuple(_attached(item)),
    )


def _byline(item: dict[str, Any]) -> str | None:
    authors = item.get("authors")
    listed = [*authors, item.get("author")] if isinstance(authors, list) else [item.get("author")]
    names = (_text(author.get("name")) for author in listed if isinstance(author, dict))
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _when(item: dict[str, Any]) -> When | None:
    stated = (
        parse_date(clean_line(_text(item.get(key)))) for key in ("date_published", "date_modified")
    )
    return next((when for when in stated if when is not None), None)


def _attached(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    attachments = item.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else ():
        if isinstance(attachment, dict) and _text(attachment.get("url")):
            url = _text(attachment.get("url"))
            yield _text(attachment.get("title")) or url.rsplit("/", 1)[-1] or url, url


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
