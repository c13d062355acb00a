"""What a measurement hands back: one row a work, ours beside the peers, and what ours has to reach.

Times are of the wall clock, in milliseconds unless a row says otherwise. A ratio is ours divided by
what is allowed: up to 1.00 the row holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

OURS = "newsreader"


class Figure(msgspec.Struct, frozen=True):
    """What one program reached.

    Attributes:
        median: In the row's unit.
        p95: The 95th percentile; equal to the median where there was one measurement.
        count: How many measurements there were.
    """

    median: float
    p95: float
    count: int = 1


class Target(msgspec.Struct, frozen=True):
    """What ours has to reach.

    Attributes:
        factor: At most so much, or so many times what ``peer`` reaches.
        peer: None where the figure stands by itself.
        of: Which of our figures counts, and which of the peer's.
        at_least: Whether more is better.
    """

    factor: float
    peer: str | None = None
    of: Literal["median", "p95"] = "median"
    at_least: bool = False

    def ratio(self, figures: Mapping[str, Figure | None]) -> float | None:
        """How much of what is allowed ours takes; None where it cannot be said."""
        ours = figures.get(OURS)
        theirs = figures.get(self.peer) if self.peer else None
        if ours is None or (self.peer is not None and theirs is None):
            return None
        allowed = self.factor * (getattr(theirs, self.of) if theirs is not None else 1.0)
        reached = getattr(ours, self.of)
        if self.at_least:
            return float(allowed / reached) if reached else math.inf
        return float(reached / allowed) if allowed else math.inf

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        which = " at p95" if self.of == "p95" else ""
        if self.peer is None:
            return f"{sign} {shown(self.factor)}{which}"
        return f"{sign} {self.factor:g} × {self.peer}{which}"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One work, measured.

    Attributes:
        work: What was done.
        unit: Of the figures.
        figures: By program.
        targets: What ours has to reach; none where the row only informs.
        note: Why a figure is missing, or what is to be known of the row.
    """

    work: str
    unit: str = "ms"
    figures: dict[str, Figure | None]
    targets: tuple[Target, ...] = ()
    note: str = ""


def of(measured: Sequence[float]) -> Figure | None:
    """The median and the 95th percentile of some measurements; None of none."""
    if not measured:
        return None
    ordered = sorted(measured)
    return Figure(
        ordered[len(ordered) // 2], ordered[math.ceil(0.95 * len(ordered)) - 1], len(ordered)
    )


def once(measured: float | None) -> Figure | None:
    """A single measurement."""
    return None if measured is None else Figure(measured, measured)


def table(rows: Iterable[Row]) -> str:
    """The rows as an aligned Markdown table, with what was not measured and why below it."""
    rows = list(rows)
    who = list(dict.fromkeys([OURS, *(name for row in rows for name in row.figures)]))
    lines = [["work", "unit", *who, "target", "ratio"]]
    for row in rows:
        ratios = [target.ratio(row.figures) for target in row.targets]
        lines.append(
            [
                row.work,
                row.unit,
                *(_cell(row.figures.get(name)) for name in who),
                ", ".join(map(str, row.targets)) or "–",
                ", ".join("–" if ratio is None else f"{ratio:.2f}" for ratio in ratios) or "–",
            ]
        )
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    lines.insert(1, ["-" * width for width in widths])
    text = ["| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
            for line in lines]  # fmt: skip
    text += [f"{row.work}: {row.note}" for row in rows if row.note]
    return "\n".join(text)


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    if figure.count == 1:
        return shown(figure.median)
    return f"{shown(figure.median)} / {shown(figure.p95)}"


def shown(value: float) -> str:
    """A figure with as many digits as say something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
