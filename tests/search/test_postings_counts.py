"""How often words stand in documents and headlines, packed, written, and read again."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.index import Index, IndexDocument
from newsreader.search.postings.counts import LATE, CountsWriter, Packed, pack, read
from newsreader.search.postings.files import Array, ArrayFile, ArrayFileWriter
from newsreader.search.query import Node, Or, Phrase, Word

Pairs = list[tuple[int, int]]

times = st.one_of(st.integers(0, 4), st.sampled_from((61, 62, 63, 64, 255, 256, 70_000)))
pairs = st.lists(st.tuples(times, times).filter(any))
"""How often words stand in texts, and in their headlines."""


@given(pairs, st.data())
def test_what_is_packed_is_found_again(some: Pairs, data: st.DataObject) -> None:
    packed = pack(*_columns(some))
    assert packed.bytes.all()
    assert _pairs(packed) == some
    start = data.draw(st.integers(0, len(some)))
    stop = data.draw(st.integers(start, len(some)))
    assert _pairs(packed.part(start, stop)) == some[start:stop]
    chosen = data.draw(st.lists(st.integers(0, len(some) - 1)) if some else st.just([]))
    assert _pairs(packed.take(np.array(chosen, np.intp))) == [some[at] for at in chosen]


@given(st.lists(pairs, max_size=3), pairs, st.data())
def test_what_is_written_is_read_again(
    slabs: list[Pairs], other: Pairs, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "frq")
        file = ArrayFileWriter(path)
        for field, written in (("title", [other]), ("body", slabs)):
            counts = CountsWriter(file, field)
            for some in written:
                counts.write(*_columns(some), _late(some))
            counts.close()
        mapped = ArrayFile(path, file.close())
        everything = [pair for some in slabs for pair in some]
        assert _pairs(read(mapped, "title")) == other
        assert _pairs(read(mapped, "body")) == everything
        start = data.draw(st.integers(0, len(everything)))
        stop = data.draw(st.integers(start, len(everything)))
        assert _pairs(read(mapped, "body", start, stop)) == everything[start:stop]
        late = [bool(one) for some in slabs for one in _late(some)]
        assert [byte >= LATE for byte in read(mapped, "body").bytes.tolist()] == late


OFTEN = [(62, 0), (63, 0), (64, 1), (300, 2), (0, 3), (0, 4), (1, 4), (63, 3), (0, 70), (66, 66)]
"""Of some documents, how often a word stands in the body and in the headline."""


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = Index(tmp_path / "index")
    index.rebuild(_documents(OFTEN))
    return index


def test_words_weigh_the_same_however_their_documents_came_to_be_in_one_segment(
    index: Index, tmp_path: Path
) -> None:
    at_once = _answers(index)
    assert all(len(found) == len(OFTEN) for found in at_once)
    one_by_one = Index(tmp_path / "other")
    one_by_one.rebuild(iter(()))
    for document in _documents(OFTEN):
        one_by_one.update([document], [])
    assert _answers(one_by_one) == at_once
    assert one_by_one.merge(everything=True)
    assert _answers(one_by_one) == at_once


def test_words_weigh_the_same_after_other_documents_went(index: Index, tmp_path: Path) -> None:
    kept = OFTEN[1::2]
    index.update([], [str(number) for number in range(0, len(OFTEN), 2)])
    assert [found.keys() for found in _answers(index)] == [{*map(str, range(1, 10, 2))}] * 3
    index.merge(everything=True)
    alone = Index(tmp_path / "other")
    alone.rebuild(_documents(kept, step=2, first=1))
    assert _answers(index) == _answers(alone)


def test_a_word_that_stands_in_a_headline_alone_is_in_no_phrase_of_the_text(index: Index) -> None:
    found = index.search(Phrase(("tide", "tide")))
    several = {str(number) for number, pair in enumerate(OFTEN) if max(pair) > 1}
    assert found.keys() == several


def _documents(often: Pairs, first: int = 0, step: int = 1) -> list[IndexDocument]:
    return [
        IndexDocument(
            id=str(first + at * step),
            title="tide " * headline,
            body="tide " * body,
            number=first + at * step,
            sort_at=0,
        )
        for at, (body, headline) in enumerate(often)
    ]


def _answers(index: Index) -> list[dict[str, float]]:
    """What is found by a list, by all documents' weights, and by two lists."""
    tide = Word("tide")
    asked: list[Node] = [tide, Word("tid", prefix=True), Or((tide, Word("tides")))]
    return [index.search(node) for node in asked]


def _columns(some: Pairs) -> tuple[Array, Array]:
    columns = np.array(some, np.uint32).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def _late(some: Pairs) -> Array:
    """Any postings may be of documents with high numbers."""
    return np.array([sum(pair) % 3 == 1 for pair in some], bool)


def _pairs(packed: Packed) -> Pairs:
    counts = packed.counts()
    return list(zip(counts.frequencies.tolist(), counts.all_headlines().tolist(), strict=True))
