"""The article on the screen: what is shown of it, and what keys and mouse do with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import events, work
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection

from newsreader.article import FOLDED_KINDS, Kind
from newsreader.library import Entry
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.article.document import BEGINNING, END, Document, Place
from newsreader.tui.widgets.article.labels import labels
from newsreader.tui.widgets.article.matches import Hits, Match, Matches
from newsreader.tui.widgets.article.painting import links
from newsreader.tui.widgets.article.selecting import ParagraphCursor, Stretch, stretch_of
from newsreader.tui.widgets.article_folds import ArticleFolds


class ArticleView(ArticleFolds, can_focus=True):
    """Shows one article."""

    KEY_SCOPE = Scope.ARTICLE
    BINDINGS = bindings(Scope.ARTICLE)

    @dataclass
    class Followed(Message):
        """A link was clicked.

        Attributes:
            address: Where it leads; it may be any address.
        """

        address: str

    def __init__(
        self, clock: Callable[[], datetime], measure: int, *, id: str | None = None
    ) -> None:
        super().__init__(measure, id=id)
        self._clock = clock
        self._entry: Entry | None = None
        self._whole = False
        self._hits: Hits | None = None
        # The paragraph to begin with, until there is a width to set lines in.
        self._start: int | None = None
        self._pressed: tuple[int, int] | None = None

    # -- what is shown

    @property
    def entry(self) -> Entry | None:
        """The article shown."""
        return self._entry

    @property
    def hits(self) -> Hits | None:
        """What finds the words searched for in the article shown; None outside a search."""
        return self._hits

    @property
    def whole(self) -> bool:
        """Whether the whole page is shown, not what was read from it."""
        return self._whole

    async def show(
        self,
        entry: Entry,
        hits: Hits | None = None,
        *,
        whole: bool = False,
        kept: Hits | None = None,
        at: int = 0,
        kinds: Collection[Kind] = (),
    ) -> None:
        """Show an article from its top, or from its first hit.

        Args:
            entry: The article.
            hits: Finds the words searched for in a text; None outside a search.
            whole: Whether it is the whole page as it came, not what was read from it.
            kept: Finds the passages kept of it in a text; None if there are none.
            at: The paragraph to begin with, as :attr:`position` had it.
            kinds: The kinds of folded section that were searched.
        """
        self._forget()
        self._entry = entry
        self._whole = whole
        self._hits = hits
        self._document = document = Document(entry, self._clock())
        self._passages = Matches(document, kept or _nothing, (), in_source=False)
        if hits is not None:
            self._matches = Matches(document, hits, kinds, in_source=True)
        self._start = at
        self._to(0)
        self._lay_out()
        self.laid_out()
        self.set_rest()

    def show_marks(self, entry: Entry, kept: Hits | None) -> None:
        """Show other marks of the same article: its tags, its note, the passages kept of it."""
        document = self._document
        if document is None:
            return
        self._entry = entry
        self._passages = Matches(document, kept or _nothing, (), in_source=False)
        top, at_top = document.place(self.scroll_offset.y), not self.scroll_offset.y
        document.set_head(entry, self._clock())
        self._after_folding(top)
        if at_top:
            self._to(0)

    def laid_out(self) -> None:
        """Go where reading begins, as soon as there is a width to set lines in."""
        if self._start is None or self._document is None or not self._document.width:
            return
        start, self._start = self._start, None
        if start > 0:
            self.go_to(Place(start), top=True)
        elif self._matches is not None:
            self._to_first_hit(self._matches)

    async def clear(self, message: str) -> None:
        """Show no article, but a sentence."""
        self._forget()
        self._message = message
        self.virtual_size = Size(self.size.width, 0)
        self.refresh()

    def _forget(self) -> None:
        self.workers.cancel_group(self, "setting")
        self._entry = self._document = self._hits = None
        self._matches = self._found = self._current = self._fold = self._cursor = None
        self._passages = None
        self._labels = {}
        self._message = ""
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()

    # -- hits

    @work(exclusive=True, group="first-hit")
    async def _to_first_hit(self, matches: Matches) -> None:
        """Walk to the first hit; unless it is so far down that the reader has begun to scroll."""
        match = await matches.seek(BEGINNING)
        if match is not None and matches is self._matches and not self.scroll_offset.y:
            self._walk_to(match)

    def _walk_to(self, match: Match) -> None:
        self._current = match
        self.go_to(match.place)

    def scroll_to_hit(self, direction: int = 1) -> bool:
        """Walk to the next hit: of a search within the article if there is one, else of the search.

        Args:
            direction: Down (1) or up (-1): from the hit walked to last if it is in sight, else from
                what is in sight.

        Returns:
            Whether there is one in that direction.
        """
        matches, document = self._found or self._matches, self._document
        if matches is None or document is None or not document.width:
            return False
        current = self._current
        if current is not None and self.is_in_sight(current.place):
            place = current.place
        else:
            current = None
            edge = self.scroll_offset.y + (self.size.height if direction < 0 else 0)
            place = document.place(edge) if edge < document.height else END
        match = matches.step(place, direction, past=current is not None)
        if match is None:
            return False
        self._walk_to(match)
        return True

    async def find(self, find: Hits) -> None:
        """Search within the article, its folded sections too; walk to the first match from here."""
        self.end_find()
        if self._document is None or not self._document.width:
            return
        self._found = Matches(self._document, find, FOLDED_KINDS, in_source=False)
        here = self._document.place(self.scroll_offset.y)
        match = await self._found.seek(here) or await self._found.seek(BEGINNING)
        if match is not None:
            self._walk_to(match)

    def end_find(self) -> None:
        """End the search within the article."""
        self._found = self._current = None
        self.refresh()

    @property
    def found(self) -> Matches | None:
        """What is searched for within the article; None if nothing is."""
        return self._found

    @property
    def current(self) -> Match | None:
        """The hit walked to last."""
        return self._current

    # -- keys

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Leave keys to the screen that have nothing to do here."""
        if action == "drop":
            return self.selected is not None or self._found is not None
        if action == "toggle_fold":
            return self._fold is not None
        return True

    def action_scroll_down(self) -> None:
        """A line down; while selecting, to the next paragraph."""
        self._step(1)

    def action_scroll_up(self) -> None:
        """A line up; while selecting, to the previous paragraph."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        if self._cursor is None:
            self.scroll_relative(y=direction, animate=False)
        else:
            self._cursor.move(direction)
            self.go_to(Place(self._cursor.paragraph))

    # -- selecting

    def action_select(self) -> None:
        """Select the first paragraph in sight; then fix the beginning; then drop it."""
        if self._document is None:
            return
        if self._cursor is None:
            top = self._document.place(self.scroll_offset.y)
            self._cursor = ParagraphCursor(self._document, top.paragraph)
            self.go_to(Place(self._cursor.paragraph))
        elif not self._cursor.is_fixed:
            self._cursor.fix()
        else:
            self._cursor = None
        self.refresh()

    def action_drop(self) -> None:
        """Drop what is selected, or the search within the article."""
        if self.selected is not None:
            self.drop_selection()
        else:
            self.end_find()

    def drop_selection(self) -> None:
        """Select nothing any more."""
        self._cursor = None
        if self.text_selection is not None:
            self.screen.clear_selection()
        self.refresh()

    @property
    def quotable(self) -> str:
        """The words selected, else the first paragraph of the article; may be empty."""
        if self._document is None:
            return ""
        stretch = self.selected or ParagraphCursor(self._document, 0).stretch
        return stretch.text(self._document)

    @property
    def selected(self) -> Stretch | None:
        """What is selected, by key or by mouse."""
        return self.mouse_stretch if self._cursor is None else self._cursor.stretch

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text Textual copies."""
        if self._document is None:
            return None
        return stretch_of(selection).text(self._document), "\n"

    # -- links

    def label_links(self, shown: bool) -> dict[str, str]:
        """Draw letters over the links on the screen, or take them away.

        Returns:
            The address each label stands for.
        """
        self._labels = {}
        self.refresh()
        if not shown or self._document is None:
            return {}
        top = self.scroll_offset.y
        lines = [self._document.line(top + y) for y in range(self.size.height)]
        found = links(line for line in lines if line is not None)
        names = labels(len(found))
        self._labels = {
            (paragraph, start): name
            for (paragraph, start, _), name in zip(found, names, strict=True)
        }
        return {name: address for (_, _, address), name in zip(found, names, strict=True)}

    # -- mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where, to tell a click from the end of a selection."""
        self._pressed = (event.x, event.y)

    def on_click(self, event: events.Click) -> None:
        """Open or close a section; follow a link."""
        line = self._document.line(event.y + self.scroll_offset.y) if self._document else None
        if line is None or not line.runs or self._pressed != (event.x, event.y):
            return
        if line.block.fold is not None:
            self._fold = line.block.fold
            self.fold("toggle")
            return
        offset, _ = event.style.meta.get("offset", (-1, None))
        for span in line.block.spans:
            if span.address and span.start <= offset < span.end:
                self.post_message(self.Followed(span.address))
                return


def _nothing(_: str) -> Sequence[tuple[int, int]]:
    return ()
