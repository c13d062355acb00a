"""How much work nasty queries are: what is counted does not depend on how busy the machine is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
import pytest

from newsreader.search import analysis
from newsreader.search.grammar import MAX_OPEN, parse
from newsreader.search.index import Index, IndexDocument
from newsreader.search.joining import Matches
from newsreader.search.postings.files import Array
from newsreader.search.postings.lexicon import Lexicon
from newsreader.search.query import Node
from newsreader.search.ranking import favoured
from tests.search.nasty import COMMON, EVERY

COUNT = 60
FIELDS = 2
"""Headline and body."""
DOCUMENTS = {
    f"{number:02}": IndexDocument(
        id=f"{number:02}",
        title=f"Ferry harbour {number}",
        body=f"The {COMMON} of the {COMMON.title()} wordya F{number} ferries {'a ' * 9}",
    )
    for number in range(COUNT)
}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index(tmp_path / "index")
    index.rebuild(DOCUMENTS.values())
    return index


def test_a_misspelt_word_is_looked_for_among_the_terms_once(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = Counter[bytes]()
    resembling = Lexicon.resembling

    def counted(
        lexicon: Lexicon, field: str, start: int, stop: int, word: bytes, most: int
    ) -> list[bytes]:
        looked[word] += 1
        return resembling(lexicon, field, start, stop, word, most)

    def words(node: Node) -> tuple[Array, Array]:
        found = index.find(node)
        return found.numbers, found.scores

    monkeypatch.setattr(Lexicon, "resembling", counted)
    for text in EVERY:
        looked.clear()
        tree = parse(text).tree
        found = index.find(tree)
        known = Matches(np.ones(COUNT, bool), np.ones(COUNT, np.float32))
        favoured(tree, known, words)
        assert len(index.find(tree).numbers) == len(found.numbers)
        assert set(looked.values()) <= {FIELDS}, text
        assert len(looked) <= 2 * MAX_OPEN, text  # a word and its stem


def test_a_text_is_looked_through_once_however_many_words_stand_as_written(index: Index) -> None:
    looked = Counter[str]()

    def texts(ids: Collection[str]) -> Iterator[IndexDocument]:
        looked.update(ids)
        return (DOCUMENTS[id_] for id_ in ids)

    for text in EVERY:
        looked.clear()
        index.search(parse(text).tree, documents=texts)
        assert set(looked.values()) <= {1}, text


@pytest.mark.parametrize("query", ["=the", "=of OR =the", "=f*", '="of the"', '="the of"~5'])
def test_texts_with_spaces_around_the_words_are_not_cut_into_words(
    index: Index, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    cut = 0
    words = analysis.words

    def counted(text: str) -> Iterator[analysis.Token]:
        nonlocal cut
        cut += len(text)
        return words(text)

    tree = parse(query).tree
    monkeypatch.setattr(analysis, "words", counted)
    found = index.search(tree, documents=lambda ids: [DOCUMENTS[id_] for id_ in ids])
    assert found
    assert cut < COUNT * 20
