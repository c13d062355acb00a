"""Did you mean …?, and what is found where nothing fits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsreader.config import Places
from newsreader.library import Library
from tests.library.helpers import BAKERY, FERRY, ORCHARD, found, write


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One library for all that only ask."""
    folder = tmp_path_factory.mktemp("shelf")
    news = folder / "news"
    for name, text in (("ferry", FERRY), ("bakery", BAKERY), ("orchard", ORCHARD)):
        write(news / "Gazette" / f"{name}.txt", text)
    places = Places(config=folder / "config", data=folder / "data", cache=folder / "cache")
    with Library.open([news], places) as library:
        library.sync()
        yield library


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("harbuor", "harbour"),
        ("blosom", "blossom"),
        ("ferry harbuor", "ferry harbour"),
        ("growres candels", "growers candles"),
        ("invietd", "invited"),  # the mistake is in the ending
        ("-ferry blosom", "-ferry blossom"),
        ("title:orchrads", "title:orchards"),
        ('"brass bnad"', '"brass band"'),
        ("brassband", "brass band"),
        ("black smith school teacher", None),
        ("school teacher", "schoolteacher"),
        ("titel:ferry", "title:ferry"),
        ("surce:gazette", "source:gazette"),
        ("ferry", None),
        ("blossom", None),
        ("zebra", None),
        ("=harbuor", None),
        ("harb*", None),
        ("is:unraed", "is:unread"),
        ("", None),
    ],
)
def test_what_was_meant(shelf: Library, query: str, meant: str | None) -> None:
    assert shelf.did_you_mean(query) == meant


def test_a_word_that_is_still_typed_is_not_corrected(shelf: Library) -> None:
    assert shelf.did_you_mean("harb", typing=True) is None
    assert shelf.did_you_mean("hrab", typing=True) is None


def test_where_nothing_fits_what_nearly_fits_is_found(shelf: Library) -> None:
    for query in ("harbuor", "harbuor goat", "harbour loaf candles"):
        answer = shelf.search(query)
        assert answer.total
        assert answer.nearly
    assert found(shelf, "harbuor") == {"Harbour"}
    assert found(shelf, "harbour loaf zebra") == {"Harbour", "Bakery"}


def test_what_has_more_of_the_words_comes_first(shelf: Library) -> None:
    hits = shelf.search("candles orchards goat").hits
    assert [row.title.split()[0] for row in shelf.rows([hit.number for hit in hits])] == [
        "Frost",
        "Harbour",
    ]


def test_what_fits_is_never_mixed_with_what_nearly_fits(shelf: Library) -> None:
    answer = shelf.search("ferry goat")
    assert not answer.nearly
    assert answer.total == 1


def test_what_is_no_word_has_to_hold_all_the_same(shelf: Library) -> None:
    assert shelf.search("harbuor -goat").total == 0
    assert shelf.search("harbuor source:zzz").total == 0
    assert not shelf.search("harbuor source:zzz").nearly


def test_what_acts_on_all_it_finds_can_ask_for_what_fits_only(shelf: Library) -> None:
    assert shelf.search("harbuor", nearly=False).total == 0


def test_the_words_that_were_found_are_marked(shelf: Library) -> None:
    answer = shelf.search("harbuor")
    title = shelf.rows([answer.hits[0].number])[0].title
    assert [title[start:end] for start, end in answer.highlighter.spans(title, headline=True)] == [
        "Harbour"
    ]
