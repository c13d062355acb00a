"""A list of any length costs what is on the screen."""

from __future__ import annotations

import tracemalloc
from collections.abc import Hashable

from textual.app import App, ComposeResult
from textual.content import Content

from newsreader.tui.widgets.virtual_list import VirtualList


class _Numbers(VirtualList):
    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []

    def on_mount(self) -> None:
        self.set_rows(100_000)

    def row_lines(self, index: int, width: int) -> list[Content]:
        self.drawn.append(index)
        return [Content(f"row {index}"[:width])]


class _App(App[None]):
    def compose(self) -> ComposeResult:
        yield _Numbers()


class _Kept(_Numbers):
    def row_look(self, index: int) -> Hashable:
        return index


class _KeptApp(App[None]):
    laid_out = 0

    def compose(self) -> ComposeResult:
        yield _Kept()

    def count_layouts(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self.screen, self._count)

    def _count(self, _: object) -> None:
        self.laid_out += 1


async def test_only_rows_on_the_screen_are_drawn() -> None:
    app = _App()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        numbers = app.query_one(_Numbers)
        assert set(numbers.drawn) <= set(range(25))
        numbers.drawn.clear()
        await pilot.press("G")
        await pilot.pause()
        assert numbers.cursor == 99_999
        assert all(index > 99_900 for index in numbers.drawn)


async def test_a_step_draws_two_rows() -> None:
    app = _App()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        numbers = app.query_one(_Numbers)
        numbers.focus()
        await pilot.pause()
        numbers.drawn.clear()
        await pilot.press("j")
        await pilot.pause()
        assert set(numbers.drawn) == {0, 1}


async def test_a_step_is_not_dearer_in_a_longer_list() -> None:
    app = _App()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        numbers = app.query_one(_Numbers)
        numbers.move_to(50_000)
        tracemalloc.start()
        try:
            numbers.move_to(50_001)
            assert tracemalloc.get_traced_memory()[1] < 100_000
        finally:
            tracemalloc.stop()


async def test_pages_and_ends() -> None:
    app = _App()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        numbers = app.query_one(_Numbers)
        numbers.focus()
        await pilot.press("pagedown")
        assert numbers.cursor == 19
        await pilot.press("pageup", "k")
        assert numbers.cursor == 0
        await pilot.press("end", "j")
        assert numbers.cursor == 99_999
        await pilot.press("home")
        assert numbers.cursor == 0


async def test_a_list_that_scrolls_draws_what_comes_into_sight() -> None:
    app = _KeptApp()
    async with app.run_test(size=(40, 20)) as pilot:
        numbers = app.query_one(_Kept)
        numbers.focus()
        await pilot.press("pagedown")
        numbers.drawn.clear()
        await pilot.press("j")
        await pilot.pause()
        assert numbers.scroll_offset.y == 1
        assert numbers.drawn == [20]
        await pilot.press("k", "j")
        await pilot.pause()
        assert numbers.drawn == [20, 20]  # once with the cursor and once without


async def test_rows_are_drawn_anew_in_another_theme_and_width() -> None:
    app = _KeptApp()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        numbers = app.query_one(_Kept)
        for change in (lambda: setattr(app, "theme", "textual-light"), None):
            numbers.drawn.clear()
            if change:
                change()
            else:
                await pilot.resize_terminal(30, 20)
            await pilot.pause()
            assert set(numbers.drawn) >= set(range(20))


async def test_more_rows_lay_nothing_out_but_the_scroll_bar() -> None:
    app = _KeptApp()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        app.count_layouts()
        numbers = app.query_one(_Kept)
        numbers.set_rows(200_000)
        await pilot.pause()
        assert app.laid_out == 0
        assert numbers.max_scroll_y == 200_000 - 20
        numbers.set_rows(3)
        await pilot.pause()
        assert app.laid_out > 0
        assert numbers.size.width == 40


async def test_the_scroll_bar_is_painted_when_its_thumb_moves() -> None:
    app = _KeptApp()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        numbers = app.query_one(_Kept)
        bar = numbers.vertical_scrollbar
        places = set()
        for line in range(100):
            numbers.scroll_to(y=line, animate=False)
            places.add(bar.position)
        assert places == {0}
        numbers.scroll_to(y=50_000, animate=False)
        assert abs(bar.position - 50_000) < 1_000
        numbers.scroll_to(y=numbers.max_scroll_y, animate=False)
        assert bar.position == numbers.max_scroll_y
