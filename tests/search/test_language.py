"""The query language, line by line: each query with exactly the articles it finds."""

from __future__ import annotations

import pytest

from newsreader.search.index import Index
from tests.search.library import ARTICLES, ask

SINCE_JULY = {"weapons", "shipments", "court", "president", "market"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # Words: all of them, stemmed and folded, in headline or body.
        ("ukraine weapons", {"weapons"}),
        ("weapon", {"weapons", "shipments"}),
        ("WEAPONS", {"weapons", "shipments"}),
        ("organise", {"shipments", "ferry"}),
        ("defence", {"shipments"}),
        ("colours", {"ferry"}),
        ("harbour", {"pope", "ferry"}),
        ("us", {"shipments", "president"}),
        ("u.s.", {"shipments", "president"}),
        ("cafe zurich naive", {"fete"}),
        ("o'neil", set()),
        ("ukraine's", {"weapons"}),
        ("1000", {"court"}),
        ("at&t", {"court"}),
        ("🎻", {"fete"}),
        ("zebra", set()),
        # Other languages.
        ("зброї", {"weapons-uk"}),
        ("здоров’я", {"weapons-uk"}),
        ("haus", {"houses"}),
        ("strasse", {"houses"}),
        ("朝市", {"market"}),
        ("東京", {"market"}),
        ("京", {"market"}),
        ("東京都の港", {"market"}),
        ("都京", set()),
        ("ニュース", {"market"}),
        ("الميناء", {"bazaar"}),
        # Phrases.
        ('"joint production"', {"weapons"}),
        ('"production joint"', set()),
        ('"joint weapons"', {"weapons"}),
        ('"joint weapons"~3', {"weapons"}),
        ('"weapons joint"', set()),
        ('"shells factories"~2', set()),
        ('"factories shells"~4', {"weapons"}),
        ('"the very last"', {"fete"}),
        ('"last last"~4', {"fete"}),
        ('"last last"', set()),
        # Booleans.
        ("patriot OR himars", {"weapons", "shipments"}),
        ("weapons -ukraine", {"shipments"}),
        ("weapons NOT ukraine", {"shipments"}),
        ("-trump", ARTICLES.keys() - {"court"}),
        ("-trump -weapons", ARTICLES.keys() - {"court", "weapons", "shipments"}),
        ("(patriot OR ferry) harbour", {"pope", "ferry"}),
        ("ferry harbour OR trump", {"pope", "ferry", "court"}),
        ("choir -(songs OR naive)", {"ferry"}),
        ("choir -songs OR golf", {"ferry", "fete", "court"}),
        # Beginnings and misspellings.
        ("ukr*", {"weapons", "shipments"}),
        ("producti*", {"weapons", "president"}),
        ('"joint prod"*', {"weapons"}),
        ("zelensky", {"president"}),
        ("zelenskyi~", {"president"}),
        ("lindneau~", {"president", "fete"}),
        ("harbuor~1", {"pope", "ferry"}),
        ("marbour~", set()),
        # As written.
        ("=US", set()),
        ("=us", {"president"}),
        ("=Weapons", set()),
        ("=weapons", {"weapons", "shipments"}),
        ("=Ukraine", {"weapons"}),
        ('="joint production"', {"weapons"}),
        ('="Joint production"', set()),
        ("=Ca*", {"fete"}),
        ("-=us weapons", {"weapons", "shipments"}),
        # The headline.
        ("title:pope", {"pope"}),
        ('title:"weapons production"', {"weapons"}),
        ("title:(ferry OR golf)", {"ferry", "court"}),
        ("title:harb*", {"pope", "ferry"}),
        ("ferry -title:ferry", {"pope"}),
        # Facts.
        ("by:novikov", {"weapons", "pope"}),
        ('by:"illia novikov"', {"weapons"}),
        ("by:(illia OR ann)", {"weapons", "shipments"}),
        ("by:o’neil", {"shipments"}),
        ("agency:ap", {"weapons", "shipments"}),
        ("place:kyiv", {"weapons", "president"}),
        ("source:cbc", {"shipments", "pope"}),
        ("source:=gaz", set()),
        ("source:gaz weapons", set()),
        ("tag:defence", {"weapons"}),
        ("lang:uk", {"weapons-uk"}),
        ("story:s1", {"weapons", "shipments"}),
        ("copies:>3", {"weapons", "shipments"}),
        ("-copies:1", {"weapons", "shipments"}),
        ("is:starred", {"shipments"}),
        ("is:later", {"pope"}),
        ("is:archived", {"ferry"}),
        ("is:read", {"shipments", "ferry"}),
        ("is:unread weapons", {"weapons"}),
        ("has:note", {"pope"}),
        ("has:related", {"weapons"}),
        ("has:copies -has:related", {"shipments"}),
        ("place:kyiv OR golf", {"weapons", "president", "court"}),
        ("agency:ap weapons -tag:defence", {"shipments"}),
        # Dates; today is Wednesday, 16 July 2025.
        ("after:2025-07-01", SINCE_JULY),
        ("after:2025-07-01 before:2025-07-09", {"weapons", "shipments"}),
        ("before:2025", {"ferry"}),
        ("on:2025-07-02", {"weapons"}),
        ("date:2025-06..2025-07-02", {"weapons", "pope"}),
        ("date:..2024", {"ferry"}),
        ("on:yesterday", {"president"}),
        ("on:last week", {"court"}),
        ('on:"last week"', {"court"}),
        ("date:this week", {"president", "market"}),
        ("on:monday", {"market"}),
        ("newer:2w", {"weapons", "shipments", "court", "president", "market"}),
        ("older:3m", {"ferry", "weapons-uk", "houses", "bazaar"}),
        ("weapons newer:2w", {"weapons", "shipments"}),
        # Folded sections.
        ("pope", {"pope", "ferry"}),
        ("in:related pope", {"weapons", "pope", "ferry"}),
        ("pope in:comments", {"pope", "ferry"}),
        ("trump in:all", {"court", "ferry"}),
        ("in:related title:pope", {"pope"}),
        ("in:related,hashtags mill fair", {"weapons"}),
        ("in:related pope -(in:hashtags ostrava)", {"pope", "ferry"}),
        # Nothing asked, everything found.
        ("", ARTICLES.keys()),
        ("sort:date", ARTICLES.keys()),
    ],
)
def test_a_query_finds_exactly(index: Index, query: str, found: set[str]) -> None:
    assert set(ask(index, query)) == set(found)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("pope", ["pope", "ferry"]),  # the headline counts more than the body
        ("in:related pope", ["pope", "ferry", "weapons"]),  # and that more than what is folded
        ("weapons OR ministry", ["shipments", "weapons"]),  # two words count more than one
    ],
)
def test_the_best_article_comes_first(index: Index, query: str, best: list[str]) -> None:
    assert ask(index, query) == best


def test_the_last_word_completes_while_typing(index: Index) -> None:
    assert set(ask(index, "harb", typing=True)) == {"pope", "ferry"}
    assert set(ask(index, "harb ", typing=True)) == set()
    assert set(ask(index, "harb fer", typing=True)) == set()
    assert set(ask(index, '"joint prod', typing=True)) == {"weapons"}


def test_a_word_left_out_does_not_complete_while_typing(index: Index) -> None:
    assert set(ask(index, "weapons -ukr", typing=True)) == {"weapons", "shipments"}


def test_no_letter_typed_makes_a_word_disappear_that_will_be_found(index: Index) -> None:
    for word in ("production", "organisers", "weapons", "colours", "himars"):
        for length in range(3, len(word) + 1):
            assert ask(index, word[:length], typing=True), word[:length]


def test_a_saved_search_can_be_used_in_a_query(index: Index) -> None:
    saved = {"arms": "weapons OR himars", "wire": "agency:ap @arms"}
    assert set(ask(index, "@arms -patriot", saved=saved)) == {"shipments"}
    assert set(ask(index, "@wire mill", saved=saved)) == {"weapons"}
    assert set(ask(index, "-@arms choir", saved=saved)) == {"ferry", "president", "fete"}


def test_what_a_saved_search_looks_into_is_looked_into(index: Index) -> None:
    assert set(ask(index, "@glued", saved={"glued": "in:related fair"})) == {"weapons"}


def test_what_is_wrong_in_a_query_does_not_keep_the_rest_from_finding(index: Index) -> None:
    assert set(ask(index, "date:someday patriot")) == {"weapons"}
    assert set(ask(index, '"joint production')) == {"weapons"}
    assert set(ask(index, "((patriot")) == {"weapons"}
    assert set(ask(index, "is:unraed patriot")) == {"weapons"}
    assert set(ask(index, "mill:ostrava")) == {"weapons"}
