"""One search of the index as it is: a tree of words → articles with their scores, in order.

Exact forms (``=word``) are not in the index, which they would double: what the word finds in any
form is looked through as text. A text is looked through once for all exact words of a query, and
only if it may be an answer.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from newsreader.search.as_written import AsWritten
from newsreader.search.matching import Pattern
from newsreader.search.postings.executor import Either, Every, Found, Unscored
from newsreader.search.postings.files import Array
from newsreader.search.postings.ranking import highest
from newsreader.search.postings.segment import SegmentArrays
from newsreader.search.query import And, Node, Not, Or, Phrase, Saved, Word

if TYPE_CHECKING:
    from newsreader.search.index import Documents
    from newsreader.search.segments import Snapshot


class Answer(msgspec.Struct, frozen=True):
    """What was found, in order.

    Attributes:
        total: How many articles fit, also beyond the limit.
        numbers: The articles' numbers in the catalogue.
        scores: How well each fits, above 0 for words, comparable within one answer only.
        ids: Their ids, as bytes.
    """

    total: int
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
        found = self._found(tree)
        total = 0
        parts = []
        for number, segment in enumerate(self._snapshot.segments):
            mask = found.masks[number]
            if mask is None:
                continue
            count = int(np.count_nonzero(mask))
            best = None
            if limit is not None and limit < count and self._among is None and not newest:
                best = found.best(number, limit)
            if best is not None:
                documents = best
                total += count
            else:
                documents = self._meant(segment, mask)
                total += len(documents)
            if newest and limit is not None:
                documents = documents[max(0, len(documents) - limit) :]
            scores = found.scores(number, documents)
            if not newest and limit is not None and len(documents) > limit:
                best = highest(scores, limit)
                documents, scores = documents[best], scores[best]
            parts.append(
                _Part(
                    segment.numbers[documents],
                    scores,
                    segment.articles.part("id")[documents],
                    segment.dates[documents],
                )
            )
        return _ordered(parts, total, limit, newest=newest)

    def _meant(self, segment: SegmentArrays, mask: Array) -> Array:
        """The documents of a mask that may be found."""
        documents = np.flatnonzero(mask)
        among = self._among
        if among is None:
            return documents
        if not len(among):
            return documents[:0]
        numbers = segment.numbers[documents]
        return documents[among.take(numbers, mode="clip") & (numbers < len(among))]

    def _found(self, node: Node) -> Found:
        match node:
            case Word() | Phrase():
                return self._written.get(node) or self._words(node)
            case And(children):
                return Every([self._found(child) for child in children])
            case Or(children):
                return Either([self._found(child) for child in children])
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
                return Either([self._possible(child) for child in children])
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
        kept: list[list[Array]] = [[] for _ in exact]
        candidates = Every([possible, Either(loose)])
        for number, segment in enumerate(self._snapshot.segments):
            for masks in kept:
                masks.append(np.zeros(segment.size, bool))
            mask = candidates.masks[number]
            if mask is None or not mask.any():
                continue
            documents = self._meant(segment, mask)
            places = dict(zip(segment.ids(documents), documents.tolist(), strict=True))
            asked = [
                (one, self._searched(one.pattern), having, masks[number])
                for one, words, masks in zip(written, loose, kept, strict=True)
                if (having := words.masks[number]) is not None
            ]
            for document in self._documents(places.keys()):
                place = places.get(document.id)
                if place is None:
                    continue
                texts = document.texts()
                for one, fields, having, standing in asked:
                    if having[place]:
                        standing[place] = _stands(one, texts, fields)
        return {
            node: Every([words, Unscored([*masks])])
            for node, words, masks in zip(exact, loose, kept, strict=True)
        }

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


class _Part(NamedTuple):
    """What was found in one segment, by ascending dates."""

    numbers: Array
    scores: Array
    ids: Array
    dates: Array


def _ordered(parts: list[_Part], total: int, limit: int | None, *, newest: bool) -> Answer:
    """The parts as one: best or newest first; equals newest first, then by id."""
    if not parts:
        return Answer(0, *(np.empty(0, dtype) for dtype in (np.uint32, np.float32, "S1")))
    numbers, scores, ids, dates = (
        np.concatenate(values)[::-1] for values in zip(*parts, strict=True)
    )
    keys = (dates,) if newest else (dates, scores)
    order = np.lexsort(tuple(-key for key in keys))
    if len(parts) > 1 and len(order) > 1:
        order = _by_id_where_equal(order, ids, keys)
    order = order[:limit]
    return Answer(total, numbers[order], scores[order], ids[order])


def _by_id_where_equal(order: Array, ids: Array, keys: tuple[Array, ...]) -> Array:
    """Equals of one segment stand by id already; those of several have to be brought together."""
    same = np.ones(len(order) - 1, bool)
    for key in keys:
        values = key[order]
        same &= values[1:] == values[:-1]
    if not same.any():
        return order
    group = np.append(0, np.cumsum(~same))
    tied = np.append(same, False) | np.append(False, same)
    places = np.flatnonzero(tied)
    order = order.copy()
    order[places] = order[places][np.lexsort((ids[order[places]], group[places]))]
    return order
