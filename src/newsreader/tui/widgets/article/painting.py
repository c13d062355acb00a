"""One line of an article, drawn.

A stretch of text carries in its style where it stands in the article (paragraph and offset, which
do not depend on the width), so that Textual's selection by mouse knows what was selected, and the
address of a link, which terminals that know OSC 8 make one of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import TRANSPARENT
from textual.css.styles import StylesBase
from textual.strip import Strip
from textual.style import Style

from newsreader.tui.widgets.article.blocks import Block
from newsreader.tui.widgets.article.breaking import columns
from newsreader.tui.widgets.article.setting import Line, Run

_LONGEST_ADDRESS = 2000
"""Characters of an address terminals take; one that is longer is a link by key and mouse only."""


class Mark(NamedTuple):
    """A stretch of a block's text that is marked on top of its own looks.

    Attributes:
        look: The component class.
        label: Letters drawn over it.
    """

    start: int
    end: int
    look: str
    label: str = ""


def paint(
    line: Line,
    marks: Sequence[Mark],
    style_of: Callable[[tuple[str, ...]], Style],
    sign: str,
    look: str,
    left: int,
    width: int,
) -> Strip:
    """Draw a line.

    Args:
        line: What to draw.
        marks: What is marked in its block; later ones lie on top.
        style_of: Component classes → the style of all of them on one another.
        sign: A character to stand at the left of the line, or a blank.
        look: The component class of the sign, and of the ground of the whole line.
        left: Columns of paper to the left of the text, one for the sign among them.
        width: Columns in all.
    """
    block = line.block
    ground = (look,) if look else ()
    base = _with_offset(style_of(ground), line.start, block.paragraph)
    segments = [Segment(f" {sign}".ljust(left), base)]
    for text, margin_look in line.margins:
        style = style_of((*ground, margin_look) if margin_look else ground)
        segments.append(Segment(text, _with_offset(style, line.start, block.paragraph)))
    for run in line.runs:
        if run.fill:
            style = style_of((*ground, run.look) if run.look else ground)
            segments.append(Segment(run.fill, _with_offset(style, line.end, block.paragraph)))
        else:
            segments += _text(block, run, marks, style_of, ground)
    strip = Strip(segments)
    end = _with_offset(style_of(ground), line.end, block.paragraph)
    return strip.adjust_cell_length(width, end)


def _text(
    block: Block,
    run: Run,
    marks: Sequence[Mark],
    style_of: Callable[[tuple[str, ...]], Style],
    ground: tuple[str, ...],
) -> Iterator[Segment]:
    """The segments of a stretch of text: cut wherever its look changes."""
    spans = [span for span in block.spans if span.end > run.start and span.start < run.end]
    over = [mark for mark in marks if mark.end > run.start and mark.start < run.end]
    ends = [(span.start, span.end) for span in spans] + [(mark.start, mark.end) for mark in over]
    inner = {edge for both in ends for edge in both if run.start < edge < run.end}
    edges = [run.start, *sorted(inner), run.end]
    for start, end in pairwise(edges):
        looks = [block.look, *ground]
        address = None
        for span in spans:
            if span.start <= start < span.end:
                looks += [span.look] if span.look else []
                address = span.address or address
        text = block.text[start:end]
        for mark in over:
            if mark.start <= start < mark.end:
                looks.append(mark.look)
                if mark.label:
                    room = columns(block.text, start, min(mark.end, run.end))
                    text = mark.label.ljust(room) if start == mark.start else ""
        style = _with_offset(style_of(tuple(looks)), start, block.paragraph, osc8(address))
        yield Segment(text, style)


def component_style(styles: StylesBase) -> Style:
    """What a component class says itself, to be laid over another style.

    Textual's own partial styles lose their backgrounds.
    """
    text = styles.text_style
    return Style(
        styles.background if styles.has_rule("background") else TRANSPARENT,
        styles.color if styles.has_rule("color") else TRANSPARENT,
        bold=text.bold,
        italic=text.italic,
        underline=text.underline,
        reverse=text.reverse,
        strike=text.strike,
    )


def _with_offset(
    style: Style, offset: int, paragraph: int, address: str | None = None
) -> RichStyle:
    rich = style.rich_style_with_offset(offset, paragraph)
    return rich.update_link(address) if address else rich


def osc8(address: str | None) -> str | None:
    """The address a terminal may be told, or None: only of web pages, only printable ASCII."""
    if address is None or not address.lower().startswith(("http://", "https://")):
        return None
    safe = "".join(
        character
        if "!" <= character <= "~"
        else "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
        for character in address
    )
    return safe if len(safe) <= _LONGEST_ADDRESS else None


def links(lines: Iterable[Line]) -> list[tuple[int, int, str]]:
    """The links that begin in lines: paragraph, offset, and address."""
    found: list[tuple[int, int, str]] = []
    for line in lines:
        for span in line.block.spans:
            if span.address and any(run.start <= span.start < run.end for run in line.runs):
                found.append((line.block.paragraph, span.start, span.address))
    return found
