"""What the app takes from the world around it, in one place so that tests can give it another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsreader.config import Settings
from newsreader.library import Library, Progress, SyncResult
from newsreader.library.background import sync_in_background
from newsreader.tui import outside

_COPY_SECONDS = 5.0


def now() -> datetime:
    """The reader's time, with the reader's zone."""
    return datetime.now().astimezone()


def open_in_browser(address: str) -> str:
    """Open an address in a graphical browser.

    A text browser would take the terminal away from the app, and a ``file:`` or ``javascript:``
    address from an article could act: neither is ever opened.

    Returns:
        What happened, as a sentence for the bottom line.
    """
    if not address.lower().startswith(("http://", "https://")):
        return f"Not opened, since it is no web address: {address}"
    graphical = sys.platform == "darwin" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if not graphical:
        return f"No graphical browser here · y copies {address}"
    import webbrowser

    opened = webbrowser.open(address)
    return f"Opened {address}" if opened else f"No browser found · y copies {address}"


def copy_by_tool(text: str) -> bool:
    """Copy by the tool the system has for it, since not every terminal does what it is told.

    Returns:
        Whether there was one, and it took the text.
    """
    tools = (
        ("WAYLAND_DISPLAY", ["wl-copy"]),
        ("DISPLAY", ["xclip", "-selection", "clipboard"]),
        ("DISPLAY", ["xsel", "--clipboard", "--input"]),
    )
    candidates = [command for variable, command in tools if os.environ.get(variable)]
    if sys.platform == "darwin":
        candidates.append(["pbcopy"])
    for command in candidates:
        if shutil.which(command[0]):
            quiet = subprocess.DEVNULL
            try:
                subprocess.run(
                    command,
                    input=text.encode("utf-8", "replace"),
                    stdout=quiet,
                    stderr=quiet,
                    timeout=_COPY_SECONDS,
                    check=True,
                )
            except (OSError, subprocess.SubprocessError):
                continue
            return True
    return False


@dataclass(frozen=True)
class Services:
    """Settings, the clock, other programs, and what brings a library up to date."""

    settings: Settings = field(default_factory=Settings)
    problems: Sequence[str] = ()
    """What is wrong with the settings, a sentence each."""
    clock: Callable[[], datetime] = now
    open_address: Callable[[str], str] = open_in_browser
    copy: Callable[[str], bool] = copy_by_tool
    edit: Callable[[str], str] = outside.edit
    edit_settings: Callable[[str], str] = outside.edit_settings
    pipe: Callable[[str, str], None] = outside.pipe
    synchronise: Callable[[Library], AsyncIterator[Progress | SyncResult]] = sync_in_background
