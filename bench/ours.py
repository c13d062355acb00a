"""What is measured: the real readers, from the file on."""

from __future__ import annotations

from pathlib import Path

from newsreader.article import Article, PublishedFrom
from newsreader.reading import read_file
from newsreader.reading.markup import without_marks


def article(path: Path) -> Article:
    """The one article of a page."""
    (found,) = read_file(path)
    return found


def body(found: Article, *, pictures: bool = False) -> str:
    """The words of an article's body, without Markdown's marks, and those of its pictures only if
    they are asked for."""
    return without_marks(found.text(), pictures=pictures)


def day(found: Article) -> str | None:
    """The date the file states, as exact as it is known up to the day; None if it states none."""
    if found.published is None or found.published_from is PublishedFrom.FILE:
        return None
    return found.published[:10]


def markdown(path: Path, url: str) -> str:
    """The Markdown of a page's main content, whose links are relative to ``url``."""
    from bench.anchors import page_text
    from newsreader.reading.html import main_content

    return main_content(page_text(path), url)
