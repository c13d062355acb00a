"""The app: holds the library, knows settings and themes, and shows the screens."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.markup import escape
from textual import on, work
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.worker import WorkerFailed

from newsreader import config
from newsreader.errors import ConfigError
from newsreader.library import Library
from newsreader.tui import garbage, hangup, themes
from newsreader.tui.key_names import display
from newsreader.tui.keys import Scope, bindings
from newsreader.tui.messages import SettingsChanged
from newsreader.tui.pressing import PressingApp
from newsreader.tui.screens.main import MainScreen
from newsreader.tui.services import Services

log = logging.getLogger(__name__)

_TURN = 0.0005
"""Seconds that one thread goes on computing while another wants to; Python's default is 0.005. What
was painted is written by a thread of its own, which must not wait for what is worked out next."""

OpenLibrary = Callable[[Path | None], Library]
"""Opens the library of a folder the user has named (None: the samples), and remembers it."""


class NewsreaderApp(PressingApp):
    """Reads the library it is given; without one, says how to begin."""

    TITLE = "newsreader"
    CSS_PATH = "newsreader.tcss"
    KEY_SCOPE = Scope.APP
    BINDINGS = bindings(Scope.APP)
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]

    def __init__(
        self,
        library: Library | None,
        *,
        services: Services | None = None,
        open_library: OpenLibrary | None = None,
    ) -> None:
        """
        Args:
            library: What to read; None shows the welcome screen.
            services: Settings, clock and browser.
            open_library: Used by the welcome screen.
        """
        super().__init__()
        self.library = library
        self.services = services or Services()
        self._open_library = open_library
        self._known_theme = True
        self._choosing_theme = False
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self._begin_with_theme(self.services.settings.theme)
        self.go_by_keys(self.services.settings)

    def _choose_theme(self, name: str) -> None:
        self.theme = self._known(name)

    def _begin_with_theme(self, name: str) -> None:
        """Have a theme from the start; to choose it would have all stylesheets parsed twice."""
        name = self._known(name)
        theme = self.available_themes[name]
        if theme.ansi:
            self.theme = name
            return
        self.set_reactive(App.theme, name)
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def _known(self, theme: str) -> str:
        """The name of a theme there is."""
        self._known_theme = theme in self.available_themes
        return theme if self._known_theme else themes.DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The screen below all others; an empty one costs a paint where there is a library."""
        if self.library is None:
            return super().get_default_screen()
        return self._main_screen(self.library)

    def _main_screen(self, library: Library) -> MainScreen:
        """The main screen; keys are for when it has all its parts."""
        self.action_hold_keys(False)
        return MainScreen(library, self.services)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of tags, which no theme but ours knows."""
        return themes.tag_colours(self.current_theme)

    def on_mount(self) -> None:
        """Say what is wrong with the settings; without a library, ask for one."""
        sys.setswitchinterval(_TURN)
        self._say_problems()
        self.call_after_refresh(garbage.look_from_now_on)
        if not self.is_headless and sys.__stdin__ is not None:
            loop = asyncio.get_running_loop()
            hangup.watch(sys.__stdin__.fileno(), partial(loop.call_soon_threadsafe, self.exit))
        if self.library is None:
            from newsreader.tui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(), self._begin)

    def _say_problems(self) -> None:
        for problem in (*self.services.problems, *self.table.problems):
            self.notify(problem, severity="warning", markup=False, timeout=10)
        if not self._known_theme:
            wanted = self.services.settings.theme
            self.notify(
                f"There is no theme {wanted} · ctrl+p lists them", severity="warning", markup=False
            )

    def _begin(self, chosen: Path | None) -> None:
        """Open what was chosen on the welcome screen."""
        if self._open_library is not None:
            self.library = self._open_library(chosen)
            self.push_screen(self._main_screen(self.library))

    # -- settings

    @on(SettingsChanged)
    def _apply(self, event: SettingsChanged) -> None:
        """Go by other settings from now on."""
        settings = event.settings
        self.services = replace(self.services, settings=settings, problems=())
        self.go_by_keys(settings)
        self._choosing_theme = False
        self._choose_theme(settings.theme)
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.apply(settings)
        self._say_problems()

    def action_change_theme(self) -> None:
        """Try the colour themes; the one chosen is kept."""
        self._choosing_theme = True
        super().action_change_theme()

    def watch_theme(self, name: str) -> None:
        """Keep the theme that was chosen."""
        if self._choosing_theme and self.library is not None:
            self._keep_theme(self.library.places.config_file, name)

    @work(exclusive=True, group="theme")
    async def _keep_theme(self, file: Path, name: str) -> None:
        try:
            await asyncio.to_thread(config.change, file, "theme", name)
        except ConfigError as error:
            self.notify(f"The theme is not kept: {error}", severity="warning", markup=False)

    def _handle_exception(self, error: Exception) -> None:
        """Leave a sentence on the terminal where Textual would leave a traceback."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        log.error("unexpected", exc_info=cause)
        super()._handle_exception(error if self.is_headless else _Unexpected(cause))

    # -- commands

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: what the key table has, with its keys, and Textual's themes."""
        if isinstance(screen, MainScreen):
            for action in self.table.actions:
                if action.scope in (Scope.MAIN, Scope.APP) and action.id != "commands":
                    keys = ", ".join(display(keys) for keys in action.keys)
                    target = screen if action.scope is Scope.MAIN else self
                    yield SystemCommand(
                        action.help,
                        f"{keys} · {action.group}",
                        partial(self._command, action.action, target),
                    )
        yield SystemCommand("Theme", "Try the colour themes", self.action_change_theme)

    def pop_screen(self) -> AwaitComplete:
        """Leave a screen; what it still works at is not to come back to what is no longer there."""
        parts = set(self.screen.walk_children(with_self=True))
        for worker in list(self.workers):
            if worker.node in parts:
                worker.cancel()
        return super().pop_screen()

    async def _shutdown(self) -> None:
        """End; the screens go part by part, and nothing is to look for a part that is gone."""
        self.workers.cancel_all()
        await super()._shutdown()

    async def _command(self, action: str, target: MainScreen | NewsreaderApp) -> None:
        await self.run_action(action, target)

    def action_help(self) -> None:
        """Show all keys."""
        from newsreader.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.table))

    async def action_quit(self) -> None:
        """Quit at once; a note being written is kept first."""
        if Scope.NOTE in self.scopes():
            await self.run_action("keep", self.screen)
        else:
            self.exit()

    def action_leave(self) -> None:
        """One step back; quit where there is nothing to go back to."""
        if Scope.NOTE in self.scopes():
            return  # A letter of a note that is about to be shown.
        if not isinstance(self.screen, MainScreen) or not self.screen.step_back():
            self.exit()


class _Unexpected(Exception):
    """What is left on the terminal after an error of ours; Textual prints it as it is."""

    def __rich__(self) -> str:
        error = self.args[0]
        return escape(
            f"newsreader: something went wrong that should not: {type(error).__name__}: {error}. "
            "Your marks are safe. `newsreader --debug …` writes a log that helps to find out why"
        )
