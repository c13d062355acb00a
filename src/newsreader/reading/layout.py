"""A text as lines with their places, whether its lines are the writer's or a column's width.

In scraped text a line is a paragraph. Mail, wire archives and old text files break their lines at
a width instead, so that a paragraph is several lines. Such a break shows: the next line's first
word would not have fitted any more. A text where nearly every line that is followed directly by
another was broken for want of room is *hard-wrapped*, and its lines are joined again.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

_WIDEST = 100
_NARROWEST = 40
_FEWEST_BREAKS = 3
_BROKEN_SHARE = 0.8
_INDENT = 2
_RAGGED = 3
_ITEM = re.compile(r"[-*•–]\s|\d{1,3}[.)]\s|>")


class Line(NamedTuple):
    """A line, or a paragraph of a hard-wrapped text: ``start:end`` of the text, and its words."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank, without the white space around them."""
    lines = []
    start = 0
    for whole in text.split("\n"):
        line = whole.strip()
        before = 0 if len(line) == len(whole) else len(whole) - len(whole.lstrip())
        begin = start + before
        if line:
            lines.append(Line(begin, begin + len(line), line))
        start += len(whole) + 1
    return lines


def is_hard_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether the lines of a text were broken at a width."""
    if len(lines) <= _FEWEST_BREAKS:
        return False
    width = _width(lines)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    followed = broken = 0
    for line, following in pairwise(lines[1:]):
        if _goes_on(text, line, following):
            followed += 1
            broken += _wants_room(line, following, width)
    return broken >= _FEWEST_BREAKS and broken >= _BROKEN_SHARE * followed


def paragraphs_of(text: str, lines: list[Line]) -> list[Line]:
    """The lines of a hard-wrapped text joined to paragraphs."""
    width = _width(lines)
    joined: list[Line] = []
    parts: list[Line] = []
    for line in lines:
        if parts and not (
            _goes_on(text, parts[-1], line)
            and _wants_room(parts[-1], line, width)
            and (parts[-1] is not lines[0] or line.text[:1].islower())
        ):
            joined.append(_join(parts))
            parts = []
        parts.append(line)
    if parts:
        joined.append(_join(parts))
    return joined


def _width(lines: list[Line]) -> int:
    """The widest line but the first, which may be a headline that nobody broke."""
    return max((len(line.text) for line in lines[1:]), default=0)


def _goes_on(text: str, line: Line, following: Line) -> bool:
    """Whether a line directly follows another, without the indent of a new paragraph."""
    between = text[line.end : following.start]
    indent = len(between) - between.rfind("\n") - 1
    return between.count("\n") == 1 and indent < _INDENT


def _wants_room(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    if _ITEM.match(following.text):
        return False
    first_word = next(iter(following.text.split(None, 1)), "")
    return len(line.text) + 1 + len(first_word) > width - _RAGGED and len(line.text) > width // 2


def _join(parts: list[Line]) -> Line:
    return Line(parts[0].start, parts[-1].end, " ".join(part.text for part in parts))
