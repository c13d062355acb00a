"""Brings the library up to date in another process, and shows how far that is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from textual import work
from textual.content import Content
from textual.message import Message

from newsreader.errors import NewsreaderError
from newsreader.library import Library, Progress, SyncResult
from newsreader.tui import wording
from newsreader.tui.widgets.text_line import TextLine

_SAY_EVERY = 0.1
"""Seconds between two words on how far it is; what it is about to do is said at once."""
_TELL_EVERY = 0.5
"""Seconds between two messages that something has arrived, at first."""
_TELL_SELDOM = 0.1
"""Later, this part of the time it has gone on: to list and count anew takes longer, the more there
is, and what is new matters less."""


class SyncProgress(TextLine):
    """``⣷ reading 812 of 1,204`` while it lasts, nothing otherwise."""

    class Arrived(Message):
        """More of the library can be shown."""

    @dataclass
    class Ended(Message):
        """The library is up to date, or cannot be brought there.

        Attributes:
            result: What was found; None if it failed.
            error: Why it failed; empty if it did not.
            asked: Whether the reader had asked for it.
        """

        result: SyncResult | None
        error: str
        asked: bool

    def __init__(
        self,
        library: Library,
        synchronise: Callable[[Library], AsyncIterator[Progress | SyncResult]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__("", id=id)
        self._library = library
        self._synchronise = synchronise
        self._under_way = False

    @property
    def running(self) -> bool:
        """Whether the library is being brought up to date."""
        return self._under_way

    def start(self, *, asked: bool = False) -> None:
        """Begin, unless it is under way.

        Args:
            asked: Whether the reader has asked for it.
        """
        if not self._under_way:
            self._under_way = True
            # Another process is begun only once what is known is on the screen.
            self.call_after_refresh(self._bring_up_to_date, asked)

    @work(exclusive=True, group="sync")
    async def _bring_up_to_date(self, asked: bool) -> None:
        result, error, phase, next_word, next_time = None, "", "", 0.0, 0.0
        clock = asyncio.get_running_loop().time
        begun = clock()
        try:
            known = await asyncio.to_thread(self._library.stamp)
            async for step in self._synchronise(self._library):
                if isinstance(step, SyncResult):
                    result = step
                    continue
                now = clock()
                if now >= next_word or step.phase != phase:
                    phase, next_word = step.phase, now + _SAY_EVERY
                    self.say(Content(_describe(step)))
                if now >= next_time:
                    next_time = now + max(_TELL_EVERY, _TELL_SELDOM * (now - begun))
                    before, known = known, await asyncio.to_thread(self._library.stamp)
                    if known != before:
                        self.post_message(self.Arrived())
        except NewsreaderError as failure:
            error = str(failure)
        finally:
            self._under_way = False
            if self.is_attached:
                self.say(Content(""))
                self.post_message(self.Ended(result, error, asked))


def _describe(step: Progress) -> str:
    if step.phase == "looking":
        return f"⣷ looking for files: {wording.count(step.done)}"
    return f"⣷ {step.phase} {wording.count(step.done)} of {wording.count(step.total)}"
