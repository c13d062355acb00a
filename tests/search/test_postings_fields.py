"""Lists of documents compared, whichever way is the quicker for their lengths."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.postings.counts import pack
from newsreader.search.postings.fields import Field, InSegment, Worth, common
from newsreader.search.postings.files import Array

_SIZE = 300

documents = st.sets(st.integers(0, _SIZE - 1)).map(sorted)
kinds = st.sampled_from((np.uint16, np.intp))


@given(documents, documents, kinds)
def test_what_two_lists_share_stands_at_these_places_of_both(
    one: list[int], other: list[int], kind: type[np.integer]
) -> None:
    first, second = np.array(one, kind), np.array(other, kind)
    here, there = common(first, second)
    assert first[here].tolist() == second[there].tolist() == sorted({*one} & {*other})


@given(documents, documents, documents)
def test_documents_are_looked_up_through_all_segments(
    one: list[int], other: list[int], asked: list[int]
) -> None:
    field = _field(one, other)
    wanted = np.array([*asked, *(number + _SIZE for number in asked)], np.intp)
    standing = dict(zip(field.documents.tolist(), field.packed.tolist(), strict=True))
    here, counts = field.standing(wanted)
    found = dict(zip(wanted[here].tolist(), counts.tolist(), strict=True))
    assert found == {at: standing[at] for at in wanted.tolist() if at in standing}


@given(documents, documents)
def test_a_word_weighs_what_it_does_in_text_and_headline_however_often_it_stands_there(
    one: list[int], other: list[int]
) -> None:
    field = _field(one, other)
    weights = field.weigh(field.documents, field.packed)
    numbers = np.array([*one, *other], np.int64)
    assert weights.tolist() == (_in_text(numbers) + 3 * _in_headline(numbers)).tolist()


def _field(one: list[int], other: list[int]) -> Field:
    """A term's documents in two segments; an occurrence counts 1, in a headline 3."""
    parts = [
        InSegment(base, _SIZE, np.array(some, np.uint16), pack(_in_text(some), _in_headline(some)))
        for base, some in ((0, one), (_SIZE, other))
    ]
    worth = np.ones(2 * _SIZE, np.float32)
    return Field(parts, Worth(worth), Worth(3 * worth))


def _in_text(some: list[int] | Array) -> Array:
    """Often enough for the number not to fit into a byte."""
    return 1 + np.array(some, np.int64) % 80


def _in_headline(some: list[int] | Array) -> Array:
    return np.array(some, np.int64) % 7
