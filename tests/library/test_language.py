"""Every line of the query language, asked of a library that was read from files and marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.library import Library
from tests.library.helpers import found, id_of, write
from tests.stories.texts import LIGHTHOUSE, body

_DATED = {
    "Northern Post/mill.md": """---
title: Mill to forge shells with Kyiv
author: Illia Novak
outlet: The Northern Post
date: 2025-07-02
language: en
---

The joint production of weapons begins in autumn, and Ukraine pays for the first thousand shells.
""",
    "Northern Post/battery.md": """---
title: A battery of Patriot launchers changes hands
author: Ada Brenner
date: 2025-07-20
language: en
---

Joint exercises come before weapons are handed over, said an officer of the US army in the U.S.
""",
    "Harbour Courier/pope.md": """---
title: Pope blesses the fishing fleet
author: Ada Brenner
date: 2025-08-05
language: en
---

The boats went out after mass. Nobody spoke of weapons, and the pope stayed for soup.
""",
    "Harbour Courier/himars.md": """---
title: Rockets arrive by rail
date: 2025-06
language: en
---

Two HIMARS stood on the siding at Zelenskyi bridge; a cat slept below. They let us look.
""",
    "Dzvin/zbroia.md": """---
title: Завод кує зброю
date: 2025-01-05
language: uk
---

Завод почав кувати зброю разом із сусідами.
""",
}
_TERMINAL = """Minister opens the ferry terminal
KYIV, Ukraine (AP) — A minister cut a ribbon on Monday and spoke for an hour about the colour of water.
The terminal cost less than the ribbon, said a man with a dog.
___
Ada Brenner, The Associated Press
Related Articles
Norland Post
an hour ago
Volcano wakes after a visit of the pope
Read more
"""
_KEEPER = "Last keeper leaves the Skerry lighthouse"
EVERYTHING = {"Mill", "A", "Pope", "Rockets", "Завод", "Minister", "Last"}


@pytest.fixture
def shelf(library: Library, news: Path) -> Library:
    """Articles that differ in every fact, of which some are marked; one is a story of two outlets."""
    for name, text in _DATED.items():
        write(news / name, text)
    write(news / "Scraped" / "terminal.txt", _TERMINAL, changed=1_500_000_000)
    for outlet in ("Daybreak", "Wire"):
        write(news / outlet / f"{outlet}.txt", f"{_KEEPER}\n\n{outlet}\n\n{body(LIGHTHOUSE)}")
    library.sync()
    for beginning, field, value in (
        ("Mill", "starred", "1"),
        ("A battery", "later", "1"),
        ("Pope", "note", "Ask about the soup."),
        ("Pope", "archived", "1"),
        ("Rockets", "read", "1"),
        ("Mill", "tag:defense", "defence"),
    ):
        library.mark([id_of(library, beginning)], field, value, field)
    library.save_search("morning", "weapons OR himars")
    return library


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # Words.
        ("ukraine weapons", {"Mill"}),
        ("weapon", {"Mill", "A", "Pope"}),
        ("shell COLOR", set()),
        ("color", {"Minister"}),
        ("зброя", {"Завод"}),
        # Phrases.
        ('"joint production"', {"Mill"}),
        ('"production joint"', set()),
        ('"joint weapons"', set()),
        ('"joint weapons"~3', {"Mill"}),
        ('"joint weapons"~5', {"Mill", "A"}),
        # Either, not, grouping.
        ("patriot OR himars", {"A", "Rockets"}),
        ("weapons -pope", {"Mill", "A"}),
        ("-weapons -lighthouse", {"Rockets", "Завод", "Minister"}),
        ("(patriot OR production) joint", {"A", "Mill"}),
        ("patriot OR (soup boats)", {"A", "Pope"}),
        # Beginnings, misspellings, as written.
        ("ukr*", {"Mill", "Minister"}),
        ("zelensky~", {"Rockets"}),
        ("us", {"A", "Rockets"}),
        ("=US", {"A"}),
        ("=us", {"Rockets"}),
        ('="Joint exercises"', {"A"}),
        ('="joint exercises"', set()),
        ("weapons -=Joint", {"Mill", "Pope"}),
        ("=HIMARS OR =Patriot", {"Rockets", "A"}),
        # Fields.
        ("title:pope", {"Pope"}),
        ("title:(pope OR rockets)", {"Pope", "Rockets"}),
        ("by:novak", {"Mill"}),
        ("by:brenner", {"A", "Pope", "Minister"}),
        ("agency:ap", {"Minister"}),
        ("place:kyiv", {"Minister"}),
        ('source:"harbour courier"', {"Pope", "Rockets"}),
        ("source:(dzvin OR scraped)", {"Завод", "Minister"}),
        ('outlet:"northern post"', {"Mill", "A"}),
        ("tag:defence", {"Mill"}),
        ("lang:uk", {"Завод"}),
        ("copies:>1", {"Last"}),
        ("copies:2", {"Last"}),
        ("copies:>3", set()),
        # Saved searches.
        ("@morning", {"Mill", "A", "Pope", "Rockets"}),
        ("@morning ukraine", {"Mill"}),
        ("-@morning", {"Завод", "Minister", "Last"}),
        # Dates.
        ("after:2025-07-20 before:2026", {"A", "Pope"}),
        ("before:2025-06", {"Завод", "Minister"}),
        ("before:2025-08 after:2025-07", {"Mill", "A"}),
        ("on:2025-07-02", {"Mill"}),
        ("date:2025-07..2025-08", {"Mill", "A", "Pope"}),
        ("date:2025-06", {"Rockets"}),
        ("newer:2w", {"Last"}),
        ("older:3m", EVERYTHING - {"Last"}),
        # Marks, and what there is.
        ("is:starred", {"Mill"}),
        ("is:later", {"A"}),
        ("is:archived", {"Pope"}),
        ("is:read", {"Pope", "Rockets"}),
        ("is:unread weapons", {"Mill", "A"}),
        ("has:note", {"Pope"}),
        ("has:related", {"Minister"}),
        ("has:copies", {"Last"}),
        # Folded sections.
        ("pope", {"Pope"}),
        ("in:related pope", {"Pope", "Minister"}),
        ("volcano", set()),
        ("in:all volcano", {"Minister"}),
        ("in:all =Volcano", {"Minister"}),
        ("in:comments volcano", set()),
        # Order, which takes nothing away.
        ("sort:date", EVERYTHING),
        ("sort:relevance weapons", {"Mill", "A", "Pope"}),
    ],
)
def test_a_line_of_the_language_finds_exactly(
    shelf: Library, query: str, expected: set[str]
) -> None:
    answer = shelf.search(query, nearly=False)
    rows = shelf.rows([hit.number for hit in answer.hits])
    assert {row.title.split()[0] for row in rows} == expected
    assert answer.problems == []


def test_a_story_is_found_by_the_id_of_any_of_its_copies(shelf: Library) -> None:
    story = id_of(shelf, _KEEPER)
    assert found(shelf, f"story:{story}") == {"Last"}


def test_newest_first_and_best_first_are_two_orders(shelf: Library) -> None:
    def first(query: str) -> str:
        return shelf.rows([shelf.search(query).hits[0].number])[0].title

    assert first("weapons OR ukraine sort:date").startswith("Pope")
    assert first("weapons OR ukraine sort:relevance").startswith("Mill")


def test_a_fifth_word_as_written_is_found_in_any_form_and_that_is_said(shelf: Library) -> None:
    answer = shelf.search("=the =first =thousand =shells =weapon")
    assert [row.title.split()[0] for row in shelf.rows([answer.hits[0].number])] == ["Mill"]
    assert "4 words" in answer.problems[0].message
