"""A story is one row: unfolded, acted on, compared, split and joined by key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from newsreader.config import Places, samples
from newsreader.library import Library, Row
from newsreader.stories.summary import Copy, compare
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.screens.compare import CompareScreen
from newsreader.tui.services import Services
from tests.stories.texts import LIGHTHOUSE, body

from .conftest import press, screen_of, settle, text_of

STORY = "coastguard"
"""Found in the samples' story of the two coastguards alone."""
SIZE = (160, 40)


@pytest.fixture
def library(user_places: Places) -> Iterator[Library]:
    """The samples: one wire story in four outlets among other articles."""
    library = Library.open([samples()], user_places)
    library.sync()
    yield library
    library.close()


@pytest.fixture
def app(library: Library, services: Services) -> NewsreaderApp:
    """The app, not yet running."""
    return NewsreaderApp(library, services=services)


def listed(pilot: Pilot[None]) -> list[Row]:
    """The rows of the list."""
    screen = screen_of(pilot)
    return screen.library.rows(screen.article_list.numbers)


async def go_to_the_story(pilot: Pilot[None]) -> int:
    """Put the cursor on the row of the story; its number."""
    screen = screen_of(pilot)
    number = next(row.number for row in listed(pilot) if row.story and row.story.copies == 4)
    screen.article_list.move_to(list(screen.article_list.numbers).index(number))
    await settle(pilot)
    return number


async def test_the_copies_of_a_story_are_one_row_that_says_how_many(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        titles = [row.title for row in listed(pilot)]
        assert len([title for title in titles if "Norland and Vessina to pool" in title]) == 1
        await go_to_the_story(pilot)
        assert "+3" in text_of(pilot, "#articles")


async def test_za_unfolds_a_story_and_folds_it_again(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        lead = await go_to_the_story(pilot)
        before = list(screen_of(pilot).article_list.numbers)
        await press(pilot, "z", "a")
        unfolded = list(screen_of(pilot).article_list.numbers)
        assert len(unfolded) == len(before) + 3
        at = unfolded.index(lead)
        assert unfolded[at + 4 :] == before[at + 1 :]
        await press(pilot, "j", "z", "c")
        assert list(screen_of(pilot).article_list.numbers) == before
        assert screen_of(pilot).article_list.current == lead


async def test_a_verb_on_a_folded_row_acts_on_all_copies_and_undo_on_all_again(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        lead = await go_to_the_story(pilot)
        await press(pilot, "s")
        copies = library.story(lead).articles
        starred = [row.starred for row in library.rows([copy.number for copy in copies])]
        assert starred == [True] * 4
        await press(pilot, "U")
        assert library.counts(every_copy=True).starred == 0


async def test_a_verb_on_an_unfolded_copy_acts_on_it_alone(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await go_to_the_story(pilot)
        await press(pilot, "z", "o", "j", "s")
        assert library.counts(every_copy=True).starred == 1


async def test_d_archives_every_copy_even_from_one(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await go_to_the_story(pilot)
        await press(pilot, "z", "o", "j", "d")
        assert library.counts(every_copy=True).archived == 4


async def test_a_copy_with_no_headline_borrows_one_and_says_so(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await go_to_the_story(pilot)
        await press(pilot, "z", "o")
        borrowed = [row for row in listed(pilot) if row.borrowed]
        assert len(borrowed) == 1
        assert f"≈ {borrowed[0].title[:12]}" in text_of(pilot, "#articles")


async def test_capital_c_shows_every_copy_as_a_row(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        before = len(screen_of(pilot).article_list.numbers)
        await press(pilot, "C")
        assert len(screen_of(pilot).article_list.numbers) == library.counts(every_copy=True).all
        await press(pilot, "C")
        assert len(screen_of(pilot).article_list.numbers) == before


async def test_a_search_finds_a_story_once(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *STORY)
        assert len(screen_of(pilot).article_list.numbers) == 1


async def test_c_compares_the_copies_and_says_what_each_outlet_did(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await go_to_the_story(pilot)
        await press(pilot, "c")
        assert isinstance(app.screen, CompareScreen)
        shown = text_of(pilot)
        assert "same text, cut by" in shown
        assert "of the shorter text is in the longer" in shown
        first = app.screen.shown.name
        await press(pilot, "l")
        assert app.screen.shown.name != first
        assert "Defence" not in text_of(pilot, "#compared")
        await press(pilot, "s")
        assert "Defence" in text_of(pilot, "#compared")
        await press(pilot, "b")
        assert app.screen.beside
        await press(pilot, "escape")
        assert screen_of(pilot)


async def test_x_splits_a_copy_off_for_good_until_it_is_undone(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        lead = await go_to_the_story(pilot)
        await press(pilot, "z", "o", "j")
        copy = screen_of(pilot).article_list.current
        assert copy is not None
        await press(pilot, "x")
        assert len(library.story(lead).articles) == 3
        library.sync()
        assert len(library.story(copy).articles) == 1
        await press(pilot, "U")
        assert len(library.story(lead).articles) == 4


async def test_zx_leaves_a_source_out_and_undo_lets_it_in_again(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        lead = await go_to_the_story(pilot)
        name = next(source.name for source in library.sources() if source.name == "Wire")
        await press(pilot, "z", "o", "j")
        while library.entry(screen_of(pilot).article_list.current or 0).source.name != name:
            await press(pilot, "j")
        await press(pilot, "z", "x")
        assert len(library.story(lead).articles) == 3
        assert "≠ Wire" in text_of(pilot, "#sources")
        assert "Left Wire out of all stories" in text_of(pilot, "#status")
        await press(pilot, "U")
        assert len(library.story(lead).articles) == 4
        assert "≠" not in text_of(pilot, "#sources")


async def test_zx_on_a_source_takes_that_source(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "h", "z", "x")
        assert "Stand on a source" in text_of(pilot, "#status")
        await press(pilot, "G", "z", "x")
        last = library.sources()[-1]
        assert [source.key for source in library.sources() if source.apart] == [last.key]
        await press(pilot, "z", "x")
        assert not any(source.apart for source in library.sources())


async def test_capital_x_joins_the_articles_selected(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        one = screen_of(pilot).article_list.current
        assert one is not None
        await press(pilot, "X")
        assert "Select the articles" in text_of(pilot, "#status")
        await press(pilot, "v", "v", "X")
        assert len(library.story(one).articles) == 2
        await press(pilot, "U")
        assert len(library.story(one).articles) == 1


async def test_zv_lists_the_same_event_in_other_words_apart(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await go_to_the_story(pilot)
        before = list(screen_of(pilot).article_list.numbers)
        await press(pilot, "z", "v")
        assert "the event of" in text_of(pilot, "#list-pane")
        await press(pilot, "escape")
        assert list(screen_of(pilot).article_list.numbers) == before


async def test_a_list_too_narrow_for_outlets_still_tells_of_copies(app: NewsreaderApp) -> None:
    async with app.run_test(size=(130, 40)) as pilot:
        await settle(pilot)
        await go_to_the_story(pilot)
        assert "+3" in text_of(pilot, "#articles")


async def test_an_article_says_which_story_it_belongs_to_and_why(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await go_to_the_story(pilot)
        assert "The fullest of 4 copies: also in" in text_of(pilot, "#article")
        await press(pilot, "z", "o", "j")
        while not library.rows([screen_of(pilot).article_list.current or 0])[0].borrowed:
            await press(pilot, "j")
        shown = " ".join(text_of(pilot, "#article").split())
        assert "One of 4 copies, the fullest in Daybreak, which lends the headline · 99 %" in shown


async def test_an_article_without_copies_cannot_be_split_off(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        before = list(screen_of(pilot).article_list.numbers)
        await press(pilot, "x")
        assert "no other copy to split this from" in text_of(pilot, "#status")
        assert list(screen_of(pilot).article_list.numbers) == before
        assert library.undo() is None


async def test_splitting_off_and_undoing_it_leave_the_list_where_it_is(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        lead = await go_to_the_story(pilot)
        await press(pilot, "r", "k")
        before = list(screen_of(pilot).article_list.numbers)
        await press(pilot, "z", "o", "j")
        copy = screen_of(pilot).article_list.current
        await press(pilot, "x")
        numbers = list(screen_of(pilot).article_list.numbers)
        assert set(numbers) == {*before, copy}
        assert len(numbers) == len(before) + 1
        assert screen_of(pilot).article_list.current == copy
        assert "+2" in text_of(pilot, "#articles")
        await press(pilot, "U")
        assert list(screen_of(pilot).article_list.numbers) == before
        assert lead in before
        assert "+3" in text_of(pilot, "#articles")


async def test_of_many_copies_those_around_the_one_shown_are_listed(app: NewsreaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        copies = [
            Copy(str(number), f"Outlet {number}", None, body(LIGHTHOUSE[: 6 - number % 2]))
            for number in range(30)
        ]
        app.push_screen(CompareScreen(compare(copies)))
        await settle(pilot)
        await press(pilot, *"llllllllll")
        listed = text_of(pilot, "#copies")
        assert "copy 11 of 29" in listed
        assert app.screen.shown.name in listed  # type: ignore[attr-defined]
        assert len(listed.strip().splitlines()) == 8
