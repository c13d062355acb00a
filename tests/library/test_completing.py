"""What could be typed next in the search bar."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsreader.config import Places
from newsreader.library import Completion, Library
from tests.library.helpers import id_of, write


def _markdown(title: str, author: str, text: str, place: str = "") -> str:
    return (
        f"---\ntitle: {title}\nauthor: {author}\ndate: 2025-07-02\nlanguage: en\n---\n\n"
        f"{place}{text}\n"
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One library for all that only ask."""
    folder = tmp_path_factory.mktemp("shelf")
    news = folder / "news"
    write(news / "Gazette" / "a.md", _markdown("Apples", "Ada Brenner", "Production of weapons."))
    write(news / "Gazette" / "b.md", _markdown("Benches", "Ada Brenner and Bo Ray", "Productions."))
    write(news / "Long Reads" / "c.md", _markdown("Carts", "Bo Ray", "Protest in a café."))
    write(
        news / "Scraped" / "e.txt",
        "Eels return to the river\nLINDENAU, Norland (AP) — The eels took the ferry, said a man.\n",
    )
    places = Places(config=folder / "config", data=folder / "data", cache=folder / "cache")
    with Library.open([news], places) as library:
        library.sync()
        yield library


def offered(library: Library, text: str) -> list[tuple[str, int | None]]:
    return [(found.insert, found.count) for found in library.complete(text)]


@pytest.mark.parametrize(
    ("text", "completions"),
    [
        ("source:", [("Gazette", 2), ('"Long Reads"', 1), ("Scraped", 1)]),
        ("ferry source:lo", [('"Long Reads"', 1)]),
        ("source:rea", [('"Long Reads"', 1)]),
        ('source:"long r', [('"Long Reads"', 1)]),
        ("agency:", [("AP", 1)]),
        ("place:lin", [('"Lindenau, Norland"', 1)]),
        ("by:", [('"Ada Brenner"', 2), ('"Bo Ray"', 2)]),
        ("by:ray", [('"Bo Ray"', 2)]),
        ("is:un", [("unread", None)]),
        ("has:re", [("related", None)]),
        ("in:related,com", [("comments", None)]),
        ("sort:d", [("date", None)]),
        ("older:2", [("2w", None)]),
        ("on:last", [('"last week"', None), ('"last month"', None)]),
        ("sou", [("source:", None)]),
        ("produ", [("production", 2)]),
        ("producti", [("production", 2)]),
        ("PROD", [("production", 2)]),
        ("caf", [("café", 1)]),
        ("", []),
        ("ferry ", []),
        ("zzz", []),
        ("source:zzz", []),
        ("copies:", []),
    ],
)
def test_what_is_offered(
    shelf: Library, text: str, completions: list[tuple[str, int | None]]
) -> None:
    assert offered(shelf, text) == completions


def test_a_completion_says_what_it_replaces(shelf: Library) -> None:
    assert shelf.complete("x source:lon y", 12) == [
        Completion('"Long Reads"', "Long Reads", 1, start=9, end=12)
    ]
    assert shelf.complete("x sour y", 4)[0] == Completion("source:", "source:", None, 2, 6)


def test_words_follow_the_names_of_fields(shelf: Library) -> None:
    assert offered(shelf, "p") == [
        ("place:", None),
        ("passage:", None),
        ("production", 2),
        ("protest", 1),
    ]


def test_a_phrase_has_no_fields_in_it(shelf: Library) -> None:
    assert offered(shelf, '"the p') == [("production", 2), ("protest", 1)]


def test_tags_are_offered_by_name(shelf: Library) -> None:
    shelf.mark([id_of(shelf, "Apples")], "tag:defense", "Défense", "tag")
    assert offered(shelf, "tag:d") == [("Défense", 1)]
    shelf.undo()


def test_every_offer_of_a_value_finds_as_many_as_it_says(shelf: Library) -> None:
    for field in ("source", "agency", "place", "by", "outlet", "lang"):
        offers = offered(shelf, f"{field}:")
        assert offers
        for insert, count in offers:
            assert shelf.search(f"{field}:{insert}", nearly=False).total == count


def test_before_the_index_is_made_there_are_no_words(library: Library) -> None:
    assert offered(library, "produ") == []


def test_at_most_so_many_are_offered(shelf: Library) -> None:
    assert len(shelf.complete("p", limit=2)) == 2
