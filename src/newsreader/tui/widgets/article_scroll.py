"""An article in lines, of which only those on the screen are asked for.

Textual's Markdown widget makes a widget of every block: 1 MB takes 26 s with the interface blocked.
This one draws only the lines on the screen (``ScrollView`` and ``render_line``, as toolong shows
log files). What is in sight is set in lines at once, the rest in slices of a few milliseconds
between which keys are answered; whatever is set above the first line in sight, that line stays
where it is.
"""

from __future__ import annotations

import asyncio

from textual import work
from textual.geometry import Size
from textual.message import Message

from newsreader.tui.widgets.article.document import Document, Place
from newsreader.tui.widgets.line_view import LineView

_SLICES_A_SIZE = 24
"""Slices of setting lines after which the scroll bar is told of the new height."""


class ArticleScroll(LineView):
    """Knows which lines of an article are in sight, and keeps them there."""

    DEFAULT_CSS = """
    ArticleScroll {
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """

    class Scrolled(Message):
        """Another part of the article is on the screen."""

    def __init__(self, measure: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._measure = measure
        self._document: Document | None = None
        self._settling = False
        # Lines on the screen when there were some last: a pane that is hidden has none.
        self._seen_height = 0

    def set_measure(self, measure: int) -> None:
        """Set all lines anew, at most so wide; the paragraph at the top stays there."""
        self._measure = measure
        self.on_resize()

    @property
    def document(self) -> Document | None:
        """The article in blocks and lines; None without an article."""
        return self._document

    @property
    def progress(self) -> int | None:
        """How much of the article has been on the screen, in percent; None without an article."""
        if self._document is None:
            return None
        height = self._document.height
        seen = self.scroll_offset.y + self._seen_height
        return 100 if height <= seen else round(100 * seen / height)

    @property
    def position(self) -> int:
        """The number of the first paragraph in sight, whatever the width; 0 at the top."""
        if self._document is None or not self.scroll_offset.y:
            return 0
        return max(0, self._document.place(self.scroll_offset.y).paragraph)

    # -- setting lines

    @property
    def _margins(self) -> tuple[int, int]:
        """Columns of paper to the left and the right of the text."""
        return (3, 3) if self.size.width >= 50 else (2, 2)

    def _lay_out(self) -> None:
        """Set what is in sight in lines of the width there is."""
        document = self._document
        if document is None or not self.size.width:
            return
        self._seen_height = self.size.height
        document.set_width(min(self._measure, self.size.width - sum(self._margins)))
        document.set_lines(self.scroll_offset.y, self.size.height)
        self._tell_height()
        self.refresh()

    def laid_out(self) -> None:
        """The lines in sight are set; called whenever that was done anew."""

    def _tell_height(self) -> None:
        if self._document is not None:
            # A bar for what fits is blank; one that came and went would have all laid out anew.
            height = max(self.size.height, self._document.height)
            self.virtual_size = Size(self.size.width, height)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """An article looks the same with the focus; to work out the styles of all its parts again
        takes as long as to paint it."""

    def on_resize(self) -> None:
        """Set all lines anew; the paragraph at the top stays there."""
        document = self._document
        if document is None:
            return
        top = document.place(self.scroll_offset.y) if document.width else Place(0)
        scrolled = self.scroll_offset.y > 0
        self._settling = True
        self._lay_out()
        if scrolled:
            self._to(document.line_of(top))
        self._settling = False
        self._lay_out()
        self.laid_out()
        self.set_rest()

    @work(exclusive=True, group="setting")
    async def set_rest(self) -> None:
        """Set all that is not in sight, in small slices, nearest first."""
        document = self._document
        if document is None or not document.width:
            return
        for number, piece in enumerate(document.unset(self.scroll_offset.y), 1):
            # Let keys be answered and lines be painted between two pieces.
            await asyncio.sleep(0)
            top = self.scroll_offset.y
            at_end = bool(self.max_scroll_y) and top >= self.max_scroll_y
            if piece.is_set or piece not in document.shown:
                continue
            if document.is_above(piece, top):
                place = document.place(top)
                document.set_piece(piece)
                self._keep(document.line_of(place))
            else:
                document.set_piece(piece)
            if at_end:
                self._keep(document.height - self.size.height)
            elif number % _SLICES_A_SIZE == 0:
                self._tell_height()
        self._tell_height()
        self.post_message(self.Scrolled())

    def _keep(self, line: int) -> None:
        """Scroll to a line because the lines above it are more or fewer than was thought."""
        if line != self.scroll_offset.y:
            self._settling = True
            self._tell_height()
            self._to(line)
            self._settling = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Set the lines that come into sight."""
        super().watch_scroll_y(old_value, new_value)
        old, new = round(old_value), round(new_value)
        document = self._document
        if old == new or document is None or not document.width:
            return
        if not self._settling:
            self._settling = True
            if 0 < old - new <= self.size.height:
                place = document.place(old)
                document.set_lines(new, self.size.height)
                line = document.line_of(place) - (old - new)
            else:
                document.set_lines(new, self.size.height)
                line = new
            if new >= self.max_scroll_y:
                document.set_end(self.size.height)
                line = document.height - self.size.height
            self._tell_height()
            if line != new:
                self._to(line)
            self._settling = False
        self.post_message(self.Scrolled())

    # -- going to a place

    def _to(self, line: int) -> None:
        """Scroll to a line, at once; also where Textual has not yet seen that there are so many."""
        self.scroll_to(y=line, animate=False, immediate=True, force=True)

    def go_to(self, place: Place, *, top: bool = False) -> None:
        """Bring a place into sight, with some context; open the section it is in.

        Args:
            place: Where to go.
            top: To the top of the screen, even if it is in sight.
        """
        document = self._document
        if document is None:
            return
        fold = document.fold_of(document.piece_of(place.paragraph))
        if fold is not None and not fold.opened:
            document.open([fold.number])
        line = document.line_of(place)
        first, height = self.scroll_offset.y, self.size.height
        document.set_lines(line - height // 3, height)
        line = document.line_of(place)
        self._tell_height()
        if top:
            self._to(line)
        elif not first + 1 <= line < first + height - 2:
            self._to(line - height // 3)
        self.refresh()

    def is_in_sight(self, place: Place) -> bool:
        """Whether the line of a place is on the screen."""
        if self._document is None:
            return False
        return 0 <= self._document.line_of(place) - self.scroll_offset.y < self.size.height

    # -- scrolling

    def action_scroll_home(self) -> None:
        """To the top."""
        self._to(0)

    def action_scroll_end(self) -> None:
        """To the end."""
        if self._document is not None:
            self._document.set_end(self.size.height)
            self._tell_height()
            self._to(self.max_scroll_y)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_relative(y=max(1, self.size.height - 2), animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_relative(y=-max(1, self.size.height - 2), animate=False)

    def action_half_page(self, direction: int) -> None:
        """Half a page down (1) or up (-1)."""
        self.scroll_relative(y=direction * (self.size.height // 2), animate=False)

    def read_on(self) -> bool:
        """A page down; False at the end of the article."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        self.action_page_down()
        return True
