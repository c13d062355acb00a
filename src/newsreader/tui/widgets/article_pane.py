"""The article pane, with the library behind it: which article is shown, and what is kept of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

import msgspec
from textual import work
from textual.message import Message
from textual.worker import Worker, WorkerError

from newsreader.article import Kind
from newsreader.errors import NewsreaderError
from newsreader.library import Entry, Library
from newsreader.tui.messages import Marked, Said
from newsreader.tui.services import Services
from newsreader.tui.widgets.article.headers import fold_title
from newsreader.tui.widgets.article.matches import Hits
from newsreader.tui.widgets.article_reader import ArticleReader

log = logging.getLogger(__name__)

_NO_FOLDS = "Nothing is folded in this article"


class ArticlePane(ArticleReader):
    """Fetches articles in workers, of which the latest wins."""

    @dataclass
    class Shown(Message):
        """Another article is on the screen; or none, and why there is none."""

        entry: Entry | None

    def __init__(self, library: Library, services: Services, *, id: str | None = None) -> None:
        super().__init__(services, id=id)
        self._library = library
        # How far articles were read since the app was started, by their ids.
        self._positions: dict[str, int] = {}

    @work(exclusive=True, group="article")
    async def open(
        self,
        number: int | None,
        hits: Hits | None = None,
        *,
        anew: bool = False,
        kinds: Collection[Kind] = (),
    ) -> None:
        """Show an article; if another is asked for before it is there, that one.

        Args:
            number: The article; None for none.
            hits: Finds the words searched for, at the first of which it begins; None outside a
                search, where it begins as it was left.
            anew: Even if it is the one that is shown.
            kinds: The kinds of folded section that were searched.
        """
        if number is None:
            await self._show_none("")
            return
        try:
            entry, kept = await asyncio.to_thread(self._read, number)
        except NewsreaderError as error:
            await self._show_none(str(error))
            return
        shown = self.entry
        if anew or shown is None or shown.number != number or hits != self.hits:
            self._leave()
            at = self._left_at(entry) if hits is None else 0
            await self.text.show(entry, hits, kept=kept, at=at, kinds=kinds)
        self.post_message(self.Shown(entry))

    async def opened(self) -> None:
        """Wait until the article that was asked for last is on the screen."""
        while opening := [worker for worker in self.workers if self._is_opening(worker)]:
            for worker in opening:
                with suppress(WorkerError):
                    await worker.wait()

    def _is_opening(self, worker: Worker[object]) -> bool:
        return worker.node is self and worker.group == "article" and not worker.is_finished

    async def _show_none(self, why: str) -> None:
        self._leave()
        await self.text.clear(why)
        self.post_message(self.Shown(None))

    def _read(self, number: int) -> tuple[Entry, Hits | None]:
        """An article, and what finds the passages kept of it. Runs in a thread."""
        entry = self._library.entry(number)
        own = self._shown_by_settings(entry)
        entry = msgspec.structs.replace(entry, shown=entry.shown | own) if own else entry
        if not entry.passages:
            return entry, None
        from newsreader.library.passages import Highlights

        return entry, Highlights(entry.article, entry.passages).spans

    def _shown_by_settings(self, entry: Entry) -> frozenset[Kind]:
        settings = self._services.settings
        return frozenset(settings.of_source(entry.source.key, entry.source.name).show)

    # -- how far it was read

    def _left_at(self, entry: Entry) -> int:
        kept = entry.position.paragraph if entry.position is not None else 0
        return self._positions.get(entry.article.id, kept)

    def _leave(self) -> None:
        """Keep how far the article was read that is about to go."""
        self.give_up()
        if place := self._place_to_keep():
            self._keep_place(*place)

    def _place_to_keep(self) -> tuple[str, int, int] | None:
        """Article, paragraph, of how many, if that has changed; who has read all begins anew."""
        entry, document = self.entry, self.text.document
        if entry is None or document is None or self.hits is not None or self.text.whole:
            return None
        paragraph = self.text.position if (self.progress or 0) < 100 else 0
        if paragraph == self._left_at(entry):
            return None
        self._positions[entry.article.id] = paragraph
        return entry.article.id, paragraph, document.paragraphs

    @work(group="positions")
    async def _keep_place(self, id: str, paragraph: int, paragraphs: int) -> None:
        try:
            await asyncio.to_thread(self._library.read_to, id, paragraph, paragraphs)
        except NewsreaderError as error:
            self.post_message(Said(str(error), error=True))

    def on_unmount(self) -> None:
        """Keep how far the article was read when the program is left."""
        if place := self._place_to_keep():
            try:
                self._library.read_to(*place)
            except NewsreaderError as error:
                log.warning("the reading position was not kept: %s", error)

    # -- the page as it came

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
        self._leave()
        whole = msgspec.structs.replace(entry, article=page)
        await self.text.show(whole, self.hits, whole=True)
        self.say("The whole page as it came · w goes back to the article")

    # -- folds

    @work(group="marks")
    async def always_show(self) -> None:
        """Open this kind of section in every article of the source, or fold it again."""
        entry, fold = self.entry, self.text.current_fold()
        if entry is None or fold is None:
            self.say(_NO_FOLDS)
            return
        kind = fold.section.kind
        if kind in self._shown_by_settings(entry):
            self.say(f"The settings keep that open for {entry.source.name} · g s opens them")
            return
        show = kind not in entry.shown
        try:
            await asyncio.to_thread(self._library.always_show, entry.source.key, kind, show)
        except NewsreaderError as error:
            self.post_message(Said(str(error), error=True))
            return
        done = "always open" if show else "folded again"
        self.say(f"{fold_title(kind)} of {entry.source.name}: {done} · U takes it back")
        self.open(entry.number, self.hits, anew=True)

    def fold_or_say(self, what: str) -> None:
        """Open or close sections, see :meth:`ArticleView.fold`; say so where there are none."""
        if not self.text.fold(what) and not what.endswith("-all"):
            self.say(_NO_FOLDS)

    def step_section_or_say(self, direction: int) -> None:
        """To the next (1) or previous (-1) folded section; say so where there are none."""
        if not self.text.step_section(direction):
            self.say(_NO_FOLDS)

    # -- passages

    @work(group="marks")
    async def keep_passage(self) -> None:
        """Keep the words that are selected; if they are kept already, no longer."""
        entry, selected = self.entry, self.text.selected
        if entry is None or selected is None or self.text.document is None:
            self.say("Select a passage first: v for paragraphs, or with the mouse")
            return
        words, near = selected.text(self.text.document), max(0, selected.start.paragraph)
        try:
            done = await asyncio.to_thread(self._keep_or_drop, entry, words, near)
        except NewsreaderError as error:
            self.post_message(Said(str(error), error=True))
            return
        if not done:
            self.say("Only words of the article itself can be kept")
            return
        self.text.drop_selection()
        self.say(f"{done} · U takes it back")
        await self.follow_marks()
        self.post_message(Marked())

    def _keep_or_drop(self, entry: Entry, words: str, near: int) -> str:
        """What was done; empty if the words are none of the article. Runs in a thread."""
        from newsreader.library.passages import Highlights, passage_of

        wanted = passage_of(entry.article, words, near)
        if wanted is None:
            return ""
        for kept in Highlights(entry.article, entry.passages).found:
            if wanted.text in kept.text and kept.paragraph <= wanted.paragraph:
                self._library.drop_passage(entry.article.id, kept.key)
                return "Dropped the passage"
        self._library.keep_passage(entry.number, words, near)
        return "Kept the passage"

    async def follow_marks(self) -> None:
        """Show what has changed of the article's marks, and of what its source shows."""
        shown = self.entry
        if shown is None:
            return
        try:
            entry, kept = await asyncio.to_thread(self._read, shown.number)
        except NewsreaderError:
            return  # It is gone; what is on the screen may stay until another is opened.
        if self.entry is not shown:
            return
        if entry.shown != shown.shown:
            self.open(entry.number, self.hits, anew=True)
        elif entry != shown and not self.text.whole:
            self.text.show_marks(entry, kept)
