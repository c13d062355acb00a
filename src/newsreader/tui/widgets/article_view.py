"""The article pane: headline, facts, body, then every other section folded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime

from textual import work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from newsreader.article import Kind
from newsreader.library import Entry
from newsreader.tui import wording
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.body import HIT_STYLE, Hits, Piece, SectionText
from newsreader.tui.widgets.fold import Fold
from newsreader.tui.widgets.markdown import text_of


class ArticleView(VerticalScroll, can_focus=True):
    """Shows one article."""

    KEY_SCOPE = Scope.ARTICLE
    BINDINGS = bindings(Scope.ARTICLE)
    DEFAULT_CSS = """
    ArticleView {
        scrollbar-size-vertical: 1;
        & > #sheet { height: auto; padding: 0 1; }
        #headline { padding: 1 2 0 2; text-style: bold; height: auto; }
        #facts { padding: 0 2 1 2; color: $foreground-muted; height: auto; }
        #notice { padding: 1 2; color: $foreground-muted; height: auto; }
        #folds { height: auto; padding: 1 0 1 0; }
    }
    """

    class Scrolled(Message):
        """Another part of the article is on the screen."""

    def __init__(
        self, clock: Callable[[], datetime], measure: int, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._measure = measure
        self._entry: Entry | None = None
        self._hits: Hits | None = None
        self._whole = False

    def compose(self) -> Iterator[Widget]:
        """An empty sheet of paper."""
        sheet = Vertical(id="sheet")
        sheet.styles.max_width = self._measure + 6
        yield sheet

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

    @property
    def progress(self) -> int | None:
        """How much of the article has been on the screen, in percent; None without an article."""
        if self._entry is None:
            return None
        height = self.virtual_size.height
        seen = self.scroll_offset.y + self.size.height
        return 100 if height <= self.size.height else min(100, round(100 * seen / height))

    async def show(self, entry: Entry, hits: Hits | None = None, *, whole: bool = False) -> None:
        """Show an article from its top, or from its first hit.

        Args:
            entry: The article.
            hits: Finds the words searched for in a text; None outside a search.
            whole: Whether it is the whole page as it came, not what was read from it.
        """
        self._entry = entry
        self._whole = whole
        self._hits = hits
        article = entry.article
        body = [
            SectionText(part) for part in article.sections if part.kind is Kind.BODY and part.text
        ]
        folds = [
            Fold(part, hits, collapsed=part.kind not in entry.shown)
            for part in article.sections
            if part.kind is not Kind.BODY
        ]
        parts: list[Widget] = [
            Static(self._marked(wording.line(article.title)), id="headline"),
            Static(wording.line(self._facts(entry)), id="facts"),
        ]
        if article.error is not None:
            notice = f"This file could not be read: {article.error}."
            where = "\n".join(str(path) for path in entry.paths)
            parts.append(Static(Content(f"{notice}\n\n") + wording.line(where), id="notice"))
        elif not any(part.text.strip() for part in article.sections if part.kind is Kind.BODY):
            parts.append(Static(Content("There is no text in this article."), id="notice"))
        parts += body
        if folds:
            parts.append(Vertical(*folds, id="folds"))
        await self._replace(parts)
        if hits is not None:
            self.scroll_to_hit(first=True)

    async def clear(self, message: str) -> None:
        """Show no article, but a sentence."""
        self._entry = None
        await self._replace([Static(Content(message), id="notice")])

    async def _replace(self, parts: list[Widget]) -> None:
        sheet = self.query_one("#sheet")
        with self.app.batch_update():
            await sheet.remove_children()
            self.scroll_to(y=0, animate=False, immediate=True)
            await sheet.mount_all(parts)
            first = next(iter(self.query(Piece)), None)
            if first is not None:
                await first.fill(self._hits)
        self.call_after_refresh(self.fill_visible)

    def _marked(self, content: Content) -> Content:
        for start, end in self._hits(content.plain) if self._hits else ():
            content = content.stylize(HIT_STYLE, start, end)
        return content

    def _facts(self, entry: Entry) -> str:
        article = entry.article
        who = ", ".join(part for part in (article.byline, article.agency) if part)
        when = wording.full_date(
            article.published,
            article.published_precision,
            article.published_from,
            self._clock(),
            about=article.published_about,
        )
        guessed = article.encoding if article.encoding and "guess" in article.encoding else None
        facts = (
            entry.outlet,
            who,
            article.place,
            when,
            wording.reading_time(article.words),
            guessed and f"decoded as {guessed}",
        )
        return " · ".join(fact for fact in facts if fact)

    # -- mounting what comes into sight

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Mount the text that scrolls into sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            # Where the pieces are is known only after the next layout.
            self.call_after_refresh(self.fill_visible)
            self.post_message(self.Scrolled())

    def on_resize(self) -> None:
        """Mount what a taller window shows."""
        self.call_after_refresh(self.fill_visible)

    @work(exclusive=True, group="pieces")
    async def fill_visible(self) -> None:
        """Mount the pieces on the screen and one screen around it."""
        for piece in self.query(Piece):
            if not piece.filled and self._near(piece):
                await self._fill(piece)
                # Let a key press come in between two pieces.
                await asyncio.sleep(0)

    def _near(self, piece: Piece) -> bool:
        place, view = piece.region, self.region
        if not place.width:
            return False
        return place.bottom >= view.y - view.height and place.y <= view.bottom + view.height

    async def _fill(self, piece: Piece) -> None:
        """Mount a piece; if it lies above the lines in sight, these stay where they are."""
        before = self.virtual_size.height
        above = piece.region.bottom <= self.region.y
        at_end = self.max_scroll_y and self.scroll_offset.y >= self.max_scroll_y
        await piece.fill(self._hits)
        if at_end:
            self.call_after_refresh(self.scroll_end, animate=False)
        elif above:
            self.call_after_refresh(self._stay, before)

    def _stay(self, before: int) -> None:
        self.scroll_relative(y=self.virtual_size.height - before, animate=False, immediate=True)

    # -- hits

    def scroll_to_hit(self, *, first: bool = False, direction: int = 1) -> bool:
        """Scroll so that the next line with a hit is in sight.

        Args:
            first: To the first hit of the article, once it is laid out.
            direction: Down (1) or up (-1) from what is in sight.

        Returns:
            Whether there is one in that direction.
        """
        if first:
            self.call_after_refresh(self._to_first_hit)
            return bool(self.query(".-hit"))
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        lines = self._hit_lines()
        ahead = [line for line in lines if (line >= bottom if direction > 0 else line < top)]
        if not ahead:
            return False
        self._bring_into_sight(ahead[0] if direction > 0 else ahead[-1])
        return True

    def _to_first_hit(self) -> None:
        lines = self._hit_lines()
        if lines and lines[0] >= self.size.height:
            self._bring_into_sight(lines[0])

    def _bring_into_sight(self, line: int) -> None:
        self.scroll_to(y=line - self.size.height // 3, animate=False, immediate=True)

    def _hit_lines(self) -> list[int]:
        """The lines of the article that hold hits, as far as it is mounted."""
        if self._hits is None:
            return []
        lines = set()
        for part in self.query(".-hit").results(Static):
            content = text_of(part)
            place = part.content_region
            if not place.width:
                continue
            top = place.y - self.region.y + self.scroll_offset.y
            for start, _ in self._hits(content.plain):
                lines.add(top + len(content[: start + 1].wrap(place.width)) - 1)
        return sorted(lines)

    # -- keys

    def action_scroll_home(self) -> None:
        """To the top, at once: flying over a long article would mount all of it."""
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        """To the end, at once."""
        self.scroll_end(animate=False)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)

    def action_half_page(self, direction: int) -> None:
        """Half a page down (1) or up (-1)."""
        self.scroll_relative(y=direction * (self.size.height // 2), animate=False)

    def read_on(self) -> bool:
        """A page down; False at the end of the article."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        self.scroll_relative(y=max(1, self.size.height - 2), animate=False)
        return True

    # -- folds

    @property
    def folds(self) -> list[Fold]:
        """The folded sections, in their order."""
        return list(self.query(Fold))

    def current_fold(self) -> Fold | None:
        """The section the ``z`` keys act on: the one with the focus, else the first in sight."""
        folds = self.folds
        focused = next((fold for fold in folds if fold.has_focus_within), None)
        visible = next((fold for fold in folds if fold.region.y >= self.region.y), None)
        return focused or visible or (folds[-1] if folds else None)

    def fold(self, what: str) -> bool:
        """``toggle``, ``open``, ``close`` one section, or ``open-all``, ``close-all``.

        Returns:
            False if the article has no folded sections.
        """
        current = self.current_fold()
        if current is None:
            return False
        targets = self.folds if what.endswith("-all") else [current]
        for fold in targets:
            fold.collapsed = not fold.collapsed if what == "toggle" else what.startswith("close")
        if not what.endswith("-all"):
            current.query_one("CollapsibleTitle").focus()
        return True

    def step_section(self, direction: int) -> bool:
        """Put the focus on the next (1) or previous (-1) folded section."""
        folds = self.folds
        if not folds:
            return False
        position = next((i for i, fold in enumerate(folds) if fold.has_focus_within), None)
        if position is None:
            target = 0 if direction > 0 else len(folds) - 1
        else:
            target = position + direction
        if target < 0:
            self.focus()
            self.scroll_home(animate=False)
            return True
        folds[min(target, len(folds) - 1)].query_one("CollapsibleTitle").focus()
        return True
