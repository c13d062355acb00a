"""How a row of the list of articles is set: what stands where, by the reader's settings.

In one line: ``● Headline ✎ ❝   #tag  Outlet  2h``; comfortably, the facts stand below the headline.
Signs and their order tell what colours tell too, so that nothing is told by hue alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from textual.content import Content
from textual.style import Style

from newsreader.config import Settings
from newsreader.library import InStory, Row
from newsreader.tui import wording
from newsreader.tui.widgets.virtual_list import fit

ROOM_FOR_FACTS = 42
"""Columns from which on outlet and tags stand beside the headline."""

_AGE, _DAY, _ISO = 6, 9, 10
_DATE_WIDTH = {"age": _AGE, "day": _DAY, "iso": _ISO}
_MINUTES_WIDTH = 6
_NOTED, _PASSAGES, _LATER, _MUTED = "✎", "❝", "◷", "⊘"
_BORROWED = "≈ "

Spans = Sequence[tuple[int, int]]


class Listed(msgspec.Struct, frozen=True, eq=False):
    """What one row shows. One that was fetched again is another.

    Attributes:
        row: The article's facts.
        title_hits: Where in the headline the words searched for stand.
        snippet: A passage with the words found, or None outside a search.
        snippet_hits: Where in the snippet they stand.
    """

    row: Row
    title_hits: Spans = ()
    snippet: str | None = None
    snippet_hits: Spans = ()


class Stand(msgspec.Struct, frozen=True):
    """How a row stands in the list.

    Attributes:
        bar: What it begins with: the cursor, whether it is selected.
        width: Columns there are for all of it.
        folded: The story it stands for with all its copies; None if it stands for one article.
        below: Whether it stands below the row of its story, as one of its copies.
        snippet: Whether a snippet stands below it.
    """

    bar: Content
    width: int
    folded: InStory | None = None
    below: bool = False
    snippet: bool = False


class RowSetting:
    """Sets rows as the settings have it."""

    def __init__(
        self, settings: Settings, clock: Callable[[], datetime], style: Callable[[str], Style]
    ) -> None:
        """
        Args:
            settings: Density, columns, dates, the colours of tags.
            clock: The reader's time.
            style: The style of a component class of the list.
        """
        self._settings = settings
        self._clock = clock
        self._style = style

    @property
    def comfortable(self) -> bool:
        """Whether the facts stand below the headline."""
        return self._settings.density == "comfortable"

    def height(self, *, snippet: bool) -> int:
        """How many lines a row takes."""
        return 1 + self.comfortable + snippet

    def lines(self, listed: Listed, stand: Stand) -> list[Content]:
        """The lines of a row."""
        row, dim = listed.row, self._style("list--dim")
        sign, read = self._sign(row, stand.folded)
        lead = Content.assemble(stand.bar, "  " * stand.below, sign)
        room = max(0, stand.width - 3 - 2 * stand.below)
        facts = self._facts(row, room, stand)
        if self.comfortable:
            below = Content(" · ").join([fact for fact in facts if fact.plain.strip()])
            lines = [
                Content.assemble(lead, self._headline(listed, read, room - 1), " "),
                Content.assemble(stand.bar, "    ", fit(below, max(0, stand.width - 6))),
            ]
        else:
            beside = Content("").join([Content.assemble(" ", fact) for fact in facts])
            headline = self._headline(listed, read, room - beside.cell_length - 1)
            lines = [Content.assemble(lead, headline, beside, " ")]
        if stand.snippet:
            width = max(0, stand.width - 6)
            found = marked(
                wording.line(listed.snippet or ""), listed.snippet_hits, self._style("list--hit")
            )
            found = _from_first_hit(found, listed.snippet_hits, width)
            lines.append(Content.assemble(stand.bar, "    ", fit(found.stylize_before(dim), width)))
        return lines

    def _sign(self, row: Row, folded: InStory | None) -> tuple[Content, bool]:
        """The sign a row begins with, and whether it is read."""
        read = row.read if folded is None else not folded.unread
        if row.error is not None:
            return Content.styled("⚠ ", self._style("list--dim")), read
        starred = row.starred or (folded is not None and bool(folded.starred))
        sign = "★ " if starred else "  " if read else "● "
        return Content.styled(sign, self._style("list--accent")), read

    def _headline(self, listed: Listed, read: bool, width: int) -> Content:
        """The headline with the signs of what the reader has added, ``width`` columns wide."""
        row, dim = listed.row, self._style("list--dim")
        if row.error is not None:
            headline = wording.line(f"{row.title}: could not be read: {row.error}")
        else:
            headline = wording.line(row.title)
        headline = marked(headline, listed.title_hits, self._style("list--hit"))
        if row.borrowed:
            headline = Content.assemble(Content.styled(_BORROWED, dim), headline)
        headline = headline.stylize_before(dim if read else "bold")
        signs = _added(row)
        room = max(0, width - len(signs))
        if headline.cell_length > room:
            headline = headline.truncate(room, ellipsis=True)
        return fit(Content.assemble(headline, Content.styled(signs, dim)), max(0, width))

    def _facts(self, row: Row, room: int, stand: Stand) -> list[Content]:
        """The columns chosen, as far as there is room for them; in one line, all rows alike."""
        dim, beside = self._style("list--dim"), not self.comfortable
        facts: list[Content] = []
        for column in self._settings.columns:
            match column:
                case "outlet" if room >= ROOM_FOR_FACTS or not beside:
                    facts.append(self._outlet(row, min(16, room // 5) if beside else None, stand))
                case "outlet" if _copies(row, stand):
                    facts.append(Content.styled(_copies(row, stand), self._style("list--accent")))
                case "tags" if row.tags and (room >= ROOM_FOR_FACTS or not beside):
                    facts.append(self._tags(row.tags, room // 4 if beside else room))
                case "minutes":
                    minutes = wording.reading_time(row.words)
                    width = _MINUTES_WIDTH if beside else 0
                    facts.append(Content.styled(f"{minutes:>{width}}" if width else minutes, dim))
                case "date":
                    form = self._settings.dates
                    date = wording.short_date(row.published, row.precision, self._clock(), form)
                    width = _DATE_WIDTH[form] if beside else 0
                    facts.append(Content.styled(f"{date:>{width}}" if width else date, dim))
        return facts

    def _outlet(self, row: Row, width: int | None, stand: Stand) -> Content:
        """Who published it, and how many copies there are besides."""
        more = _copies(row, stand)
        more = f" {more}" if more else ""
        outlet = wording.line(row.outlet)
        if width is not None:
            outlet = fit(outlet, max(0, width - len(more)))
        copies = Content.styled(more, self._style("list--accent"))
        return Content.assemble(outlet, copies).stylize_before(self._style("list--dim"))

    def _tags(self, tags: Sequence[str], room: int) -> Content:
        """The tags in their colours; how many more there are than fit."""
        shown: list[Content] = []
        used = 0
        for index, tag in enumerate(tags):
            label = wording.line(f"#{tag}")
            left = len(tags) - index - 1
            more = f"+{left}" if left else ""
            if used + label.cell_length + len(more) > room and shown:
                shown.append(Content.styled(f"+{left + 1}", self._style("list--dim")))
                break
            colour = self._settings.colour_of_tag(tag)
            label = label if label.cell_length <= room else label.truncate(room, ellipsis=True)
            shown.append(label.stylize_before(f"$tag-{colour}"))
            used += label.cell_length + 1
        return Content(" ").join(shown)


def _copies(row: Row, stand: Stand) -> str:
    """How many other copies of the story there are: ``+3``; empty for none."""
    return f"+{row.story.copies - 1}" if row.story is not None and not stand.below else ""


def _added(row: Row) -> str:
    signs = (
        (row.later, _LATER),
        (row.noted, _NOTED),
        (bool(row.passages), _PASSAGES),
        (row.muted, _MUTED),
    )
    return "".join(f" {sign}" for there, sign in signs if there)


def marked(content: Content, spans: Spans, style: Style) -> Content:
    """A text with stretches of it in a style."""
    for start, end in spans:
        content = content.stylize(style, start, end)
    return content


def _from_first_hit(snippet: Content, hits: Spans, width: int) -> Content:
    """The snippet, beginning later where the first word found would not be seen in ``width``."""
    if not hits or hits[0][1] < width:
        return snippet
    start = snippet.plain.rfind(" ", 0, max(0, hits[0][0] - width // 3)) + 1
    return Content("…") + snippet[start:]
