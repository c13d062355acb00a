"""A small library of original texts, and the app on it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import Worker

from newsreader.config import Places, Settings
from newsreader.library import Library, Progress, SyncResult
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.screens.main import MainScreen
from newsreader.tui.services import Services

_CHANGED = datetime(2026, 11, 8, 9, 30, tzinfo=UTC).timestamp()
"""When the files were last changed; the articles that say no date themselves are as old."""
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

FERRY = """
Harbour ferry returns after a winter on the slip
LINDENAU, Norland — The ferry *Marta* crossed the harbour on Saturday for the first time since March, with a brass band on deck and a goat that nobody had invited.
The council had set aside money for a new boiler twice and spent it on benches both times.
"She runs better than I do," said the skipper, who is seventy-one.
The timetable hangs at the pier, in pencil.
___
Ada Brenner, The Associated Press
Hashtags
#ferry #lindenau
Comments
No comments yet...
Related Articles


Gazette
an hour ago
- Gazette
Lighthouse keeper wins dispute over the colour of the door
The door of the lighthouse at Kap Ost will stay green. A court in the capital found that no law of the republic speaks of doors.


Radio Ost
3 hours ago
- Radio Ost
Orchestra finds its tuba
The tuba missing since the spring concert stood in the cloakroom of the town hall, where it had been taken for an umbrella stand.
"""

TABLE = """\
---
title: "[Updated] What a loaf costs 🍞"
author: Noor Halim
date: 2026-11-20
url: https://gazette.example/loaf
---
Bread is dearer again, and nobody agrees on why.

## The prices

| town | loaf |
|---|---|
| Lindenau | 3.20 |
| [b]Kap Ost[/b] | 2.90 |

> A loaf is a loaf.

See [the ministry](https://ministry.example/bread) for more, or <b>ask</b> a baker.
"""

WIRE = " date 2026-11 Kap Ost, Nov 18 (AP) The harbour of Kap Ost froze over on Wednesday, earlier than in any year since the records began, and the fishing fleet stayed in.\n\nThe mayor said that the ice would be gone by the weekend. (AP)\n"

BALLOT = """\
---
title: Voters in Lindenau choose a mayor
date: 2026-11-12
---
Voters in Lindenau went to the polls on Thursday to choose a mayor from among nine candidates, three of whom share a name.

The count is expected to last until Friday.
"""

CHESS = """\
---
title: Chess club expels its champion
date: 2026-11-10
---
The chess club of Kap Ost has expelled its champion, who is said to have hidden a pawn in his hat.

He denies the pawn but not the hat.
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Three sources, five articles and two files that cannot be read."""
    root = tmp_path / "news"
    files = {
        "Daybreak/ferry.txt": FERRY,
        "Gazette/loaf.md": TABLE,
        "Gazette/empty.txt": "",
        "Wire/ice.txt": WIRE,
        "Wire/ballot.md": BALLOT,
        "Wire/chess.md": CHESS,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        # A day apart: what is equally old stands in the order of ids, and some are made from paths.
        changed = _CHANGED - 86_400 * (not text)
        os.utime(path, (changed, changed))
    return root


@pytest.fixture
def library(news: Path, user_places: Places) -> Iterator[Library]:
    """The library of those files, read and indexed."""
    library = Library.open([news], user_places)
    library.sync()
    yield library
    library.close()


async def no_sync(_: Library) -> AsyncIterator[Progress | SyncResult]:
    """Nothing to bring up to date."""
    return
    yield


@pytest.fixture
def services() -> Services:
    """A clock that stands still, and articles that stay unread until a key says otherwise."""
    return Services(
        settings=Settings(mark_read_after=-1),
        clock=lambda: NOW,
        open_address=lambda address: f"Opened {address}",
        copy=lambda _: True,
        synchronise=no_sync,
    )


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No blinking cursor, and no waiting for pauses in typing."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _: None)
    monkeypatch.setattr("newsreader.tui.widgets.list_pane._TYPING_PAUSE", 0)
    monkeypatch.setattr("newsreader.tui.widgets.completing._PAUSE", 0)


@pytest.fixture
def app(library: Library, services: Services) -> NewsreaderApp:
    """The app, not yet running."""
    return NewsreaderApp(library, services=services)


_QUIET_ROUNDS = 3
"""How often nothing may be left to do before nothing is: a message may lead to another elsewhere."""


_MOST_ROUNDS = 20_000
"""After so many rounds something goes on for ever."""


async def settle(pilot: Pilot[None]) -> None:
    """Wait until everything that was set going has come to its end, but for what waits for us.

    Nothing here depends on how busy the machine is: what counts is that no message, no worker and
    no repaint is left. Textual's own waiting takes a process that gets no time for an idle one.
    """
    quiet = 0
    for _ in range(_MOST_ROUNDS):
        if quiet == _QUIET_ROUNDS:
            return
        await _messages_of_now(pilot)
        pilot.app.screen._on_timer_update()
        if any(map(_is_working, pilot.app.workers)):
            # Its thread or process needs the time.
            await asyncio.sleep(0.002)
            quiet = 0
        else:
            quiet = 0 if _has_more_to_do(pilot) else quiet + 1
    left = [worker.name for worker in pilot.app.workers if _is_working(worker)]
    raise AssertionError(f"this does not come to an end; workers left: {left}")


async def _messages_of_now(pilot: Pilot[None]) -> None:
    """Wait until every widget has seen the messages that were sent to it up to now."""
    seen = []
    for pump in _pumps(pilot):
        done = asyncio.Event()
        if pump.call_later(done.set):
            seen.append(asyncio.create_task(done.wait()))
    if seen:
        failed: asyncio.Task[Any] = asyncio.create_task(pilot.app._exception_event.wait())
        everything = asyncio.gather(*seen)
        both: list[asyncio.Future[Any]] = [failed, everything]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        failed.cancel()
        everything.cancel()


def _pumps(pilot: Pilot[None]) -> list[MessagePump]:
    screens = pilot.app.screen_stack
    return [pilot.app, *(part for one in screens for part in one.walk_children(with_self=True))]


def _has_more_to_do(pilot: Pilot[None]) -> bool:
    screen = pilot.app.screen
    return (
        any(pump.message_queue_size or pump._next_callbacks for pump in _pumps(pilot))
        or bool(screen._callbacks)
        or bool(screen._dirty_widgets)
    )


def _is_working(worker: Worker[object]) -> bool:
    """Whether a worker has something to do, and does not wait for an answer of ours."""
    if worker.is_finished:
        return False
    screen = worker.node.screen
    if worker.group == "dialog":
        return screen is screen.app.screen
    if worker.group == "prompt":
        return not (isinstance(screen, MainScreen) and screen.prompt.asking)
    return True


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each after the work of the one before."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def answer(pilot: Pilot[None], text: str) -> None:
    """Answer the question in the bottom line."""
    screen_of(pilot).prompt.line.value = text
    await press(pilot, "enter")


def screen_of(pilot: Pilot[None]) -> MainScreen:
    """The main screen."""
    screen = pilot.app.screen
    assert isinstance(screen, MainScreen)
    return screen


def warned(pilot: Pilot[None]) -> str:
    """What stands in the boxes that say what went wrong, newest last."""
    return "\n".join(notice.message for notice in pilot.app._notifications)


def text_of(pilot: Pilot[None], part: str | None = None) -> str:
    """What is seen on the screen, or in one widget of it, line by line: every space is a space."""
    screen = pilot.app.screen
    strips = screen._compositor.render_strips()
    lines = [strip.text.replace("\xa0", " ") for strip in strips]
    if part is None:
        return "\n".join(lines)
    region = screen.query_one(part).region
    return "\n".join(
        line[region.x : region.right].rstrip() for line in lines[region.y : region.bottom]
    )
