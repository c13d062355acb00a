"""Segments of more documents than 16 bits number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Term

from newsreader.search.index import Index, IndexDocument
from newsreader.search.postings.counts import LATE
from newsreader.search.postings.halves import HALF, MOST_DOCUMENTS, parted, whole
from newsreader.search.query import And, Node, Not, Or, Phrase, Word

COUNT = HALF + 3_000
numbers = st.one_of(
    st.integers(0, 3), st.integers(HALF - 3, HALF + 3), st.integers(0, MOST_DOCUMENTS - 1)
)


@given(st.lists(numbers))
def test_numbers_are_put_together_again(some: list[int]) -> None:
    for ascending in (True, False):
        wanted = np.array(sorted(set(some)) if ascending else some, np.int32)
        listed, late = parted(wanted)
        packed = 1 + late * np.uint8(LATE)
        assert whole(listed, packed, ascending=ascending).tolist() == wanted.tolist()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index(tmp_path_factory.mktemp("index"))
    index.rebuild(_documents())
    return index


def _documents() -> Iterator[IndexDocument]:
    for number in range(COUNT):
        yield IndexDocument(
            id=f"{number:06}",
            title=f"mast{number % 11}",
            body=" ".join(_words(number)),
            number=number,
            sort_at=number,
        )


def _words(number: int) -> list[str]:
    """The words of a text: some stand everywhere, some around the middle, one on each side."""
    words = [f"ferri{number % 3}", f"bread{number % 5}", f"mayor{number % 7_000}"]
    if abs(number - HALF) < 3:
        words += ["harbor", "harbor", "tide"]
    if number in (3, HALF + 2_000):
        words += ["oar", f"hull{number}"]
    return words


def _numbers(index: Index, tree: Node) -> list[int]:
    return sorted(index.find(tree).numbers.tolist())


def test_words_are_found_on_both_sides(index: Index) -> None:
    assert index.count() == COUNT
    near = list(range(HALF - 2, HALF + 3))
    every = range(COUNT)
    asked: list[tuple[Node, list[int]]] = [
        (Word("ferri1"), list(every[1::3])),
        (Word("mayor10"), list(every[10::7_000])),
        (Word("mast4", title=True), list(every[4::11])),
        (Word("harbor"), near),
        (Word("oar"), [3, HALF + 2_000]),
        (Word("hull3"), [3]),
        (Word("hull", prefix=True), [3, HALF + 2_000]),
        (Word("hull4", fuzzy=1), [3]),
        (Phrase(("harbor", "tide")), near),
        (Phrase(("bread2", "mayor2")), list(every[2::7_000])),
        (Phrase(("tide", "harbor"), within=3), near),
        (Phrase(("mayor2", "harb"), prefix=True), []),
        (And((Word("ferri1"), Word("bread1"))), list(every[1::15])),
        (And((Word("harbor"), Not(Word("ferri0")))), [one for one in near if one % 3]),
        (Or((Word("oar"), Word("tide"))), [3, *near, HALF + 2_000]),
        (Or((Word("ferri0"), Word("ferri1"), Word("ferri2"))), list(every)),
    ]
    for tree, wanted in asked:
        assert _numbers(index, tree) == wanted, tree


def test_the_newest_are_those_of_the_highest_numbers(index: Index) -> None:
    newest = index.find(Word("ferri1"), limit=3, newest=True).numbers.tolist()
    assert newest == list(range(COUNT)[1::3])[:-4:-1]


def test_the_best_are_the_same_however_they_are_asked_for(index: Index) -> None:
    tree = Or((Word("harbor"), Word("bread1")))
    everything = index.find(tree)
    best = index.find(tree, limit=20)
    assert best.numbers.tolist() == everything.numbers[:20].tolist()
    assert sorted(best.numbers[:5].tolist()) == list(range(HALF - 2, HALF + 3))


def test_whoosh_reads_the_same(index: Index) -> None:
    generation = next(index.folder.glob("generation-*"))
    with FileIndex(FileStorage(str(generation)), indexname="MAIN").searcher() as searcher:
        for word in ("ferri1", "harbor", "oar", "mayor10"):
            found = list(Term("body", word).docs(searcher))
            assert found == _numbers(index, Word(word))


def test_changes_and_merges_leave_both_sides_right(tmp_path: Path) -> None:
    index = Index(tmp_path)
    index.rebuild(_documents())
    index.update(
        [IndexDocument(id="000003", title="", body="harbor", number=3, sort_at=COUNT)],
        [f"{number:06}" for number in (HALF - 1, HALF, HALF + 2_000)],
    )
    wanted = [3, HALF - 2, HALF + 1, HALF + 2]
    assert _numbers(index, Word("harbor")) == wanted
    assert index.merge(everything=True)
    assert _numbers(index, Word("harbor")) == wanted
    assert _numbers(index, Word("oar")) == []
    assert index.count() == COUNT - 3
    assert len(_numbers(index, Word("ferri", prefix=True))) == COUNT - 4
