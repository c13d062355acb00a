"""Ours: ``search/index.py``, from the query tree to the articles' numbers and scores.

Facts reach the index as arrays of truths, one a fact and kept by whoever asks, one truth for each
article; putting them together is part of the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.corpus import Item
from bench.figures import OURS
from bench.peers import LIMIT
from bench.questions import Question
from newsreader import __version__
from newsreader.search.index import Index, IndexDocument
from newsreader.search.query import And, Node, Or, Phrase, Word

_WITHIN = 5

Truths = NDArray[np.bool_]


class _Asked(NamedTuple):
    tree: Node
    facts: list[Truths]
    newest: bool


class NewsreaderIndex:
    """The index of the product."""

    name = OURS

    def __init__(self) -> None:
        self._index: Index | None = None
        self._folder = Path()

    def version(self) -> str:
        return __version__

    def build(self, items: Iterable[Sequence[Item]], folder: Path) -> None:
        sources: list[str] = []
        seconds: list[int] = []

        def documents() -> Iterator[IndexDocument]:
            for batch in items:
                sources.extend(item.source for item in batch)
                seconds.extend(item.seconds for item in batch)
                yield from map(document, batch)

        Index(folder).rebuild(documents())
        np.savez(_facts(folder), sources=np.array(sources), seconds=np.array(seconds))

    def open(self, folder: Path) -> None:
        self._index = Index.open(folder)
        self._folder = folder

    def look_through(self) -> None:
        """What the app does in the background once it is painted."""
        assert self._index is not None
        self._index.look_through()

    @cached_property
    def _known(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The source and the second of every article, which the index does not keep."""
        with np.load(_facts(self._folder)) as facts:
            return facts["sources"], facts["seconds"]

    def prepare(self, question: Question) -> _Asked:
        facts = []
        if question.source is not None:
            facts.append(self._known[0] == question.source)
        if question.between is not None:
            start, end = question.between
            facts.append((self._known[1] >= start) & (self._known[1] < end))
        if question.unread:
            facts.append(np.arange(len(self._known[1])) % 2 == 0)
        return _Asked(tree(question), facts, question.newest)

    def ask(self, prepared: _Asked) -> Sequence[tuple[int, float]]:
        assert self._index is not None
        among = reduce(np.logical_and, prepared.facts) if prepared.facts else None
        answer = self._index.find(prepared.tree, limit=LIMIT, among=among, newest=prepared.newest)
        return list(zip(answer.numbers.tolist(), answer.scores.tolist(), strict=True))

    def close(self) -> None:
        if self._index is not None:
            self._index.close()


def _facts(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-facts.npz")


def document(item: Item) -> IndexDocument:
    """An article as our index takes it."""
    return IndexDocument(
        id=item.id,
        title=item.title,
        body=item.body,
        language="en",
        number=item.number,
        sort_at=item.seconds,
    )


def tree(question: Question) -> Node:
    """A question as our query tree."""
    words = tuple(_words(question))
    match question.kind:
        case "phrase":
            return Phrase(question.words)
        case "near":
            return Phrase(question.words, within=_WITHIN)
        case "any":
            return Or(words)
        case _:
            return words[0] if len(words) == 1 else And(words)


def _words(question: Question) -> Iterator[Word]:
    *finished, last = question.words
    for word in finished:
        yield Word(word)
    yield Word(last, prefix=question.kind == "prefix", fuzzy=1 if question.kind == "fuzzy" else 0)
