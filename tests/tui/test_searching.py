"""Searching from the keyboard: what is typed is answered, completed, corrected, narrowed and kept."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from newsreader.errors import StorageError
from newsreader.library import Found, Library, SavedSearch
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.widgets import asking
from newsreader.tui.widgets.asking import Part
from newsreader.tui.widgets.wish import Wish

from .conftest import press, screen_of, settle, text_of, warned

WIDE = (150, 40)
FERRY = "Harbour ferry returns after a winter on the slip"
MAYOR = "Voters in Lindenau choose a mayor"


@contextmanager
def answers_held_back() -> Iterator[None]:
    """Let no finished query be answered until this is left."""
    come, answer = threading.Event(), asking.answer

    def answer_late(library: Library, part: Part, wish: Wish, *, typing: bool) -> Found:
        if not typing:
            come.wait()
        return answer(library, part, wish, typing=typing)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asking, "answer", answer_late)
        try:
            yield
        finally:
            come.set()


def standing(pilot: Pilot[None]) -> tuple[object, ...]:
    """Where the reader is: the article, the hit, the pane with the focus, what is starred."""
    screen = screen_of(pilot)
    text = screen.article_view.text
    starred = [hit.number for hit in screen.library.search("is:starred").hits]
    return screen.article_list.current, text.current, text.scroll_offset, screen.focused, starred


def titles(pilot: Pilot[None]) -> list[str]:
    """The headlines listed."""
    screen = screen_of(pilot)
    return [row.title for row in screen.library.rows(screen.article_list.numbers)]


async def test_the_last_word_completes_itself_until_a_space_ends_it(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"goa")
        assert titles(pilot) == [FERRY]
        await press(pilot, "space")
        assert "come near" in text_of(pilot, "#list-note") or titles(pilot) == []


async def test_a_row_says_why_it_was_found(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"goat")
        shown = text_of(pilot, "#articles")
        assert "Harbour ferry" in shown
        assert "goat that nobody" in shown


async def test_tab_takes_what_completes_the_query(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"source:g")
        assert "Gazette" in text_of(pilot, "#bottom")
        await press(pilot, "tab")
        assert screen_of(pilot).search_bar.value == "source:Gazette"
        assert len(titles(pilot)) == 2


async def test_completions_go_round(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"source:")
        bar = screen_of(pilot).search_bar
        seen = []
        for _ in range(4):
            await press(pilot, "tab")
            seen.append(bar.value)
        assert len(set(seen)) == 3
        assert seen[0] == seen[3]
        await press(pilot, "shift+tab")
        assert bar.value == seen[2]


async def test_up_and_down_go_through_the_searches_of_before(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for query in ("goat", "mayor"):
            await press(pilot, "slash", *query, "down", "escape")
        await press(pilot, "slash", "p", "up")
        bar = screen_of(pilot).search_bar
        assert bar.value == "mayor"
        await press(pilot, "up")
        assert bar.value == "goat"
        assert titles(pilot) == [FERRY]
        await press(pilot, "down", "down")
        assert bar.value == "p"
        assert bar.has_focus


async def test_a_mistake_is_told_and_the_rest_still_searches(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"goat", "space", *"after:2026-13")
        assert titles(pilot) == [FERRY]
        assert "no date" in text_of(pilot, "#list-note")
        await press(pilot, *["backspace"] * 14)
        assert not screen_of(pilot).query_one("#list-note").display


async def test_what_was_probably_meant_is_one_key_away(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindneau", "space")
        assert "Did you mean lindenau?" in text_of(pilot, "#list-note")
        await press(pilot, "down", "D")
        assert screen_of(pilot).search_bar.value.strip() == "lindenau"
        assert MAYOR in titles(pilot)


async def test_tab_takes_what_was_meant_where_the_last_word_is_whole(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindneau", "space", *"mayor")
        assert "Did you mean lindenau mayor? Tab takes it" in text_of(pilot, "#list-note")
        assert "Tab" not in text_of(pilot, "#bottom")
        await press(pilot, "tab")
        assert screen_of(pilot).search_bar.value == "lindenau mayor"
        assert titles(pilot)[0] == MAYOR


async def test_facets_stand_beside_the_results_and_narrow_them(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindena")
        assert "MONTHS" in text_of(pilot, "#facets")
        await press(pilot, "u")
        shown = text_of(pilot, "#facets")
        assert "SOURCES" in shown and "MONTHS" in shown and "2026-11" in shown
        before = titles(pilot)
        await press(pilot, "down", "h", "enter")
        screen = screen_of(pilot)
        assert screen.search_bar.value.startswith("lindenau source:")
        assert 0 < len(titles(pilot)) < len(before)
        assert "✓" in text_of(pilot, "#facets")
        await press(pilot, "enter")
        assert screen.search_bar.value == "lindenau"
        assert titles(pilot) == before


async def test_the_sources_stay_where_nothing_is_found(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"walrus", "down")
        screen = screen_of(pilot)
        assert titles(pilot) == []
        assert not screen.facet_list.display
        assert "Daybreak" in text_of(pilot, "#sources")
        await press(pilot, "h")
        assert screen.source_list.has_focus
        await press(pilot, "escape", "escape")
        assert len(titles(pilot)) > 0


@pytest.mark.parametrize("width", [60, 100, 150])
async def test_the_focus_leaves_the_facets_when_they_go(app: NewsreaderApp, width: int) -> None:
    async with app.run_test(size=(width, 40)) as pilot:
        await settle(pilot)
        screen = screen_of(pilot)
        await press(pilot, "slash", *"lindenau", "down", "h")
        assert screen.facet_list.has_focus
        screen.search_bar.put("walrus")
        await settle(pilot)
        assert not screen.facet_list.display
        assert screen.article_list.has_focus and screen.article_list.is_on_screen
        screen.search_bar.put("lindenau")
        await settle(pilot)
        await press(pilot, "h", "2")
        assert not screen.facet_list.display
        assert screen.article_list.has_focus and screen.article_list.is_on_screen


async def test_a_filter_narrows_the_list_in_its_order_and_goes_again(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = titles(pilot)
        await press(pilot, "backslash", *"lindenau", "enter")
        narrowed = titles(pilot)
        assert 1 < len(narrowed) < len(before)
        assert narrowed == [title for title in before if title in narrowed]
        assert screen_of(pilot).article_list.has_focus
        await press(pilot, "escape")
        assert titles(pilot) == before


async def test_a_filter_narrows_a_search_too(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau", "down")
        found = titles(pilot)
        await press(pilot, "backslash", *"mayor")
        assert titles(pilot) == [MAYOR]
        await press(pilot, "escape")
        assert titles(pilot) == found
        assert screen_of(pilot).search_bar.value == "lindenau"


async def test_n_walks_through_the_hits_of_one_article_after_the_other(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau", "enter")
        screen = screen_of(pilot)
        assert screen.article_view.has_focus_within or screen.article_view.has_focus
        seen = [screen.article_list.current]
        for _ in range(20):
            await press(pilot, "n")
            if screen.article_list.current != seen[-1]:
                seen.append(screen.article_list.current)
        assert seen == list(screen.article_list.numbers)


@pytest.mark.parametrize("keys", [("n",), ("n", "n"), ("j", "s")])
async def test_keys_pressed_before_the_answer_has_come_act_on_it(
    app: NewsreaderApp, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau", "enter", *keys)
        after_waiting = standing(pilot)
        await press(pilot, "U", "escape", "escape", "slash", *"lindenau")
        with answers_held_back():
            await pilot.press("enter", *keys)
            assert screen_of(pilot).search_bar.value == "lindenau"
        await settle(pilot)
        assert standing(pilot) == after_waiting


async def test_keys_that_come_with_the_enter_of_a_search_act_on_its_answer(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau", "enter", "n", "s")
        after_waiting = standing(pilot)
        await press(pilot, "U", "escape", "escape", "slash", *"lindenau")
        for key in ("enter", "n", "s"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert standing(pilot) == after_waiting


async def test_what_is_typed_after_a_held_key_goes_where_that_key_leads(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau")
        with answers_held_back():
            await pilot.press("enter", "slash", *" goat", "enter", "s")
        await settle(pilot)
        screen = screen_of(pilot)
        assert screen.search_bar.value == "lindenau goat"
        starred = screen.library.search("is:starred").hits
        assert [screen.library.rows([hit.number])[0].title for hit in starred] == [FERRY]


async def test_esc_does_not_wait_for_an_answer(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = titles(pilot)
        await press(pilot, "slash", *"lindenau")
        with answers_held_back():
            await pilot.press("enter", "a", "escape")
            assert titles(pilot) == before
        await press(pilot, "s")
        screen = screen_of(pilot)
        assert (screen.library.counts().archived, screen.library.counts().starred) == (0, 1)


async def test_a_search_that_fails_lets_keys_act_again(
    app: NewsreaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Found:
        raise StorageError("the disk is gone")

    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau")
        monkeypatch.setattr(asking, "answer", fail)
        await press(pilot, "enter", "s")
        assert "the disk is gone" in warned(pilot)
        assert screen_of(pilot).library.counts().starred == 1


async def test_a_hit_inside_a_folded_section_opens_it(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"in:related", "space", *"tuba", "enter")
        assert "Orchestra finds its tuba" in text_of(pilot, "#article")


async def test_a_search_is_saved_with_live_counts_and_can_stand_in_a_query(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau", "down", "plus", *"Home", "enter", "escape")
        assert SavedSearch("Home", "lindenau") in library.saved_searches()
        row = next(line for line in text_of(pilot, "#sources").split("\n") if "Home" in line)
        assert "3" in row.split()
        await press(pilot, "slash", *"@home", "space", *"mayor")
        assert titles(pilot) == [MAYOR]
        await press(pilot, "escape", "U")
        assert "Home" not in text_of(pilot, "#sources")


async def test_a_new_library_has_saved_searches_that_are_useful(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        shown = text_of(pilot, "#sources")
        assert "SEARCHES" in shown
        assert "Today" in shown


async def test_m_lists_what_is_like_an_article_and_esc_goes_back(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        before = titles(pilot)
        await press(pilot, "m")
        assert "like" in text_of(pilot, "#list-heading") or "Nothing like" in text_of(pilot)
        await press(pilot, "escape")
        assert titles(pilot) == before


async def test_sort_changes_the_order(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"lindenau", "space", *"sort:date")
        rows = library.rows(screen_of(pilot).article_list.numbers)
        assert [row.sort_at for row in rows] == sorted((row.sort_at for row in rows), reverse=True)


async def test_a_search_that_found_nothing_is_asked_again_when_articles_arrive(
    app: NewsreaderApp, news: Path
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"walrus", "down")
        assert titles(pilot) == []
        (news / "Wire" / "walrus.txt").write_text("A walrus at the pier\nIt has a ticket.\n")
        # In a process of its own, as the app does it.
        index = [sys.executable, "-m", "newsreader", "index", str(news)]
        subprocess.run(index, check=True, capture_output=True)
        screen_of(pilot).list_pane.arrived()
        await settle(pilot)
        assert titles(pilot) == ["A walrus at the pier"]
