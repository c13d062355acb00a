"""The text of an article, scrolled and painted line by line.

Textual's Markdown widget makes a widget of every block: 1 MB takes 26 s with the interface blocked.
This one draws only the lines on the screen (``ScrollView`` and ``render_line``, as toolong shows
log files). What is in sight is set in lines at once, the rest in slices of a few milliseconds
between which keys are answered; whatever is set above the first line in sight, that line stays
where it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from textual import events, work
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from newsreader.article import FOLDED_KINDS, Kind
from newsreader.library import Entry
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.article.blocks import Block
from newsreader.tui.widgets.article.document import Document, Fold, Place
from newsreader.tui.widgets.article.labels import labels
from newsreader.tui.widgets.article.matches import Hits, Match, Matches
from newsreader.tui.widgets.article.painting import Mark, component_style, links, paint
from newsreader.tui.widgets.article.selecting import ParagraphCursor, Stretch

_SLICES_A_SIZE = 24
"""Slices of setting lines after which the scroll bar is told of the new height."""


class ArticleView(ScrollView, can_focus=True):
    """Shows one article."""

    KEY_SCOPE = Scope.ARTICLE
    BINDINGS = bindings(Scope.ARTICLE)
    COMPONENT_CLASSES = {
        "article--headline", "article--dim", "article--text", "article--heading",
        "article--subheading", "article--quote", "article--rule", "article--code", "article--note",
        "article--mark", "article--strong", "article--emphasis", "article--strike",
        "article--link", "article--image", "article--fold", "article--fold-current",
        "article--hit", "article--hit-current", "article--passage", "article--label",
        "article--cursor",
    }  # fmt: skip
    """
    | Class | Description |
    | :- | :- |
    | `article--headline` … `article--note` | Blocks: headline, facts and notices (`dim`), paragraphs, headings, quotations, rules, code, footnotes. |
    | `article--mark` | Bullets, numbers, the marks of footnotes. |
    | `article--strong` … `article--image` | Within a paragraph. |
    | `article--fold`, `article--fold-current` | The heading of a folded section; of the one keys act on. |
    | `article--hit`, `article--hit-current` | Words that were found; the one walked to. |
    | `article--passage` | Words the reader has kept. |
    | `article--label` | The letters that stand for a link. |
    | `article--cursor` | Selected paragraphs. |
    """  # noqa: E501
    DEFAULT_CSS = """
    ArticleView {
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .article--headline { text-style: bold; }
        & > .article--dim { color: $foreground-muted; }
        & > .article--heading { text-style: bold; color: $accent; }
        & > .article--subheading { text-style: bold; }
        & > .article--rule { color: $accent 60%; }
        & > .article--code { background: $panel; }
        & > .article--note { color: $foreground-muted; }
        & > .article--mark { color: $accent; }
        & > .article--strong { text-style: bold; }
        & > .article--emphasis { text-style: italic; }
        & > .article--strike { text-style: strike; }
        & > .article--link { text-style: underline; }
        & > .article--image { text-style: italic; color: $foreground-muted; }
        & > .article--fold { color: $foreground-muted; }
        & > .article--fold-current {
            color: $foreground; background: $surface-lighten-1; text-style: bold;
        }
        & > .article--hit { text-style: bold underline; background: $warning 35%; }
        & > .article--hit-current { text-style: bold reverse; background: $warning 35%; }
        & > .article--passage { background: $accent 25%; }
        & > .article--label { text-style: bold reverse; }
        & > .article--cursor { background: $primary 25%; }
        &:ansi {
            & > .article--hit { background: transparent; color: $warning; }
            & > .article--hit-current { background: transparent; }
            & > .article--passage { background: transparent; text-style: underline; }
            & > .article--cursor { background: transparent; text-style: bold; }
        }
    }
    """

    class Scrolled(Message):
        """Another part of the article is on the screen."""

    class Followed(Message):
        """A link was clicked.

        Attributes:
            address: Where it leads; it may be any address.
        """

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    def __init__(
        self, clock: Callable[[], datetime], measure: int, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._measure = measure
        self._entry: Entry | None = None
        self._whole = False
        self._message = ""
        self._document: Document | None = None
        self._hits: Hits | None = None
        self._matches: Matches | None = None
        self._found: Matches | None = None
        self._current: Match | None = None
        self._fold: int | None = None
        self._cursor: ParagraphCursor | None = None
        self._passages: Matches | None = None
        self._start: int | None = None
        self._labels: dict[tuple[int, int], str] = {}
        self._styles: dict[tuple[bool, tuple[str, ...]], Style] = {}
        self._settling = False
        self._pressed: tuple[int, int] | None = None
        # Lines on the screen when there were some last: a pane that is hidden has none.
        self._seen_height = 0

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

    @property
    def document(self) -> Document | None:
        """The article in blocks and lines; None without an article."""
        return self._document

    @property
    def progress(self) -> int | None:
        """How much of the article has been on the screen, in percent; None without an article."""
        if self._document is None:
            return None
        height = self._document.height
        seen = self.scroll_offset.y + self._seen_height
        return 100 if height <= seen else round(100 * seen / height)

    @property
    def position(self) -> int:
        """The number of the first paragraph in sight, whatever the width; 0 at the top."""
        if self._document is None or not self.scroll_offset.y:
            return 0
        return max(0, self._document.place(self.scroll_offset.y).paragraph)

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
        self._begin()
        self.set_rest()

    def show_passages(self, entry: Entry, kept: Hits | None) -> None:
        """Show other passages of the same article as kept."""
        if self._document is not None:
            self._entry = entry
            self._passages = Matches(self._document, kept or _nothing, (), in_source=False)
            self.refresh()

    def _begin(self) -> None:
        """Go where reading begins, as soon as there is a width to set lines in."""
        if self._start is None or self._document is None or not self._document.width:
            return
        start, self._start = self._start, None
        if start > 0:
            self.go_to(Place(start), top=True)
        elif self._matches is not None:
            self.scroll_to_hit(first=True)

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

    # -- setting lines

    @property
    def _margins(self) -> tuple[int, int]:
        """Columns of paper to the left and the right of the text."""
        return (3, 3) if self.size.width >= 50 else (2, 1)

    def _lay_out(self) -> None:
        """Set what is in sight in lines of the width there is."""
        document = self._document
        if document is None or not self.size.width:
            return
        document.set_width(min(self._measure, self.size.width - sum(self._margins)))
        document.set_lines(self.scroll_offset.y, self.size.height)
        self._tell_height()
        self.refresh()

    def _tell_height(self) -> None:
        if self._document is not None:
            self.virtual_size = Size(self.size.width, self._document.height)

    def on_resize(self) -> None:
        """Set all lines anew; the paragraph at the top stays there."""
        self._seen_height = self.size.height or self._seen_height
        document = self._document
        if document is None:
            return
        top = document.place(self.scroll_offset.y) if document.width else Place(0)
        scrolled = self.scroll_offset.y > 0
        self._settling = True
        self._lay_out()
        if scrolled:
            self._to(document.line_of(top))
        self._settling = False
        self._lay_out()
        self._begin()
        self.set_rest()

    @work(exclusive=True, group="setting")
    async def set_rest(self) -> None:
        """Set all that is not in sight, in small slices, nearest first."""
        document = self._document
        if document is None or not document.width:
            return
        for number, piece in enumerate(document.unset(self.scroll_offset.y), 1):
            # Let keys be answered and lines be painted between two pieces.
            await asyncio.sleep(0)
            top = self.scroll_offset.y
            at_end = bool(self.max_scroll_y) and top >= self.max_scroll_y
            if piece.is_set or piece not in document.shown:
                continue
            if document.is_above(piece, top):
                place = document.place(top)
                document.set_piece(piece)
                self._keep(document.line_of(place))
            else:
                document.set_piece(piece)
            if at_end:
                self._keep(document.height - self.size.height)
            elif number % _SLICES_A_SIZE == 0:
                self._tell_height()
        self._tell_height()
        self.post_message(self.Scrolled())

    def _keep(self, line: int) -> None:
        """Scroll to a line because the lines above it are more or fewer than was thought."""
        if line != self.scroll_offset.y:
            self._settling = True
            self._tell_height()
            self._to(line)
            self._settling = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Set the lines that come into sight."""
        super().watch_scroll_y(old_value, new_value)
        old, new = round(old_value), round(new_value)
        document = self._document
        if old == new or document is None or not document.width:
            return
        if not self._settling:
            self._settling = True
            if 0 < old - new <= self.size.height:
                place = document.place(old)
                document.set_lines(new, self.size.height)
                line = document.line_of(place) - (old - new)
            else:
                document.set_lines(new, self.size.height)
                line = new
            if new >= self.max_scroll_y:
                document.set_end(self.size.height)
                line = document.height - self.size.height
            self._tell_height()
            if line != new:
                self._to(line)
            self._settling = False
        self.post_message(self.Scrolled())

    # -- painting

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen."""
        width = self.size.width
        if self._document is None:
            return self._message_line(y, width)
        line = self._document.line(y + self.scroll_offset.y)
        if line is None:
            return Strip.blank(width, self.rich_style)
        block = line.block
        sign, ground = " ", ""
        if self._cursor is not None and self._cursor.stretch.within(block) and line.runs:
            sign, ground = "▌", "article--cursor"
        elif block.fold is not None and block.fold == self._fold and line.runs:
            sign, ground = "▌", "article--fold-current"
        elif line.runs and self._is_kept(block, line.start, line.end):
            sign = "▎"
        return paint(line, self._marks(block), self._style, sign, ground, self._margins[0], width)

    def _message_line(self, y: int, width: int) -> Strip:
        style = self._style(("article--dim",))
        lines = Content(f"\n{self._message}").wrap(max(10, width - 6)) if self._message else []
        line = Content("   ") + lines[y] if y < len(lines) else Content("")
        return Strip(line.render_segments(style)).adjust_cell_length(width, style.rich_style)

    def _is_kept(self, block: Block, start: int, end: int) -> bool:
        kept = self._passages.spans(block) if self._passages is not None else ()
        return any(first < end and last > start for first, last in kept)

    def _marks(self, block: Block) -> list[Mark]:
        """What is marked in a block; what is to lie on top comes last."""
        here = block.paragraph
        kept = self._passages.spans(block) if self._passages is not None else ()
        marks = [Mark(start, end, "article--passage") for start, end in kept]
        walked = self._found or self._matches
        if walked is not None:
            current = self._current
            marks += [
                Mark(start, end, "article--hit-current")
                if current == (here, start, end)
                else Mark(start, end, "article--hit")
                for start, end in walked.spans(block)
            ]
        selected = self._mouse_stretch()
        part = selected.within(block) if selected is not None else None
        if part is not None:
            marks.append(Mark(*part, "screen--selection"))
        marks += [
            Mark(start, start + len(label), "article--label", label)
            for (paragraph, start), label in self._labels.items()
            if paragraph == here
        ]
        return marks

    def _style(self, looks: tuple[str, ...]) -> Style:
        key = (self.has_focus, looks)
        style = self._styles.get(key)
        if style is None:
            style = self.visual_style
            for look in looks:
                node = self.screen if look.startswith("screen") else self
                style += component_style(node.get_component_styles(look))
            self._styles[key] = style
        return style

    def notify_style_update(self) -> None:
        """Paint all anew when the theme changes."""
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    # -- going to a place

    def _to(self, line: int) -> None:
        """Scroll to a line, at once; also where Textual has not yet seen that there are so many."""
        self.scroll_to(y=line, animate=False, immediate=True, force=True)

    def go_to(self, place: Place, *, top: bool = False) -> None:
        """Bring a place into sight, with some context; open the section it is in.

        Args:
            place: Where to go.
            top: To the top of the screen, even if it is in sight.
        """
        document = self._document
        if document is None:
            return
        fold = document.fold_of(document.piece_of(place.paragraph))
        if fold is not None and not fold.opened:
            document.open([fold.number])
        line = document.line_of(place)
        first, height = self.scroll_offset.y, self.size.height
        document.set_lines(line - height // 3, height)
        line = document.line_of(place)
        self._tell_height()
        if top:
            self._to(line)
        elif not first + 1 <= line < first + height - 2:
            self._to(line - height // 3)
        self.refresh()

    def scroll_to_hit(self, *, first: bool = False, direction: int = 1) -> bool:
        """Walk to the next hit: of a search within the article if there is one, else of the search.

        Args:
            first: To the first hit of the article.
            direction: Down (1) or up (-1): from the hit walked to last if it is in sight, else from
                what is in sight.

        Returns:
            Whether there is one in that direction.
        """
        matches, document = self._found or self._matches, self._document
        if matches is None or document is None or not document.width:
            return False
        current = None if first else self._current_in_sight()
        if first:
            place = Place(_BEGINNING)
        elif current is not None:
            place = current.place
        else:
            edge = self.scroll_offset.y + (self.size.height if direction < 0 else 0)
            place = document.place(edge) if edge < document.height else Place(document.paragraphs)
        match = matches.step(place, direction, past=current is not None)
        if match is None:
            return False
        self._current = match
        self.go_to(match.place)
        return True

    def _current_in_sight(self) -> Match | None:
        if self._current is None or self._document is None:
            return None
        line = self._document.line_of(self._current.place)
        top = self.scroll_offset.y
        return self._current if top <= line < top + self.size.height else None

    def find(self, find: Hits | None) -> bool:
        """Search within the article, its folded sections too; walk to the first from here.

        Args:
            find: Finds what is wanted in a text; None ends it.

        Returns:
            Whether anything was found.
        """
        self._found = self._current = None
        self.refresh()
        if find is None or self._document is None:
            return False
        self._found = Matches(self._document, find, FOLDED_KINDS, in_source=False)
        return self.scroll_to_hit() or self.scroll_to_hit(first=True)

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
            return self._cursor is not None or self._found is not None
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

    def action_scroll_home(self) -> None:
        """To the top."""
        self._to(0)

    def action_scroll_end(self) -> None:
        """To the end."""
        if self._document is not None:
            self._document.set_end(self.size.height)
            self._tell_height()
            self._to(self.max_scroll_y)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_relative(y=max(1, self.size.height - 2), animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_relative(y=-max(1, self.size.height - 2), animate=False)

    def action_half_page(self, direction: int) -> None:
        """Half a page down (1) or up (-1)."""
        self.scroll_relative(y=direction * (self.size.height // 2), animate=False)

    def read_on(self) -> bool:
        """A page down; False at the end of the article."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        self.action_page_down()
        return True

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
        if self._cursor is not None:
            self._cursor = None
        else:
            self.find(None)
        self.refresh()

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
        return self._mouse_stretch() if self._cursor is None else self._cursor.stretch

    def _mouse_stretch(self) -> Stretch | None:
        selection = self.text_selection if self.is_attached else None
        return None if selection is None else _stretch(selection)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text Textual copies."""
        if self._document is None:
            return None
        return _stretch(selection).text(self._document), "\n"

    # -- folds

    @property
    def folds(self) -> list[Fold]:
        """The folded sections, in their order."""
        return self._document.folds if self._document is not None else []

    def current_fold(self) -> Fold | None:
        """The section the ``z`` keys act on: the marked one if it is in sight, else the first that
        is."""
        document = self._document
        if document is None or not document.folds:
            return None
        top = self.scroll_offset.y
        lines = {
            fold.number: document.line_of(Place(fold.heading.paragraph)) for fold in self.folds
        }
        marked = next((fold for fold in self.folds if fold.number == self._fold), None)
        if marked is not None and top <= lines[marked.number] < top + self.size.height:
            return marked
        below = (fold for fold in self.folds if lines[fold.number] >= top)
        return next(below, self.folds[-1])

    def fold(self, what: str) -> bool:
        """``toggle``, ``open``, ``close`` one section, or ``open-all``, ``close-all``.

        Returns:
            False if the article has no folded sections.
        """
        current, document = self.current_fold(), self._document
        if current is None or document is None:
            return False
        if what.endswith("-all"):
            top = document.place(self.scroll_offset.y)
            document.open([fold.number for fold in self.folds], what == "open-all")
            self._after_folding(top)
        else:
            top = document.place(self.scroll_offset.y)
            self._fold = current.number
            opened = not current.opened if what == "toggle" else what == "open"
            document.open([current.number], opened)
            self._after_folding(top)
            self._show_fold(current)
        return True

    def _after_folding(self, top: Place) -> None:
        if self._document is not None:
            line = self._document.line_of(top)
            self._document.set_lines(line, self.size.height)
            self._tell_height()
            self._to(line)
            self.refresh()
            self.set_rest()

    def _show_fold(self, fold: Fold) -> None:
        self.go_to(Place(fold.heading.paragraph))

    def step_section(self, direction: int) -> bool:
        """Mark the next (1) or previous (-1) folded section, and give the article the focus."""
        folds = self.folds
        if not folds:
            return False
        self.focus()
        position = next((i for i, fold in enumerate(folds) if fold.number == self._fold), None)
        if position is None:
            target = 0 if direction > 0 else len(folds) - 1
        else:
            target = position + direction
        if target < 0:
            self._fold = None
            self.action_scroll_home()
            self.refresh()
            return True
        fold = folds[min(target, len(folds) - 1)]
        self._fold = fold.number
        self._show_fold(fold)
        return True

    def action_toggle_fold(self) -> None:
        """Open or close the marked section."""
        self.fold("toggle")

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


_BEGINNING = -10
"""Before the first paragraph."""


def _stretch(selection: Selection) -> Stretch:
    """What Textual calls a selection; :mod:`painting` has told it where everything stands."""
    start, end = selection
    return Stretch(
        Place(start.y, start.x) if start is not None else Place(_BEGINNING),
        Place(end.y, end.x) if end is not None else Place(1 << 60),
    )
