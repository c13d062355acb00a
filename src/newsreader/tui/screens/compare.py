"""The copies of a story beside the fullest of them: what each outlet cut, added and changed.

What differs is told by signs and strokes, never by colour alone: ``-`` cut, ``+`` added, ``~``
changed, ``≈`` the same in another house style.
"""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen
from textual.widgets import Static

from newsreader.stories.comparing import Change, Paragraph, Piece
from newsreader.stories.summary import Compared, Comparison
from newsreader.tui import wording
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.widgets.key_line import KeyLine

_SIGNS = {
    Change.SAME: " ",
    Change.STYLE: "≈",
    Change.CHANGED: "~",
    Change.CUT: "-",
    Change.ADDED: "+",
}
_CUT = "strike $text-error"
_ADDED = "underline $text-success"
_STYLE = "italic $foreground-muted"
_AROUND = 3
"""So many of the other copies are listed before and after the one that is shown."""
_NARROW = 60
"""Columns a text needs: two of them stand side by side only where there is twice as much."""


class CompareScreen(ModalScreen[None]):
    """One other copy at a time, as one text or side by side."""

    KEY_SCOPE = Scope.COMPARE
    BINDINGS = bindings(Scope.COMPARE)

    DEFAULT_CSS = """
    CompareScreen > #comparison {
        background: $background;
        #copies { height: auto; max-height: 12; background: $panel; padding: 0 1; }
        #scroll { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
        #compared { height: auto; max-width: 140; }
    }
    """

    copy: var[int] = var(0)
    """Which of the other copies is shown."""
    beside: var[bool] = var(False)
    """Whether the two stand side by side."""
    style: var[bool] = var(False)
    """Whether differences of house style are shown."""

    text = getters.query_one("#compared", Static)

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self._comparison = comparison

    def compose(self) -> ComposeResult:
        """Who did what, in a line each; the text below."""
        with Vertical(id="comparison"):
            yield Static(id="copies")
            with VerticalScroll(id="scroll"):
                yield Static(id="compared")
            yield KeyLine()

    def on_mount(self) -> None:
        """Show the first of the others."""
        self.query_one("#scroll").focus()
        self._show()

    def on_resize(self) -> None:
        """Set the text anew."""
        self._show()

    def check_action(self, action: str, _: tuple[object, ...]) -> bool | None:
        """There is no next copy of a single one."""
        return action != "step" or len(self._comparison.copies) > 1

    @property
    def shown(self) -> Compared:
        """The copy that is shown beside the fullest."""
        return self._comparison.copies[self.copy]

    def _show(self) -> None:
        if self.is_mounted:
            self.query_one("#copies", Static).update(self._copies())
            self.text.update(self._side_by_side() if self.beside else self._as_one())

    def _copies(self) -> Content:
        """Who did what: in full for the copy that is shown, in a line for those around it."""
        copies = self._comparison.copies
        first = max(0, min(self.copy - _AROUND, len(copies) - 2 * _AROUND - 1))
        shown = range(first, min(len(copies), first + 2 * _AROUND + 1))
        dim = "$foreground-muted"
        which = f" · copy {self.copy + 1} of {len(copies)}" if len(copies) > 1 else ""
        heading = Content.assemble(
            Content.styled("  the fullest: ", dim),
            wording.line(self._comparison.fullest.name).stylize("bold"),
            Content.styled(which, dim),
        )
        lines = [heading]
        for index in shown:
            bar = Content.styled("▌ " if index == self.copy else "  ", "$accent")
            name = wording.line(copies[index].name)
            told = wording.line(f"{copies[index].summary} · {copies[index].why}").stylize(dim)
            if index == self.copy:
                lines.append(Content.assemble(bar, name.stylize("bold"), "  ", told))
            else:
                line = Content.assemble(bar, name, "  ", told)
                lines.append(line.truncate(max(10, self.size.width - 2), ellipsis=True))
        return Content("\n").join(lines)

    def _as_one(self) -> Content:
        """The fullest text with what the other made of it."""
        parts = []
        for paragraph in self.shown.paragraphs:
            moved = Content.styled(" (elsewhere)", "$foreground-muted") if paragraph.moved else ""
            sign = Content.styled(f"{self._sign(paragraph)} ", "bold $accent")
            pieces = [self._piece(piece) for piece in paragraph.pieces]
            parts.append(Content.assemble(sign, Content(" ").join(pieces), moved))
        return Content("\n\n").join(parts)

    def _sign(self, paragraph: Paragraph) -> str:
        if paragraph.change is Change.STYLE and not self.style:
            return " "
        return _SIGNS[paragraph.change]

    def _piece(self, piece: Piece) -> Content:
        before, after = wording.line(piece.before), wording.line(piece.after)
        if piece.change is Change.CUT:
            return before.stylize(_CUT)
        if piece.change is Change.ADDED:
            return after.stylize(_ADDED)
        if piece.change is Change.CHANGED:
            return Content.assemble(before.stylize(_CUT), " ", after.stylize(_ADDED))
        if piece.change is Change.STYLE and self.style:
            return Content.assemble(before, " ", after.stylize(_STYLE))
        return before

    def _side_by_side(self) -> Content:
        """A paragraph of the one beside that of the other."""
        width = (self.text.content_size.width or self.size.width - 6) - 3
        half = max(10, width // 2)
        one, other = wording.line(self._comparison.fullest.name), wording.line(self.shown.name)
        heading = Content.assemble(one.pad_right(max(0, half - one.cell_length + 3)), other)
        lines = [heading.stylize("bold"), Content("")]
        for paragraph in self.shown.paragraphs:
            left = self._side(paragraph, "before").wrap(half)
            right = self._side(paragraph, "after").wrap(half)
            for row in range(max(len(left), len(right))):
                one = left[row] if row < len(left) else Content("")
                other = right[row] if row < len(right) else Content("")
                sign = self._sign(paragraph) if row == 0 else " "
                lines.append(
                    Content.assemble(
                        one.pad_right(max(0, half - one.cell_length)),
                        Content.styled(f" {sign} ", "bold $accent"),
                        other,
                    )
                )
            lines.append(Content(""))
        return Content("\n").join(lines)

    def _side(self, paragraph: Paragraph, side: str) -> Content:
        styles = {Change.CUT: _CUT, Change.ADDED: _ADDED}
        styles[Change.CHANGED] = _CUT if side == "before" else _ADDED
        if self.style:
            styles[Change.STYLE] = _STYLE
        pieces = []
        for piece in paragraph.pieces:
            text = wording.line(getattr(piece, side))
            if text.plain:
                style = styles.get(piece.change)
                pieces.append(text.stylize(style) if style else text)
        return Content(" ").join(pieces)

    # -- keys

    def watch_copy(self) -> None:
        """Show another copy."""
        self._show()

    def watch_beside(self) -> None:
        """Set the two in the other way."""
        self._show()

    def watch_style(self) -> None:
        """Show house style, or no longer."""
        self._show()

    def action_step(self, direction: int) -> None:
        """The next (1) or previous (-1) copy."""
        self.copy = (self.copy + direction) % len(self._comparison.copies)
        self.query_one("#scroll").scroll_home(animate=False)

    def action_toggle_beside(self) -> None:
        """Side by side, or as one text."""
        if not self.beside and self.size.width < 2 * _NARROW:
            self.notify("Two columns need a wider window", markup=False)
            return
        self.beside = not self.beside

    def action_toggle_style(self) -> None:
        """Show differences of house style, or leave them out."""
        self.style = not self.style

    def action_scroll(self, lines: int) -> None:
        """Down, or up."""
        self.query_one("#scroll").scroll_relative(y=lines, animate=False)

    def action_page(self, direction: int) -> None:
        """A page down (1) or up (-1)."""
        scroll = self.query_one("#scroll")
        scroll.scroll_relative(y=direction * max(1, scroll.size.height - 2), animate=False)

    def action_close(self) -> None:
        """Back to the list."""
        self.dismiss()
