"""A list of any length costs what is on the screen."""

from __future__ import annotations

import tracemalloc

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
