"""The main screen, driven by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Static

from newsreader.config import Places, Settings
from newsreader.library import Library, Progress, Scope, SyncResult, View
from newsreader.library.background import sync_in_background
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.screens.help import HelpScreen
from newsreader.tui.services import Services
from newsreader.tui.widgets.list_pane import ListPane

from .conftest import press, screen_of, settle, text_of

WIDE = (160, 45)


def titles(app: NewsreaderApp) -> list[str]:
    assert app.library is not None
    screen = app.screen
    numbers = screen.article_list.numbers  # type: ignore[attr-defined]
    return [row.title for row in app.library.rows(numbers)]


async def test_the_list_shows_unread_articles_newest_first(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        shown = text_of(pilot, "#articles")
        order = [shown.index(word) for word in ("What a loaf", "harbour of Kap", "Voters", "Chess")]
        assert order == sorted(order)
        assert "●" in shown


async def test_a_title_in_brackets_is_shown_whole(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "[Updated] What a loaf" in text_of(pilot, "#articles")


async def test_the_article_under_the_cursor_is_shown(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Harbour ferry")
        shown = text_of(pilot, "#article")
        assert "Harbour ferry returns" in shown
        assert "Daybreak · Ada Brenner, AP · Lindenau, Norland" in shown
        assert "a goat that nobody had invited" in shown


async def test_what_was_glued_on_is_folded_and_mounted_when_opened(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Harbour ferry")
        view = screen_of(pilot).article_view.text
        related = next(fold for fold in view.folds if fold.section.items)
        assert "▸ Related Articles · 2" in text_of(pilot, "#article")
        assert "Orchestra finds its tuba" not in text_of(pilot, "#article")
        await press(pilot, "right_curly_bracket", "right_curly_bracket", "right_curly_bracket")
        assert view.current_fold() is related
        await press(pilot, "enter", "G")
        shown = text_of(pilot, "#article")
        assert "Radio Ost · 3 hours ago" in shown
        assert "Orchestra finds its tuba" in shown


async def test_z_keys_fold_and_unfold(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Harbour ferry")
        folds = screen_of(pilot).article_view.text.folds
        await press(pilot, "z", "R")
        assert all(fold.opened for fold in folds)
        await press(pilot, "z", "M")
        assert not any(fold.opened for fold in folds)
        await press(pilot, "z", "o")
        assert [fold.opened for fold in folds].count(True) == 1
        await press(pilot, "z", "a")
        assert not any(fold.opened for fold in folds)


@pytest.mark.parametrize(
    ("keys", "view", "expected"),
    [(["r"], View.UNREAD, -1), (["s"], View.STARRED, 1), (["r", "k", "u"], View.UNREAD, 0)],
)
async def test_marks_reach_the_library(
    app: NewsreaderApp, library: Library, keys: list[str], view: View, expected: int
) -> None:
    before = len(library.list(Scope(view=view)))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        assert len(library.list(Scope(view=view))) == before + expected


async def test_marking_moves_on_and_the_row_stays(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        listed = titles(app)
        first = screen_of(pilot).article_list.cursor
        await press(pilot, "r")
        assert screen_of(pilot).article_list.cursor == first + 1
        assert titles(app) == listed
        await press(pilot, "R")
        assert titles(app) == listed


async def test_all_marked_read_by_mistake_comes_back(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        unread = library.counts().unread
        await press(pilot, "s", "A", "a")
        assert library.counts().unread == 0
        await press(pilot, "U")
        assert library.counts().unread == unread
        assert library.counts().starred == 1
        assert "Undone" in text_of(pilot, "#status")
        await press(pilot, "U")
        assert library.counts().starred == 0
        await press(pilot, "ctrl+y")
        assert library.counts().starred == 1


async def test_an_article_looked_at_long_enough_is_read(
    library: Library, services: Services
) -> None:
    services = replace(services, settings=Settings(mark_read_after=0))
    app = NewsreaderApp(library, services=services)
    unread = library.counts().unread
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert library.counts().unread == unread - 1


async def test_n_goes_to_the_next_unread_article(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        start = screen_of(pilot).article_list.cursor
        await press(pilot, "r", "r", "g", "g", "n")
        assert screen_of(pilot).article_list.cursor == start + 2
        await press(pilot, "N")
        assert "No unread articles above" in text_of(pilot, "#status")


async def test_a_search_replaces_the_list_and_esc_brings_it_back(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j")
        screen = screen_of(pilot)
        before, cursor = list(screen.article_list.numbers), screen.article_list.cursor
        await press(pilot, "slash", *"goat")
        assert titles(app) == ["Harbour ferry returns after a winter on the slip"]
        assert "1 of" in text_of(pilot, "#list-heading")
        assert "goat" in text_of(pilot, "#articles")
        await press(pilot, "escape")
        assert list(screen.article_list.numbers) == before
        assert screen.article_list.cursor == cursor
        assert screen.search_bar.value == ""


async def test_what_is_folded_is_found_only_when_asked_for(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"tuba")
        assert titles(app) == []
        empty = text_of(pilot, "#list-pane")
        assert "Nothing found for tuba" in empty
        assert "in:all looks through the folded sections too" in empty
        assert "of this one" not in text_of(pilot, "#status")
        await press(pilot, "escape", "slash", *"in:related", "space", *"tuba")
        assert titles(app) == ["Harbour ferry returns after a winter on the slip"]


async def test_enter_in_the_search_bar_opens_the_best_hit(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"pawn", "enter")
        screen = screen_of(pilot)
        assert screen.article_view.text.has_focus
        assert screen.article_view.entry is not None
        assert screen.article_view.entry.article.title == "Chess club expels its champion"
        assert screen.article_view.text.current is not None


async def test_a_source_lists_its_own_articles(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "right_square_bracket")
        assert titles(app) == ["Harbour ferry returns after a winter on the slip"]
        assert "DAYBREAK" in text_of(pilot, "#list-heading")


async def test_a_bad_file_is_one_row_that_says_why(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "empty.txt")
        assert "could not be read" in text_of(pilot, "#article")
        assert "the file is empty" in text_of(pilot, "#article")


async def test_o_opens_the_original(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "[Updated]")
        await press(pilot, "o")
        assert "Opened https://gazette.example/loaf" in text_of(pilot, "#status")


async def test_an_empty_view_says_what_to_do(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        assert "Press s on an article" in text_of(pilot, "#list-pane")


async def test_when_all_is_read_only_keys_that_still_lead_somewhere_are_named(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "A", "a", "1")
        shown = text_of(pilot, "#list-pane")
        assert "Nothing is unread" in shown and "2 shows all articles" in shown
        assert "]" not in shown
        keys = text_of(pilot, "KeyLine")
        assert "undo" in keys and "help" in keys
        assert not any(key in keys for key in ("open", "read on", "star", "archive"))
        await press(pilot, "2")
        assert len(titles(app)) == 6
        keys = text_of(pilot, "KeyLine")
        assert all(key in keys for key in ("open", "read on", "star", "archive"))


async def test_a_library_with_everything_archived_is_not_called_empty(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "2", "asterisk", "a")
        for view, said in (("1", "Nothing is unread"), ("2", "5 shows what is archived")):
            await press(pilot, view)
            assert titles(app) == []
            assert said in text_of(pilot, "#list-pane")
        await press(pilot, "5")
        assert len(titles(app)) == 6


async def test_a_narrow_window_shows_one_pane_at_a_time(app: NewsreaderApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        screen = screen_of(pilot)
        assert [screen.source_list.display, screen.article_view.is_on_screen] == [False, False]
        await press(pilot, "enter")
        assert [screen.article_list.is_on_screen, screen.article_view.is_on_screen] == [False, True]
        await press(pilot, "escape", "h")
        assert screen.source_list.display
        await press(pilot, "l")
        assert not screen.source_list.display


async def test_the_first_key_of_a_sequence_shows_what_can_follow(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "z")
        assert "a Fold or unfold this section" in text_of(pilot, "#hint")
        await press(pilot, "escape")
        assert not pilot.app.screen.query_one("#hint", Static).display


async def test_q_goes_back_and_then_quits(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert screen_of(pilot).article_view.text.has_focus
        await press(pilot, "q")
        assert screen_of(pilot).article_list.has_focus
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_a_new_library_fills_by_itself_and_shows_its_newest_article(
    news: Path, user_places: Places, services: Services
) -> None:
    with Library.open([news], user_places) as library:
        services = replace(services, synchronise=sync_in_background)
        app = NewsreaderApp(library, services=services)
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            assert len(titles(app)) == 6
            entry = screen_of(pilot).article_view.entry
            assert entry is not None
            assert entry.article.title.startswith("[Updated]")
            (news / "Wire" / "late.md").write_text("---\ndate: 2026-11-22\n---\n# Late\n\nText.\n")
            await press(pilot, "R")
            assert titles(app)[0] == "Late"
            assert screen_of(pilot).article_list.cursor == 1
            assert "1 new" in text_of(pilot, "#status")


async def test_a_look_at_files_that_have_not_changed_lists_nothing_anew(
    news: Path, library: Library, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []

    def arrived(_: ListPane, *, settled: bool = False) -> None:
        listed.append("settled" if settled else "arrived")

    monkeypatch.setattr(ListPane, "arrived", arrived)

    async def looking(_: Library) -> AsyncIterator[Progress | SyncResult]:
        yield Progress("reading", 1, 6, 6)
        assert not listed
        (news / "Wire" / "late.txt").write_text("Late news came in\n\nA line of it.\n")
        assert [step async for step in sync_in_background(library)]
        yield Progress("reading", 7, 7, 7)

    monkeypatch.setattr("newsreader.tui.widgets.sync_progress._TELL_EVERY", 0)
    monkeypatch.setattr("newsreader.tui.widgets.sync_progress._TELL_SELDOM", 0)
    app = NewsreaderApp(library, services=replace(services, synchronise=looking))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
    assert listed == ["arrived", "settled"]


async def test_articles_arriving_while_a_view_is_chosen_do_not_bring_the_old_list_back(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = screen_of(pilot)
        screen.action_view("starred")
        screen.list_pane.refresh_list()
        await settle(pilot)
        assert titles(app) == []
        assert "STARRED" in text_of(pilot, "#list-heading")


async def test_a_click_on_a_key_in_the_bottom_line_presses_it(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        keys = text_of(pilot, "KeyLine")
        await pilot.click("KeyLine", offset=(keys.index("? help") + 2, 0))
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("width", [40, 50, 60, 70, 90])
async def test_the_bottom_line_has_whole_keys_and_help_whatever_the_width(
    app: NewsreaderApp, width: int
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        whole = text_of(pilot, "KeyLine").split("  ")[0].strip()
        await pilot.resize_terminal(width, 24)
        await settle(pilot)
        shown = text_of(pilot, "KeyLine").strip()
        assert shown.endswith("? help")
        assert whole.startswith(shown.removesuffix("? help"))


async def test_another_width_keeps_the_pane_that_has_the_focus(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.resize_terminal(60, 24)
        await settle(pilot)
        assert screen_of(pilot).article_view.text.has_focus
        assert not screen_of(pilot).list_pane.display


async def test_a_click_opens_what_it_hits(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.click("#articles", offset=(10, 2))
        await settle(pilot)
        assert screen_of(pilot).article_list.cursor == 2
        await go_to(pilot, "Harbour ferry")
        shown = text_of(pilot, "#article").split("\n")
        line = next(number for number, line in enumerate(shown) if "▸" in line)
        await pilot.click("#article", offset=(6, line))
        await settle(pilot)
        assert "▾" in text_of(pilot, "#article").split("\n")[line]


async def go_to(pilot, start: str) -> None:  # type: ignore[no-untyped-def]
    """Put the cursor on the article whose headline begins so."""
    screen = screen_of(pilot)
    rows = screen.library.rows(screen.article_list.numbers)
    index = next(i for i, row in enumerate(rows) if row.title.startswith(start))
    screen.article_list.cursor = index
    await settle(pilot)
