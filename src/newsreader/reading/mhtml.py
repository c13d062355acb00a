"""Reads pages saved as MHTML (RFC 2557): one message with the page and all that belongs to it.

The page is the part that ``start`` names, else the one that lies at ``Snapshot-Content-Location``,
else the first that is HTML; the other parts, pictures and style sheets, are passed over. Mail with
pictures in it has the same form: a saved page is told by its suffix, or by a part's address.
"""

from __future__ import annotations

from datetime import datetime
from email.message import Message

from newsreader.article import Article
from newsreader.errors import ReadingError
from newsreader.reading import html, message
from newsreader.reading.opened import Opened

_SUFFIXES = (".mht", ".mhtml")
_SAVED = ("snapshot-content-location:", "from: <saved by")


def is_page(file: Opened, start: str) -> bool:
    """Whether a file with the headers of a message is a saved page."""
    start = start.lower()
    return file.suffix in _SUFFIXES or any(said in start for said in _SAVED)


def read(file: Opened) -> list[Article]:
    """The one article of a saved page.

    Raises:
        ReadingError: There is no page in the file, or no text in the page.
    """
    saved = message.parse(file.data)
    if saved is None:
        raise ReadingError(file.path, "the saved page has too many parts")
    page = _page(saved)
    if page is None:
        raise ReadingError(file.path, "the saved page holds no HTML")
    changed = _saved_at(saved)
    if changed is not None:
        file = file._replace(changed=changed)
    address = message.header(page, "content-location") or _location(saved)
    declared = html.declared_encoding(message.payload(page))
    return [html.read_page(file, message.text_of(page, declared), address)]


def _page(saved: Message) -> Message | None:
    pages = [part for part in saved.walk() if part.get_content_type() in _PAGES]
    if not pages:
        return None
    root = message.root_of(saved)
    if message.parameter(saved, "start") and root in pages:
        return root
    where = _location(saved)
    at_place = (page for page in pages if message.header(page, "content-location") == where)
    return next(at_place, pages[0]) if where else pages[0]


_PAGES = ("text/html", "application/xhtml+xml")


def _location(saved: Message) -> str:
    return message.header(saved, "snapshot-content-location") or message.header(
        saved, "content-location"
    )


def _saved_at(saved: Message) -> float | None:
    when = message.sent_at(message.header(saved, "date"))
    return datetime.fromisoformat(when.value).timestamp() if when else None
