"""What the keys do to articles: notes, passages, the journal, and undo of it all."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from dataclasses import replace

import pytest
from textual import events
from textual.widgets import TextArea
from textual.worker import WorkerCancelled

from newsreader.library import Entry, Library, Undone
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.outside import NotRun
from newsreader.tui.screens.journal import JournalScreen
from newsreader.tui.screens.note import NoteScreen
from newsreader.tui.services import Services

from .conftest import answer, press, screen_of, settle, text_of, warned
from .test_main import go_to

WIDE = (160, 45)


def entry_of(library: Library, start: str) -> Entry:
    """The article whose headline begins so."""
    numbers = [hit.number for hit in library.search("").hits]
    row = next(row for row in library.rows(numbers) if row.title.startswith(start))
    return library.entry(row.number)


# -- notes


async def test_e_keeps_a_note_that_stands_in_the_article_and_is_found(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "e")
        assert isinstance(app.screen, NoteScreen)
        assert "Note on Chess club" in text_of(pilot)
        await press(pilot, *"Ask", "space", *"him", "ctrl+s")
        assert entry_of(library, "Chess").note == "Ask him"
        assert "✎ Ask him" in text_of(pilot, "#article")
        assert "│" not in text_of(pilot, "#article")
        row = next(line for line in text_of(pilot, "#articles").split("\n") if "Chess" in line)
        assert "✎" in row
        assert library.search("note:ask").total == 1
        assert "Kept the note" in text_of(pilot, "#status")
        await press(pilot, "U")
        assert entry_of(library, "Chess").note is None
        assert "Ask him" not in text_of(pilot, "#article")


async def test_an_empty_note_is_none(app: NewsreaderApp, library: Library) -> None:
    library.note(entry_of(library, "Chess").article.id, "Hm")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "e", "backspace", "backspace", "escape")
        assert entry_of(library, "Chess").note is None
        assert "Removed the note" in text_of(pilot, "#status")


async def test_a_note_can_be_left_as_it_was(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "e", *"gg", "ctrl+g")
        assert entry_of(library, "Chess").note is None
        assert screen_of(pilot)


async def test_a_note_being_written_is_kept_when_one_quits(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "e", *"Hm", "ctrl+q")
        assert entry_of(library, "Chess").note == "Hm"


async def test_a_note_is_written_in_the_editor(library: Library, services: Services) -> None:
    services = replace(services, edit=lambda text: f"{text}\n\n- a *list*\n")
    app = NewsreaderApp(library, services=services)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "e", *"Hm", "ctrl+e")
        assert app.screen.query_one(TextArea).text == "Hm\n\n- a *list*\n"
        await press(pilot, "ctrl+s")
        assert entry_of(library, "Chess").note == "Hm\n\n- a *list*"
        assert "• a list" in text_of(pilot, "#article")


async def test_an_editor_that_is_missing_is_said_and_the_note_stays(
    library: Library, services: Services
) -> None:
    def missing(_: str) -> str:
        raise NotRun("nonesuch: there is no such program")

    app = NewsreaderApp(library, services=replace(services, edit=missing))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "e", *"Hm", "ctrl+e")
        assert "no such program" in warned(pilot)
        assert app.screen.query_one(TextArea).text == "Hm"


# -- tags and other marks


async def test_tags_stand_in_the_row_and_in_the_article(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "t", *"hats", "enter", "k", "L", "k")
        row = next(line for line in text_of(pilot, "#articles").split("\n") if "Chess" in line)
        assert "#hats" in row
        assert "◷" in row
        assert "◷ later · #hats" in text_of(pilot, "#article")


async def test_a_tag_that_is_none_moves_nothing(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        before = screen_of(pilot).article_list.current
        await press(pilot, "t", *"hats", "comma", "enter")
        assert "no comma" in warned(pilot)
        assert screen_of(pilot).article_list.current == before
        assert library.tags() == []


# -- passages


async def test_p_keeps_a_passage_and_drops_it_again(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "enter", "v", "j", "P")
        assert [kept.text[:14] for kept in entry_of(library, "Chess").passages] == [
            "The chess club"
        ]
        assert "▎ The chess club" in text_of(pilot, "#article")
        assert "❝" in text_of(pilot, "#articles")
        await press(pilot, "v", "j", "P")
        assert not entry_of(library, "Chess").passages
        assert "Dropped the passage" in text_of(pilot, "#status")
        assert "❝" not in text_of(pilot, "#articles")
        await press(pilot, "U")
        assert len(entry_of(library, "Chess").passages) == 1
        assert "❝" in text_of(pilot, "#articles")


# -- the journal


async def test_the_journal_takes_back_one_thing_and_leaves_what_came_after(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Voters")
        await press(pilot, "s", "L")
        await press(pilot, "H")
        assert isinstance(app.screen, JournalScreen)
        shown = text_of(pilot)
        assert shown.index("later") < shown.index("Voters in Lindenau", shown.index("star"))
        await press(pilot, "j", "U")
        assert "Undone: star" in text_of(pilot)
        assert "taken back" in text_of(pilot)
        assert not entry_of(library, "Voters").starred
        assert library.counts().later == 1
        await press(pilot, "enter")
        assert "taken back already" in text_of(pilot)
        await press(pilot, "escape")
        assert "★" not in text_of(pilot, "#articles")


async def test_the_journal_left_at_once_still_shows_what_it_took_back(
    app: NewsreaderApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo, go_on = library.undo, threading.Event()

    def undo_slowly(number: int | None = None) -> Undone | None:
        go_on.wait()
        return undo(number)

    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert "★" in text_of(pilot, "#articles")
        await press(pilot, "H")
        monkeypatch.setattr(library, "undo", undo_slowly)
        await pilot.press("U")
        leaving = asyncio.create_task(pilot.press("escape"))
        await asyncio.sleep(0)
        go_on.set()
        await leaving
        await settle(pilot)
        assert screen_of(pilot)
        assert "★" not in text_of(pilot, "#articles")


async def test_an_empty_journal_says_what_will_stand_there(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "H")
        assert "Nothing yet." in text_of(pilot)
        await press(pilot, "U", "q")
        assert screen_of(pilot)


# -- reading


async def test_z_shows_only_the_article(app: NewsreaderApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = screen_of(pilot)
        await press(pilot, "Z")
        assert not screen.list_pane.display
        assert not screen.source_list.display
        assert screen.article_view.text.has_focus
        first = screen.article_view.entry
        await press(pilot, "n")
        assert screen.article_view.entry != first
        assert not screen.list_pane.display
        await press(pilot, "t", "escape")
        assert not screen.list_pane.display
        await press(pilot, "escape")
        assert screen.list_pane.display
        assert screen.article_list.has_focus
        await press(pilot, "Z", "Z")
        assert screen.list_pane.display


async def test_space_reads_the_whole_view_from_wherever_one_begins(
    library: Library, services: Services
) -> None:
    app = NewsreaderApp(library, services=services)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "G")
        screen = screen_of(pilot)
        for _ in screen.article_list.numbers:
            assert screen.article_view.entry is not None
            library.mark([screen.article_view.entry.article.id], "read", "1", "read")
            await press(pilot, "space")
        assert library.counts().unread == 0
        assert "All is read here" in text_of(pilot, "#status")


# -- out


@pytest.mark.parametrize(("suffix", "begins"), [("md", "---"), ("txt", "Chess"), ("html", "<!D")])
async def test_s_saves_the_article_as_its_name_says(
    app: NewsreaderApp, tmp_path_factory: pytest.TempPathFactory, suffix: str, begins: str
) -> None:
    file = tmp_path_factory.mktemp("saved") / f"hat.{suffix}"
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "S")
        assert "2026-11-10 Chess-club-expels-its-champion" in text_of(pilot)
        await answer(pilot, str(file))
        assert file.read_text().startswith(begins)
        assert "He denies the pawn" in file.read_text()
        assert f"Saved as {file}"[:40] in text_of(pilot, "#status")
        file.write_text("mine")
        await press(pilot, "S")
        await answer(pilot, str(file))
        assert "overwrite?" in text_of(pilot)
        await press(pilot, "escape")
        assert file.read_text() == "mine"
        await press(pilot, "S")
        await answer(pilot, str(file))
        await press(pilot, "enter")
        assert file.read_text().startswith(begins)


async def test_saving_never_touches_a_file_of_the_library(
    app: NewsreaderApp, library: Library
) -> None:
    path = entry_of(library, "Chess").paths[0]
    before = path.read_text()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "S")
        await answer(pilot, str(path))
        assert "only read" in text_of(pilot, "#bottom")
        assert path.read_text() == before


async def test_a_name_that_says_no_format_is_refused(app: NewsreaderApp, library: Library) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "S")
        await answer(pilot, str(library.places.data / "article.docx"))
        assert "has to end in one of .md, .txt, .html" in warned(pilot)


async def test_the_pipe_gives_the_article_to_a_program(
    library: Library, services: Services
) -> None:
    given: list[tuple[str, str]] = []

    def pipe(command: str, text: str) -> None:
        given.append((command, text))

    app = NewsreaderApp(library, services=replace(services, pipe=pipe))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        await press(pilot, "vertical_line")
        await answer(pilot, "wc -w")
        ((command, text),) = given
        assert command == "wc -w"
        assert "He denies the pawn" in text
        await press(pilot, "vertical_line")
        assert "wc -w" in text_of(pilot, "#prompt")


async def test_a_program_that_fails_is_said(library: Library, services: Services) -> None:
    def fails(command: str, _: str) -> None:
        raise NotRun(f"{command}: ended with status 3")

    app = NewsreaderApp(library, services=replace(services, pipe=fails))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await press(pilot, "vertical_line")
        await answer(pilot, "grep nothing")
        assert "grep nothing: ended with status 3" in warned(pilot)


async def test_what_is_typed_right_after_t_is_the_tag_and_no_command(
    app: NewsreaderApp, library: Library
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await go_to(pilot, "Chess")
        for key in ("t", *"hats", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        with suppress(WorkerCancelled):  # What is offered for "h" is none of "ha"'s business.
            await settle(pilot)
        await settle(pilot)
        assert entry_of(library, "Chess").tags == ("hats",)
        assert library.counts().archived == library.counts().starred == 0
