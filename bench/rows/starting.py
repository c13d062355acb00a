"""From the command to the first paint with the list filled, beside the least Textual app; and the
memory of the app that stands open, before and after searches."""

from __future__ import annotations

import sys

from bench.figures import OURS, Row, Target, of, once
from bench.peers import empty_app, newsboat
from bench.questions import choose
from bench.setting import Setting
from bench.terminal import Terminal
from newsreader.library import Library, Scope

_TIMES = 7
_EMPTY = "empty Textual app"
_SEARCHES = 20
_STANDS = 3.0
"""Seconds without a paint until the app stands open."""


def measure(setting: Setting) -> list[Row]:
    """The rows of opening the app on a library that was read and indexed."""
    headline = newest_headline(setting)
    ours, empty, frames = [], [], 0
    for _ in range(_TIMES):
        with Terminal([sys.executable, "-m", "bench.peers.empty_app"]) as terminal:
            empty.append(terminal.until(empty_app.SAYS))
        with Terminal(command(setting)) as terminal:
            ours.append(terminal.until(headline))
            frames = max(frames, len(painted(terminal, headline)))
    memory, searched = _memory(setting, headline)
    theirs = None
    if newsboat.is_there() and setting.takes_part(newsboat.NAME):
        theirs = newsboat.opened(setting, 3)
    note = "" if theirs else "newsboat is not installed here, or was not asked to take part."
    if frames > 1:
        note = f"The list is filled in paint {frames}, not the first. {note}".strip()
    return [
        Row(work=setting.measured("command to first paint, list of N filled"),
            figures={OURS: of(ours), _EMPTY: of(empty),
                     newsboat.NAME: of(theirs.paint_ms) if theirs else None},
            targets=(Target(1.5, _EMPTY),), note=note),
        Row(work="memory, app open", unit="MB",
            figures={OURS: once(memory),
                     newsboat.NAME: once(theirs.megabytes) if theirs else None},
            targets=(Target(120),)),
        Row(work=f"… after {_SEARCHES} searches", unit="MB", figures={OURS: once(searched)},
            targets=(Target(200),)),
        Row(work=setting.measured("newsboat imports N entries, without an index"), unit="s",
            figures={newsboat.NAME: once(theirs.import_seconds) if theirs else None}),
    ]  # fmt: skip


def command(setting: Setting) -> list[str]:
    """What opens the app on the library."""
    return [sys.executable, "-m", "newsreader", str(setting.library)]


def newest_headline(setting: Setting) -> str:
    """The beginning of the headline that stands on top of the list, once all is read."""
    with Library.open([setting.library], setting.places()) as library:
        library.sync()
        first = library.list(Scope())[0]
        return library.rows([first])[0].title[:24]


def painted(terminal: Terminal, text: str) -> list[str]:
    """The frames that show something, up to the one with a text."""
    found = []
    for frame in terminal.frames():
        if frame.strip():
            found.append(frame)
        if text in frame:
            break
    return found


def _memory(setting: Setting, headline: str) -> tuple[float, float]:
    with Terminal(command(setting)) as terminal:
        terminal.until(headline)
        # It looks for changed files, and gives back what that took, after a moment.
        terminal.quiet(_STANDS, at_most=30.0)
        memory = terminal.megabytes()
        terminal.press("/")
        for question in choose(setting.sample(), _SEARCHES).two:
            # Alone, for Textual clears the line only after the letters that come with the key.
            terminal.press("\x15")
            terminal.quiet(0.3, at_most=5.0)
            terminal.press(" ".join(question.words))
            terminal.until(" of ", 10.0)
            terminal.quiet(0.3, at_most=5.0)
        terminal.quiet(_STANDS)
        return memory, terminal.megabytes()
