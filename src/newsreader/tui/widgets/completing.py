"""A line to type in that completes what is typed: Tab takes the first of its offers, then the next.

What can be completed is asked for in a thread; the offers stand in the bottom line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from textual import work
from textual.content import Content
from textual.widgets import Input, Static

from newsreader.library import Completion
from newsreader.tui import wording

_PAUSE = 0.08
"""Seconds without a key press before it is asked what can be completed."""

Complete = Callable[[str, int], Sequence[Completion]]
"""A text and where the cursor is in it → what can stand there; runs in a thread."""


def one_of(names: Sequence[str], counts: Mapping[str, int] | None = None) -> Complete:
    """Completes the whole line to one of some names, in their order."""

    def complete(text: str, _: int) -> Sequence[Completion]:
        typed = text.casefold()
        return [
            Completion(name, name, counts.get(name) if counts else None, 0, len(text))
            for name in names
            if typed in name.casefold()
        ]

    return complete


class Offers(Static):
    """What can be completed, best first, in one line that covers nothing."""

    DEFAULT_CSS = """
    Offers {
        display: none;
        width: 1fr;
        height: 1;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def offer(self, offers: Sequence[Completion], taken: int | None) -> None:
        """Show offers, the one that was taken among them."""
        self.display = bool(offers)
        if self.parent is not None:
            self.parent.set_class(bool(offers), "-offers")
        # The one that was taken stays in sight.
        first = max(0, (taken or 0) - 3)
        labels = [
            self._label(offer, index == taken) for index, offer in enumerate(offers[first:], first)
        ]
        self.update(Content.assemble(Content.styled("Tab ", "bold $accent"), *labels))

    def _label(self, offer: Completion, taken: bool) -> Content:
        number = f" {wording.count(offer.count)}" if offer.count is not None else ""
        label = wording.line(offer.label).stylize("reverse" if taken else "")
        return Content.assemble(label, Content.styled(number, "$foreground-muted"), "   ")


class CompletingInput(Input):
    """A line with completion; the screen it stands on has one :class:`Offers`."""

    def __init__(self, complete: Complete, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False, id=id)
        self._complete = complete
        self._offers: Sequence[Completion] = ()
        self._taken: int | None = None
        # What was typed before an offer was taken, and what stands there since.
        self._typed = ""
        self._completed = ""

    def complete_with(self, complete: Complete) -> None:
        """Complete something else from now on."""
        self._complete = complete

    @property
    def offered(self) -> bool:
        """Whether there is something to complete."""
        return bool(self._offers)

    def offer(self) -> None:
        """See what can be completed, now that the text has changed."""
        if self._taken is not None and self.value == self._completed:
            return
        self._taken = None
        self._look(self.value, self.cursor_position)

    def hide_offers(self) -> None:
        """Offer nothing more."""
        self.workers.cancel_group(self, "complete")
        self._show_offers((), None)

    def on_blur(self) -> None:
        """The offers go with the focus."""
        self.hide_offers()

    @work(exclusive=True, group="complete")
    async def _look(self, text: str, cursor: int) -> None:
        await asyncio.sleep(_PAUSE)
        offers = await asyncio.to_thread(self._complete, text, cursor)
        if self.has_focus and self.value == text:
            # What stands there already completes nothing.
            self._show_offers([one for one in offers if _taking(one, text) != text], None)

    def _show_offers(self, offers: Sequence[Completion], taken: int | None) -> None:
        self._offers, self._taken = offers, taken
        self.screen.query_one(Offers).offer(offers, taken)

    def action_complete(self, direction: int) -> None:
        """Take the next (1) or previous (-1) offer."""
        offers = self._offers
        if not offers:
            return
        if self._taken is None:
            self._typed = self.value
            taken = 0 if direction > 0 else len(offers) - 1
        else:
            taken = (self._taken + direction) % len(offers)
        offer = offers[taken]
        self._completed = _taking(offer, self._typed)
        # The only one is taken for good, and what follows it can be completed in turn.
        self._show_offers(offers, taken if len(offers) > 1 else None)
        self.value = self._completed
        self.cursor_position = offer.start + len(offer.insert)


def _taking(offer: Completion, text: str) -> str:
    """A text with an offer taken."""
    return text[: offer.start] + offer.insert + text[offer.end :]
