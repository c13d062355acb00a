"""The article pane, with the library behind it: which article to show, and what to do with it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

import msgspec
from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from newsreader.article import Kind
from newsreader.errors import NewsreaderError
from newsreader.library import Entry, Library
from newsreader.tui.messages import Said
from newsreader.tui.services import Services
from newsreader.tui.widgets.article.headers import fold_title
from newsreader.tui.widgets.article.matches import Hits
from newsreader.tui.widgets.article_view import ArticleView

_NO_ADDRESS = "This article does not say where it came from"
_NO_FOLDS = "Nothing is folded in this article"


class ArticlePane(Vertical):
    """Fetches articles in workers, of which the latest wins."""

    text = getters.query_one("#article-text", ArticleView)
    """The article itself, which takes the focus."""

    @dataclass
    class Shown(Message):
        """Another article is on the screen."""

        entry: Entry

    def __init__(self, library: Library, services: Services, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._library = library
        self._services = services

    def compose(self) -> ComposeResult:
        """The text."""
        yield ArticleView(self._services.clock, self._services.settings.measure, id="article-text")

    # -- what is shown

    @property
    def entry(self) -> Entry | None:
        """The article shown."""
        return self.text.entry

    @property
    def hits(self) -> Hits | None:
        """What finds the words searched for in the article shown; None outside a search."""
        return self.text.hits

    @property
    def progress(self) -> int | None:
        """How much of the article has been on the screen, in percent; None without an article."""
        return self.text.progress

    @property
    def position(self) -> int:
        """The number of the first paragraph in sight; 0 at the top."""
        return self.text.position

    @property
    def finding(self) -> bool:
        """Whether words are searched for within the article."""
        return self.text.found is not None

    @work(exclusive=True, group="article")
    async def open(
        self,
        number: int | None,
        hits: Hits | None = None,
        *,
        anew: bool = False,
        at: int = 0,
        kinds: Collection[Kind] = (),
    ) -> None:
        """Show an article; if another is asked for before it is there, that one.

        Args:
            number: The article; None for none.
            hits: Finds the words searched for; None outside a search.
            anew: Even if it is the one that is shown.
            at: The paragraph to begin with.
            kinds: The kinds of folded section that were searched.
        """
        if number is None:
            await self.text.clear("")
            return
        try:
            entry = await asyncio.to_thread(self._library.entry, number)
        except NewsreaderError as error:
            await self.text.clear(str(error))
            return
        if anew or hits is not None or self.entry is None or self.entry.number != number:
            await self.text.show(entry, hits, at=at, kinds=kinds)
        self.post_message(self.Shown(entry))

    def toggle_whole(self) -> None:
        """Show the whole page as it came; the second time, the article again."""
        if self.entry is None:
            return
        if self.text.whole:
            self.open(self.entry.number, self.hits, anew=True)
        else:
            self._open_whole(self.entry)

    @work(exclusive=True, group="article")
    async def _open_whole(self, entry: Entry) -> None:
        self.say("Reading the page…")
        try:
            page = await asyncio.to_thread(self._library.whole, entry.number)
        except NewsreaderError as error:
            self.post_message(Said(str(error), error=True))
            return
        whole = msgspec.structs.replace(entry, article=page)
        await self.text.show(whole, self.hits, whole=True)
        self.say("The whole page as it came · w goes back to the article")

    def say(self, text: str) -> None:
        """Say something in the bottom line."""
        self.post_message(Said(text))

    # -- moving

    def read_on(self) -> bool:
        """A page down; False at the end of the article."""
        return self.text.read_on()

    def scroll_lines(self, lines: int) -> None:
        """Scroll so many lines down, or up if it is negative."""
        self.text.scroll_relative(y=lines, animate=False)

    def scroll_to_hit(self, *, first: bool = False, direction: int = 1) -> bool:
        """Walk to the next hit; see :meth:`ArticleView.scroll_to_hit`.

        Returns:
            False if there is none, and another article should be gone to. Never while something is
            searched for within the article.
        """
        return self.text.scroll_to_hit(first=first, direction=direction)

    # -- folds

    @work(group="marks")
    async def always_show(self) -> None:
        """Open this kind of section in every article of the source, or fold it again."""
        entry, fold = self.entry, self.text.current_fold()
        if entry is None or fold is None:
            self.say(_NO_FOLDS)
            return
        kind = fold.section.kind
        show = kind not in entry.shown
        try:
            await asyncio.to_thread(self._library.always_show, entry.source.key, kind, show)
        except NewsreaderError as error:
            self.post_message(Said(str(error), error=True))
            return
        done = "always open" if show else "folded again"
        self.say(f"{fold_title(kind)} of {entry.source.name}: {done} · U takes it back")
        self.open(entry.number, self.hits, anew=True)

    async def follow_marks(self) -> None:
        """Show the article anew if what its source always shows has changed."""
        if self.entry is not None:
            entry = await asyncio.to_thread(self._library.entry, self.entry.number)
            if entry.shown != self.entry.shown:
                self.open(entry.number, self.hits, anew=True)

    def fold_or_say(self, what: str) -> None:
        """Open or close sections, see :meth:`ArticleView.fold`; say so where there are none."""
        if not self.text.fold(what) and not what.endswith("-all"):
            self.say(_NO_FOLDS)

    def step_section_or_say(self, direction: int) -> None:
        """To the next (1) or previous (-1) folded section; say so where there are none."""
        if not self.text.step_section(direction):
            self.say(_NO_FOLDS)

    # -- the original

    def open_original(self) -> None:
        """Open the article's address in the browser."""
        address = self.entry.article.url if self.entry is not None else None
        if address:
            self._open_address(address)
        else:
            self.say(_NO_ADDRESS)

    def copy_address(self) -> None:
        """Copy the article's address."""
        address = self.entry.article.url if self.entry is not None else None
        if address:
            self.app.copy_to_clipboard(address)
        self.say(f"Copied {address}" if address else _NO_ADDRESS)

    @on(ArticleView.Followed)
    def _followed(self, event: ArticleView.Followed) -> None:
        event.stop()
        self._open_address(event.address)

    @work(group="browser")
    async def _open_address(self, address: str) -> None:
        self.say(await asyncio.to_thread(self._services.open_address, address))
