"""The settings, opened in the reader's editor and applied while the app runs."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import work

from newsreader import config
from newsreader.config import Settings
from newsreader.errors import NewsreaderError
from newsreader.tui.messages import Marked, SettingsChanged
from newsreader.tui.outside import terminal_lent
from newsreader.tui.screens.triage import TriageScreen


class SettingScreen(TriageScreen):
    """A screen whose settings can be changed."""

    # What the reader wrote last, if there was a mistake in it that still is to be put right.
    _draft: str | None = None

    @work(exclusive=True, group="prompt")
    async def action_settings(self) -> None:
        """Edit the settings; what was written is checked before it is kept."""
        from newsreader.config.checking import check
        from newsreader.config.explained import explained

        file = self.library.places.config_file
        try:
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            text = self._draft if self._draft is not None else explained(before)
            while True:
                with terminal_lent(self.app):
                    made = self._services.edit_settings(text)
                settings, problems = check(made)
                if not problems:
                    break
                self._draft = text = made
                self.say(f"The settings stay as they were: {problems[0]}", error=True)
                if not await self.prompt.sure("Edit them again"):
                    return
            self._draft = None
            if made == explained(before):
                self.say("Nothing was changed")
                return
            await asyncio.to_thread(config.write, file, made)
        except (OSError, UnicodeDecodeError) as error:
            self.say(f"{file}: {error}", error=True)
            return
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        self.app.post_message(SettingsChanged(settings))
        self.say(f"Kept in {file}")

    def apply(self, settings: Settings) -> None:
        """Go by other settings from now on."""
        self._services = replace(self._services, settings=settings)
        self.list_pane.apply(settings)
        self.article_view.apply(settings)
        self.post_message(Marked())
