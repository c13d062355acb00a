"""Searching: words by the index, facts by the catalogue, joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreader.library import Library, Scope, View
from tests.library.helpers import feed, found, id_of, write

_ARTICLES = {
    "Gazette/apples.md": """---
title: Apples arrive early
author: Ada Brenner
date: 2025-07-02
language: en
---

The orchards of Norland sent their first apples to market on Wednesday. The ferry was late.
""",
    "Gazette/pears.md": """---
title: Pears are late
author: Illia Hollander
date: 2025-07-20
language: en
---

Pears need another week, growers say, and the market can wait for them.
""",
    "Überblick/stadt.md": """---
title: Die Stadt baut
date: 2025-06-30T22:15:00Z
language: de
---

Der Markt bekommt ein neues Dach, und die Fähre einen neuen Steg.
""",
    "Courier/month.md": """---
title: Monthly ferry figures
date: 2025-07
language: en
---

The ferry carried more passengers than in any July before.
""",
}
_SCRAPED = """Minister opens the ferry terminal
LINDENAU, Norland (AP) — A minister cut a ribbon at the new terminal on Monday and spoke for an hour.
The terminal cost less than the ribbon, said a man with a dog.
___
Ada Brenner, The Associated Press
Related Articles
Norland Post
an hour ago
Volcano wakes after a century of sleep
Read more
"""


@pytest.fixture
def shelf(library: Library, news: Path) -> Library:
    """A few articles that differ in every fact."""
    for name, text in _ARTICLES.items():
        write(news / name, text)
    write(news / "Scraped" / "terminal.txt", _SCRAPED, changed=1_500_000_000)
    write(news / "wire.xml", feed(("g1", "Bridge opens to walkers"), title="Wire of the World"))
    library.sync()
    return library


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("apples", {"Apples"}),
        ("market", {"Apples", "Pears"}),
        ("market -apples", {"Pears"}),
        ("apples OR pears", {"Apples", "Pears"}),
        ("title:late", {"Pears"}),
        ('"first apples"', {"Apples"}),
        ("source:gazette", {"Apples", "Pears"}),
        ("source:gaz market", {"Apples", "Pears"}),
        ("source:uberblick", {"Die"}),
        ("source:=gazette", {"Apples", "Pears"}),
        ("source:=gaz", set()),
        ('source:"wire of the world"', {"Bridge"}),
        ("source:wire.xml", {"Bridge"}),
        ("-source:gazette ferry", {"Monthly", "Minister"}),
        ("by:brenner", {"Apples", "Minister"}),
        ("agency:ap", {"Minister"}),
        ("place:lindenau", {"Minister"}),
        ("lang:de", {"Die"}),
        ("on:2025-07-02", {"Apples", "Monthly"}),
        ("after:2025-07-03 before:2025-07-31 by:hollander", {"Pears"}),
        ("before:2025-07-01", {"Die", "Minister"}),
        ("after:2025-07-01 market", {"Apples", "Pears"}),
        ("date:2025-06", {"Die"}),
        ("date:2025-06..2025-07 lang:en", {"Apples", "Pears", "Monthly"}),
        ("older:3m agency:ap", {"Minister"}),
        ("has:related", {"Minister"}),
        ("volcano", set()),
        ("in:related volcano", {"Minister"}),
        ("in:all volcano", {"Minister"}),
        ("tag:defence", set()),
        ("story:abcd", set()),
        ("copies:>3", set()),
        ("has:note", set()),
        ("is:later", set()),
        ("-is:archived apples", {"Apples"}),
    ],
)
def test_a_query_finds(shelf: Library, query: str, expected: set[str]) -> None:
    assert found(shelf, query) == expected
    assert shelf.search(query).problems == []


def test_marks_are_facts(shelf: Library) -> None:
    shelf.mark([id_of(shelf, "Apples")], "read", "1", "read")
    shelf.mark([id_of(shelf, "Pears")], "starred", "1", "star")
    assert found(shelf, "is:read") == {"Apples"}
    assert found(shelf, "is:starred") == {"Pears"}
    assert found(shelf, "is:unread market") == {"Pears"}
    shelf.undo()
    assert found(shelf, "is:starred") == set()


def test_an_empty_query_is_everything_newest_first(shelf: Library) -> None:
    hits = shelf.search("").hits
    assert [hit.number for hit in hits] == shelf.list(Scope(View.ALL))


def test_newest_first_if_asked_for(shelf: Library) -> None:
    by_date = [hit.number for hit in shelf.search("ferry sort:date").hits]
    assert by_date == [number for number in shelf.list(Scope(View.ALL)) if number in set(by_date)]
    best_first = shelf.search("ferry").hits
    assert sorted(hit.number for hit in best_first) == sorted(by_date)
    scores = [hit.score for hit in best_first]
    assert scores == sorted(scores, reverse=True)


def test_all_are_counted_and_only_the_best_returned(shelf: Library) -> None:
    all_of_them = shelf.search("ferry OR market")
    best = shelf.search("ferry OR market", limit=2)
    assert best.total == all_of_them.total == len(all_of_them.hits)
    assert best.hits == all_of_them.hits[:2]


def test_many_hits_stand_in_the_same_order_as_few(
    shelf: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = shelf.search("ferry OR is:unread").hits
    monkeypatch.setattr("newsreader.library.columns.FEW", 0)
    assert shelf.search("ferry OR is:unread").hits == few


def test_a_scope_bounds_the_search(shelf: Library) -> None:
    gazette = next(source for source in shelf.sources() if source.name == "Gazette")
    assert shelf.search("", scope=Scope(View.ALL, gazette.key)).total == 2
    shelf.mark([id_of(shelf, "Apples")], "read", "1", "read")
    assert shelf.search("market", scope=Scope(View.UNREAD, gazette.key)).total == 1
    assert shelf.search("market", scope=Scope(View.STARRED)).total == 0


def test_a_word_that_is_being_typed_completes(shelf: Library) -> None:
    assert shelf.search("orch", typing=True).total == 1
    assert shelf.search("orch").total == 0


def test_a_snippet_shows_why(shelf: Library) -> None:
    answer = shelf.search("passengers")
    snippet = shelf.snippet(answer.hits[0].number, answer)
    assert snippet is not None
    ((start, end),) = snippet.spans
    assert snippet.text[start:end] == "passengers"


def test_a_snippet_may_come_from_a_folded_section_that_was_searched(shelf: Library) -> None:
    answer = shelf.search("in:related volcano")
    snippet = shelf.snippet(answer.hits[0].number, answer)
    assert snippet is not None
    assert "Volcano wakes" in snippet.text


def test_what_is_wrong_with_a_query_is_said_and_its_words_are_found(shelf: Library) -> None:
    answer = shelf.search('colour:red (apples "')
    assert answer.problems
    assert shelf.search("(apples").total == 1


def test_searching_before_the_index_is_made_says_so(library: Library) -> None:
    answer = library.search("ferry")
    assert answer.total == 0
    assert [problem.message for problem in answer.problems] == [
        "The index is still being made: words find nothing until it is."
    ]


_PIECES = st.sampled_from(
    ["ferry", "market*", "-", "(", ")", '"', "OR", "NOT", "is:unread", "source:", "after:2025",
     "date:..", "copies:>3", "in:all", "sort:date", "~2", "title:", "=Apples", "\x00", "ü", "@x",
     "older:99999999y", "on:0000", "lang:\ud800"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.one_of(st.text(), st.lists(_PIECES).map(" ".join)))
def test_any_query_is_safe(shelf: Library, text: str) -> None:
    answer = shelf.search(text)
    assert answer.total == len(answer.hits)
