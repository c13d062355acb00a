"""Every key, found by typing."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from newsreader.tui.key_names import display
from newsreader.tui.keymap import KeyMap
from newsreader.tui.keys import PLACES, Action, Scope, bindings

_WIDE, _NARROW = 24, 18
"""Columns for keys; what they do is set beside them."""
_ROOM_FOR_WIDE = 60


class KeyTable(Static):
    """The keys and what they do, set in the width there is."""

    def __init__(self, keymap: KeyMap, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keymap = keymap
        self._wanted = ""
        self._width = 0

    def narrow(self, wanted: str) -> None:
        """Show only the keys that have all these words."""
        self._wanted = wanted
        self._set()

    def on_resize(self, event: events.Resize) -> None:
        """Set it anew in another width."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._set()

    def _set(self) -> None:
        words = self._wanted.casefold().split()
        actions = [
            action
            for action in self._keymap.actions
            if all(word in _haystack(action) for word in words)
        ]
        if not actions:
            self.update(Content(f"No key does “{self._wanted}”."))
            return
        groups: dict[str, list[Action]] = {}
        for action in actions:
            groups.setdefault(action.group, []).append(action)
        lines: list[Content] = []
        for group, members in groups.items():
            lines.append(Content.styled(group, "bold $accent"))
            for action in members:
                lines += _lines(action, self._width)
            lines.append(Content(""))
        self.update(Content("\n").join(lines))


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
                yield KeyTable(self._keymap, id="help-text")

    @on(Input.Changed, "#help-search")
    def _narrow(self, event: Input.Changed) -> None:
        self.query_one(KeyTable).narrow(event.value)

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


def _lines(action: Action, width: int) -> list[Content]:
    """A row of the table: what the keys do stands beside them, in as many lines as it needs."""
    keys = "  ".join(display(key) for key in action.keys)
    where = f" ({PLACES[action.scope]})" if action.scope in PLACES else ""
    does = Content.assemble(
        f"{action.help}{where}", Content.styled(f"  {action.id}", "$foreground-muted")
    )
    column = _WIDE if width >= _ROOM_FOR_WIDE else _NARROW
    first, *more = does.wrap(max(10, width - column))
    return [
        Content.assemble(Content.styled(f"  {keys:<{column - 2}}", "bold"), first),
        *(Content(" " * column) + line for line in more),
    ]
