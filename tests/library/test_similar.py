"""More like this."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.errors import UnknownArticle
from newsreader.library import Library
from tests.library.helpers import write

_GOAT = (
    "A goat named Perpetua boarded the harbour ferry without a ticket on Saturday and ate the "
    "timetable, the purser's hat and a wreath that was meant for the mayor. The ferry turned back "
    "twice, once for the goat and once for the hat, and reached the far shore an hour late. Nobody "
    "had invited the goat, the purser said, and nobody would be asked to pay for the wreath."
)
_HAT = (
    "The purser whose hat Perpetua ate has bought a new one, of felt, which goats are said to "
    "dislike. The ferry pays for it, after a meeting that lasted two hours and ended in a vote. The "
    "old hat had been his father's, who was purser before him and wore it in every weather, also "
    "indoors. What was left of it lies in a glass case at the landing stage, with a small label."
)
_ARTICLES = {
    "Gazette/goat.txt": f"Goat boards the ferry\n\n{_GOAT}\n",
    "Courier/goat.txt": f"A goat at sea\n\n{_GOAT} It was put ashore.\n",
    "Courier/purser.txt": f"Purser buys a new hat\n\n{_HAT}\n",
    "Post/purser.txt": f"Hat for the purser\n\n{_HAT} He wears it now.\n",
    "Post/timetable.txt": "New timetable for the ferry\n\nThe timetable that the goat Perpetua ate on "
    "Saturday was printed again, on slate, so that nothing which boards the harbour ferry without "
    "a ticket can eat it, the mayor and the purser said.\n",
    "Post/budget.txt": "Council finds two million crowns\n\nThe money lay in a drawer, the council "
    "said, between a lemon and the minutes of a meeting that never took place.\n",
    "Post/frost.txt": "Frost spares the orchards\n\nGrowers lit four thousand candles between the "
    "pear trees and stayed up with them until dawn.\n",
}


@pytest.fixture
def shelf(library: Library, news: Path) -> Library:
    for name, text in _ARTICLES.items():
        write(news / name, text)
    for number in range(40):
        write(news / "Fog" / f"{number}.txt", f"Fog bank number {number}\n\nA wall of mist.\n")
    library.sync()
    return library


def number_of(library: Library, title: str) -> int:
    hits = library.search(f'title:"{title}"', nearly=False).hits or library.search("").hits
    rows = library.rows([hit.number for hit in hits])
    return next(row.number for row in rows if row.title == title)


def alike(library: Library, title: str, limit: int = 20) -> list[str]:
    hits = library.similar(number_of(library, title), limit).hits
    return [row.title for row in library.rows([hit.number for hit in hits])]


def test_what_shares_rare_words_is_alike_and_copies_come_once(shelf: Library) -> None:
    found = alike(shelf, "Goat boards the ferry")
    assert len({"Purser buys a new hat", "Hat for the purser"} & set(found)) == 1
    assert "New timetable for the ferry" in found


def test_the_open_article_and_its_copies_are_left_out(shelf: Library) -> None:
    found = alike(shelf, "Goat boards the ferry")
    assert "Goat boards the ferry" not in found
    assert "A goat at sea" not in found


def test_what_shares_nothing_is_not_alike(shelf: Library) -> None:
    assert alike(shelf, "Frost spares the orchards") == []


def test_at_most_so_many_are_listed_best_first(shelf: Library) -> None:
    everything = alike(shelf, "Goat boards the ferry")
    assert alike(shelf, "Goat boards the ferry", 1) == everything[:1]


def test_what_is_alike_can_be_marked_in_the_texts(shelf: Library) -> None:
    found = shelf.similar(number_of(shelf, "Goat boards the ferry"))
    assert found.highlighter.spans("the goat had a wreath")
    assert shelf.snippet(found.hits[0].number, found)


def test_an_unknown_article_is_an_error(shelf: Library) -> None:
    with pytest.raises(UnknownArticle):
        shelf.similar(10_000)


def test_before_the_index_is_made_nothing_is_alike(library: Library, news: Path) -> None:
    write(news / "a.txt", _ARTICLES["Gazette/goat.txt"])
    library.sync()
    library._the_index().close()
    for file in (library.places.cache).rglob("manifest.json"):
        file.unlink()
    answer = library.similar(number_of(library, "Goat boards the ferry"))
    assert answer.hits == []
    assert answer.problems
