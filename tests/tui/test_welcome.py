"""The first minute: no library yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from newsreader.config import Places
from newsreader.library import Library
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.services import Services

from .conftest import press, screen_of, settle, text_of, warned


def welcomed(
    news: Path, places: Places, services: Services
) -> tuple[NewsreaderApp, list[Path | None]]:
    """An app without a library, and what it will be asked to open."""
    asked: list[Path | None] = []

    def begin(chosen: Path | None) -> Library:
        asked.append(chosen)
        library = Library.open([news], places)
        library.sync()
        return library

    return NewsreaderApp(None, services=services, open_library=begin), asked


async def test_enter_alone_opens_the_samples(
    news: Path, user_places: Places, services: Services
) -> None:
    app, asked = welcomed(news, user_places, services)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "To begin, type a folder below" in text_of(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert asked == [None]
        assert len(screen_of(pilot).article_list.numbers) == 6


async def test_a_folder_typed_is_opened_and_a_wrong_one_is_said(
    news: Path, user_places: Places, services: Services
) -> None:
    app, asked = welcomed(news, user_places, services)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.pause()
        field = app.screen.query_one("#welcome-path")
        field.value = str(news / "nowhere")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert "There is no" in text_of(pilot)
        assert asked == []
        field.value = str(news)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        await settle(pilot)
        assert asked == [news]


async def test_a_mistake_in_the_settings_is_said_before_there_is_a_library(
    news: Path, user_places: Places, services: Services
) -> None:
    services = replace(services, problems=["there is no setting `colums`"])
    app, _ = welcomed(news, user_places, services)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "there is no setting `colums`" in warned(pilot)
