"""Every key of the table does what the help says of it: pressed in the app, and looked at.

One trial an action. Whoever adds a key adds its trial; the first test says which are missing.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from dataclasses import field as field_
from typing import Any

import pytest
from textual.pilot import Pilot

from newsreader.config import Places, samples
from newsreader.library import Library, Progress, SavedSearch, Scope, SyncResult, View
from newsreader.tui import keys
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.key_names import display, parse
from newsreader.tui.keys import ACTIONS
from newsreader.tui.services import Services

from .conftest import answer, press, screen_of, settle, text_of

SIZE = (160, 30)
SMALL = (124, 16)
"""So small that a comparison has to be scrolled."""
_START = 3
"""The row every trial begins on: some stand above it, and some below."""


@dataclass
class World:
    """What the app has done to what lies around it."""

    opened: list[str] = field_(default_factory=list)
    copied: list[str] = field_(default_factory=list)
    piped: list[str] = field_(default_factory=list)
    edited: list[str] = field_(default_factory=list)
    synchronised: list[str] = field_(default_factory=list)


@dataclass(frozen=True)
class Trial:
    """What shows that a key does what it says.

    Attributes:
        look: What to look at, before and after.
        after: What has to be true of what was seen before and after; None for any change.
        setup: Keys pressed before, separated by blanks; ``text:WORDS`` types, ``answer:WORDS``
            answers a question.
        on: The beginning of the headline of the article to stand on.
        then: Keys pressed after it, before the second look.
    """

    look: Callable[[Pilot[None], World], Any]
    after: Callable[[Any, Any], bool] | None = None
    setup: str = ""
    on: str = ""
    then: str = ""


def cursor(pilot: Pilot[None], _: World) -> int:
    return screen_of(pilot).article_list.cursor


def selected(pilot: Pilot[None], _: World) -> int:
    return len(screen_of(pilot).article_list.selected)


def scrolled(pilot: Pilot[None], _: World) -> int:
    return screen_of(pilot).article_view.text.scroll_offset.y


def focused(pilot: Pilot[None], _: World) -> str:
    focused = pilot.app.focused
    return "" if focused is None else focused.id or type(focused).__name__


def heading(pilot: Pilot[None], _: World) -> str:
    return text_of(pilot, "#list-heading")


def listed(pilot: Pilot[None], _: World) -> list[int]:
    return list(screen_of(pilot).article_list.numbers)


def article(pilot: Pilot[None], _: World) -> str:
    return text_of(pilot, "#article")


def opened_folds(pilot: Pilot[None], _: World) -> int:
    return sum(fold.opened for fold in screen_of(pilot).article_view.text.folds)


def marked_fold(pilot: Pilot[None], _: World) -> Any:
    return screen_of(pilot).article_view.text._fold


def picked(pilot: Pilot[None], _: World) -> str:
    view = screen_of(pilot).article_view.text
    return "" if view.selected is None or view.document is None else view.quotable


def screen(pilot: Pilot[None], _: World) -> str:
    return type(pilot.app.screen).__name__


def query(pilot: Pilot[None], _: World) -> str:
    return screen_of(pilot).search_bar.value


def asked(pilot: Pilot[None], _: World) -> tuple[bool, str]:
    prompt = screen_of(pilot).prompt
    return prompt.display, prompt.line.value


def filter_line(pilot: Pilot[None], _: World) -> str:
    return screen_of(pilot).query_one("#filter").value  # type: ignore[attr-defined,no-any-return]


def compared(pilot: Pilot[None], _: World) -> Any:
    shown: Any = pilot.app.screen
    scroll = shown.query_one("#scroll").scroll_offset.y
    return shown.copy, shown.beside, shown.style, scroll


def whole_screen(pilot: Pilot[None], _: World) -> str:
    return text_of(pilot)


def searches(pilot: Pilot[None], _: World) -> list[str]:
    return [f"{one.name}: {one.query}" for one in _library(pilot).saved_searches()]


def sources_apart(pilot: Pilot[None], _: World) -> int:
    return sum(source.apart for source in _library(pilot).sources())


def rules(pilot: Pilot[None], _: World) -> list[str]:
    return [str(rule) for rule in _library(pilot).rules.all()]


def mark(field: str) -> Callable[[Pilot[None], World], Any]:
    """Looks at a field of the article the trial began on."""

    def look(pilot: Pilot[None], _: World) -> Any:
        app: Any = pilot.app
        return getattr(app.library.entry(app.begun_on), field)

    return look


def of(name: str) -> Callable[[Pilot[None], World], int]:
    """Looks at what was done to the world."""
    return lambda _, world: len(getattr(world, name))


def more(before: Any, after: Any) -> bool:
    return bool(after > before)


def fewer(before: Any, after: Any) -> bool:
    return bool(after < before)


def becomes(value: Any) -> Callable[[Any, Any], bool]:
    return lambda before, after: before != value and after == value


def with_(words: Any) -> Callable[[Any, Any], bool]:
    return lambda before, after: words not in before and words in after


def finding(pilot: Pilot[None], _: World) -> bool:
    return screen_of(pilot).article_view.finding


def list_shown(pilot: Pilot[None], _: World) -> bool:
    return screen_of(pilot).list_pane.display


def field(name: str) -> Callable[[Pilot[None], World], int]:
    """Looks at one of the counts of the library."""
    return lambda pilot, _: getattr(_library(pilot).counts(every_copy=True), name)


LONG = "The last typesetter"
FOLDED = "Tied!"
LINKED = "Gudrun is found"
SHORT = "The ropewalk"
STORY = "Norland and Vessina"

TRIALS: dict[str, Trial] = {
    # in a list
    "down": Trial(cursor, more),
    "up": Trial(cursor, fewer),
    "top": Trial(cursor, becomes(0)),
    "bottom": Trial(cursor, more),
    "half-down": Trial(cursor, more),
    "half-up": Trial(cursor, fewer, on=LONG),
    "page-down": Trial(cursor, more),
    "page-up": Trial(cursor, fewer, on=LONG),
    "open": Trial(focused, becomes("article-text")),
    "select": Trial(selected, becomes(1)),
    "select-range": Trial(selected, becomes(3), setup="v j"),
    "select-all": Trial(selected, lambda before, after: before == 0 and after > 20),
    # in the article
    "scroll-down": Trial(scrolled, becomes(1), setup="enter", on=LONG),
    "scroll-up": Trial(scrolled, fewer, setup="enter G", on=LONG),
    "article-top": Trial(scrolled, becomes(0), setup="enter G", on=LONG),
    "article-bottom": Trial(scrolled, more, setup="enter", on=LONG),
    "article-half-down": Trial(scrolled, more, setup="enter", on=LONG),
    "article-half-up": Trial(scrolled, fewer, setup="enter G", on=LONG),
    "article-page-down": Trial(scrolled, more, setup="enter", on=LONG),
    "article-page-up": Trial(scrolled, fewer, setup="enter G", on=LONG),
    "toggle-fold": Trial(opened_folds, becomes(1), setup="enter }", on=FOLDED),
    "select-paragraph": Trial(picked, setup="enter", on=LONG),
    "drop": Trial(picked, becomes(""), setup="enter v", on=LONG),
    # moving
    "previous-pane": Trial(focused, becomes("sources")),
    "next-pane": Trial(focused, becomes("article-text")),
    "back": Trial(focused, becomes("articles"), setup="enter"),
    "next-unread": Trial(cursor, more),
    "previous-unread": Trial(cursor, fewer),
    "previous-source": Trial(heading, setup="] ]"),
    "next-source": Trial(heading),
    "view-unread": Trial(heading, with_("UNREAD")),
    "view-all": Trial(heading, with_("ALL"), setup="3"),
    "view-starred": Trial(heading, with_("STARRED")),
    "view-later": Trial(heading, with_("LATER")),
    "view-archived": Trial(heading, with_("ARCHIVED")),
    # reading
    "article-down": Trial(scrolled, more, on=LONG),
    "article-up": Trial(scrolled, fewer, setup="J J", on=LONG),
    "read-on": Trial(scrolled, more, on=LONG),
    "fold-toggle": Trial(opened_folds, becomes(1), setup="enter", on=FOLDED),
    "fold-open": Trial(opened_folds, becomes(1), setup="enter", on=FOLDED),
    "fold-close": Trial(opened_folds, becomes(0), setup="enter z o", on=FOLDED),
    "fold-open-all": Trial(opened_folds, becomes(4), setup="enter", on=FOLDED),
    "fold-close-all": Trial(opened_folds, becomes(0), setup="enter z R", on=FOLDED),
    "next-section": Trial(marked_fold, setup="enter", on=FOLDED),
    "previous-section": Trial(marked_fold, setup="enter } }", on=FOLDED),
    "fold-always": Trial(opened_folds, more, setup="enter }", on=FOLDED),
    "whole": Trial(article, on=LINKED),
    "open-original": Trial(of("opened"), more, on=LINKED),
    "copy-url": Trial(of("copied"), more, on=LINKED),
    "copy-quotation": Trial(of("copied"), more, on=LINKED),
    "alone": Trial(list_shown, becomes(False)),
    "save": Trial(asked, lambda _, after: after[0] and after[1].endswith(".md")),
    "pipe": Trial(of("piped"), more, then="answer:wc"),
    "label-links": Trial(whole_screen, with_("letters follow it"), setup="enter", on=SHORT),
    # marking
    "mark-read": Trial(mark("read"), becomes(True)),
    "mark-unread": Trial(mark("read"), becomes(False), setup="r k"),
    "star": Trial(mark("starred"), becomes(True)),
    "later": Trial(mark("later"), becomes(True)),
    "archive": Trial(mark("archived"), becomes(True)),
    "archive-story": Trial(field("archived"), becomes(4), on=STORY),
    "mute": Trial(mark("muted"), becomes(True)),
    "tag": Trial(mark("tags"), becomes(("hats",)), then="answer:hats"),
    "untag": Trial(mark("tags"), becomes(()), setup="t answer:hats k", then="answer:hats"),
    "note": Trial(mark("note"), becomes("Hm"), then="text:Hm ctrl+s"),
    "command": Trial(mark("starred"), becomes(True), then="answer:star"),
    "keep-passage": Trial(mark("passages"), more, setup="enter v j", on=LONG),
    "repeat": Trial(field("starred"), becomes(2), setup="s"),
    "read-all": Trial(field("unread"), becomes(0)),
    "read-below": Trial(field("unread"), fewer),
    "read-above": Trial(field("unread"), fewer),
    "read-older": Trial(field("unread"), fewer),
    "undo": Trial(mark("starred"), becomes(False), setup="s"),
    "redo": Trial(mark("starred"), becomes(True), setup="s U"),
    "journal": Trial(screen, becomes("JournalScreen")),
    # finding
    "search": Trial(focused, becomes("search")),
    "filter": Trial(focused, becomes("filter")),
    "suggestion": Trial(query, becomes("orchestra tuba"), setup="/ text:orchesta_tuba down"),
    "similar": Trial(heading, with_("like")),
    "coverage": Trial(heading, with_("on the event of")),
    "save-search": Trial(searches, setup="/ text:tuba down", then="answer:Tubas"),
    "find": Trial(focused),
    "search-edit": Trial(searches, setup="h saved:", then="answer:Other answer:tuba"),
    "search-remove": Trial(searches, setup="h saved:"),
    "search-down": Trial(searches, setup="h saved:"),
    "search-up": Trial(searches, setup="h saved: J"),
    "search-older": Trial(query, becomes("tuba"), setup="/ text:tuba enter escape escape /"),
    "search-newer": Trial(focused, becomes("articles"), setup="/ text:tuba"),
    "search-complete": Trial(query, becomes("source:"), setup="/ text:sour"),
    "search-complete-back": Trial(query, setup="/ text:sour"),
    "search-clear": Trial(query, becomes(""), setup="/ text:tuba"),
    "filter-complete": Trial(filter_line, becomes("source:"), setup="\\ text:sour"),
    "filter-complete-back": Trial(filter_line, setup="\\ text:sour"),
    "filter-done": Trial(focused, becomes("articles"), setup="\\ text:tuba"),
    "filter-clear": Trial(listed, lambda old, new: len(new) > len(old), setup="\\ text:tuba"),
    "find-close": Trial(finding, becomes(False), setup="enter f text:the", on=LONG),
    # stories
    "compare": Trial(screen, becomes("CompareScreen"), on=STORY),
    "every-copy": Trial(listed, lambda old, new: len(new) > len(old)),
    "split": Trial(mark("story"), lambda old, new: new.copies < old.copies, "z a j", STORY),
    "leave-out": Trial(sources_apart, becomes(1)),
    "join": Trial(mark("story"), lambda old, new: old is None and new.copies == 2, "v v"),
    "compare-next": Trial(compared, setup="c", on=STORY),
    "compare-previous": Trial(compared, setup="c", on=STORY),
    "compare-beside": Trial(compared, setup="c", on=STORY),
    "compare-style": Trial(compared, setup="c", on=STORY),
    "compare-down": Trial(compared, setup="c", on=STORY),
    "compare-up": Trial(compared, setup="c j j", on=STORY),
    "compare-page-down": Trial(compared, setup="c", on=STORY),
    "compare-page-up": Trial(compared, setup="c space", on=STORY),
    "compare-close": Trial(screen, becomes("MainScreen"), setup="c", on=STORY),
    # dialogs
    "note-keep": Trial(mark("note"), becomes("Hm"), setup="e text:Hm"),
    "note-edit": Trial(of("edited"), more, setup="e"),
    "note-drop": Trial(screen, becomes("MainScreen"), setup="e text:Hm"),
    "take-back": Trial(mark("starred"), becomes(False), setup="s H"),
    "journal-close": Trial(screen, becomes("MainScreen"), setup="H"),
    "rules": Trial(screen, becomes("RulesScreen")),
    "rule-apply": Trial(field("starred"), more, setup=": answer:rule_tuba_->_star enter g r"),
    "rule-remove": Trial(rules, becomes([]), setup=": answer:rule_tuba_->_star enter g r"),
    "rules-close": Trial(screen, becomes("MainScreen"), setup="g r"),
    "prompt-complete": Trial(asked, becomes((True, "star ")), setup=": text:sta"),
    "prompt-complete-back": Trial(asked, setup=": text:sta"),
    "prompt-close": Trial(asked, lambda old, new: old[0] and not new[0], setup=":"),
    "dialog-down": Trial(whole_screen, setup="?"),
    "dialog-up": Trial(whole_screen, setup="? pagedown pagedown"),
    "close": Trial(screen, becomes("MainScreen"), setup="?"),
    # the program
    "settings": Trial(of("edited"), more),
    "refresh": Trial(of("synchronised"), more),
    "commands": Trial(screen, becomes("CommandPalette")),
    "help": Trial(screen, becomes("HelpScreen")),
}
QUITTING = {"quit", "quit-now"}


def test_every_action_has_a_trial() -> None:
    assert {action.id for action in ACTIONS} == set(TRIALS) | QUITTING


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The samples, read and indexed."""
    home = tmp_path_factory.mktemp("home")
    places = Places(home / "config", home / "data", home / "cache")
    with Library.open([samples()], places) as library:
        library.sync()
    return places


@pytest.fixture
def library(read_once: Places, user_places: Places) -> Iterator[Library]:
    """The samples, nothing in them marked."""
    shutil.copytree(read_once.data, user_places.data, dirs_exist_ok=True)
    shutil.copytree(read_once.cache, user_places.cache, dirs_exist_ok=True)
    with Library.open([samples()], user_places) as library:
        yield library


@pytest.fixture
def world() -> World:
    """Untouched."""
    return World()


@pytest.fixture
def app(library: Library, services: Services, world: World) -> NewsreaderApp:
    """The app in that world."""

    def keep(where: list[str]) -> Callable[[str], str]:
        return lambda text: where.append(text) or text  # type: ignore[func-returns-value]

    async def synchronise(_: Library) -> AsyncIterator[Progress | SyncResult]:
        world.synchronised.append("now")
        return
        yield

    services = replace(
        services,
        open_address=keep(world.opened),
        copy=lambda text: bool(keep(world.copied)(text)),
        pipe=lambda _, text: world.piped.append(text),
        edit=keep(world.edited),
        edit_settings=keep(world.edited),
        synchronise=synchronise,
    )
    return NewsreaderApp(library, services=services)


@pytest.mark.parametrize("scope", keys.Scope)
async def test_every_key_does_what_it_says(
    app: NewsreaderApp, world: World, scope: keys.Scope
) -> None:
    wrong = []
    size = SMALL if scope is keys.Scope.COMPARE else SIZE
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for action in ACTIONS:
            if action.scope is scope and action.id not in QUITTING:
                for key in action.keys:
                    if not await _holds(pilot, world, TRIALS[action.id], key):
                        wrong.append(f"{action.id}: {display(key)}")
    assert not wrong


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_a_key_quits(app: NewsreaderApp, key: str) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await pilot.pause()
    assert app.return_code == 0


async def _holds(pilot: Pilot[None], world: World, trial: Trial, key: str) -> bool:
    """Whether a key does what its trial says, from where every trial begins."""
    await _begin(pilot, trial.on)
    await _press_all(pilot, trial.setup)
    before = trial.look(pilot, world)
    await press(pilot, *key.split(" "))
    await _press_all(pilot, trial.then)
    after = trial.look(pilot, world)
    return before != after if trial.after is None else trial.after(before, after)


async def _begin(pilot: Pilot[None], on: str) -> None:
    """All articles listed, nothing marked, the cursor on an article, and the focus on the list."""
    while len(pilot.app.screen_stack) > 1:
        pilot.app.pop_screen()
        pilot.app.workers.cancel_group(pilot.app.screen_stack[0], "dialog")
        await settle(pilot)
    main, library = screen_of(pilot), _library(pilot)
    main.prompt.close(None)
    main.article_view.give_up()
    main.article_view.text.action_drop()
    main.article_view._positions = dict.fromkeys(main.article_view._positions, 0)
    while library.undo():
        pass
    main.search_bar.hide_offers()
    main.list_pane._every_copy = False
    main.show(Scope(view=View.ALL))
    await settle(pilot)
    main._go_to(1)
    rows = library.rows(main.article_list.numbers)
    row = next(i for i, row in enumerate(rows) if row.title.startswith(on)) if on else _START
    main.article_list.cursor = row
    await settle(pilot)
    assert main.article_list.current is not None
    main.article_view.open(main.article_list.current, anew=True)
    pilot.app.begun_on = main.article_list.current  # type: ignore[attr-defined]
    await settle(pilot)
    main.article_view.text.scroll_to(y=0, animate=False, immediate=True)


async def _press_all(pilot: Pilot[None], tokens: str) -> None:
    for token in tokens.split():
        kind, colon, words = token.partition(":")
        words = words.replace("_", " ")
        if kind == "text" and colon:
            await press(pilot, *(parse(letter) or "space" for letter in words))
        elif kind == "answer" and colon:
            await answer(pilot, words)
        elif kind == "saved" and colon:
            sources = screen_of(pilot).source_list
            parts = [sources.part_at(index) for index in range(30)]
            sources.cursor = next(i for i, one in enumerate(parts) if isinstance(one, SavedSearch))
            await settle(pilot)
        else:
            await press(pilot, parse(token) or token)


def _library(pilot: Pilot[None]) -> Library:
    app = pilot.app
    assert isinstance(app, NewsreaderApp)
    assert app.library is not None
    return app.library
