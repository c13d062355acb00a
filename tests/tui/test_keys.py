"""One table of keys, and the user's own in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsreader.config import Settings
from newsreader.tui import keymap, keys
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.keymap import resolve
from newsreader.tui.keys import ACTIONS, Scope
from newsreader.tui.screens.compare import CompareScreen
from newsreader.tui.screens.help import HelpScreen
from newsreader.tui.screens.journal import JournalScreen
from newsreader.tui.screens.main import MainScreen
from newsreader.tui.screens.note import NoteScreen
from newsreader.tui.screens.rules import RulesScreen
from newsreader.tui.widgets.article_list import ArticleList
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.filter_bar import FilterBar
from newsreader.tui.widgets.find_bar import FindLine
from newsreader.tui.widgets.prompt import PromptLine
from newsreader.tui.widgets.search_bar import SearchBar
from newsreader.tui.widgets.source_list import SourceList
from newsreader.tui.widgets.virtual_list import VirtualList

from .conftest import press, screen_of, settle, text_of

OWNERS = {
    Scope.APP: NewsreaderApp,
    Scope.MAIN: MainScreen,
    Scope.LIST: VirtualList,
    Scope.ARTICLES: ArticleList,
    Scope.ARTICLE: ArticleView,
    Scope.SEARCH: SearchBar,
    Scope.FILTER: FilterBar,
    Scope.PROMPT: PromptLine,
    Scope.FIND: FindLine,
    Scope.DIALOG: HelpScreen,
    Scope.NOTE: NoteScreen,
    Scope.JOURNAL: JournalScreen,
    Scope.RULES: RulesScreen,
    Scope.SOURCES: SourceList,
    Scope.COMPARE: CompareScreen,
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_key_does_something(action: keys.Action) -> None:
    name = re.match(r"\w+", action.action)
    assert name is not None
    assert hasattr(OWNERS[action.scope], f"action_{name[0]}")


def test_no_two_actions_share_an_id_or_clash_on_a_key() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    for action in ACTIONS:
        # A pane's own keys may go before the screen's; within a scope nothing may be taken twice.
        others = [other for other in ACTIONS if other.scope is action.scope]
        assert keymap.clash(action, others) is None


def test_the_docs_page_is_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text(encoding="utf-8") == keys.as_markdown(), "run `make docs`"


def test_an_override_takes_the_place_of_the_default() -> None:
    table = resolve({"star": "b,&"})
    assert not table.problems
    assert table.overrides() == {"star": "b,&"}


@pytest.mark.parametrize(
    ("override", "problem"),
    [
        ({"strar": "b"}, "there is no action strar; did you mean star?"),
        ({"star": "nosuchkey"}, "nosuchkey is no key"),
        ({"star": "ctrl+banana"}, "ctrl+banana is no key"),
        ({"star": ""}, "nothing is no key"),
        ({"star": "r"}, "r already means mark-read"),
        ({"star": "g"}, "g already means top"),
        ({"star": "r x"}, "r x already means mark-read"),
    ],
)
def test_a_bad_override_is_said_and_the_default_stays(
    override: dict[str, str], problem: str
) -> None:
    table = resolve(override)
    assert len(table.problems) == 1
    assert problem in table.problems[0]
    assert not table.overrides()


def test_two_overrides_may_swap_keys_of_one_another() -> None:
    table = resolve({"star": "b", "mark-read": "s"})
    assert not table.problems


async def test_an_overridden_key_works_and_the_default_does_not(
    app: NewsreaderApp,
) -> None:
    assert app.library is not None
    app.go_by_keys(Settings(keys={"star": "b"}))
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert app.library.counts().starred == 0
        await press(pilot, "b")
        assert app.library.counts().starred == 1


async def test_help_lists_every_key_and_is_narrowed_by_typing(app: NewsreaderApp) -> None:
    async with app.run_test(size=(120, 240)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        shown = " ".join(text_of(pilot, "#help-text").split())
        for action in ACTIONS:
            assert action.help in shown
        await press(pilot, *"unstar")
        narrowed = text_of(pilot)
        assert "Star or unstar" in narrowed
        assert "Half a page down" not in narrowed
        await press(pilot, "escape")
        assert screen_of(pilot)


@pytest.mark.parametrize(("width", "column"), [(60, 18), (100, 24)])
async def test_help_sets_what_keys_do_beside_them(
    app: NewsreaderApp, width: int, column: int
) -> None:
    async with app.run_test(size=(100, 300)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        await pilot.resize_terminal(width, 300)
        await settle(pilot)
        rows = [row for row in text_of(pilot, "#help-text").splitlines() if row.startswith("  ")]
        assert len(rows) > len(ACTIONS)
        assert all(row[column - 1] == " " and row[column] != " " for row in rows)


async def test_the_palette_offers_what_the_table_has(app: NewsreaderApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        commands = {command.title for command in app.get_system_commands(app.screen)}
        assert "Mark all listed articles read" in commands
        assert "Theme" in commands
