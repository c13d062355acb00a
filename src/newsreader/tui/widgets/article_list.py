"""The article list: one line an article, and in a search a second line with the words found.

The list holds only numbers, 100,000 of them if need be. What stands in the rows on the screen, and
a few pages around, is fetched in a worker; a row not there yet is painted blank for that moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from textual import work
from textual.content import Content
from textual.message import Message

from newsreader.config import Settings
from newsreader.library import Row
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.verbs import Targets
from newsreader.tui.widgets.article_row import Listed, RowSetting, Stand
from newsreader.tui.widgets.virtual_list import VirtualList

_PAGES_AROUND = 2
"""Screens fetched above and below the one in sight, so that scrolling meets filled rows …"""
_PAGES_NEEDED = 1
"""… once there are not so many left: not at every step."""

_ROWS_KEPT = 2000
"""Rows remembered beyond those around the screen, so that going back meets filled rows."""

Fetch = Callable[[Sequence[int]], Sequence[Listed]]
"""Article numbers → what their rows show; runs in a thread, may read the disk."""


class Seen(NamedTuple):
    """What stands on the screen; two of these that are equal look the same.

    Attributes:
        numbers: The articles.
        height: Lines a row takes.
        hidden: Lines of the first row that are scrolled out of sight.
        cursor: The row under the cursor, counted from the first of these.
    """

    numbers: Sequence[int]
    height: int
    hidden: int
    cursor: int


class ArticleList(VirtualList):
    """Articles, newest or best first."""

    BINDINGS = bindings(Scope.ARTICLES)
    DEFAULT_CSS = "ArticleList { height: 1fr; }"

    @dataclass
    class Selected(Message):
        """Articles were selected, or are so no longer; so many are."""

        count: int

    def __init__(
        self,
        fetch: Fetch,
        settings: Settings,
        clock: Callable[[], datetime],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._clock = clock
        self._setting = RowSetting(settings, clock, self.part_style)
        self._snippets = False
        self._numbers: Sequence[int] = ()
        self._rows: dict[int, Listed] = {}
        self._selected: set[int] = set()
        self._anchor = 0
        # Whether a row stands for all copies of its story, unless it is unfolded; the copies that
        # stand below the row of an unfolded one, and the row each belongs to.
        self._stories = False
        self._lead_of: dict[int, int] = {}

    @property
    def numbers(self) -> Sequence[int]:
        """The articles listed, in their order."""
        return self._numbers

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Say nothing of opening where nothing is listed."""
        return action != "choose" or bool(self._numbers)

    @property
    def current(self) -> int | None:
        """The number of the article under the cursor."""
        return self._numbers[self.cursor] if self._numbers else None

    def show(
        self,
        numbers: Sequence[int],
        *,
        current: int | None = None,
        scroll: int | None = None,
        snippets: bool = False,
        stories: bool = False,
        rows: Sequence[Row] = (),
    ) -> None:
        """List other articles.

        Args:
            numbers: The articles, in the order to show them.
            current: The one to put the cursor on; the first if it is not among them.
            scroll: The line to stand at the top; None keeps the current article where it stands
                on the screen, so that what arrives above it moves nothing.
            snippets: Whether each row has a second line with a snippet.
            stories: Whether a row stands for all copies of its story.
            rows: Those rows that are at hand already.
        """
        self._rows = {row.number: Listed(row) for row in rows}
        self._stories = stories
        self._lead_of = {}
        self._selected = set()
        self._show(numbers, current, scroll, snippets)

    def extend(self, numbers: Sequence[int]) -> None:
        """List the articles anew while more arrive: cursor, scrolling and painted rows stay."""
        seen = None if self._lead_of else self._seen
        self._lead_of = {}
        self._show(numbers, self.current, None, seen=seen)

    def _show(
        self,
        numbers: Sequence[int],
        current: int | None,
        scroll: int | None,
        snippets: bool | None = None,
        *,
        seen: Seen | None = None,
    ) -> None:
        before = self.cursor if self._numbers else 0
        index = 0
        if current is not None:
            index = next((i for i, number in enumerate(numbers) if number == current), 0)
        self._snippets = self._snippets if snippets is None else snippets
        height = self._setting.height(snippet=self._snippets)
        if scroll is None and height == self.row_height:
            scroll = max(0, self.scroll_offset.y + (index - before) * height)
        scroll = scroll or 0
        other_keys = bool(numbers) != bool(self._numbers)
        self._numbers = numbers
        if other_keys:
            self.refresh_bindings()
        still = seen is not None and seen == self._seen_from(scroll, height, index)
        self.set_rows(len(numbers), height=height, cursor=index, scroll=scroll, still=still)
        self._load()

    @property
    def _seen(self) -> Seen:
        """What stands on the screen."""
        return self._seen_from(self.scroll_offset.y, self.row_height, self.cursor)

    def _seen_from(self, scroll: int, height: int, cursor: int) -> Seen:
        first, hidden = divmod(scroll, height)
        some = self._numbers[first : first + self.size.height // height + 2]
        return Seen(some, height, hidden, cursor - first)

    def set_by(self, settings: Settings) -> None:
        """Set the rows by other settings; the cursor stays where it is."""
        self._setting = RowSetting(settings, self._clock, self.part_style)
        self._strips.clear()
        top = self.scroll_offset.y // self.row_height
        height = self._setting.height(snippet=self._snippets)
        self.set_rows(len(self._numbers), height=height, cursor=self.cursor, scroll=top * height)

    def reload(self) -> None:
        """Fetch the rows anew, after marks have changed; the old stay painted until then."""
        self._load(anew=True)

    def row(self, number: int) -> Row | None:
        """What is known of a listed article, if it is near the screen."""
        listed = self._rows.get(number)
        return listed.row if listed else None

    # -- selecting

    @property
    def selected(self) -> Sequence[int]:
        """The articles selected, in the order of the list."""
        if not self._selected:
            return []
        return [number for number in self._numbers if number in self._selected]

    @property
    def targets(self) -> Targets:
        """What a verb is meant for: the articles selected, else the one under the cursor."""
        return self.targets_of(self.selected or self._numbers[self.cursor : self.cursor + 1])

    def targets_of(self, numbers: Sequence[int]) -> Targets:
        """What rows stand for: folded ones for all copies of their stories, others for one."""
        folded = [number for number in numbers if self._is_folded(number)]
        alone = set(numbers).difference(folded)
        return Targets([number for number in numbers if number in alone], folded)

    def _is_folded(self, number: int) -> bool:
        unfolded = number in self._lead_of or number in self._lead_of.values()
        return self._stories and not unfolded

    def select(self, numbers: Collection[int]) -> None:
        """Select these articles and no others."""
        self._selected = set(numbers)
        self.post_message(self.Selected(len(self._selected)))
        self.refresh()

    def action_select(self) -> None:
        """Select the article under the cursor, or no longer, and move on."""
        if self.current is not None:
            self._anchor = self.cursor
            self.select(self._selected ^ {self.current})
            self.action_cursor_down()

    def action_select_range(self) -> None:
        """Select from the article selected last to the cursor."""
        if self._numbers:
            first, last = sorted((min(self._anchor, len(self._numbers) - 1), self.cursor))
            self.select(self._selected | set(self._numbers[first : last + 1]))

    def action_select_all(self) -> None:
        """Select all that is listed; if it is, none of it."""
        everything = set(self._numbers)
        self.select(set() if self._selected == everything else everything)

    # -- stories

    def unfold(self, number: int, copies: Sequence[int]) -> None:
        """Show the other copies of a story below its row."""
        listed = set(self._numbers)
        new = [copy for copy in copies if copy not in listed]
        at = self._numbers.index(number) + 1
        self._lead_of.update(dict.fromkeys(new, number))
        self._show([*self._numbers[:at], *new, *self._numbers[at:]], self.current, None)

    def fold(self, number: int) -> bool:
        """Put the copies of a story away; False if they are not shown.

        Args:
            number: The row of the story, or of one of its copies.
        """
        lead = self._lead_of.get(number, number)
        if lead not in self._lead_of.values():
            return False
        current = self.current
        current = self._lead_of.get(current, current) if current is not None else None
        kept = [other for other in self._numbers if self._lead_of.get(other) != lead]
        self._lead_of = {copy: of for copy, of in self._lead_of.items() if of != lead}
        self._show(kept, current, None)
        return True

    # -- fetching

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch the rows that scroll into sight."""
        super().watch_scroll_y(old_value, new_value)
        self._load()

    def _window(self, pages: int) -> Sequence[int]:
        """The articles on the screen, and so many screens above and below it."""
        page = max(1, self.size.height // self.row_height or 40)
        first = self.scroll_offset.y // self.row_height
        # The cursor's row may be far from the lines in sight for a moment.
        start, end = min(first, self.cursor), max(first, self.cursor)
        if end - start > 4 * page:
            start, end = self.cursor, self.cursor
        return self._numbers[max(0, start - pages * page) : end + (pages + 1) * page]

    def _load(self, anew: bool = False) -> None:
        if anew or any(number not in self._rows for number in self._window(_PAGES_NEEDED)):
            self._fetch_rows(self._window(_PAGES_AROUND), anew)

    @work(exclusive=True, group="rows")
    async def _fetch_rows(self, window: Sequence[int], anew: bool) -> None:
        wanted = window if anew else [number for number in window if number not in self._rows]
        fetched = await asyncio.to_thread(self._fetch, wanted)
        if anew or len(self._rows) > _ROWS_KEPT:
            self._rows = {number: self._rows[number] for number in window if number in self._rows}
        self._rows.update((listed.row.number, listed) for listed in fetched)
        if anew or not set(wanted).isdisjoint(self._seen.numbers):
            self.refresh()

    # -- painting

    def row_look(self, index: int) -> Hashable | None:
        """What is known of the article, how it stands, and the minute, since ages are told."""
        number = self._numbers[index]
        listed = self._rows.get(number)
        if listed is None:
            return None
        picked = number in self._selected if self._selected else None
        minute = int(self._clock().timestamp()) // 60
        stand = (self._is_folded(number), number in self._lead_of, self._snippets)
        return (listed, picked, minute, *stand)

    def row_lines(self, index: int, width: int) -> list[Content]:
        """A row, after the cursor's bar and, while some are selected, whether it is."""
        number = self._numbers[index]
        listed = self._rows.get(number)
        accent = self.part_style("list--accent")
        bar = Content.styled("▌", accent) if index == self.cursor else Content(" ")
        if self._selected:
            picked = number in self._selected
            bar = Content.assemble(bar, Content.styled("✓ ", accent) if picked else "  ")
        if listed is None:
            return [bar]
        stand = Stand(
            bar,
            width - 2 * bool(self._selected),
            folded=listed.row.story if self._is_folded(number) else None,
            below=number in self._lead_of,
            snippet=self._snippets,
        )
        return self._setting.lines(listed, stand)
