from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.grammar import MAX_LENGTH, parse
from newsreader.search.narrowing import has_term, narrowed, toggled
from newsreader.search.query import And, conjunction

TODAY = date(2025, 7, 16)
PARTS = ("ferry", '"joint production"', "source:gazette", "-rain", "a OR b", "date:2025-07", "ukr*")


@pytest.mark.parametrize(
    ("text", "more", "both"),
    [
        ("ferry", "source:cbc", "ferry source:cbc"),
        ("", "source:cbc", "source:cbc"),
        ("ferry", "", "ferry"),
        ("a OR b", "source:cbc", "(a OR b) source:cbc"),
        ("ferry", "a OR b", "ferry (a OR b)"),
        ("a OR b", "c OR d", "(a OR b) (c OR d)"),
        ("ferry ", " late", "ferry late"),
        ('"open quote', "agency:ap", '"open quote" agency:ap'),
        ("(open bracket", "agency:ap", "(open bracket agency:ap"),
        ("ferry in:related", "in:comments late", "ferry in:related in:comments late"),
        ("titel:ferry", "late", "titel:ferry late"),
    ],
)
def test_a_query_and_a_filter_make_one_query(text: str, more: str, both: str) -> None:
    assert narrowed(text, more, today=TODAY) == both


def test_the_list_keeps_the_order_it_has() -> None:
    query = parse(narrowed("ferry sort:date", "late sort:relevance", today=TODAY))
    assert query.sort == "date"


@pytest.mark.parametrize(
    ("text", "term", "other"),
    [
        ("ferry", "source:cbc", "ferry source:cbc"),
        ("ferry source:cbc", "source:cbc", "ferry"),
        ("source:cbc ferry", "source:cbc", "ferry"),
        ("source:cbc", "source:cbc", ""),
        ('source:"Long Reads" ferry', 'source:"Long Reads"', "ferry"),
        ("a OR source:cbc", "source:cbc", "(a OR source:cbc) source:cbc"),
        ("(a OR b) date:2025-07", "date:2025-07", "(a OR b)"),
        ("ferry (source:cbc)", "source:cbc", "ferry"),
        ("-source:cbc", "source:cbc", "-source:cbc source:cbc"),
    ],
)
def test_choosing_a_facet_adds_it_and_choosing_it_again_removes_it(
    text: str, term: str, other: str
) -> None:
    assert toggled(text, term, today=TODAY) == other


@given(st.lists(st.sampled_from(PARTS), max_size=4).map(" ".join), st.sampled_from(PARTS))
def test_a_term_added_and_removed_leaves_what_was_asked(text: str, term: str) -> None:
    before = parse(text, today=TODAY).tree
    with_it = toggled(text, term, today=TODAY)
    if not has_term(text, term, today=TODAY):
        assert has_term(with_it, term, today=TODAY)
        after = parse(toggled(with_it, term, today=TODAY), today=TODAY).tree
        assert after == before


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_make_a_query_that_asks_for_both(text: str, more: str) -> None:
    both = narrowed(text, more, today=TODAY)
    if len(both) > MAX_LENGTH:
        return
    tree = parse(both, today=TODAY).tree
    trees = [parse(part, today=TODAY).tree for part in (text, more)]
    expected = conjunction([part for part in trees if str(part)])
    assert _parts(tree) == _parts(expected)


def _parts(tree: object) -> set[object]:
    return set(tree.children) if isinstance(tree, And) else {tree}
