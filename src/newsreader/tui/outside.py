"""Other programs that need the terminal for a while: the reader's editor, a pager, a filter."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from textual.app import App, SuspendNotSupported

from newsreader.errors import NewsreaderError

_AT_ONCE = 1.0
"""Seconds below which a program cannot have waited for its reader, so that we do."""


class NotRun(NewsreaderError):
    """Another program could not be run, or went wrong; the message says how."""


@contextmanager
def terminal_lent(app: App[None]) -> Iterator[None]:
    """The app steps aside while another program has the terminal."""
    with ExitStack() as stack:
        with suppress(SuspendNotSupported):
            stack.enter_context(app.suspend())
        yield


def edit(text: str, suffix: str = ".md") -> str:
    """Let the reader edit a text in $VISUAL or $EDITOR; as it was if it was not saved.

    Raises:
        NotRun: There is no editor, or it went wrong.
    """
    import click

    try:
        made = click.edit(text, extension=suffix)
    except click.ClickException as error:
        raise NotRun(f"{error.message} · $EDITOR says which editor to use") from error
    return text if made is None else made


def edit_settings(text: str) -> str:
    """Let the reader edit settings, as :func:`edit` does.

    Raises:
        NotRun: There is no editor, or it went wrong.
    """
    return edit(text, ".toml")


def pipe(command: str, text: str) -> None:
    """Give a text to a command of the shell; what it writes stays until the reader has seen it.

    Raises:
        NotRun: There is no such command, or it said that something went wrong.
    """
    begun = time.monotonic()
    try:
        done = subprocess.run(command, shell=True, input=text.encode("utf-8", "replace"))
    except BrokenPipeError:
        return
    except OSError as error:
        raise NotRun(f"{command}: {error.strerror}") from error
    if time.monotonic() - begun < _AT_ONCE:
        with suppress(EOFError, KeyboardInterrupt):
            input("\n— enter goes back to newsreader ")
    if done.returncode:
        raise NotRun(f"{command}: ended with status {done.returncode}")
