"""The article pane, with the library behind it: which article to show, and what to do with it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import msgspec
from textual import on, work
from textual.message import Message
from textual.widgets import Markdown

from newsreader.errors import NewsreaderError
from newsreader.library import Entry, Library
from newsreader.tui.services import Services
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.body import Hits
from newsreader.tui.widgets.fold import fold_title

_BROWSING_PAUSE = 0.06
"""Seconds the cursor rests before an article is shown: 12 quick steps cost 0.4 s, not 1.3."""
_NO_ADDRESS = "This article does not say where it came from"
_NO_FOLDS = "Nothing is folded in this article"


class ArticlePane(ArticleView):
    """Fetches articles in workers, of which the latest wins."""

    @dataclass
    class Shown(Message):
        """Another article is on the screen."""

        entry: Entry

    @dataclass
    class Said(Message):
        """Something the reader should hear.

        Attributes:
            error: Whether something went wrong.
        """

        text: str
        error: bool = False

    def __init__(self, library: Library, services: Services, *, id: str | None = None) -> None:
        super().__init__(services.clock, services.settings.measure, id=id)
        self._library = library
        self._services = services

    @work(exclusive=True, group="article")
    async def open(
        self,
        number: int | None,
        hits: Hits | None = None,
        *,
        at_once: bool = False,
        anew: bool = False,
    ) -> None:
        """Show an article, after the cursor has come to rest.

        Args:
            number: The article; None for none.
            hits: Finds the words searched for; None outside a search.
            at_once: Not to wait for the cursor.
            anew: Even if it is the one that is shown.
        """
        if number is None:
            await self.clear("")
            return
        if not at_once:
            await asyncio.sleep(_BROWSING_PAUSE)
        try:
            entry = await asyncio.to_thread(self._library.entry, number)
        except NewsreaderError as error:
            await self.clear(str(error))
            return
        if anew or hits is not None or self.entry is None or self.entry.number != number:
            await self.show(entry, hits)
        self.post_message(self.Shown(entry))

    def toggle_whole(self) -> None:
        """Show the whole page as it came; the second time, the article again."""
        if self.entry is None:
            return
        if self.whole:
            self.open(self.entry.number, self.hits, at_once=True, anew=True)
        else:
            self._open_whole(self.entry)

    @work(exclusive=True, group="article")
    async def _open_whole(self, entry: Entry) -> None:
        self.post_message(self.Said("Reading the page…"))
        try:
            page = await asyncio.to_thread(self._library.whole, entry.number)
        except NewsreaderError as error:
            self.post_message(self.Said(str(error), error=True))
            return
        await self.show(msgspec.structs.replace(entry, article=page), self.hits, whole=True)
        self.post_message(self.Said("The whole page as it came · w goes back to the article"))

    @work(group="marks")
    async def always_show(self) -> None:
        """Open this kind of section in every article of the source, or fold it again."""
        entry, fold = self.entry, self.current_fold()
        if entry is None or fold is None:
            self.post_message(self.Said(_NO_FOLDS))
            return
        kind = fold.section.kind
        show = kind not in entry.shown
        try:
            await asyncio.to_thread(self._library.always_show, entry.source.key, kind, show)
        except NewsreaderError as error:
            self.post_message(self.Said(str(error), error=True))
            return
        done = "always open" if show else "folded again"
        text = f"{fold_title(kind)} of {entry.source.name}: {done} · U takes it back"
        self.post_message(self.Said(text))
        self.open(entry.number, self.hits, at_once=True, anew=True)

    async def follow_marks(self) -> None:
        """Show the article anew if what its source always shows has changed."""
        if self.entry is not None:
            entry = await asyncio.to_thread(self._library.entry, self.entry.number)
            if entry.shown != self.entry.shown:
                self.open(entry.number, self.hits, at_once=True, anew=True)

    def fold_or_say(self, what: str) -> None:
        """Open or close sections, see :meth:`fold`; say so where there are none."""
        if not self.fold(what) and not what.endswith("-all"):
            self.post_message(self.Said(_NO_FOLDS))

    def step_section_or_say(self, direction: int) -> None:
        """To the next (1) or previous (-1) folded section; say so where there are none."""
        if not self.step_section(direction):
            self.post_message(self.Said(_NO_FOLDS))

    def open_original(self) -> None:
        """Open the article's address in the browser."""
        address = self.entry.article.url if self.entry is not None else None
        if address:
            self._open_address(address)
        else:
            self.post_message(self.Said(_NO_ADDRESS))

    def copy_address(self) -> None:
        """Copy the article's address."""
        address = self.entry.article.url if self.entry is not None else None
        if address:
            self.app.copy_to_clipboard(address)
        self.post_message(self.Said(f"Copied {address}" if address else _NO_ADDRESS))

    @on(Markdown.LinkClicked)
    def _link_clicked(self, event: Markdown.LinkClicked) -> None:
        event.stop()
        self._open_address(event.href)

    @work(group="browser")
    async def _open_address(self, address: str) -> None:
        said = await asyncio.to_thread(self._services.open_address, address)
        self.post_message(self.Said(said))
