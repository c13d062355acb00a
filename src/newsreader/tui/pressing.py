"""Keys that do not act when they are pressed: those that are held, and the first of a sequence."""

from __future__ import annotations

from functools import partial

from textual import events, on
from textual.app import App
from textual.widgets import Input

from newsreader.config import Settings
from newsreader.tui.held_keys import Acted, HeldKeys
from newsreader.tui.key_names import display
from newsreader.tui.keymap import KeyMap, resolve
from newsreader.tui.keys import Action, Scope
from newsreader.tui.messages import CaughtUp
from newsreader.tui.screens.main import MainScreen
from newsreader.tui.widgets.search_bar import SearchBar


class PressingApp(App[None]):
    """An app with keys of its user's own, some of them two presses long."""

    def __init__(self) -> None:
        super().__init__()
        self._table = KeyMap()
        self._prefix = ""
        self._held = HeldKeys()

    @property
    def table(self) -> KeyMap:
        """The keys that hold, the user's own among them."""
        return self._table

    def go_by_keys(self, settings: Settings) -> None:
        """Have the keys that the settings say."""
        self._table = resolve(settings.keys)
        self.set_keymap(self._table.overrides())

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back that are not to act yet."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif not self._held.take(event):
            await self._press(event)

    async def _press(self, key: events.Key) -> None:
        target = self.focused or self.screen
        if isinstance(target, SearchBar) and target.ends_with(key.key):
            self._held.hold_next()
        if not self._sequence(key.key):
            await super().on_event(key)
        if self._held.any:
            target.post_message(Acted())

    # -- held keys

    def action_hold_keys(self, until_escape: bool) -> None:
        """Hold the keys until the screen has caught up, or ``esc`` ends the waiting."""
        self._held.hold(until_escape=until_escape)

    @on(CaughtUp)
    async def _let_keys_act(self) -> None:
        self._held.let_go()
        await self._press_held()

    @on(Acted)
    async def _press_held(self) -> None:
        key = self._held.next()
        if key is not None:
            await self._press(key)

    # -- keys of two presses

    def _sequence(self, key: str) -> bool:
        """Take a key that belongs to a sequence, and keep the first until the second comes.

        Returns:
            Whether it was taken; then nobody else sees it.
        """
        prefix, self._prefix = self._prefix, ""
        if isinstance(self.focused, Input) or Scope.NOTE in self.scopes():
            return False
        if prefix:
            action = self._table.sequences(self.scopes(), prefix).get(key)
            if action is not None:
                self._run(action.action, action.scope)
            self._hint("")
            # A key that fits nothing ends the sequence and is used up by it.
            return True
        following = self._table.sequences(self.scopes(), key)
        if not following:
            return False
        self._prefix = key
        self._hint(
            f"{display(key)} …  "
            + " · ".join(
                f"{display(rest)} {self._say(action)}" for rest, action in following.items()
            )
        )
        return True

    def scopes(self) -> list[Scope]:
        """Where keys work now, innermost first."""
        nodes = (self.focused or self.screen).ancestors_with_self
        scopes = [getattr(node, "KEY_SCOPE", None) for node in nodes]
        return [scope for scope in scopes if scope is not None]

    def _run(self, action: str, scope: Scope) -> None:
        for node in (self.focused or self.screen).ancestors_with_self:
            if getattr(node, "KEY_SCOPE", None) is scope:
                self.call_later(partial(self.run_action, action, node))
                return

    def _say(self, action: Action) -> str:
        return self.screen.describe(action) if isinstance(self.screen, MainScreen) else action.help

    def _hint(self, text: str) -> None:
        if isinstance(self.screen, MainScreen):
            self.screen.status_line.hint(text)
