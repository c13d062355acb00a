"""A section's text cut into pieces, each short enough to be set between two key presses.

Markdown is cut only at blank lines that certainly lie between two top-level blocks, so that every
piece can be parsed by itself: 1 MB takes a second, 3 KB a few milliseconds. A Markdown block too
long for that is shown as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsreader.article import Format

_PIECE = 3_000
"""Characters a piece has at the least, if there are as many."""
_LONGEST_BLOCK = 20_000
"""Characters of one Markdown block beyond which it is shown as plain text."""

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_STARTS_BLOCK = re.compile(r"^(#{1,6} |\w|[\"“„«‘'(\[*_!])")
_LIST_ITEM = re.compile(r"^(\d+[.)]|[*+-]) ")


class TextPiece(NamedTuple):
    """A part of a section's text.

    Attributes:
        lines: How many paragraph numbers it takes: at least as many as it has lines.
    """

    format: Format
    text: str
    lines: int


def cut(text: str, format: Format) -> list[TextPiece]:
    """Cut a text where a reader would not notice."""
    if format is Format.PLAIN:
        packed = _pack(_short_lines(text), "\n")
        return [TextPiece(Format.PLAIN, piece, piece.count("\n") + 1) for piece in packed]
    result: list[TextPiece] = []
    for block in _pack(_markdown_blocks(text), "\n\n"):
        if len(block) <= _LONGEST_BLOCK:
            result.append(TextPiece(Format.MARKDOWN, block, block.count("\n") + 1))
        else:
            result += cut(block, Format.PLAIN)
    return result


def _pack(parts: Iterable[str], joint: str) -> list[str]:
    packed: list[str] = []
    pending: list[str] = []
    size = 0
    for part in parts:
        pending.append(part)
        size += len(part)
        if size >= _PIECE:
            packed.append(joint.join(pending))
            pending, size = [], 0
    if pending:
        packed.append(joint.join(pending))
    return packed


def _short_lines(text: str) -> Iterator[str]:
    """The non-empty lines; one too long to set at once is cut between words."""
    for line in text.split("\n"):
        start = 0
        while len(line) - start > _PIECE:
            cut_at = line.rfind(" ", start, start + _PIECE)
            cut_at = cut_at if cut_at > start else start + _PIECE
            yield line[start:cut_at]
            start = cut_at
            while start < len(line) and line[start] == " ":
                start += 1
        if line[start:].strip():
            yield line[start:]


def _markdown_blocks(text: str) -> Iterator[str]:
    """The text cut at blank lines that certainly lie between two top-level blocks."""
    pending: list[str] = []
    fence = ""
    after_blank = False
    for line in text.split("\n"):
        if after_blank and not fence and _STARTS_BLOCK.match(line) and not _LIST_ITEM.match(line):
            yield "\n".join(pending).strip("\n")
            pending = []
        marker = _FENCE.match(line)
        if marker and not fence:
            fence = marker[1]
        elif marker and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        pending.append(line)
        after_blank = not line.strip()
    if pending:
        yield "\n".join(pending).strip("\n")
