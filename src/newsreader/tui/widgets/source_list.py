"""The views and the sources, each with its number of unread articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from newsreader.library import Counts, Scope, SourceRow, View
from newsreader.tui import wording
from newsreader.tui.widgets.virtual_list import VirtualList, fit


@dataclass(frozen=True)
class _Row:
    """One line of the list; a heading has no scope."""

    label: str
    scope: Scope | None = None
    count: int = 0
    broken: bool = False


class SourceList(VirtualList):
    """Views first, then sources. A row stands for a :class:`~newsreader.library.Scope`."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[_Row] = []

    def show(self, counts: Counts, sources: Sequence[SourceRow], scope: Scope) -> None:
        """List the views and sources, with the cursor on ``scope``."""
        self._rows = [
            _Row("VIEWS"),
            _Row("Unread", Scope(view=View.UNREAD), counts.unread),
            _Row("All", Scope(view=View.ALL), counts.all),
            _Row("Starred", Scope(view=View.STARRED), counts.starred),
            _Row(""),
            _Row("SOURCES"),
        ]
        self._rows += [
            _Row(
                source.name,
                Scope(view=View.ALL, source=source.key),
                source.unread,
                source.error is not None,
            )
            for source in sources
        ]
        index = next((i for i, row in enumerate(self._rows) if _same(row.scope, scope)), 1)
        self.set_rows(len(self._rows), cursor=index)

    def scope_at(self, index: int) -> Scope | None:
        """What a row stands for; None for a heading."""
        return self._rows[index].scope if 0 <= index < len(self._rows) else None

    def name_of(self, scope: Scope) -> str | None:
        """What a scope is called in the list."""
        return next((row.label for row in self._rows if _same(row.scope, scope)), None)

    def sources_with_unread(self) -> list[int]:
        """The rows of sources that have unread articles."""
        return [
            index
            for index, row in enumerate(self._rows)
            if row.scope is not None and row.scope.source is not None and row.count
        ]

    def selectable(self, index: int) -> bool:
        """Headings cannot be stood on."""
        return self.scope_at(index) is not None

    def row_lines(self, index: int, width: int) -> list[Content]:
        """``▌ Gazette        8``; a dash where nothing is unread."""
        row = self._rows[index]
        dim = self.part_style("list--dim")
        if row.scope is None:
            return [Content.styled(f" {row.label}", dim)]
        accent = self.part_style("list--accent")
        bar = Content.styled("▌", accent) if index == self.cursor else Content(" ")
        number = wording.count(row.count) if row.count else "–"
        label = wording.line(f"⚠ {row.label}" if row.broken else row.label)
        if row.count:
            label = label.stylize("bold")
        space = width - len(number) - 5
        return [
            Content.assemble(
                bar,
                "  " if row.scope.source is None or not row.broken else " ",
                fit(label, space if not row.broken else space + 1),
                Content.styled(f" {number}", dim),
                " ",
            )
        ]


def _same(row: Scope | None, scope: Scope) -> bool:
    """A source stays the same row whichever view of it is shown."""
    if row is None or row.source != scope.source:
        return False
    return scope.source is not None or row.view == scope.view
