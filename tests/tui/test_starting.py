"""What stands between the command and the first paint, counted: a clock would tell of the machine."""

from __future__ import annotations

import asyncio
import gc
import threading
from contextvars import Context
from operator import le
from typing import Any

import pytest
from textual import events
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen

from newsreader.library import Library
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.screens.main import MainScreen
from newsreader.tui.services import Services
from newsreader.tui.widgets.source_list import SourceList
from newsreader.tui.widgets.sync_progress import SyncProgress
from tests.tui.conftest import screen_of, settle

FERRY = "Harbour ferry returns after a winter on the slip"

WIDGETS = 15
"""As many are composed for the first paint, hidden ones included."""
STYLED = 40
"""So often styles are worked out until then, for widgets and their parts."""
RULES = 100
"""So many rules of style there are until then."""


async def test_the_first_paint_has_few_widgets_and_styles_and_none_parsed_twice(
    library: Library, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[Stylesheet] = []
    styled: list[DOMNode] = []
    counted: list[tuple[int, ...]] = []
    paint, apply = NewsreaderApp._display, Stylesheet.apply

    def painting(app: NewsreaderApp, screen: Screen[object], what: object) -> None:
        widgets = list(app.screen.walk_children())
        counted.append((len(widgets), len(styled), len(app.stylesheet.rules)))
        paint(app, screen, what)  # type: ignore[arg-type]

    def applying(sheet: Stylesheet, node: DOMNode, **named: Any) -> None:
        styled.append(node)
        apply(sheet, node, **named)

    monkeypatch.setattr(NewsreaderApp, "_display", painting)
    monkeypatch.setattr(Stylesheet, "apply", applying)
    monkeypatch.setattr(Stylesheet, "reparse", parsed.append)
    library.look_ahead()
    async with NewsreaderApp(library, services=services).run_test(size=(140, 40)) as pilot:
        await settle(pilot)
    assert all(map(le, counted[0], (WIDGETS, STYLED, RULES))), counted[0]
    assert not parsed


async def test_keys_pressed_while_the_app_starts_act_once_it_has_all_its_parts(
    library: Library, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint = NewsreaderApp._display

    def painting(app: NewsreaderApp, screen: Screen[object], what: object) -> None:
        paint(app, screen, what)  # type: ignore[arg-type]
        monkeypatch.setattr(NewsreaderApp, "_display", paint)
        # From outside the app, as the terminal has it.
        asyncio.get_running_loop().call_soon(typing, app, context=Context())

    def typing(app: NewsreaderApp) -> None:
        for key in ("escape", "slash", "g", "o", "a", "t", "enter", "s"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))

    monkeypatch.setattr(NewsreaderApp, "_display", painting)
    library.look_ahead()
    async with NewsreaderApp(library, services=services).run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        assert screen_of(pilot).search_bar.value == "goat"
        starred = library.search("is:starred").hits
        assert [row.title for row in library.rows([hit.number for hit in starred])] == [FERRY]


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
            # What the app is made of is not looked through for it.
            view = screen_of(pilot).article_view
            assert not any(one is view for one in gc.get_objects())
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
