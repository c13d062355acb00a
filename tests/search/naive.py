"""Search as its definition says, text by text: what the index is compared with.

Words are cut by the analysis, patterns matched as for highlighting, and scores added up as BM25F's
authors write them, over plain lists.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from whoosh.util.numeric import byte_to_length, length_to_byte

from newsreader.search import analysis
from newsreader.search.index import IndexDocument
from newsreader.search.matching import Pattern, Slot
from newsreader.search.postings.ranking import FOLDED_WEIGHT, LENGTH_NORM, SATURATION, WEIGHTS
from newsreader.search.query import And, Node, Not, Or, Phrase, Word

Positions = dict[str, list[int]]
"""By the id of a document, or by term: where a word stands."""


class Naive:
    """Documents, and how to search them."""

    def __init__(self, documents: Iterable[IndexDocument], forgotten: Mapping[str, int]) -> None:
        """Cut the documents into words.

        Args:
            documents: All there are.
            forgotten: Words of each field in documents that are deleted but not merged away: they
                still count for its average length.
        """
        self._dates = {document.id: document.sort_at for document in documents}
        self._standing: dict[str, dict[str, Positions]] = {}
        self._lengths: dict[tuple[str, str], int] = {}
        for document in documents:
            for field, text in document.texts().items():
                terms = self._standing.setdefault(field, {})
                positions = analysis.positions(text, document.language)
                self._lengths[field, document.id] = _words_of(positions)
                for term, places in positions.items():
                    terms.setdefault(term, {})[document.id] = places
        words = Counter(forgotten)
        for (field, _), length in self._lengths.items():
            words[field] += length
        self._average = {field: count / len(self._dates) for field, count in words.items()}

    def find(self, tree: Node, fields: Sequence[str]) -> dict[str, float]:
        """Ids and scores, best first, then newest, then by id."""
        scores = self._find(tree, fields)
        ranked = sorted(scores, key=lambda id_: (-scores[id_], -self._dates[id_], id_))
        return {id_: scores[id_] for id_ in ranked}

    def _find(self, tree: Node, fields: Sequence[str]) -> dict[str, float]:
        match tree:
            case Word() | Phrase():
                return self._words(Pattern(tree, ["en"]), fields)
            case Not(child):
                gone = self._find(child, fields)
                return {id_: 0.0 for id_ in self._dates if id_ not in gone}
            case Or(children):
                parts = [self._find(child, fields) for child in children]
                found = set().union(*parts)
            case And(children):
                parts = [self._find(child, fields) for child in children]
                found = set(self._dates).intersection(*parts)
            case _:
                raise AssertionError(tree)
        return {id_: sum(part.get(id_, 0.0) for part in parts) for id_ in found}

    def _words(self, pattern: Pattern, fields: Sequence[str]) -> dict[str, float]:
        weights: dict[str, float] = {}
        for field in ("title",) if pattern.title else fields:
            for id_, times in self._occurrences(pattern, field).items():
                length = byte_to_length(length_to_byte(self._lengths[field, id_]))
                worth = worth_of(field, length, self._average[field])
                weights[id_] = weights.get(id_, 0.0) + times * worth
        count, having = len(self._dates), len(weights)
        return {id_: saturated(weight, count, having) for id_, weight in weights.items()}

    def _occurrences(self, pattern: Pattern, field: str) -> dict[str, int]:
        """How often a pattern stands in a field of each document that has it."""
        filled: list[Positions] = []
        for slot in pattern.slots:
            places: Positions = {}
            for term, standing in self._standing.get(field, {}).items():
                if accepts(slot, term):
                    for id_, some in standing.items():
                        places[id_] = places.get(id_, []) + some
            filled.append(places)
        if len(filled) == 1:
            return {id_: len(some) for id_, some in filled[0].items()}
        filled = [{id_: sorted({*some}) for id_, some in slot.items()} for slot in filled]
        having = set(filled[0]).intersection(*filled)
        times = {id_: len(pattern.matches([slot[id_] for slot in filled])) for id_ in having}
        return {id_: count for id_, count in times.items() if count}


def worth_of(field: str, length: float, average: float) -> float:
    """What an occurrence in a field of so many words counts."""
    return WEIGHTS.get(field, FOLDED_WEIGHT) / (1 - LENGTH_NORM + LENGTH_NORM * length / average)


def saturated(weight: float, count: int, having: int) -> float:
    """The score of weighted occurrences of what so many of so many documents have."""
    rare = math.log(1 + (count - having + 0.5) / (having + 0.5))
    return rare * (SATURATION + 1) * weight / (weight + SATURATION)


def accepts(slot: Slot, term: str) -> bool:
    """Whether a slot stands for a term."""
    return (
        term in slot.terms
        or (slot.prefix and term.startswith(slot.beginnings))
        or (bool(slot.fuzzy) and slot.nearly(term))
    )


def words_in(documents: Iterable[IndexDocument]) -> dict[str, int]:
    """The words of each field."""
    count: dict[str, int] = {}
    for document in documents:
        for field, text in document.texts().items():
            count[field] = count.get(field, 0) + _words_of(analysis.positions(text, "en"))
    return count


def _words_of(standing: Positions) -> int:
    return sum(map(len, standing.values()))
