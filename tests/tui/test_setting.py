"""Settings that are changed while the app runs, and how rows are set by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from newsreader import config
from newsreader.article import Kind
from newsreader.config import Settings, SourceSettings
from newsreader.library import Library
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.services import Services

from .conftest import press, screen_of, settle, text_of, warned
from .test_main import go_to

WIDE = (160, 45)


def writing(text: str) -> Callable[[str], str]:
    """An editor in which the reader writes something above all else."""
    return lambda before: f"{text}\n{before}"


async def test_settings_edited_in_the_app_hold_at_once(
    library: Library, services: Services
) -> None:
    text = (
        'density = "comfortable"\ntheme = "newsreader-light"\nmeasure = 40\nkeys = {star = "b"}\n'
    )
    app = NewsreaderApp(library, services=replace(services, edit_settings=writing(text)))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Harbour")
        before = screen_of(pilot).article_list.current
        await press(pilot, "g", "s")
        screen = screen_of(pilot)
        assert screen.article_list.row_height == 2
        assert screen.article_list.current == before
        assert app.theme == "newsreader-light"
        lines = text_of(pilot, "#article").split("\n")
        assert max(len(line.rstrip()) for line in lines) < 60
        await press(pilot, "b")
        assert library.counts().starred == 1
        assert config.load(library.places.config_file).measure == 40


async def test_a_mistake_in_the_settings_is_said_and_what_was_written_is_not_lost(
    library: Library, services: Services
) -> None:
    seen: list[str] = []

    def editor(text: str) -> str:
        seen.append(text)
        return "densty = 1\n" if len(seen) == 1 else text.replace("densty = 1", "measure = 60")

    app = NewsreaderApp(library, services=replace(services, edit_settings=editor))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "g", "s")
        assert "did you mean" in warned(pilot)
        assert "Edit them again?" in text_of(pilot, "#prompt")
        await press(pilot, "escape")
        assert not library.places.config_file.exists()
        await press(pilot, "g", "s")
        assert seen[1] == "densty = 1\n"
        assert config.load(library.places.config_file).measure == 60


async def test_the_theme_that_is_chosen_is_kept(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.action_change_theme()
        await settle(pilot)
        app.theme = "newsreader-light"
        await settle(pilot)
        assert config.load(library.places.config_file).theme == "newsreader-light"


def app_with(library: Library, services: Services, settings: Settings) -> NewsreaderApp:
    return NewsreaderApp(library, services=replace(services, settings=settings))


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (Settings(dates="iso"), "2026-11-10"),
        (Settings(dates="day"), "10 Nov"),
        (Settings(columns=("minutes",)), "1 min"),
        (Settings(columns=("outlet",)), "Wire"),
    ],
)
async def test_a_row_has_the_columns_chosen(
    library: Library, services: Services, settings: Settings, shown: str
) -> None:
    app = app_with(library, services, settings)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        row = next(line for line in text_of(pilot, "#articles").split("\n") if "Chess" in line)
        assert row.endswith(shown) or row.split("│")[0].rstrip().endswith(shown)


async def test_comfortable_rows_have_the_facts_below_the_headline(
    library: Library, services: Services
) -> None:
    library.tag([library.rows([library.search("pawn").hits[0].number])[0].id], "hats")
    app = app_with(library, services, Settings(density="comfortable", mark_read_after=-1))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        lines = text_of(pilot, "#articles").split("\n")
        at = next(number for number, line in enumerate(lines) if "Chess" in line)
        assert "Chess club expels its champion" in lines[at]
        assert "#hats · Wire · 10 Nov" in lines[at + 1]
        await press(pilot, "slash", *"pawn", "down")
        lines = text_of(pilot, "#articles").split("\n")
        assert "Wire" in lines[1]
        assert "pawn" in lines[2]


async def test_a_source_is_called_and_hidden_as_the_settings_say(
    library: Library, services: Services
) -> None:
    sources = {"Wire": SourceSettings(name="The wire"), "Gazette": SourceSettings(hidden=True)}
    app = app_with(library, services, Settings(sources=sources, mark_read_after=-1))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        shown = text_of(pilot, "#sources")
        assert "The wire" in shown
        assert "Gazette" not in shown
        assert "Gazette" in text_of(pilot, "#articles")


async def test_a_source_has_its_own_time_until_an_article_counts_as_read(
    library: Library, services: Services
) -> None:
    sources = {"Wire": SourceSettings(mark_read_after=0.0)}
    app = app_with(library, services, Settings(sources=sources, mark_read_after=-1))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert library.counts().unread == 6
        await go_to(pilot, "Chess")
        await settle(pilot)
        assert library.counts().unread == 5


async def test_what_the_settings_show_of_a_source_is_open_and_stays_so(
    library: Library, services: Services
) -> None:
    settings = Settings(
        mark_read_after=-1, sources={"Daybreak": SourceSettings(show=(Kind.RELATED,))}
    )
    app = NewsreaderApp(library, services=replace(services, settings=settings))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Harbour")
        assert "Orchestra finds its tuba" in text_of(pilot, "#article")
        await press(pilot, "enter", *["right_curly_bracket"] * 3, "z", "s")
        assert "The settings keep that open" in text_of(pilot, "#bottom")
