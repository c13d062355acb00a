"""What a query finds, spread over sources, months, agencies and tags."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.config import Places
from newsreader.library import Facet, Library, Scope, View
from tests.library.helpers import id_of, write


def _markdown(title: str, date: str, text: str) -> str:
    return f"---\ntitle: {title}\ndate: {date}\nlanguage: en\n---\n\n{text}\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One library for all that only ask."""
    folder = tmp_path_factory.mktemp("shelf")
    news = folder / "news"
    write(news / "Gazette" / "a.md", _markdown("Apples", "2025-07-02", "The ferry was late."))
    write(news / "Gazette" / "b.md", _markdown("Benches", "2025-07-30", "A ferry of benches."))
    write(news / "Gazette Extra" / "c.md", _markdown("Carts", "2025-06", "The cart and the ferry."))
    write(news / 'The "Best" News' / "d.md", _markdown("Doors", "2024-03", "A door, and no boat."))
    write(
        news / "Scraped" / "e.txt",
        "Eels return to the river\nLINDENAU (AP) — The eels took the ferry on Monday, said a man.\n",
        changed=1_500_000_000,
    )
    places = Places(config=folder / "config", data=folder / "data", cache=folder / "cache")
    with Library.open([news], places) as library:
        library.sync()
        yield library


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def told(facets: list[Facet]) -> dict[str, int]:
    return {facet.label: facet.count for facet in facets}


def test_where_nothing_fits_the_facets_are_those_of_what_nearly_does(shelf: Library) -> None:
    assert shelf.search("late zeppelin").nearly
    assert told(shelf.facets("late zeppelin").sources) == {"Gazette": 1}


def test_the_facets_of_a_query(shelf: Library) -> None:
    facets = shelf.facets("ferry")
    assert told(facets.sources) == {"Gazette": 2, "Gazette Extra": 1, "Scraped": 1}
    assert told(facets.months) == {"2025-07": 2, "2025-06": 1, "2017-07": 1}
    assert told(facets.agencies) == {"AP": 1}
    assert facets.tags == []


def test_the_largest_comes_first_and_the_latest_month(shelf: Library) -> None:
    facets = shelf.facets("ferry")
    assert facets.sources[0].label == "Gazette"
    assert [facet.label for facet in facets.months] == ["2025-07", "2025-06", "2017-07"]


@pytest.mark.parametrize("query", ["", "ferry", "ferry OR door", "-ferry", "source:gaz"])
def test_a_facet_counts_what_its_term_will_find(shelf: Library, query: str) -> None:
    facets = shelf.facets(query)
    for facet in (*facets.sources, *facets.months, *facets.agencies, *facets.tags):
        assert not facet.chosen
        narrowed = shelf.toggled(query, facet.term)
        assert shelf.search(narrowed, nearly=False).total == facet.count, narrowed
        assert shelf.search(shelf.toggled(narrowed, facet.term)).total == shelf.search(query).total


def test_a_chosen_facet_says_so(shelf: Library) -> None:
    (chosen,) = (facet for facet in shelf.facets("ferry agency:AP").agencies if facet.chosen)
    assert chosen.term == "agency:AP"
    assert shelf.toggled("ferry agency:AP", chosen.term) == "ferry"


def test_facets_are_those_of_a_view(shelf: Library) -> None:
    shelf.mark([id_of(shelf, "Apples")], "starred", "1", "star")
    assert told(shelf.facets("ferry", Scope(View.STARRED)).sources) == {"Gazette": 1}
    shelf.undo()


def test_nothing_found_has_no_facets(shelf: Library) -> None:
    facets = shelf.facets("zebra")
    assert not (facets.sources or facets.months or facets.agencies or facets.tags)


@pytest.mark.usefixtures("in_new_york")
def test_months_are_those_of_the_readers_time_zone(library: Library, news: Path) -> None:
    write(news / "late.md", _markdown("Late", "2025-08-01T02:00:00Z", "A moment."))
    write(news / "day.md", _markdown("Day", "2025-08-01", "A day and no more."))
    library.sync()
    assert told(library.facets("").months) == {"2025-08": 1, "2025-07": 1}
    assert told(library.facets("moment").months) == {"2025-07": 1}
