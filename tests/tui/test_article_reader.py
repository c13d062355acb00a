"""What can be done with an article: find, follow, select, quote, keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsreader.config import Places
from newsreader.library import Library
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.services import Services
from newsreader.tui.widgets.find_bar import FindBar

from .conftest import press, screen_of, settle, text_of

SIZE = (120, 30)

_TEXT = """\
---
title: The harbour
date: 2026-11-20
url: https://gazette.example/harbour
---
The first paragraph has a [link](https://one.example) and a [second](mailto:a@b.example).

The second paragraph tells of a Pelican.

{}

The last paragraph tells of the pelican, and of a café.

## Comments

A pelican, says a reader.
"""


@pytest.fixture
def harbour(tmp_path: Path, user_places: Places) -> Iterator[Library]:
    filler = "\n\n".join(f"Paragraph {number} tells of nothing at all." for number in range(40))
    (tmp_path / "harbour.md").write_text(_TEXT.format(filler), encoding="utf-8")
    (tmp_path / "other.md").write_text("# Other\n\nAnother article.\n", encoding="utf-8")
    with Library.open([tmp_path], user_places) as library:
        library.sync()
        yield library


@pytest.fixture
def reader(harbour: Library, services: Services) -> NewsreaderApp:
    return NewsreaderApp(harbour, services=services)


async def open_harbour(pilot: Pilot[None]) -> None:
    await settle(pilot)
    screen = screen_of(pilot)
    rows = screen.library.rows(screen.article_list.numbers)
    screen.article_list.cursor = [row.title for row in rows].index("The harbour")
    await settle(pilot)
    await press(pilot, "enter")


def note(pilot: Pilot[None]) -> str:
    return text_of(pilot, "#find-note").strip()


async def test_f_finds_as_typed_and_n_walks_from_match_to_match(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        view = screen_of(pilot).article_view
        await press(pilot, "f", *"pelican")
        assert note(pilot).startswith("1 of ")
        assert "tells of a Pelican" in text_of(pilot, "#article")
        await press(pilot, "enter")
        assert view.text.has_focus
        await press(pilot, "n")
        assert "tells of the pelican" in text_of(pilot, "#article")
        assert view.text.scroll_offset.y > 0
        await press(pilot, "N")
        assert "tells of a Pelican" in text_of(pilot, "#article")
        await press(pilot, "N")
        assert "Nothing more above" in text_of(pilot, "#status")
        await press(pilot, "escape")
        assert not view.finding
        assert view.text.has_focus


async def test_what_is_found_in_a_folded_section_opens_it(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        assert not any(fold.opened for fold in screen_of(pilot).article_view.text.folds)
        await press(pilot, "f", *"says", "enter")
        assert "A pelican, says a reader." in text_of(pilot, "#article")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cafe", "1 of 1"),
        ("/caf./", "1 of 1"),
        ("zeppelin", "nothing found"),
        ("/(/", "No regular"),
    ],
)
async def test_finding_says_what_came_of_it(reader: NewsreaderApp, typed: str, said: str) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "f")
        screen_of(pilot).query_one(FindBar).line.value = typed
        await settle(pilot)
        assert said in note(pilot)


async def test_esc_while_finding_goes_back_to_where_the_focus_was(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "escape")
        assert screen_of(pilot).article_list.has_focus
        await press(pilot, "f", *"pelican", "escape")
        assert screen_of(pilot).article_list.has_focus
        assert not screen_of(pilot).query_one(FindBar).display


async def test_another_article_ends_the_search_in_the_last(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "f", *"pelican", "enter", "escape", "escape")
        await press(pilot, "f", *"pelican", "enter")
        screen = screen_of(pilot)
        screen.article_list.cursor = 1 - screen.article_list.cursor
        await settle(pilot)
        assert not screen.article_view.finding


async def test_links_are_followed_and_copied_by_their_letters(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "semicolon")
        assert "has a aink and a second" in text_of(pilot, "#article")
        await press(pilot, "a")
        assert "Opened https://one.example" in text_of(pilot, "#status")
        assert "has a link and a second" in text_of(pilot, "#article")
        await press(pilot, "semicolon", "y", "s")
        assert "Copied mailto:a@b.example" in text_of(pilot, "#status")
        assert pilot.app.clipboard == "mailto:a@b.example"
        await press(pilot, "semicolon", "q")
        assert "No link is labelled q" in text_of(pilot, "#status")
        await press(pilot, "G", "semicolon")
        assert "no link in sight" in text_of(pilot, "#status")


async def test_a_click_on_a_link_follows_it(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        lines = text_of(pilot, "#article").split("\n")
        y = next(number for number, line in enumerate(lines) if "a link" in line)
        await pilot.click("#article", offset=(lines[y].index("link") + 1, y))
        await settle(pilot)
        assert "Opened https://one.example" in text_of(pilot, "#status")


async def test_a_quotation_is_the_first_paragraph_with_its_source(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "Y")
        assert pilot.app.clipboard.startswith(
            "> The first paragraph has a link and a second.\n\n— "
        )
        assert "“The harbour”" in pilot.app.clipboard
        assert pilot.app.clipboard.endswith("20 Nov\nhttps://gazette.example/harbour")


async def test_paragraphs_are_selected_by_key_and_quoted(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "v", "j", "j", "v", "j")
        assert "▌ The second paragraph" in text_of(pilot, "#article").replace("▌  ", "▌ ")
        await press(pilot, "Y")
        assert pilot.app.clipboard.startswith(
            "> The second paragraph tells of a Pelican.\n>\n> Paragraph 0 tells of nothing at all.\n"
        )
        assert "▌" not in text_of(pilot, "#article")
        await press(pilot, "v", "escape")
        assert screen_of(pilot).article_view.text.selected is None
        assert screen_of(pilot).article_view.text.has_focus


async def test_what_the_mouse_selects_is_quoted_in_any_width(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        lines = text_of(pilot, "#article").split("\n")
        y = next(number for number, line in enumerate(lines) if "second paragraph" in line)
        x = lines[y].index("second")
        await pilot.mouse_down("#article", offset=(x, y))
        await pilot.hover("#article", offset=(x + 10, y))
        await pilot.hover("#article", offset=(x + 15, y))
        await pilot.mouse_up("#article", offset=(x + 15, y))
        await settle(pilot)
        assert screen_of(pilot).get_selected_text() == "second paragraph"
        await pilot.resize_terminal(100, 30)
        await press(pilot, "Y")
        assert pilot.app.clipboard.startswith("> second paragraph\n")


async def test_a_kept_passage_is_marked_kept_for_good_and_undone(
    reader: NewsreaderApp, harbour: Library, services: Services
) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "v", "j", "j", "P")
        assert "▎" in text_of(pilot, "#article")
        entry = screen_of(pilot).article_view.entry
        assert entry is not None
        assert [passage.text for passage in entry.passages] == [
            "The second paragraph tells of a Pelican."
        ]
    again = NewsreaderApp(harbour, services=services)
    async with again.run_test(size=(60, 30)) as pilot:
        await open_harbour(pilot)
        assert "▎" in text_of(pilot, "#article")
        await press(pilot, "U")
        assert "▎" not in text_of(pilot, "#article")


async def test_keeping_says_what_to_do_where_nothing_is_selected(reader: NewsreaderApp) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "P")
        assert "Select a passage first" in text_of(pilot, "#status")


async def test_an_article_opens_where_it_was_left_in_any_width(
    reader: NewsreaderApp, harbour: Library, services: Services
) -> None:
    async with reader.run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "pagedown")
        top = text_of(pilot, "#article").split("\n")[0].strip()
        top = top or text_of(pilot, "#article").split("\n")[1].strip()
    again = NewsreaderApp(harbour, services=services)
    async with again.run_test(size=(58, 20)) as pilot:
        await open_harbour(pilot)
        assert top in "\n".join(text_of(pilot, "#article").split("\n")[:3])
        screen_of(pilot).article_view.text.action_scroll_end()
        await press(pilot, "escape")
        screen_of(pilot).article_list.cursor = 1 - screen_of(pilot).article_list.cursor
        await settle(pilot)
        await open_harbour(pilot)
        assert "The harbour" in text_of(pilot, "#article")


async def test_copies_go_to_the_system_too(harbour: Library, services: Services) -> None:
    copied: list[str] = []

    def copy(text: str) -> bool:
        copied.append(text)
        return True

    services = replace(services, copy=copy)
    async with NewsreaderApp(harbour, services=services).run_test(size=SIZE) as pilot:
        await open_harbour(pilot)
        await press(pilot, "y")
        assert copied == ["https://gazette.example/harbour"]
