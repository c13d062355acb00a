"""Stories depend on who is alike, and on nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.stories.grouping import Member, Pair, grouped


def members(names: str) -> list[Member]:
    return [Member(name, 1000 - place) for place, name in enumerate(names)]


def pairs(*names: str) -> list[Pair]:
    return [Pair(name[0], name[1], 0.9) for name in names]


def test_articles_alike_are_one_story_fullest_first() -> None:
    found = grouped([Member("a", 300), Member("b", 500), Member("c", 400)], pairs("ab", "ac"))
    assert found == [["b", "c", "a"]]


def test_one_glued_article_does_not_tie_two_stories() -> None:
    two = pairs("ab", "ac", "bc", "xy", "xz", "yz")
    found = grouped(members("abcxyz"), [*two, Pair("c", "z", 0.5)])
    assert found == [["a", "b", "c"], ["x", "y", "z"]]


def test_what_was_split_off_stands_alone() -> None:
    apart = [Member("a", 3), Member("b", 2, apart=True), Member("c", 1)]
    assert grouped(apart, pairs("ab", "bc", "ac")) == [["a", "c"], ["b"]]


def test_what_was_joined_comes_with_its_whole_story() -> None:
    joined = [
        Member("a", 4),
        Member("b", 3, joined="j"),
        Member("x", 2, joined="j"),
        Member("y", 1),
    ]
    assert grouped(joined, pairs("ab", "xy")) == [["a", "b", "x", "y"]]


names = st.sampled_from("abcdefgh")
some_pairs = st.lists(
    st.builds(Pair, names, names, st.sampled_from([0.5, 0.7, 0.9])).filter(
        lambda pair: pair.one < pair.other
    ),
    unique_by=lambda pair: (pair.one, pair.other),
)


@given(some_pairs, st.randoms())
def test_the_order_of_arrival_does_not_matter(alike: list[Pair], chance) -> None:  # type: ignore[no-untyped-def]
    found = grouped(members("abcdefgh"), alike)
    turned = [Pair(pair.other, pair.one, pair.shared) for pair in alike]
    chance.shuffle(turned)
    everyone = members("abcdefgh")
    chance.shuffle(everyone)
    assert grouped(everyone, turned) == found
    assert sorted(name for story in found for name in story) == list("abcdefgh")
