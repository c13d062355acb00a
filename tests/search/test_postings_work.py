"""How much of the index a search looks at: no clock tells it, so no busy machine can hide it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.search.index import Index, IndexDocument
from newsreader.search.postings import heaviest, merging
from newsreader.search.postings.files import Array, ArrayFile
from newsreader.search.query import And, Node, Phrase, Word

COUNT = 400
Looked = Callable[[Node], dict[str, int]]


@pytest.fixture
def looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Looked:
    """Counts the values that a search for the second time takes from each file."""
    monkeypatch.setattr(merging, "MANY_POSTINGS", 3 * COUNT)
    monkeypatch.setattr(heaviest, "LEAST", COUNT)
    monkeypatch.setattr(heaviest, "KEPT", 30)
    index = Index(tmp_path / "index")
    index.rebuild(
        IndexDocument(
            id=str(number),
            title=f"bridge{number % 2}",
            body=" ".join(
                f"{word}{number % many}"
                for word, many in (
                    ("ferry", 2),
                    ("bread", 10),
                    ("mayor", 100),
                    ("tin", 1),
                    ("tar", 1),
                )
            )
            + " tub tab"
            + " often" * (1 + number % 19),
        )
        for number in range(COUNT)
    )

    def count(tree: Node) -> dict[str, int]:
        index.search(tree)
        taken: dict[str, int] = {}
        part = ArrayFile.part

        def counted(file: ArrayFile, name: str, start: int = 0, stop: int | None = None) -> Array:
            found = part(file, name, start, stop)
            taken[file._name[-3:]] = taken.get(file._name[-3:], 0) + len(found)
            return found

        with monkeypatch.context() as patch:
            patch.setattr(ArrayFile, "part", counted)
            index.search(tree, limit=5)
        return {name: taken.get(name, 0) for name in ("doc", "frq", "pos")}

    return count


def test_a_word_looks_at_its_own_postings_only(looked: Looked) -> None:
    assert looked(Word("mayor7")) == {"doc": 4, "frq": 4, "pos": 0}
    assert looked(Word("ferry1")) == {"doc": 200, "frq": 200, "pos": 0}
    both = And((Word("mayor7"), Word("ferry1")))
    assert looked(both) == {"doc": 204, "frq": 204, "pos": 0}


def test_no_list_is_looked_at_once_nothing_is_left(looked: Looked) -> None:
    assert looked(And((Word("absent"), Word("ferry1")))) == {"doc": 0, "frq": 0, "pos": 0}
    three = And((Word("mayor7"), Word("mayor8"), Word("ferry1")))
    assert looked(three) == {"doc": 8, "frq": 8, "pos": 0}


def test_a_word_in_headlines_looks_at_one_list(looked: Looked) -> None:
    assert looked(Word("bridge1")) == {"doc": 200, "frq": 200, "pos": 0}


def test_the_best_of_a_frequent_word_are_known(looked: Looked) -> None:
    assert looked(Word("often")) == {"doc": 0, "frq": 0, "pos": 0}


def test_a_phrase_looks_at_its_words_only(looked: Looked) -> None:
    found = looked(Phrase(("bread7", "mayor7")))
    assert found["pos"] <= 44
    assert found["doc"] == found["frq"] == 44


def test_the_beginning_of_a_word_is_one_slice(looked: Looked) -> None:
    assert looked(Word("mayor", prefix=True)) == {"doc": COUNT, "frq": COUNT, "pos": 0}


def test_a_first_letter_is_added_up_already(looked: Looked) -> None:
    assert looked(Word("t", prefix=True)) == {"doc": 0, "frq": COUNT, "pos": 0}


def test_a_misspelling_looks_at_what_is_like_it_only(looked: Looked) -> None:
    # mayor7 and the ten of two figures that have a 7, and the other nine of one figure
    assert looked(Word("mayor7", fuzzy=1))["doc"] <= 4 * 30
