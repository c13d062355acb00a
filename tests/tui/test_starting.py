"""What stands between the command and the first paint, counted: a clock would tell of the machine."""

from __future__ import annotations

import asyncio
import gc
import threading

import pytest
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from newsreader.library import Library
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.screens.main import MainScreen
from newsreader.tui.services import Services
from newsreader.tui.widgets.source_list import SourceList
from newsreader.tui.widgets.sync_progress import SyncProgress
from tests.tui.conftest import settle

WIDGETS = 40
"""As many are composed at first, hidden ones included."""


async def test_the_first_paint_has_few_widgets_and_no_stylesheet_is_parsed_twice(
    app: NewsreaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[Stylesheet] = []
    monkeypatch.setattr(Stylesheet, "reparse", parsed.append)
    async with app.run_test(size=(140, 40)):
        assert len(list(app.screen.walk_children())) <= WIDGETS
        assert not parsed


async def test_files_are_looked_at_only_once_the_list_is_painted(
    library: Library, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened = []
    paint, begin = NewsreaderApp._display, SyncProgress._bring_up_to_date

    def painting(app: NewsreaderApp, screen: Screen[object], what: object) -> None:
        happened.append("painted")
        paint(app, screen, what)  # type: ignore[arg-type]

    def beginning(progress: SyncProgress, asked: bool) -> None:
        happened.append("looked at files")
        begin(progress, asked)

    monkeypatch.setattr(NewsreaderApp, "_display", painting)
    monkeypatch.setattr(SyncProgress, "_bring_up_to_date", beginning)
    library.look_ahead()
    async with NewsreaderApp(library, services=services).run_test() as pilot:
        await settle(pilot)
    assert happened.index("painted") < happened.index("looked at files")


async def test_garbage_is_collected_again_once_the_app_is_there(app: NewsreaderApp) -> None:
    gc.disable()
    try:
        async with app.run_test() as pilot:
            await settle(pilot)
            assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


async def test_quitting_while_something_is_counted_ends_quietly(
    library: Library, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, counted = threading.Event(), threading.Event()
    count = MainScreen._counts

    def counting(screen: MainScreen) -> object:
        counts = count(screen)
        gone.wait()
        counted.set()
        return counts

    async def unmounting(_: SourceList) -> None:
        gone.set()
        await asyncio.to_thread(counted.wait)

    monkeypatch.setattr(MainScreen, "_counts", counting)
    monkeypatch.setattr(SourceList, "on_unmount", unmounting, raising=False)
    async with NewsreaderApp(library, services=services).run_test():
        pass
    assert counted.is_set()
