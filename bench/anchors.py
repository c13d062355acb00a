"""The tools ours is measured beside, each used as its own documentation says.

Pages are handed to them as text. markdownify and readability-lxml recurse once a level of nesting,
so they are given a deeper stack than a program would want.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("readability").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_DEEP = 20_000

Extract = Callable[[str], str]


@contextmanager
def deep_stack() -> Iterator[None]:
    """More recursion than Python grants by itself."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEEP)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def page_text(path: Path) -> str:
    """A page as the tools are given it."""
    from newsreader.reading.clean import decode
    from newsreader.reading.html import declared_encoding

    data = path.read_bytes()
    return decode(data, declared_encoding(data)).text


def trafilatura_text(**settings: bool) -> Extract:
    """trafilatura's plain text of the article."""
    import trafilatura

    given: dict[str, Any] = {"include_comments": False, **settings}

    def extract(page: str) -> str:
        return trafilatura.extract(page, **given) or ""

    return extract


def trafilatura_facts(page: str) -> Any:
    """What trafilatura finds a page to state: ``title``, ``author``, ``date``, ``sitename``,
    ``url``; None if nothing."""
    from trafilatura.metadata import extract_metadata

    return extract_metadata(page)


def trafilatura_to_markdown(page: str, *, with_facts: bool = False) -> str:
    """trafilatura's HTML of the article through markdownify."""
    import trafilatura

    found = trafilatura.extract(
        page,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_images=True,
        with_metadata=with_facts,
    )
    return to_markdown(found or "")


def readability_to_markdown(page: str, url: str | None = None) -> str:
    """readability-lxml's HTML of the article through markdownify."""
    from readability import Document

    try:
        with deep_stack():
            summary = Document(page, url=url).summary(html_partial=True)
    except Exception:  # it raises errors of several libraries on pages without an article
        return ""
    return to_markdown(summary)


def readability_title(page: str) -> str:
    """readability-lxml's headline of a page."""
    from readability import Document

    return str(Document(page).short_title())


def to_markdown(page: str) -> str:
    """markdownify as it is, with headings that start with ``#``."""
    from markdownify import markdownify

    with deep_stack():
        return str(markdownify(page, heading_style="ATX"))


def htmldate_day(page: str) -> str | None:
    """htmldate's date of publication, as ``2025-07-02``."""
    from htmldate import find_date

    try:
        return find_date(page, original_date=True)
    except Exception:  # as above
        return None


def feed_to_markdown(path: Path) -> list[str]:
    """feedparser's entries through markdownify."""
    found = []
    for entry in feed_of(path).entries:
        contents = [content.get("value") or "" for content in entry.get("content", [])]
        found.append(to_markdown(max([*contents, entry.get("summary") or ""], key=len)))
    return found


def feed_of(path: Path) -> Any:
    """feedparser's reading of a feed, its sanitising off, with the parser it picks by itself."""
    import feedparser

    with patch.object(feedparser.api, "PREFERRED_XML_PARSERS", []):
        return feedparser.parse(
            io.BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False
        )
