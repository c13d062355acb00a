"""What the keys send out of the app: an article saved to a file, or given to another program."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from newsreader.errors import NewsreaderError
from newsreader.library import Completion, Entry
from newsreader.tui.outside import terminal_lent
from newsreader.tui.screens.triage import TriageScreen


class OutgoingScreen(TriageScreen):
    """A screen with an article that can be sent elsewhere."""

    _piped_to = ""

    async def _current_entry(self) -> Entry | None:
        number = self.article_list.current
        if number is None:
            self.say("There is no article here")
            return None
        try:
            return await asyncio.to_thread(self.library.entry, number)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return None

    def action_save_article(self) -> None:
        """Save the article, with its note and passages, as what the name of the file says."""
        self.question(self._save_article())

    async def _save_article(self) -> None:
        from newsreader.library import exporting

        entry = await self._current_entry()
        if entry is None:
            return
        settings = self._services.settings
        own = exporting.page_of(entry).name(settings.save_format)
        wanted = str(Path(settings.save_folder) / own)
        name = await self.prompt.ask("Save as", value=wanted, complete=_complete_path)
        if not name:
            return
        file = Path(name).expanduser()
        if file.is_dir():
            file /= own
        if file.exists() and self._is_of_library(file):
            self.say(f"Not saved: {file.name} is a file of the library, only read")
            return
        if file.exists() and not await self.prompt.sure(f"{file.name} is there already: overwrite"):
            self.say("Not saved")
            return
        try:
            await asyncio.to_thread(exporting.save, entry, file)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        self.say(f"Saved as {file}")

    def _is_of_library(self, file: Path) -> bool:
        return any(file.resolve().is_relative_to(root.resolve()) for root in self.library.roots)

    def action_pipe(self) -> None:
        """Give the article, as Markdown, to a program: a pager, a printer, a script."""
        self.question(self._pipe())

    async def _pipe(self) -> None:
        from newsreader.library import exporting, pages

        entry = await self._current_entry()
        if entry is None:
            return
        command = await self.prompt.ask(
            "Pipe to", value=self._piped_to, hint="less, wc -w, glow -p, mail -s News me@home …"
        )
        if not command:
            return
        OutgoingScreen._piped_to = command
        text = pages.as_markdown(exporting.page_of(entry))
        try:
            with terminal_lent(self.app):
                self._services.pipe(command, text)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return
        self.say(f"Given to {command}")


def _complete_path(text: str, _: int) -> Sequence[Completion]:
    """The folders and files a path that is typed can become. Runs in a thread."""
    typed = Path(text).expanduser()
    folder, begun = (typed, "") if text.endswith("/") else (typed.parent, typed.name)
    try:
        found = sorted(path for path in folder.iterdir() if path.name.startswith(begun))
    except OSError:
        return []
    shown = text.removesuffix(begun)
    names = [f"{path.name}/" if path.is_dir() else path.name for path in found]
    return [
        Completion(f"{shown}{name}", name, None, 0, len(text))
        for name in names
        if begun or not name.startswith(".")
    ]
