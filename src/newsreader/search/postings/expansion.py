"""What a word of a query stands for among the terms of a segment.

A plain word stands for its stems; the beginning of a word for everything that begins so, which is
one slice of the postings; a word that may be misspelt for the commonest terms a few letters away;
one with letters left open for the commonest that fit.
These take time to find, and one query asks for them several times (headlines count by themselves,
then any of the words will do), so they are remembered as long as the segments serve.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from newsreader.search import analysis
from newsreader.search.matching import Slot
from newsreader.search.postings.merging import beginning_section
from newsreader.search.postings.phrases import Span
from newsreader.search.postings.ranking import BODY, TITLE
from newsreader.search.postings.segment import SegmentArrays

MAX_EXPANSION = 50
"""A misspelling stands for at most so many terms, the commonest."""
MAX_OPEN = 300
"""A word with letters left open stands for at most so many."""
MAX_STEMS = 1_000
"""So many terms are looked at for being the stem of a word with letters left open."""
_LONGEST_LETTER = 4
"""Bytes."""


class Expansion(msgspec.Struct, frozen=True):
    """The terms a word of a query stands for.

    Attributes:
        terms: Each by itself.
        beginnings: And all that begin so.
    """

    terms: tuple[bytes, ...]
    beginnings: tuple[bytes, ...] = ()

    @property
    def single(self) -> bytes | None:
        """The term, if it is the only one and no beginning."""
        return self.terms[0] if len(self.terms) == 1 and not self.beginnings else None

    def spans(self, segment: SegmentArrays, field: str) -> list[Span]:
        """Their postings in a field of a segment."""
        spans = []
        for beginning in self.beginnings:
            first, end = segment.lexicon.beginning_with(field, beginning)
            if first < end:
                start = segment.lexicon.entry(field, first)
                last = segment.lexicon.entry(field, end - 1)
                count = last.post + last.df - start.post
                section = beginning_section(field, beginning)
                added = section if section in segment.frequencies else None
                spans.append(Span(start.post, count, start.pos, end - first == 1, added))
        for term in self.terms:
            entry = segment.lexicon.find(field, term)
            if entry:
                spans.append(Span(entry.post, entry.df, entry.pos, True))
        return spans


class Expansions:
    """What words of queries stand for in some segments."""

    MOST = 1_000

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = segments
        self._found: dict[tuple[object, ...], list[bytes]] = {}

    def of(self, slot: Slot, fields: Collection[str]) -> Expansion:
        """The terms a slot of a pattern stands for."""
        own = {term.encode() for term in slot.terms}
        if slot.wildcard is not None:
            return Expansion(tuple(sorted(self._nearly(slot, fields))))
        if slot.prefix:
            beginnings = tuple(word.encode() for word in _shortest(slot.beginnings))
            if any(_begins(segment, fields, beginnings) for segment in self._segments):
                own = {term for term in own if not term.startswith(beginnings)}
                return Expansion(tuple(sorted(own)), beginnings)
            own |= _shorter(slot, self._segments, fields)
        elif slot.fuzzy:
            own |= set(self._nearly(slot, fields))
        return Expansion(tuple(sorted(own)))

    def _nearly(self, slot: Slot, fields: Collection[str]) -> list[bytes]:
        """The same words are meant wherever they are looked for, so that a headline is no other
        question than the text below it."""
        where = frozenset({TITLE, BODY, *fields})
        asked = (slot.wildcard and slot.wildcard.text, slot.forms, slot.fuzzy, where)
        if asked not in self._found:
            if len(self._found) >= self.MOST:
                self._found.clear()
            find = _alike if slot.wildcard is None else _fitting
            self._found[asked] = find(slot, self._segments, where)
        return self._found[asked]


def frequencies(
    segments: Sequence[SegmentArrays], fields: Collection[str], beginnings: Collection[bytes]
) -> dict[bytes, int]:
    """The terms that begin so, and in how many documents each stands; once for every field."""
    found: dict[bytes, int] = {}
    for segment in segments:
        for field in fields:
            for beginning in beginnings:
                first, end = segment.lexicon.beginning_with(field, beginning)
                terms = segment.lexicon.terms(field, first, end)
                counts = segment.lexicon.frequencies(field, first, end).tolist()
                for term, count in zip(terms, counts, strict=True):
                    found[term] = found.get(term, 0) + count
    return found


def _alike(slot: Slot, segments: Sequence[SegmentArrays], fields: Collection[str]) -> list[bytes]:
    """The commonest terms that differ from a slot's by no more letters than it allows."""
    known: dict[bytes, int] = {}
    for form in slot.forms:
        word = form.encode()
        most = slot.fuzzy * (1 if form.isascii() else _LONGEST_LETTER)
        for segment in segments:
            for field in fields:
                bounds = segment.lexicon.beginning_with(field, form[0].encode())
                for term in segment.lexicon.resembling(field, *bounds, word, most):
                    if term in known or slot.nearly(term.decode()):
                        entry = segment.lexicon.find(field, term)
                        known[term] = known.get(term, 0) + (entry.df if entry else 0)
    return sorted(known, key=lambda term: (-known[term], term))[:MAX_EXPANSION]


def _fitting(slot: Slot, segments: Sequence[SegmentArrays], fields: Collection[str]) -> list[bytes]:
    """The commonest terms that stand for a word with letters left open."""
    wildcard = slot.wildcard
    assert wildcard is not None
    counts = frequencies(segments, fields, (wildcard.beginning.encode(),))
    commonest = sorted(counts, key=lambda term: (-counts[term], term))
    terms = [term.decode() for term in commonest]
    fitting = wildcard.fitting(terms)
    fitting.update(filter(wildcard.means, terms[:MAX_STEMS]))
    return [term.encode() for term in terms if term in fitting][:MAX_OPEN]


def _shortest(beginnings: Collection[str]) -> list[str]:
    """Without those that begin with another one of them."""
    return [
        word
        for word in beginnings
        if not any(word != other and word.startswith(other) for other in beginnings)
    ]


def _begins(segment: SegmentArrays, fields: Collection[str], beginnings: Sequence[bytes]) -> bool:
    ranges = (
        segment.lexicon.beginning_with(field, beginning)
        for field in fields
        for beginning in beginnings
    )
    return any(first < end for first, end in ranges)


def _shorter(slot: Slot, segments: Sequence[SegmentArrays], fields: Collection[str]) -> set[bytes]:
    """ "producti" begins no term: "production" is indexed by its stem, "product"."""
    shorter = slot.word
    found: set[bytes] = set()
    while not found and len(shorter) > max(4, len(slot.word) - 4):
        shorter = shorter[:-1]
        terms = (term.encode() for term in analysis.query_terms(shorter, slot.languages))
        found = {
            term
            for term in terms
            if any(segment.lexicon.find(field, term) for segment in segments for field in fields)
        }
    return found
