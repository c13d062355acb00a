"""Every key, found by typing."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from newsreader.tui.key_names import display
from newsreader.tui.keymap import KeyMap
from newsreader.tui.keys import PLACES, Action, Scope, bindings


class HelpScreen(ModalScreen[None]):
    """The key table; what is typed narrows it."""

    KEY_SCOPE = Scope.DIALOG
    BINDINGS = bindings(Scope.DIALOG)
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > #dialog {
            width: 90%;
            max-width: 88;
            height: 90%;
            background: $panel;
            padding: 1 2;
            #help-search {
                border: none;
                height: 1;
                background: $surface-lighten-1;
                padding: 0 1;
                &:focus { border: none; }
            }
            #help-text { padding: 1 0 0 0; height: auto; }
        }
    }
    """

    def __init__(self, keymap: KeyMap) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """A line to type in, and the table."""
        with Vertical(id="dialog"):
            yield Input(placeholder="Type to find a key · esc closes", id="help-search")
            with VerticalScroll(can_focus=False):
                yield Static(self._table(""), id="help-text")

    @on(Input.Changed, "#help-search")
    def _narrow(self, event: Input.Changed) -> None:
        self.query_one("#help-text", Static).update(self._table(event.value))

    def _table(self, wanted: str) -> Content:
        words = wanted.casefold().split()
        actions = [
            action
            for action in self._keymap.actions
            if all(word in _haystack(action) for word in words)
        ]
        if not actions:
            return Content(f"No key does “{wanted}”.")
        groups: dict[str, list[Action]] = {}
        for action in actions:
            groups.setdefault(action.group, []).append(action)
        lines: list[Content] = []
        for group, members in groups.items():
            lines += [Content.styled(group, "bold $accent"), *map(_line, members), Content("")]
        return Content("\n").join(lines)

    def action_page(self, direction: int) -> None:
        """Half a page down (1) or up (-1)."""
        table = self.query_one(VerticalScroll)
        table.scroll_relative(y=direction * table.size.height // 2, animate=False)

    def action_close(self) -> None:
        """Back to where the user was."""
        self.dismiss()


def _haystack(action: Action) -> str:
    keys = " ".join(display(key) for key in action.keys)
    return f"{keys} {action.help} {action.group} {action.id}".casefold()


def _line(action: Action) -> Content:
    keys = "  ".join(display(key) for key in action.keys)
    where = f" ({PLACES[action.scope]})" if action.scope in PLACES else ""
    return Content.assemble(
        Content.styled(f"  {keys:<22}", "bold"),
        Content(f"{action.help}{where}"),
        Content.styled(f"  {action.id}", "$foreground-muted"),
    )
