"""What did I do today: everything that was done, newest first, each to be taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from newsreader.errors import NewsreaderError
from newsreader.library import Deed, Library
from newsreader.tui import verbs, wording
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.screens.dialog import Dialog
from newsreader.tui.services import Services
from newsreader.tui.widgets.key_line import KeyLine
from newsreader.tui.widgets.virtual_list import VirtualList, fit

_VERB_WIDTH = 34


class DeedList(VirtualList):
    """Deeds under the day they were done on."""

    def __init__(self, now: datetime, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._now = now
        self._lines: list[Deed | str] = []

    def show(self, deeds: Sequence[Deed]) -> None:
        """List deeds, newest first; the cursor stays where it is."""
        self._lines = []
        day = ""
        for deed in deeds:
            at = datetime.fromtimestamp(deed.at, self._now.tzinfo)
            if (name := wording.day(at.date(), self._now)) != day:
                day = name
                self._lines.append(day)
            self._lines.append(deed)
        self.set_rows(len(self._lines), cursor=self.cursor)
        self.move_to(self.cursor)

    @property
    def current(self) -> Deed | None:
        """The deed under the cursor."""
        line = self._lines[self.cursor] if self._lines else None
        return line if isinstance(line, Deed) else None

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """Enter does what the screen says."""
        return action != "choose"

    def selectable(self, index: int) -> bool:
        """Days cannot be stood on."""
        return 0 <= index < len(self._lines) and isinstance(self._lines[index], Deed)

    def row_lines(self, index: int, width: int) -> list[Content]:
        """``▌ 14:05  star  3 articles  Harbour ferry returns …``."""
        deed = self._lines[index]
        dim = self.part_style("list--dim")
        if isinstance(deed, str):
            return [Content.styled(f" {deed.upper()}", dim)]
        accent = self.part_style("list--accent")
        bar = Content.styled("▌", accent) if index == self.cursor else Content(" ")
        at = datetime.fromtimestamp(deed.at, self._now.tzinfo)
        verb = fit(wording.line(deed.verb), max(8, min(_VERB_WIDTH, width // 3)))
        line = Content.assemble(
            bar,
            Content.styled(f" {at:%H:%M}  ", dim),
            "↺ " if deed.undone else "  ",
            verb.stylize_before(dim if deed.undone else ""),
            Content.styled(f"  {described(deed)}", dim),
        )
        return [fit(line, width)]


def described(deed: Deed) -> str:
    """To what it was done, and whether it holds."""
    if deed.articles == 1 and deed.title:
        what = wording.line(deed.title).plain
    elif deed.articles:
        what = wording.plural(deed.articles, "article")
    else:
        what = ""
    where = f"on {deed.machine}" if deed.machine else ""
    undone = "taken back" if deed.undone else ""
    return " · ".join(part for part in (undone, what, where) if part)


class JournalScreen(Dialog):
    """The journal. Dismissed with whether anything was taken back."""

    KEY_SCOPE = Scope.JOURNAL
    BINDINGS = bindings(Scope.JOURNAL)
    AUTO_FOCUS = "#deeds"

    deeds = getters.query_one("#deeds", DeedList)

    def __init__(self, library: Library, services: Services) -> None:
        super().__init__()
        self._library = library
        self._clock = services.clock

    def compose(self) -> ComposeResult:
        """What it is, what was done, and what happened to it here."""
        with Vertical(id="dialog"):
            yield Static("What you have done", id="dialog-title")
            yield DeedList(self._clock(), id="deeds")
            yield Static("", id="dialog-said")
            yield KeyLine()

    def on_mount(self) -> None:
        """List what was done."""
        self._load()

    @work(exclusive=True, group="journal")
    async def _load(self) -> None:
        deeds = await asyncio.to_thread(self._library.journal)
        self.deeds.show(deeds)
        if not deeds:
            self.deeds.say_when_empty(
                "Nothing yet.\n\nWhat you mark, tag, note or archive stands here, and can be taken "
                "back one by one."
            )

    @on(VirtualList.Chosen)
    def _chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.action_take_back()

    @work(group="marks")
    async def action_take_back(self) -> None:
        """Take back what is under the cursor, whatever was done after it."""
        deed = self.deeds.current
        if deed is None:
            return
        try:
            undone = await asyncio.to_thread(self._library.undo, deed.number)
        except NewsreaderError as error:
            self.say(str(error))
            return
        if undone is None:
            self.say("That was taken back already")
            return
        self.changed = True
        self.say(f"Undone: {verbs.described(undone)}")
        self._load()
