"""Tables fitted to the width: columns as wide as their cells if there is room, else wrapped.

The widest columns give way first. Where not even narrow columns have room beside each other, every
row becomes a list: the head of each column, and the cell below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.tui.widgets.article.blocks import Block, Table
from newsreader.tui.widgets.article.breaking import break_text, columns
from newsreader.tui.widgets.article.setting import Run

_RULE = "article--rule"
_BETWEEN = " │ "
_NARROWEST = 5
"""Columns below which a column is not made narrower."""


def set_table(block: Block, table: Table, width: int) -> list[tuple[Run, ...]]:
    """The lines of a table of at most ``width`` columns."""
    count = max((len(row) for row in table.rows), default=0)
    if not count:
        return []
    rows = [row + ((0, 0),) * (count - len(row)) for row in table.rows]
    wanted = [max(1, *(columns(block.text, *row[n]) for row in rows)) for n in range(count)]
    room = width - len(_BETWEEN) * (count - 1)
    if sum(wanted) > room and room < count * _NARROWEST:
        return _as_list(block, rows, width)
    widths = _fit(wanted, room)
    result: list[tuple[Run, ...]] = []
    airy = any(want > width for want, width in zip(wanted, widths, strict=True))
    for number, row in enumerate(rows):
        if number > 1 and airy:
            result.append(_separator(widths, " │ ", " "))
        cells = [break_text(block.text, widths[n], *row[n]) for n in range(count)]
        for line in range(max(len(cell) for cell in cells)):
            runs: list[Run] = []
            for column, cell in enumerate(cells):
                if column:
                    runs.append(Run(fill=_BETWEEN, look=_RULE))
                start, end = cell[line] if line < len(cell) else (row[column][1],) * 2
                blank = Run(fill=" " * (widths[column] - columns(block.text, start, end)))
                flush_right = column < len(table.right) and table.right[column]
                runs += [blank, Run(start, end)] if flush_right else [Run(start, end), blank]
            result.append(tuple(runs))
        if number == 0:
            result.append(_separator(widths, "─┼─", "─"))
    return result


def _separator(widths: Sequence[int], between: str, fill: str) -> tuple[Run, ...]:
    return (Run(fill=between.join(fill * width for width in widths), look=_RULE),)


def _fit(wanted: Sequence[int], room: int) -> list[int]:
    """Widths of at most ``room`` in all: no column is narrowed while another is wider."""
    widths = list(wanted)
    while (over := sum(widths) - room) > 0:
        widest = max(widths)
        next_widest = max((width for width in widths if width < widest), default=_NARROWEST)
        concerned = [n for n, width in enumerate(widths) if width == widest]
        step = max(1, min(widest - max(next_widest, _NARROWEST), over // len(concerned)))
        for n in concerned:
            if sum(widths) > room:
                widths[n] -= step
    return widths


def _as_list(
    block: Block, rows: Sequence[tuple[tuple[int, int], ...]], width: int
) -> list[tuple[Run, ...]]:
    result: list[tuple[Run, ...]] = []
    head, *body = rows
    for row in body or [head]:
        if result:
            result.append(())
        for name, cell in zip(head, row, strict=True):
            if row is not head:
                result += [(Run(*line),) for line in break_text(block.text, width, *name)]
            result += [
                (Run(fill="  "), Run(*line)) for line in break_text(block.text, width - 2, *cell)
            ]
    return result
