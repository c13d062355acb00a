"""Blocks set in lines of a width."""

from __future__ import annotations

from collections.abc import Iterator

from newsreader.tui.widgets.article.blocks import Block, Margin
from newsreader.tui.widgets.article.breaking import break_code, break_text, columns
from newsreader.tui.widgets.article.setting import Line, Run
from newsreader.tui.widgets.article.tables import set_table

NARROWEST = 12
"""Columns a text has at the least; margins that would leave it less are left out."""


def set_block(block: Block, width: int) -> list[Line]:
    """The lines of a block, the blank ones above it first.

    Args:
        width: The most columns a line may have, margins included; :data:`NARROWEST` at least.
    """
    margins = _with_room(block.margins, width)
    first = tuple((margin.first, margin.look) for margin in margins)
    other = tuple((margin.other, margin.look) for margin in margins)
    width -= sum(columns(text) for text, _ in other)
    gap = _with_room(block.gap_margins, width)
    blank = Line(block, tuple((margin.other, margin.look) for margin in gap))
    result = [blank] * block.gap
    for number, runs in enumerate(_runs(block, width)):
        texts = [run for run in runs if not run.fill] or [Run()]
        result.append(
            Line(
                block,
                other if number else first,
                runs,
                min(run.start for run in texts),
                max(run.end for run in texts),
            )
        )
    return result


def _runs(block: Block, width: int) -> Iterator[tuple[Run, ...]]:
    text = block.text
    if block.rule:
        yield (Run(fill=block.rule * width, look=block.look),)
    elif block.table is not None:
        yield from set_table(block, block.table, width)
    elif block.code:
        start = 0
        for line in text.split("\n"):
            for begin, end in break_code(text, width, start, start + len(line)):
                fill = " " * (width - columns(text, begin, end))
                yield (Run(begin, end), Run(end, end, fill, block.look))
            start += len(line) + 1
    else:
        for begin, end in break_text(text, width):
            yield (Run(begin, end),)


def _with_room(margins: tuple[Margin, ...], width: int) -> tuple[Margin, ...]:
    room = width - NARROWEST
    kept: list[Margin] = []
    for margin in margins:
        room -= columns(margin.other)
        if room < 0:
            break
        kept.append(margin)
    return tuple(kept)
