"""The article pane: what it mounts, and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from newsreader.config import Places
from newsreader.library import Library
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.services import Services

from .conftest import FERRY, press, screen_of, settle, text_of
from .test_main import go_to

_PARAGRAPH = "The ferry crossed the harbour, and the goat stood at the rail and looked back. " * 6


@pytest.mark.parametrize("name", ["long.txt", "long.md"])
async def test_a_megabyte_sets_only_what_is_in_sight_before_it_is_painted(
    tmp_path: Path, user_places: Places, services: Services, name: str
) -> None:
    joint = "\n" if name.endswith("txt") else "\n\n"
    paragraphs = [f"{number}. part: {_PARAGRAPH}" for number in range(2100)]
    (tmp_path / name).write_text("A long article\n" + joint.join(paragraphs), encoding="utf-8")
    with Library.open([tmp_path / name], user_places) as library:
        library.sync()
        app = NewsreaderApp(library, services=services)
        async with app.run_test(size=(160, 45)) as pilot:
            await settle(pilot)
            view = screen_of(pilot).article_view.text
            assert view.entry is not None
            await view.show(view.entry)
            assert view.document is not None
            pieces = view.document.pieces
            assert len(pieces) > 300
            assert sum(piece.is_parsed for piece in pieces) < 6
            await press(pilot, "enter", "G")
            assert "2099. part" in text_of(pilot, "#article")
            assert all(piece.is_set for piece in pieces)


async def test_the_pane_resizes_with_the_window(app: NewsreaderApp) -> None:
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(pilot)
        await pilot.resize_terminal(70, 20)
        await settle(pilot)
        await press(pilot, "enter")
        assert screen_of(pilot).article_view.region.width == 70
        await pilot.resize_terminal(200, 60)
        await settle(pilot)
        assert screen_of(pilot).source_list.region.width > 0
        assert screen_of(pilot).article_view.region.width <= 96


async def test_the_facts_of_an_article_break_between_them_in_any_width(app: NewsreaderApp) -> None:
    async with app.run_test(size=(60, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        for width in range(24, 60):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
            lines = [line.strip() for line in text_of(pilot, "#article").splitlines()]
            assert not any(line.startswith(("·", "min", "Nov")) for line in lines), (width, lines)


async def test_a_search_opens_the_article_at_its_first_hit_and_n_walks_on(
    tmp_path: Path, user_places: Places, services: Services
) -> None:
    lines = [f"Line {number} of a long account of the harbour." for number in range(120)]
    lines[60] += " Here the pelican first appears."
    lines[110] += " Here the pelican is seen again."
    (tmp_path / "a.txt").write_text("A long account\n" + "\n".join(lines), encoding="utf-8")
    with Library.open([tmp_path / "a.txt"], user_places) as library:
        library.sync()
        app = NewsreaderApp(library, services=services)
        async with app.run_test(size=(120, 30)) as pilot:
            await settle(pilot)
            await press(pilot, "slash", *"pelican", "enter")
            assert "pelican first appears" in text_of(pilot, "#article")
            await press(pilot, "n")
            assert "pelican is seen again" in text_of(pilot, "#article")
            await press(pilot, "N")
            assert "pelican first appears" in text_of(pilot, "#article")


async def test_w_shows_the_whole_page_and_the_article_again(app: NewsreaderApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await go_to(pilot, "Harbour ferry")
        assert "Ada Brenner, The Associated Press" not in text_of(pilot, "#article")
        await press(pilot, "w")
        page = text_of(pilot, "#article")
        for line in ("Ada Brenner, The Associated Press", "___", "Orchestra finds its tuba"):
            assert line in page
        await press(pilot, "w")
        assert "Ada Brenner, The Associated Press" not in text_of(pilot, "#article")


async def test_a_kind_of_section_can_be_shown_for_good_in_a_source(
    app: NewsreaderApp, news: Path
) -> None:
    other = news / "Daybreak" / "tuba.txt"
    glued_on = FERRY[FERRY.index("___") :]
    body = "The tuba of the town band has been found, undented, in the loft of the fire station."
    other.write_text(f"Another\n{body}\n{glued_on}", encoding="utf-8")
    assert app.library is not None
    app.library.sync()
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await go_to(pilot, "Harbour ferry")
        view = screen_of(pilot).article_view.text
        related = next(fold for fold in view.folds if fold.section.items)
        while view.current_fold() is not related:
            await press(pilot, "right_curly_bracket")
        await press(pilot, "z", "s")
        assert "Radio Ost · 3 hours ago" in text_of(pilot, "#article")
        screen_of(pilot).article_list.focus()
        await go_to(pilot, "Another")
        assert "Radio Ost · 3 hours ago" in text_of(pilot, "#article")
        await press(pilot, "U")
        assert "Radio Ost · 3 hours ago" not in text_of(pilot, "#article")


def runs(pilot: Pilot[None], words: str) -> list[Segment]:
    """The parts of the article on the screen that read so."""
    view = screen_of(pilot).article_view.text
    lines = [view.render_line(y) for y in range(view.size.height)]
    return [segment for line in lines for segment in line if segment.text == words]


async def test_hits_and_the_one_walked_to_are_told_apart_without_colour(
    app: NewsreaderApp,
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"boiler", "space", *"goat", "enter")
        found = [run.style for word in ("goat", "boiler") for run in runs(pilot, word)]
        assert len(found) == 2
        assert [(style.underline, style.reverse) for style in found if style] == [
            (None, True),
            (True, None),
        ]
        await press(pilot, "n")
        assert [bool(run.style and run.style.reverse) for run in runs(pilot, "boiler")] == [True]


async def test_a_hit_in_a_section_that_was_searched_opens_it(app: NewsreaderApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"in:related", "space", *"tuba", "enter")
        assert "Orchestra finds its tuba" in text_of(pilot, "#article")
        current = screen_of(pilot).article_view.text.current
        await press(pilot, "n")
        assert screen_of(pilot).article_view.text.current != current


async def test_links_to_the_web_are_told_to_the_terminal(app: NewsreaderApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await go_to(pilot, "[Updated]")
        (link,) = runs(pilot, "the ministry")
        assert link.style is not None
        assert link.style.link == "https://ministry.example/bread"
        assert link.style.underline


async def test_another_width_keeps_the_paragraph_at_the_top(
    tmp_path: Path, user_places: Places, services: Services
) -> None:
    lines = [f"Line {number}. {_PARAGRAPH}" for number in range(60)]
    (tmp_path / "a.txt").write_text("A long account\n" + "\n".join(lines), encoding="utf-8")
    with Library.open([tmp_path / "a.txt"], user_places) as library:
        library.sync()
        app = NewsreaderApp(library, services=services)
        async with app.run_test(size=(160, 30)) as pilot:
            await settle(pilot)
            await press(pilot, "enter", *["pagedown"] * 4)
            before = screen_of(pilot).article_view.text.position
            assert before > 5
            for width in (60, 100, 45, 200):
                await pilot.resize_terminal(width, 30)
                await settle(pilot)
                assert screen_of(pilot).article_view.text.position == before


async def test_what_is_in_sight_stays_when_what_is_above_is_set(
    tmp_path: Path, user_places: Places, services: Services
) -> None:
    paragraphs = [
        f"- {number}. item" if number % 7 else f"{number}. {_PARAGRAPH}" for number in range(900)
    ]
    (tmp_path / "a.md").write_text("# Long\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    with Library.open([tmp_path / "a.md"], user_places) as library:
        library.sync()
        app = NewsreaderApp(library, services=services)
        async with app.run_test(size=(120, 30)) as pilot:
            await settle(pilot)
            view = screen_of(pilot).article_view.text
            assert view.entry is not None
            await view.show(view.entry)
            view.scroll_to(y=view.max_scroll_y // 2, animate=False, immediate=True)
            seen = [view.render_line(y).text for y in range(view.size.height)]
            await settle(pilot)
            assert [view.render_line(y).text for y in range(view.size.height)] == seen
