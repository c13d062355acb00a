"""Pages larger than any article: their text, in time that grows with their size alone.

The tools for main content and Markdown take far longer than that on some pages: 100,000 links keep
them busy for minutes. The largest of 195 saved pages, a long encyclopedia article, has 10,000
elements and 500,000 characters of text; what has far more is shown whole, as paragraphs without
markup. Nothing of its text is lost.
"""

from __future__ import annotations

import re
from typing import Any

from newsreader.reading.clean import clean_line

MOST_ELEMENTS = 20_000
"""A page may have so many elements to be read as a page."""

MOST_TEXT = 2_000_000
"""A page may have so many characters of text to be read as a page."""

_NEVER_SHOWN = frozenset((
    "head", "title", "script", "style", "noscript", "template", "textarea", "svg", "iframe",
    "object", "button", "select", "canvas", "dialog", "audio", "video",
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var",
))  # fmt: skip
"""Elements that are part of a line."""

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&])|^([-+=]|\d{1,9}(?=[.)]))")


def is_huge(root: Any) -> bool:
    """Whether a tree has more elements, or more text, than a page may have.

    libxml2 counts them at once, but what is never shown with them.
    """
    if _elements(root) <= MOST_ELEMENTS and _letters(root) <= MOST_TEXT:
        return False
    text = 0
    for elements, element in enumerate(root.iter(), 1):
        if element.tag not in _NEVER_SHOWN:
            text += len(element.text or "")
        text += len(element.tail or "")
        if elements > MOST_ELEMENTS or text > MOST_TEXT:
            return True
    return False


def _elements(root: Any) -> float:
    return float(root.xpath("count(descendant-or-self::*)"))


def _letters(root: Any) -> float:
    return float(root.xpath("string-length(.)"))


def bare_markdown(root: Any) -> str:
    """The text of a tree as Markdown paragraphs: every block one, and nothing marked up."""
    from lxml import etree

    paragraphs: list[str] = []
    said: list[str] = []
    hidden = 0

    def close() -> None:
        words = clean_line("".join(said))
        if words:
            paragraphs.append(_MARKS.sub(_escaped, words))
        said.clear()

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("start", "end"):
            if element.tag not in INLINE:
                close()
            if element.tag in _NEVER_SHOWN:
                hidden += 1 if event == "start" else -1
        text = element.text if event == "start" else element.tail
        if text and not hidden:
            said.append(text)
    close()
    return "\n\n".join(paragraphs)


def _escaped(mark: re.Match[str]) -> str:
    return f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}"
