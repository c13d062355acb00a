"""The views, the saved searches and the sources, each with its number of unread articles."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec
from textual.content import Content
from textual.message import Message

from newsreader.library import Counts, SavedSearch, SourceRow, View
from newsreader.library import Scope as LibraryScope
from newsreader.tui import wording
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.virtual_list import VirtualList, fit

_BROKEN, _APART = "⚠", "≠"

Part: TypeAlias = LibraryScope | SavedSearch
"""What a row stands for."""


class _Row(msgspec.Struct, frozen=True):
    """One line of the list; a heading stands for nothing."""

    label: str
    part: Part | None = None
    count: int = 0
    sign: str = ""


class SourceList(VirtualList):
    """Views first, then saved searches, then sources."""

    BINDINGS = bindings(Scope.SOURCES)

    @dataclass
    class Edit(Message):
        """A saved search is to get another name, or query."""

        search: SavedSearch

    @dataclass
    class Remove(Message):
        """A saved search is to be removed."""

        search: SavedSearch

    @dataclass
    class Move(Message):
        """A saved search is to stand somewhere else among the searches, from 0."""

        search: SavedSearch
        to: int

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[_Row] = []

    def show(
        self,
        counts: Counts,
        searches: Sequence[tuple[SavedSearch, int]],
        sources: Sequence[SourceRow],
        current: Part,
    ) -> None:
        """List what can be listed, with the cursor on what is.

        Args:
            counts: How many articles each view has.
            searches: The saved searches, and how many unread articles each finds.
            sources: The sources.
            current: The part that is listed.
        """
        before = self._rows
        self._rows = [
            _Row("VIEWS"),
            _Row("Unread", LibraryScope(view=View.UNREAD), counts.unread),
            _Row("All", LibraryScope(view=View.ALL), counts.all),
            _Row("Starred", LibraryScope(view=View.STARRED), counts.starred),
            _Row("Later", LibraryScope(view=View.LATER), counts.later),
            _Row("Archived", LibraryScope(view=View.ARCHIVED), counts.archived),
        ]
        if searches:
            self._rows += [_Row(""), _Row("SEARCHES")]
            self._rows += [_Row(saved.name, saved, unread) for saved, unread in searches]
        self._rows += [_Row(""), _Row("SOURCES")]
        self._rows += [
            _Row(
                source.name,
                LibraryScope(view=View.ALL, source=source.key),
                source.unread,
                _BROKEN if source.error is not None else _APART if source.apart else "",
            )
            for source in sources
        ]
        index = next((i for i, row in enumerate(self._rows) if _same(row.part, current)), 1)
        if len(before) != len(self._rows) or index != self.cursor:
            self.set_rows(len(self._rows), cursor=index)
            return
        for number, (old, new) in enumerate(zip(before, self._rows, strict=True)):
            if old != new:
                self.refresh_row(number)

    def part_at(self, index: int) -> Part | None:
        """What a row stands for; None for a heading."""
        return self._rows[index].part if 0 <= index < len(self._rows) else None

    def name_of(self, part: Part) -> str | None:
        """What a part of the library is called in the list."""
        return next((row.label for row in self._rows if _same(row.part, part)), None)

    def sources_with_unread(self) -> list[int]:
        """The rows of sources that have unread articles."""
        return [
            index
            for index, row in enumerate(self._rows)
            if isinstance(row.part, LibraryScope) and row.part.source is not None and row.count
        ]

    # -- saved searches

    @property
    def _search(self) -> SavedSearch | None:
        """The saved search under the cursor."""
        part = self.part_at(self.cursor)
        return part if isinstance(part, SavedSearch) else None

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Leave the keys for saved searches to the screen where there is none."""
        return not action.endswith("_search") or self._search is not None

    def action_edit_search(self) -> None:
        """Give the saved search another name, or query."""
        if self._search is not None:
            self.post_message(self.Edit(self._search))

    def action_remove_search(self) -> None:
        """Remove the saved search."""
        if self._search is not None:
            self.post_message(self.Remove(self._search))

    def action_move_search(self, direction: int) -> None:
        """Let it stand one further down (1) or up (-1)."""
        searches = [row.part for row in self._rows if isinstance(row.part, SavedSearch)]
        if self._search is not None:
            to = searches.index(self._search) + direction
            if 0 <= to < len(searches):
                self.post_message(self.Move(self._search, to))

    def selectable(self, index: int) -> bool:
        """Headings cannot be stood on."""
        return self.part_at(index) is not None

    def row_look(self, index: int) -> Hashable:
        """The row itself."""
        return self._rows[index]

    def row_lines(self, index: int, width: int) -> list[Content]:
        """``▌ Gazette        8``; a dash where nothing is unread. A sign tells of a feed that could
        not be read, and of a source that was left out of all stories."""
        row = self._rows[index]
        dim = self.part_style("list--dim")
        if row.part is None:
            return [Content.styled(f" {row.label}", dim)]
        accent = self.part_style("list--accent")
        bar = Content.styled("▌", accent) if index == self.cursor else Content(" ")
        number = wording.count(row.count) if row.count else "–"
        label = wording.line(f"{row.sign} {row.label}" if row.sign else row.label)
        if row.count:
            label = label.stylize("bold")
        space = width - len(number) - 5
        return [
            Content.assemble(
                bar,
                " " if row.sign else "  ",
                fit(label, space + 1 if row.sign else space),
                Content.styled(f" {number}", dim),
                " ",
            )
        ]


def _same(row: Part | None, part: Part) -> bool:
    """A source stays the same row whichever view of it is shown."""
    if isinstance(row, LibraryScope) and isinstance(part, LibraryScope):
        return row.source == part.source and (part.source is not None or row.view == part.view)
    return row is not None and row == part
