"""Lists of documents compared, whichever way is the quicker for their lengths."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.postings.fields import Field, InSegment, common
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
    parts = [
        InSegment(base, _SIZE, np.array(some, np.uint16), _frequencies(some))
        for base, some in ((0, one), (_SIZE, other))
    ]
    field = Field(parts, np.ones(2 * _SIZE, np.float32))
    wanted = np.array([*asked, *(number + _SIZE for number in asked)], np.intp)
    standing = dict(zip(field.documents.tolist(), field.frequencies.tolist(), strict=True))
    here, counts = field.standing(wanted)
    found = dict(zip(wanted[here].tolist(), counts.tolist(), strict=True))
    assert found == {at: standing[at] for at in wanted.tolist() if at in standing}


def _frequencies(some: list[int]) -> Array:
    return np.array([number % 7 for number in some], np.uint8)
