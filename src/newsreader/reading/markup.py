"""What Markdown says once its marks are taken away: for judging lines, for leads, and for search;
and how text is written so that it has no marks."""

from __future__ import annotations

import re
from functools import lru_cache

_LINE_MARKS = re.compile(
    r"^[ \t]{0,3}(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+|\d{1,9}[.)][ \t]+)+", re.M
)
_TARGET = r"\([^()\n]{0,4000}(?:\([^()\n]{0,400}\)[^()\n]{0,400}){0,4}\)"
_IMAGE = re.compile(rf"!\[([^\]\n]{{0,2000}})\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]\n]{{0,1000}})\]{_TARGET}")
_EMPHASIS = re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3}|~~|`+)|(?:\*{1,3}|_{1,3}|~~|`+)(?!\w)")
_EMPHASIS_MARK = re.compile(r"[*_~`]")
_HEADING_END = re.compile(r"^([ \t]{0,3}#{1,6}[ \t]+[^\n]*?[^ \t\n])[ \t]+#+[ \t]*$", re.M)

_MAYBE_MARKED = re.compile(r"[\\>#*_~`\[]|^[ \t]{0,3}[-+\d]", re.M)

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# Where escaped characters wait while marks are looked for: no text has these.
_ASIDE = 0xF0000
_SET_ASIDE = re.compile(f"[{chr(_ASIDE + 0x21)}-{chr(_ASIDE + 0x7E)}]")

_ANYWHERE = re.compile(r"([\\`*\[\]<])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,32};)|~~")
_MAYBE_ANYWHERE = re.compile(r"[\\`*\[\]<_&~]")


def escaped(text: str) -> str:
    """Text so written that nothing in it is a mark, but at the beginning of a line."""
    if _MAYBE_ANYWHERE.search(text):
        return _ANYWHERE.sub(lambda found: "\\" + found[0], text)
    return text


def without_marks(text: str, *, pictures: bool = False) -> str:
    """The words of Markdown text, its lines kept: no marks, no link targets, no pictures.

    Args:
        text: Markdown.
        pictures: Whether the words of pictures count, too.
    """
    if not _MAYBE_MARKED.search(text):
        return text
    escapes = "\\" in text
    if escapes:
        text = _ESCAPE.sub(_put_aside, text)
    if "#" in text:
        text = _HEADING_END.sub(r"\1", text)
    text = _LINE_MARKS.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1" if pictures else "", text))
    if _EMPHASIS_MARK.search(text):
        text = _EMPHASIS.sub("", text)
    return _SET_ASIDE.sub(_put_back, text) if escapes else text


@lru_cache(maxsize=1024)
def line_without_marks(line: str) -> str:
    """The words of a line, as :func:`without_marks` has them; what is asked again is remembered."""
    return without_marks(line)


def _put_aside(escape: re.Match[str]) -> str:
    return chr(_ASIDE + ord(escape[1]))


def _put_back(aside: re.Match[str]) -> str:
    return chr(ord(aside[0]) - _ASIDE)
