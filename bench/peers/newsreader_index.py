"""Ours: ``search/index.py``, from the query tree to ids and scores."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.corpus import Item
from bench.figures import OURS
from bench.peers import LIMIT
from bench.questions import Question
from newsreader import __version__
from newsreader.search.index import Index, IndexDocument
from newsreader.search.query import And, Node, Or, Phrase, Word

_WITHIN = 5


class NewsreaderIndex:
    """The index of the product."""

    name = OURS

    def __init__(self) -> None:
        self._index: Index | None = None

    def version(self) -> str:
        return __version__

    def build(self, items: Iterable[Sequence[Item]], folder: Path) -> None:
        Index(folder).rebuild(map(document, itertools.chain.from_iterable(items)))

    def open(self, folder: Path) -> None:
        self._index = Index.open(folder)

    def prepare(self, question: Question) -> Node | None:
        if question.source or question.between or question.unread or question.newest:
            return None
        return tree(question)

    def ask(self, prepared: Node) -> Sequence[tuple[str, float]]:
        assert self._index is not None
        found: Mapping[str, float] = self._index.search(prepared, limit=LIMIT)
        return list(found.items())

    def close(self) -> None:
        if self._index is not None:
            self._index.close()


def document(item: Item) -> IndexDocument:
    """An article as our index takes it."""
    return IndexDocument(id=item.id, title=item.title, body=item.body, language="en")


def tree(question: Question) -> Node | None:
    """A question as our query tree; None for what the tree cannot say."""
    words = tuple(_words(question))
    match question.kind:
        case "phrase":
            return Phrase(question.words)
        case "near":
            return Phrase(question.words, within=_WITHIN)
        case "wildcard":
            return None
        case "any":
            return Or(words)
        case _:
            return words[0] if len(words) == 1 else And(words)


def _words(question: Question) -> Iterator[Word]:
    *finished, last = question.words
    for word in finished:
        yield Word(word)
    yield Word(last, prefix=question.kind == "prefix", fuzzy=1 if question.kind == "fuzzy" else 0)
