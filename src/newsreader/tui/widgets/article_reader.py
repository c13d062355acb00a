"""What can be done with an article that is shown: find in it, follow links, quote it, copy it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from newsreader.config import Settings
from newsreader.library import Entry
from newsreader.tui import wording
from newsreader.tui.messages import Said
from newsreader.tui.quotation import quotation
from newsreader.tui.services import Services
from newsreader.tui.widgets.article.matches import Hits, Match
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.find_bar import FindBar

_NO_ADDRESS = "This article does not say where it came from"

if TYPE_CHECKING:
    from newsreader.search.within import Within


class ArticleReader(Vertical):
    """An article, and a line to type in below it."""

    bar = getters.query_one(FindBar)

    def __init__(self, services: Services, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.text = ArticleView(services.clock, services.settings.measure, id="article-text")
        """The article itself, which takes the focus."""
        self._services = services
        self._sought = ""
        self._within: Within | None = None
        self._matches: Sequence[Match] = ()
        # While links are labelled: the address each label stands for.
        self._addresses: dict[str, str] | None = None

    def compose(self) -> ComposeResult:
        """The text, and the line."""
        yield self.text
        yield FindBar()

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

    def apply(self, settings: Settings) -> None:
        """Set the article by other settings."""
        self._services = replace(self._services, settings=settings)
        self.text.set_measure(settings.measure)

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

    def scroll_to_hit(self, *, direction: int = 1) -> bool:
        """Walk to the next hit; see :meth:`ArticleView.scroll_to_hit`.

        Returns:
            False if there is none, and another article should be gone to: never while something is
            searched for within this one.
        """
        moved = self.text.scroll_to_hit(direction)
        if self.finding:
            where = "below" if direction > 0 else "above"
            self.say(self._how_many() if moved else f"Nothing more {where} · esc ends the search")
        return moved or self.finding

    # -- finding in the article

    @property
    def finding(self) -> bool:
        """Whether words are searched for within the article."""
        return self.text.found is not None

    def find(self) -> None:
        """Ask what to find in the article."""
        if self.entry is not None:
            self._drop_labels()
            self.bar.ask("find", self._sought, "words, or /a regular expression/")
            self._find(self._sought)

    @work(exclusive=True, group="find")
    async def _find(self, sought: str) -> None:
        """Walk to the first match from what is in sight, then count them all."""
        # Imported here: what analyses words takes long to import, and is rarely wanted at once.
        from newsreader.search.within import Within

        self._sought = sought
        self._matches = ()
        self._within = within = Within(sought)
        if not sought.strip() or sought == "/":
            self.text.end_find()
            self.bar.say("")
            return
        await self.text.find(within)
        if self.text.found is not None:
            self._matches = await self.text.found.all()
        self.bar.say(self._how_many())

    def _how_many(self) -> str:
        if self._within is not None and self._within.problem:
            return self._within.problem
        if not self._matches:
            return "nothing found"
        total = wording.count(len(self._matches))
        current = self.text.current
        if current is None or current not in self._matches:
            return f"{total} found"
        return f"{wording.count(self._matches.index(current) + 1)} of {total}"

    @on(FindBar.Typed)
    def _typed(self, event: FindBar.Typed) -> None:
        event.stop()
        if self._addresses is not None:
            self._choose_label(event.text, done=event.done)
        elif not event.done:
            self._find(event.text)
        else:
            self.bar.leave(to=self.text)
            if self.finding:
                self.say("n and N walk through what was found · esc ends the search")

    @on(FindBar.GivenUp)
    def _given_up(self, event: FindBar.GivenUp) -> None:
        event.stop()
        self.give_up()

    def give_up(self) -> None:
        """End finding and labelling."""
        self._drop_labels()
        self.workers.cancel_group(self, "find")
        self.text.end_find()
        self.bar.leave()

    # -- links

    def label_links(self) -> None:
        """Put letters on the links in sight, and ask for those of one."""
        addresses = self.text.label_links(True)
        if addresses:
            self._addresses = addresses
            self.bar.ask("link", "", "letters follow it · y and letters copy it")
        else:
            self.say("There is no link in sight")

    def _drop_labels(self) -> None:
        self._addresses = None
        self.text.label_links(False)

    def _choose_label(self, typed: str, *, done: bool) -> None:
        addresses = self._addresses or {}
        copying = typed.startswith("y")
        label = typed.removeprefix("y")
        address = addresses.get(label)
        if address is None and not done and any(name.startswith(label) for name in addresses):
            return
        self._drop_labels()
        self.bar.leave()
        if address is None:
            self.say(f"No link is labelled {label}" if label else "No link was chosen")
        elif copying:
            self._copy(address, f"Copied {address}")
        else:
            self._open_address(address)

    @on(ArticleView.Followed)
    def _followed(self, event: ArticleView.Followed) -> None:
        event.stop()
        self._open_address(event.address)

    @work(group="browser")
    async def _open_address(self, address: str) -> None:
        self.say(await asyncio.to_thread(self._services.open_address, address))

    def open_original(self) -> None:
        """Open the article's address in the browser."""
        address = self.entry.article.url if self.entry is not None else None
        if address:
            self._open_address(address)
        else:
            self.say(_NO_ADDRESS)

    # -- copying

    def copy_address(self) -> None:
        """Copy the article's address."""
        address = self.entry.article.url if self.entry is not None else None
        if address:
            self._copy(address, f"Copied {address}")
        else:
            self.say(_NO_ADDRESS)

    def copy_quotation(self) -> None:
        """Copy what is selected, or the first paragraph, with its source."""
        entry, text = self.entry, self.text.quotable
        if entry is None or not text:
            self.say("There is nothing here to quote")
            return
        words = wording.plural(len(text.split()), "word")
        source = quotation(text, entry, self._services.clock())
        self._copy(source, f"Copied a quotation of {words}, with its source")
        self.text.drop_selection()

    @work(group="copying")
    async def _copy(self, text: str, said: str) -> None:
        """Copy through the terminal, and by the system's own tool where there is one."""
        self.app.copy_to_clipboard(text)
        await asyncio.to_thread(self._services.copy, text)
        self.say(said)
