"""What is typed after ``:``, and what is done to saved searches and rules."""

from __future__ import annotations

import pytest

from newsreader.library import Library, SavedSearch
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.command_line import Command, NoCommand, SaveRule, SaveSearch, parse_command
from newsreader.tui.screens.rules import RulesScreen
from newsreader.tui.verbs import VERBS

from .conftest import answer, press, screen_of, settle, text_of, warned

WIDE = (160, 45)


def test_a_command_is_a_verb_and_a_query() -> None:
    assert parse_command(":read source:cbc older:2w") == Command(
        VERBS["read"], "source:cbc older:2w"
    )
    assert parse_command("tag 'x'").query == ""  # type: ignore[union-attr]
    assert parse_command("rule a -> star") == SaveRule("a -> star")
    assert parse_command("rules") == SaveRule("")
    assert parse_command("save Hats") == SaveSearch("Hats")


@pytest.mark.parametrize(
    ("text", "why"),
    [("raed x", "did you mean read"), ("tag", "tag needs a name"), ("", "there are")],
)
def test_what_is_no_command_is_said_with_what_could_be_meant(text: str, why: str) -> None:
    with pytest.raises(NoCommand, match=why):
        parse_command(text)


async def test_a_verb_on_a_query_says_how_many_before_it_acts(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        unread = library.counts().unread
        for last, left in (("escape", unread), ("enter", unread - 3)):
            await press(pilot, "colon")
            await answer(pilot, "read source:Wire")
            assert "read 3 articles?" in text_of(pilot, "#prompt")
            await press(pilot, last)
            assert library.counts().unread == left
        await press(pilot, "U")
        assert library.counts().unread == unread


async def test_a_mistake_in_a_query_keeps_a_verb_from_acting(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "colon")
        await answer(pilot, "archive older:yesteryear")
        assert "Nothing was done" in warned(pilot)
        assert library.counts().archived == 0


# -- rules


async def test_a_rule_is_saved_once_it_has_said_what_it_would_have_done(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "colon")
        await answer(pilot, "rule source:Wire -> tag wire, star")
        assert "It would have changed 3 articles" in text_of(pilot, "#prompt")
        await press(pilot, "enter")
        assert [str(rule) for rule in library.rules.all()] == ["source:Wire → tag wire, star"]
        assert library.counts().starred == 0
        await press(pilot, "U")
        assert not library.rules.all()


@pytest.mark.parametrize("rule", ["source:Wire", "a -> dance", "newer:soon -> star"])
async def test_a_rule_with_a_mistake_is_not_saved(
    app: NewsreaderApp, library: Library, rule: str
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "colon")
        await answer(pilot, f"rule {rule}")
        assert warned(pilot)
        assert not library.rules.all()


async def test_the_rules_are_listed_done_and_removed(app: NewsreaderApp, library: Library) -> None:
    library.rules.save("source:Wire -> star")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "g", "r")
        assert isinstance(app.screen, RulesScreen)
        assert "saved · would change 3 articles now" in text_of(pilot)
        await press(pilot, "enter")
        assert library.counts().starred == 3
        assert "would change 0 articles now" in text_of(pilot)
        await press(pilot, "x")
        assert not library.rules.all()
        assert ":rule title:markets" in text_of(pilot)
        await press(pilot, "q")
        assert "★" in text_of(pilot, "#articles")


# -- saved searches


async def test_save_names_what_is_listed(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"pawn", "down", "colon")
        await answer(pilot, "save Hats")
        assert SavedSearch("Hats", "pawn") in library.saved_searches()
        assert "Hats" in text_of(pilot, "#status")
        await press(pilot, "escape")
        assert "Hats" in text_of(pilot, "#sources")


async def test_a_saved_search_is_renamed_moved_and_removed_where_it_stands(
    app: NewsreaderApp, library: Library
) -> None:
    library.save_search("Hats", "pawn")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        sources = screen_of(pilot).source_list
        await press(pilot, "h")
        names = [saved.name for saved in library.saved_searches()]
        sources.cursor = next(
            index for index in range(30) if sources.part_at(index) == SavedSearch("Hats", "pawn")
        )
        await settle(pilot)
        await press(pilot, "K")
        assert [saved.name for saved in library.saved_searches()] == [
            *names[:-2], "Hats", names[-2],
        ]  # fmt: skip
        await press(pilot, "J")
        assert [saved.name for saved in library.saved_searches()] == names
        await press(pilot, "e")
        await answer(pilot, "Chess")
        await answer(pilot, "pawn hat")
        assert library.saved_searches()[-1] == SavedSearch("Chess", "pawn hat")
        assert "CHESS" in text_of(pilot, "#list-heading")
        await press(pilot, "x")
        assert "Chess" not in [saved.name for saved in library.saved_searches()]
        await press(pilot, "U")
        assert library.saved_searches()[-1] == SavedSearch("Chess", "pawn hat")


async def test_keys_for_saved_searches_do_what_they_do_elsewhere_on_other_rows(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "h", "e")
        assert "Note on" in text_of(pilot)


async def test_how_many_are_older_is_said_in_a_search_too(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"kap", "down", "A")
        shown = text_of(pilot, "#hint")
        assert "a all 3" in shown
        assert "older 2" in shown or "older 1" in shown or "older 0" in shown
