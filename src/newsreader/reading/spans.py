"""Dissecting a text: which stretch is headline, field, separator, heading or section text.

Every character of the text that is not blank lies in exactly one span, and the spans are in the
order of the text: what is folded away is still there, and a reader of ours that loses a word fails
its property test.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Part(StrEnum):
    """What a span of the text is."""

    TITLE = "title"
    FIELD = "field"
    SEPARATOR = "separator"
    HEADING = "heading"
    TEXT = "text"


class Span(NamedTuple):
    """A stretch ``start:end`` of the decoded and cleaned text.

    Attributes:
        section: For headings and section text, the number of the section.
    """

    start: int
    end: int
    part: Part
    section: int | None = None
