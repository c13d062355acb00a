"""Copies of one story out of pairs that are alike.

Not simply all that hang together: one article with another glued to it would tie two stories into
one. Pairs are taken from the most alike to the least. A single article joins a story it is like;
two stories become one only if a fair part of their articles are alike across, or if the fullest of
the one is like the fullest of the other. What comes out depends on the articles and their
likeness alone, never on the order in which they came, for equals are told apart by id.

What a reader split off joins nothing by itself; what a reader joined is joined last, each with its
whole story.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

_ACROSS = 0.2


class Member(msgspec.Struct, frozen=True):
    """An article in question.

    Attributes:
        id: What tells it from all others.
        words: How full it is.
        apart: Whether a reader split it off.
        joined: What a reader joined it by: articles with the same value belong together.
    """

    id: str
    words: int
    apart: bool = False
    joined: str | None = None


class Pair(msgspec.Struct, frozen=True):
    """Two articles that are alike, by id.

    Attributes:
        shared: How much they share; only to be compared.
    """

    one: str
    other: str
    shared: float


def grouped(members: Iterable[Member], pairs: Iterable[Pair]) -> list[list[str]]:
    """The stories among articles: ids, the fullest first. An article without copies is one alone.

    Args:
        members: The articles.
        pairs: Those that are alike. Pairs with others than these articles are passed over.
    """
    known = {member.id: member for member in members}
    stories = {id_: [id_] for id_ in known}
    alike = {
        (min(pair.one, pair.other), max(pair.one, pair.other)): pair.shared
        for pair in pairs
        if _counts(known.get(pair.one)) and _counts(known.get(pair.other))
    }
    near: dict[str, list[str]] = {id_: [] for id_ in known}
    for one, other in alike:
        near[one].append(other)
        near[other].append(one)
    for one, other in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        mine, theirs = stories[one], stories[other]
        if mine is theirs:
            continue
        few, many = sorted((mine, theirs), key=len)
        across = sum(stories[id_] is many for member in few for id_ in near[member])
        if across >= _ACROSS * len(mine) * len(theirs):
            _unite(stories, one, other)
    joined: dict[str, str] = {}
    for member in known.values():
        if member.joined is not None:
            _unite(stories, joined.setdefault(member.joined, member.id), member.id)
    different = {id(story): story for story in stories.values()}
    return sorted(
        sorted(story, key=lambda id_: _fullest_first(known[id_])) for story in different.values()
    )


def _counts(member: Member | None) -> bool:
    """Whether likeness to this one ties articles together."""
    return member is not None and not member.apart


def _unite(stories: dict[str, list[str]], one: str, other: str) -> None:
    mine, theirs = stories[one], stories[other]
    if mine is theirs:
        return
    mine += theirs
    for id_ in theirs:
        stories[id_] = mine


def _fullest_first(member: Member) -> tuple[int, str]:
    return -member.words, member.id
