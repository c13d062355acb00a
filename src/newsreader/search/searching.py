"""One search of the index as it is: a tree of words → articles with their scores, in order.

Exact forms (``=word``) are not in the index, which they would double: what the word finds in any
form is looked through as text. A text is looked through once for all exact words of a query, and
only if it may be an answer.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from newsreader.search.as_written import AsWritten
from newsreader.search.matching import Pattern
from newsreader.search.postings.files import Array
from newsreader.search.postings.found import Either, Every, Found, Some
from newsreader.search.postings.ranking import contenders
from newsreader.search.postings.unscored import Unscored
from newsreader.search.query import And, Node, Not, Or, Phrase, Saved, Word

if TYPE_CHECKING:
    from newsreader.search.index import Documents
    from newsreader.search.segments import Snapshot


_FEW = 4
"""Equals are put in order if there are no more than so many times as many as are asked for."""


class Answer(msgspec.Struct, frozen=True):
    """What was found, in order.

    Attributes:
        numbers: The articles' numbers in the catalogue.
        scores: How well each fits, above 0 for words, comparable within one answer only.
        ids: Their ids, as bytes.
    """

    numbers: Array
    scores: Array
    ids: Array

    def by_id(self) -> dict[str, float]:
        """Ids and scores."""
        ids = [id_.decode() for id_ in self.ids.tolist()]
        return dict(zip(ids, self.scores.tolist(), strict=True))


class Question:
    """A search: where, in which fields, for which languages.

    ``documents`` gives the texts that exact words are looked for in; without it, any form will do.
    ``among`` says for each article's number whether it may be found; those beyond may not.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        fields: tuple[str, ...],
        languages: tuple[str, ...],
        documents: Documents | None,
        among: Array | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._executor = snapshot.executor
        self._fields = fields
        self._languages = languages
        self._documents = documents
        self._among = among
        self._written: dict[Word | Phrase, Found] = {}

    def answer(self, tree: Node, limit: int | None, *, newest: bool) -> Answer:
        """What a tree of words finds, best first or newest first, or only the first so many."""
        if self._documents is not None and (exact := _exact(tree)):
            self._written = self._as_written(exact, self._possible(tree))
        found = self._meant(self._found(tree))
        if limit is None or limit >= found.size:
            some = found.chosen(lambda documents: np.arange(len(documents)))
        elif newest:
            some = found.chosen(lambda documents: self._executor.latest(documents, limit))
        else:
            some = self._best(found.best(limit), limit)
        return self._ordered(some, limit, newest=newest)

    def _meant(self, found: Found) -> Found:
        """What may be found of what was found."""
        if self._among is None:
            return found
        return Every([found, self._executor.among(self._among, found.size)])

    def _found(self, node: Node) -> Found:
        match node:
            case Word() | Phrase():
                return self._written.get(node) or self._words(node)
            case And(children):
                return Every([self._found(child) for child in children])
            case Or(children):
                return self._either([self._found(child) for child in children])
            case Not(child):
                return self._executor.without(self._found(child))
            case Saved(_, child):
                return self._found(child)
        return self._executor.everything()

    def _possible(self, tree: Node) -> Found:
        """What may be found, as far as can be told without the texts."""
        match tree:
            case And(children):
                return Every([self._possible(child) for child in children])
            case Or(children):
                return self._either([self._possible(child) for child in children])
            case Not(child) if _exact(child):
                return self._executor.everything()
            case Saved(_, child):
                return self._possible(child)
        return self._found(tree)

    def _words(self, node: Word | Phrase) -> Found:
        """A word or phrase as the index knows it: in any of its forms."""
        pattern = Pattern(node, self._languages)
        return self._executor.words(pattern, self._searched(pattern))

    def _as_written(
        self, exact: Collection[Word | Phrase], possible: Found
    ) -> dict[Word | Phrase, Found]:
        """Where, of what is possible, each of some words stands in the text as it is written."""
        assert self._documents is not None
        written = [AsWritten(Pattern(node, self._languages)) for node in exact]
        loose = [self._words(node) for node in exact]
        candidates = self._meant(Every([possible, self._either(loose)])).documents()
        ids = [id_.decode() for id_ in self._executor.ids.take(candidates).tolist()]
        places = {id_: at for at, id_ in enumerate(ids)}
        having = [words.holding(candidates) for words in loose]
        kept = [np.zeros(self._executor.size, bool) for _ in exact]
        for document in self._documents(places.keys()):
            place = places.get(document.id)
            if place is None:
                continue
            texts = document.texts()
            for one, words, standing in zip(written, having, kept, strict=True):
                if words[place]:
                    fields = self._searched(one.pattern)
                    standing[candidates[place]] = _stands(one, texts, fields)
        return {
            node: Every([words, Unscored(standing)])
            for node, words, standing in zip(exact, loose, kept, strict=True)
        }

    def _best(self, some: Some, limit: int) -> Some:
        """The best so many, and of their equals those that may come first."""
        documents, scores = some
        if len(documents) <= limit:
            return some
        chosen = contenders(scores, limit)
        if len(chosen) > _FEW * limit:
            least = scores.take(chosen).min()
            equal = documents.take((scores == least).nonzero()[0])
            above = documents.take((scores > least).nonzero()[0])
            latest = equal.take(self._executor.latest(equal, limit))
            chosen = documents.searchsorted(np.concatenate([above, latest]))
            chosen.sort()
        return Some(documents.take(chosen), scores.take(chosen))

    def _ordered(self, some: Some, limit: int | None, *, newest: bool) -> Answer:
        """Best or newest first; equals newest first, then by id."""
        executor = self._executor
        dates = executor.dates.take(some.documents)
        order = np.lexsort((dates,) if newest else (dates, some.scores))[::-1]
        documents, scores = some.documents.take(order), some.scores.take(order)
        if len(executor.segments) > 1 and len(documents) > 1:
            dates = dates.take(order)
            tied = dates[1:] == dates[:-1]
            if not newest:
                tied &= scores[1:] == scores[:-1]
            if tied.any():
                order = _by_id_where_tied(tied, executor.ids.take(documents))
                documents, scores = documents.take(order), scores.take(order)
        documents, scores = documents[:limit], scores[:limit]
        numbers, ids = executor.numbers.take(documents), executor.ids.take(documents)
        return Answer(numbers, scores, ids)

    def _either(self, parts: list[Found]) -> Found:
        return Either(parts, self._executor.size)

    def _searched(self, pattern: Pattern) -> tuple[str, ...]:
        return ("title",) if pattern.title else self._fields


def _stands(one: AsWritten, texts: dict[str, str], fields: tuple[str, ...]) -> bool:
    # The headline last: it has the fewest words.
    return any(field in texts and one.is_in(texts[field]) for field in reversed(fields))


def _exact(tree: Node) -> tuple[Word | Phrase, ...]:
    """The words and phrases of a tree that have to stand as written, each once."""
    match tree:
        case Word() | Phrase():
            return (tree,) if tree.exact else ()
        case And(children) | Or(children):
            return tuple(dict.fromkeys(node for child in children for node in _exact(child)))
        case Not(child) | Saved(_, child):
            return _exact(child)
    return ()


def _by_id_where_tied(tied: Array, ids: Array) -> Array:
    """The order of some ids that brings those of each run of equals into their own order.

    Args:
        tied: For each id but the last whether the next is of the same run.
        ids: All of them.
    """
    run = np.cumsum(np.concatenate([[False], ~tied]))
    order: Array = np.lexsort((ids, run))
    return order
