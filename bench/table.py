"""What a measure hands back: one small table, ours beside the anchors, the target below."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

Value = float | int | str | None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One work measured.

    Attributes:
        work: What was measured, on how much material.
        columns: The names of the figures.
        rows: Who, and the figures in the order of the columns; None where there is none.
        target: What ours has to reach, in the order of the columns.
    """

    work: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    target: tuple[Value, ...] = ()

    def plain(self) -> str:
        """The table in aligned columns."""
        lines: list[tuple[str, Sequence[Value]]] = [(self.work, self.columns), *self.rows]
        if self.target:
            lines.append(("target", self.target))
        cells = [[name, *map(_shown, values)] for name, values in lines]
        widths = [max(len(row[place]) for row in cells if place < len(row))
                  for place in range(len(self.columns) + 1)]  # fmt: skip
        return "\n".join(
            "  ".join(
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=False))
            ).rstrip()
            for row in cells
        )


def _shown(value: Value) -> str:
    match value:
        case None:
            return "–"
        case float() if abs(value) < 2:
            return f"{value:.3f}"
        case float():
            return f"{value:,.1f}"
        case int():
            return f"{value:,}"
        case _:
            return value


def share(part: float, whole: float) -> float:
    """``part / whole``; 1.0 where there is nothing to have a share of."""
    return part / whole if whole else 1.0
