"""What a line of Markdown says once its marks are taken away: for judging lines, and for leads."""

from __future__ import annotations

import re

_LINE_MARKS = re.compile(
    r"^[ \t]{0,3}(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+)+", re.M
)
_IMAGE = re.compile(r"!\[([^\]\n]{0,1000})\]\([^()\n]{0,4000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,1000})\]\([^()\n]{0,4000}\)")
_EMPHASIS = re.compile(r"(?<![\w\\])(?:\*{1,3}|_{1,3}|~~|`+)|(?<!\\)(?:\*{1,3}|_{1,3}|~~|`+)(?!\w)")
_EMPHASIS_MARK = re.compile(r"[*_~`]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING_END = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$", re.M)


def without_marks(text: str) -> str:
    """The words of Markdown text, its lines kept: no marks, no link targets, no images."""
    if text.isalnum():
        return text
    text = _LINE_MARKS.sub("", text)
    if "#" in text:
        text = _HEADING_END.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    if _EMPHASIS_MARK.search(text):
        text = _EMPHASIS.sub("", text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
