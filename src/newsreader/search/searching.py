"""One search of the index as it is: a tree of words → articles with their scores, in order.

Exact forms (``=word``) are not in the index, which they would double: what the word finds in any
form is looked through as text, last of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from newsreader.search.matching import Pattern
from newsreader.search.postings.executor import Either, Every, Found, Unscored
from newsreader.search.postings.files import Array
from newsreader.search.postings.ranking import highest
from newsreader.search.postings.segment import SegmentArrays
from newsreader.search.query import And, Node, Not, Or, Phrase, Saved, Word, conjunction

if TYPE_CHECKING:
    from newsreader.search.index import Documents, IndexDocument
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

    def answer(self, tree: Node, limit: int | None, *, newest: bool) -> Answer:
        """What a tree of words finds, best first or newest first, or only the first so many."""
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
                found = self._words(node)
                return self._as_written((node,), found) if node.exact else found
            case And(children):
                return self._all_of(children)
            case Or(children):
                return Either([self._found(child) for child in children])
            case Not(child):
                return self._executor.without(self._found(child))
            case Saved(_, child):
                return self._found(child)
        return self._executor.everything()

    def _all_of(self, children: tuple[Node, ...]) -> Found:
        exact = tuple(c for c in children if isinstance(c, Word | Phrase) and c.exact)
        if exact:
            # Texts are slow to look into: only those that have everything else are.
            loose = [_loose(child) if child in exact else child for child in children]
            return self._as_written(exact, self._found(conjunction(loose)))
        return Every([self._found(child) for child in children])

    def _words(self, node: Word | Phrase) -> Found:
        """A word or phrase as the index knows it: in any of its forms."""
        pattern = Pattern(node, self._languages)
        return self._executor.words(pattern, self._searched(pattern))

    def _as_written(self, exact: tuple[Word | Phrase, ...], found: Found) -> Found:
        """Those of the documents found in whose text all of these stand as they are written."""
        if self._documents is None:
            return found
        patterns = [Pattern(node, self._languages) for node in exact]
        masks = []
        for segment, mask in zip(self._snapshot.segments, found.masks, strict=True):
            kept = None
            if mask is not None and mask.any():
                documents = self._meant(segment, mask)
                places = dict(zip(segment.ids(documents), documents.tolist(), strict=True))
                kept = np.zeros(segment.size, bool)
                for document in self._documents(places.keys()):
                    if document.id in places and self._has_all(document, patterns):
                        kept[places[document.id]] = True
            masks.append(kept)
        return Every([found, Unscored(masks)])

    def _has_all(self, document: IndexDocument, patterns: list[Pattern]) -> bool:
        texts = document.texts()
        return all(
            any(pattern.is_in(texts.get(field, "")) for field in self._searched(pattern))
            for pattern in patterns
        )

    def _searched(self, pattern: Pattern) -> tuple[str, ...]:
        return ("title",) if pattern.title else self._fields


def _loose(node: Node) -> Node:
    assert isinstance(node, Word | Phrase)
    return msgspec.structs.replace(node, exact=False)


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
