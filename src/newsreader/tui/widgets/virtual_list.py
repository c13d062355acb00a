"""A list of any length that draws only the rows on the screen.

Every stock list of Textual lays out all of its rows: 4 to 13 s for 100,000 of them. This one knows
how many rows there are and asks for the few it paints, the way toolong shows log files
(``ScrollView`` and ``render_line``): 42 ms for 100,000 rows.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import chain

from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.style import Style

from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.line_view import LineView

_STRIPS_KEPT = 512
"""Painted rows kept, a few screens of them."""


class VirtualList(LineView, can_focus=True):
    """The base of our lists. Subclasses say how many rows there are and what stands in them."""

    KEY_SCOPE = Scope.LIST
    BINDINGS = bindings(Scope.LIST)
    COMPONENT_CLASSES = {"list--row", "list--cursor", "list--dim", "list--accent", "list--hit"}
    """
    | Class | Description |
    | :- | :- |
    | `list--row` | A row. |
    | `list--cursor` | The row under the cursor, while the list has the focus. |
    | `list--dim` | What matters less: read articles, ages, snippets. |
    | `list--accent` | Signs: the cursor's bar, the unread dot, the star. |
    | `list--hit` | Words a search found. |
    """
    DEFAULT_CSS = """
    VirtualList {
        overflow-x: hidden;
        & > .list--cursor { background: $surface-lighten-1; }
        &:focus > .list--cursor { background: $primary 30%; }
        & > .list--dim { color: $foreground-muted; }
        & > .list--accent { color: $accent; }
        & > .list--hit { text-style: bold underline; color: $warning; }
    }
    """

    cursor: var[int] = var(0)
    """The row the cursor is on; meaningless while there are no rows."""

    @dataclass
    class Moved(Message):
        """The cursor has come to stand on another row."""

        list: VirtualList
        index: int

        @property
        def control(self) -> VirtualList:
            """The list it happened in."""
            return self.list

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row, or it was clicked."""

        list: VirtualList
        index: int

        @property
        def control(self) -> VirtualList:
            """The list it happened in."""
            return self.list

    row_height = 1
    """Lines a row takes; see :meth:`set_rows`."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._count = 0
        self._is_still = False
        self._empty = ""
        self._part_styles: dict[str, Style] = {}
        self._strips: LRUCache[Hashable, list[Strip]] = LRUCache(_STRIPS_KEPT)

    def row_lines(self, index: int, width: int) -> list[Content]:
        """What stands in a row, one content a line, at most ``width`` columns wide each."""
        raise NotImplementedError

    def row_look(self, index: int) -> Hashable | None:  # noqa: ARG002 - for subclasses
        """What decides how a row looks, besides the cursor, the width and the styles: so painted
        rows are kept, and a list that scrolls is painted in a fraction of the time. None for a row
        that is not to be kept."""
        return None

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on a row; headings say no."""
        return 0 <= index < self._count

    def set_rows(
        self,
        count: int,
        *,
        height: int = 1,
        cursor: int = 0,
        scroll: int | None = None,
        still: bool = False,
    ) -> None:
        """Say anew how many rows there are.

        Args:
            count: The number of rows.
            height: Lines a row takes.
            cursor: The row to put the cursor on.
            scroll: The line to stand at the top; None scrolls only as far as the cursor needs.
            still: Whether all that stands on the screen stays, the cursor too: nothing is painted.
        """
        self._is_still = still
        self._count = count
        self.row_height = height
        self.virtual_size = Size(self.size.width, count * height)
        with self.prevent(self.Moved):
            self.cursor = max(0, min(cursor, count - 1))
        if scroll is not None:
            self.scroll_to(y=scroll, animate=False, immediate=True)
        self._is_still = False
        if not still:
            self.call_after_refresh(self.scroll_to_cursor)
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint what has come into sight."""
        if self._is_still:
            self.move_thumb()
        else:
            super().watch_scroll_y(old_value, new_value)

    def say_when_empty(self, text: str) -> None:
        """What to show while there are no rows: why, and what to do."""
        self._empty = text
        self.refresh()

    def part_style(self, name: str) -> Style:
        """The style of a component class alone, to be laid over that of the row."""
        if name not in self._part_styles:
            self._part_styles[name] = self.get_visual_style(name, partial=True)
        return self._part_styles[name]

    # -- painting

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen."""
        width = self.size.width
        index, line = divmod(y + self.scroll_offset.y, self.row_height)
        if not self._count:
            return self._empty_line(y, width)
        if not 0 <= index < self._count:
            return Strip.blank(width, self.rich_style)
        return self._row_strips(index, width)[line]

    def _row_strips(self, index: int, width: int) -> list[Strip]:
        """A row as painted, line by line."""
        under_cursor = index == self.cursor and self.selectable(index)
        look = self.row_look(index)
        key = (look, width, under_cursor and (self.has_focus, True))
        strips = None if look is None else self._strips.get(key)
        if strips is None:
            style = self.get_visual_style("list--cursor" if under_cursor else "list--row")
            lines = self.row_lines(index, width)
            lines += [Content("")] * (self.row_height - len(lines))
            strips = [
                Strip(line.render_segments(style), line.cell_length).adjust_cell_length(
                    width, style.rich_style
                )
                for line in lines
            ]
            if look is not None:
                self._strips[key] = strips
        return strips

    def _empty_line(self, y: int, width: int) -> Strip:
        style = self.get_visual_style("list--dim")
        lines = Content(f"\n{self._empty}").wrap(max(10, width - 6)) if self._empty else []
        line = Content("   ") + lines[y] if y < len(lines) else Content("")
        strip = Strip(line.render_segments(style), line.cell_length)
        return strip.adjust_cell_length(width, style.rich_style)

    def refresh_row(self, index: int) -> None:
        """Paint one row anew."""
        top = index * self.row_height - self.scroll_offset.y
        self.refresh(Region(0, top, self.size.width, self.row_height))

    def notify_style_update(self) -> None:
        """Paint all anew when the theme changes."""
        self._part_styles.clear()
        self._strips.clear()
        super().notify_style_update()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(event.size.width, self._count * self.row_height)
        self.scroll_to_cursor()

    # -- moving

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row there is."""
        return max(0, min(cursor, self._count - 1)) if self._count else 0

    def watch_cursor(self, old: int, new: int) -> None:
        """Paint the two rows concerned, and tell."""
        if self._is_still:
            return
        self.refresh_row(old)
        self.refresh_row(new)
        self.scroll_to_cursor()
        if self.selectable(new):
            self.post_message(self.Moved(self, new))

    def scroll_to_cursor(self) -> None:
        """Scroll as far as needed to have the cursor's row on the screen."""
        if not self._count or not self.size.height:
            return
        top = self.cursor * self.row_height
        bottom = top + self.row_height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif bottom > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=bottom - self.size.height, animate=False, immediate=True)

    def move_to(self, index: int, step: int = 1) -> None:
        """Put the cursor on a row, or on the next selectable one in the direction of ``step``."""
        direction = 1 if step > 0 else -1
        index = max(0, min(index, self._count - 1))
        for candidate in chain(
            _walk(index, direction, self._count), _walk(index, -direction, self._count)
        ):
            if self.selectable(candidate):
                self.cursor = candidate
                return

    def _page(self) -> int:
        return max(1, self.size.height // self.row_height - 1)

    def action_cursor_down(self) -> None:
        """One row down."""
        self.move_to(self.cursor + 1, 1)

    def action_cursor_up(self) -> None:
        """One row up."""
        if self.cursor > 0:
            self.move_to(self.cursor - 1, -1)

    def action_cursor_top(self) -> None:
        """To the first row."""
        self.scroll_to(y=0, animate=False, immediate=True)
        self.move_to(0, 1)

    def action_cursor_bottom(self) -> None:
        """To the last row."""
        self.move_to(self._count - 1, -1)

    def action_page(self, direction: int) -> None:
        """A page down (1) or up (-1)."""
        self.move_to(self.cursor + direction * self._page(), direction)

    def action_half_page(self, direction: int) -> None:
        """Half a page down (1) or up (-1)."""
        self.move_to(self.cursor + direction * max(1, self._page() // 2), direction)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.selectable(self.cursor):
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a click on the row it is on, or a double click, opens it."""
        index = (event.y + self.scroll_offset.y) // self.row_height
        if not self.selectable(index):
            return
        if index == self.cursor or event.chain > 1:
            self.action_choose()
        else:
            self.cursor = index


def _walk(start: int, direction: int, count: int) -> range:
    return range(start, count) if direction > 0 else range(start, -1, -1)


def fit(content: Content, width: int) -> Content:
    """Cut to ``width`` columns with an ellipsis, or fill up with blanks."""
    if content.cell_length > width:
        return content.truncate(width, ellipsis=True)
    return content.pad_right(width - content.cell_length)
