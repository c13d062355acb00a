"""Pictures of the main screens. ``make snapshots`` takes them anew: look before you commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from newsreader.config import Settings
from newsreader.library import Library
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.services import Services

from .conftest import press, screen_of, settle
from .test_main import go_to

Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [(160, 40), (100, 30), (60, 20)], ids=["wide", "medium", "narrow"])
def test_the_main_screen(snap_compare: Compare, app: NewsreaderApp, size: tuple[int, int]) -> None:
    async def read(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await go_to(pilot, "Harbour ferry")

    assert snap_compare(app, run_before=read, terminal_size=size)


def test_an_article_with_its_sections_open(snap_compare: Compare, app: NewsreaderApp) -> None:
    async def unfold(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await go_to(pilot, "Harbour ferry")
        await press(pilot, "z", "R")

    assert snap_compare(app, run_before=unfold, terminal_size=(120, 50))


def test_markdown_with_a_table(snap_compare: Compare, app: NewsreaderApp) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await go_to(pilot, "[Updated]")

    assert snap_compare(app, run_before=look, terminal_size=(120, 40))


def test_a_search(
    snap_compare: Compare, library: Library, app: NewsreaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = library.search

    def timeless(*args: object, **kwargs: object) -> object:
        return replace_ms(search(*args, **kwargs))  # type: ignore[arg-type]

    def replace_ms(found: object) -> object:
        import msgspec

        return msgspec.structs.replace(found, ms=3.0)  # type: ignore[type-var]

    monkeypatch.setattr(library, "search", timeless)

    async def search_for(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau")

    assert snap_compare(app, run_before=search_for, terminal_size=(140, 30))


def test_the_sources_slide_in(snap_compare: Compare, app: NewsreaderApp) -> None:
    async def slide(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, "h")

    assert snap_compare(app, run_before=slide, terminal_size=(100, 24))


def test_the_help(snap_compare: Compare, app: NewsreaderApp) -> None:
    async def ask(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, "question_mark")

    assert snap_compare(app, run_before=ask, terminal_size=(110, 40))


def test_the_welcome(snap_compare: Compare, services: Services) -> None:
    assert snap_compare(NewsreaderApp(None, services=services), terminal_size=(100, 30))


def test_the_light_theme(snap_compare: Compare, library: Library, services: Services) -> None:
    settings = Settings(mark_read_after=-1, theme="newsreader-light")
    app = NewsreaderApp(library, services=replace(services, settings=settings))

    async def look(pilot: Pilot[None]) -> None:
        await settle(pilot)

    assert snap_compare(app, run_before=look, terminal_size=(140, 24))


def test_a_file_that_could_not_be_read(snap_compare: Compare, app: NewsreaderApp) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await go_to(pilot, "empty.txt")
        # The path lies in a folder with another name each time.
        view = screen_of(pilot).article_view.text
        assert view.entry is not None
        await view.show(msgspec.structs.replace(view.entry, paths=(Path("empty.txt"),)))

    assert snap_compare(app, run_before=look, terminal_size=(120, 20))
