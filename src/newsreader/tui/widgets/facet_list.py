"""The facets of a search: by source, month, agency and tag, where the sources stand otherwise."""

from __future__ import annotations

import msgspec
from textual.content import Content

from newsreader.library import Facet, Facets
from newsreader.tui import wording
from newsreader.tui.widgets.virtual_list import VirtualList, fit

_MOST = 12
"""Facets of a kind that are listed: what is rarer is quicker typed."""


class _Row(msgspec.Struct, frozen=True):
    """One line of the list; a heading has no facet."""

    label: str
    facet: Facet | None = None


class FacetList(VirtualList):
    """How what was found is spread. Choosing a row narrows the search, or widens it again."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[_Row] = []

    def show(self, facets: Facets) -> None:
        """List the facets of a search; the cursor stays on the facet it is on."""
        current = self.facet_at(self.cursor)
        self._rows = []
        for heading, kind in (
            ("SOURCES", facets.sources),
            ("MONTHS", facets.months),
            ("AGENCIES", facets.agencies),
            ("TAGS", facets.tags),
        ):
            if kind:
                self._rows += [_Row(""), _Row(heading)] if self._rows else [_Row(heading)]
                self._rows += [_Row(facet.label, facet) for facet in kind[:_MOST]]
        cursor = next(
            (
                index
                for index, row in enumerate(self._rows)
                if row.facet and current and row.facet.term == current.term
            ),
            1,
        )
        self.set_rows(len(self._rows), cursor=cursor)

    def facet_at(self, index: int) -> Facet | None:
        """The facet of a row; None for a heading."""
        return self._rows[index].facet if 0 <= index < len(self._rows) else None

    def selectable(self, index: int) -> bool:
        """Headings cannot be stood on."""
        return self.facet_at(index) is not None

    def row_lines(self, index: int, width: int) -> list[Content]:
        """``▌ ✓ Gazette        8``; the check says that the search is narrowed to it."""
        row = self._rows[index]
        dim = self.part_style("list--dim")
        if row.facet is None:
            return [Content.styled(f" {row.label}", dim)]
        accent = self.part_style("list--accent")
        bar = Content.styled("▌", accent) if index == self.cursor else Content(" ")
        sign = Content.styled("✓ ", accent) if row.facet.chosen else Content("  ")
        number = wording.count(row.facet.count)
        label = fit(wording.line(row.label), width - len(number) - 5)
        if row.facet.chosen:
            label = label.stylize("bold")
        return [Content.assemble(bar, sign, label, Content.styled(f" {number}", dim), " ")]
