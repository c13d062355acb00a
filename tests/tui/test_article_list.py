"""The list of articles while it changes under the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from textual.app import App, ComposeResult

from newsreader.article import Precision, PublishedFrom
from newsreader.config import Settings
from newsreader.library import Row
from newsreader.tui.widgets.article_list import ArticleList
from newsreader.tui.widgets.article_row import Listed
from newsreader.tui.widgets.virtual_list import VirtualList

from .conftest import settle

LINES = 20
NOW = [datetime(2026, 5, 4, 12, 0, tzinfo=UTC)]


def fetch(numbers: Sequence[int]) -> list[Listed]:
    return [
        Listed(
            Row(
                number=number,
                id=str(number),
                title=f"Article {number}",
                outlet="Gazette",
                published="2026-05-04T11:00:00+00:00",
                precision=Precision.MINUTE,
                published_from=PublishedFrom.META,
                sort_at=0,
                read=False,
                starred=False,
                error=None,
                words=100,
            )
        )
        for number in numbers
    ]


class _App(App[None]):
    def compose(self) -> ComposeResult:
        yield ArticleList(fetch, Settings(), lambda: NOW[0])

    @property
    def articles(self) -> ArticleList:
        return self.query_one(ArticleList)

    @property
    def shown(self) -> list[str]:
        return [strip.text.strip() for strip in self.screen._compositor.render_strips()]


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The lines of the list that were painted."""
    lines: list[int] = []
    paint = VirtualList.render_line

    def noted(self: VirtualList, y: int) -> object:
        lines.append(y)
        return paint(self, y)

    monkeypatch.setattr(VirtualList, "render_line", noted)
    yield lines
    NOW[0] = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


async def test_what_arrives_out_of_sight_paints_nothing(painted: list[int]) -> None:
    app = _App()
    async with app.run_test(size=(60, LINES)) as pilot:
        app.articles.show(range(1000, 2000))
        await settle(pilot)
        app.articles.move_to(500)
        await settle(pilot)
        before = app.shown
        painted.clear()
        app.articles.extend(range(900, 2100))
        await settle(pilot)
        assert app.articles.current == 1500 and app.articles.cursor == 600
        assert not painted
        app.articles.refresh()
        await settle(pilot)
        assert painted and app.shown == before


async def test_what_arrives_in_sight_is_painted() -> None:
    app = _App()
    async with app.run_test(size=(60, LINES)) as pilot:
        app.articles.show(range(0, 2000, 2))
        await settle(pilot)
        app.articles.move_to(500)
        await settle(pilot)
        app.articles.extend(range(2000))
        await settle(pilot)
        assert app.articles.current == 1000
        for number in (1000, 999, 998):
            assert any(f"Article {number} " in line for line in app.shown)


async def test_an_age_is_told_anew_in_the_next_minute(painted: list[int]) -> None:
    app = _App()
    async with app.run_test(size=(60, LINES)) as pilot:
        app.articles.show(range(30))
        await settle(pilot)
        assert app.shown[3].endswith("1h")
        NOW[0] = datetime(2026, 5, 4, 14, 0, tzinfo=UTC)
        app.articles.refresh()
        await settle(pilot)
        assert painted and app.shown[3].endswith("3h")
