"""What a word or phrase of a query accepts, and where it stands.

A :class:`Pattern` is a word or phrase after analysis: one slot for each word side by side. The
index fills the slots with the postings of terms, highlighting fills them with the words of a text;
which occurrences make a match is decided here for both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from newsreader.search import analysis, stemming
from newsreader.search.query import Phrase, Word
from newsreader.search.spelling import differs_by_at_most

MAX_CHUNK = 200


class Slot:
    """One word of a pattern.

    Attributes:
        offset: Its position, counted from the first slot.
        terms: The terms it stands for, in any of the languages.
        word: It, folded.
        prefix: Whether longer words match as well.
        beginnings: What the terms of longer words may begin with.
        fuzzy: How many letters may differ.
        exact: Its surface if it has to stand as written, else None.
    """

    def __init__(
        self,
        token: analysis.Token,
        offset: int,
        languages: Collection[str],
        *,
        prefix: bool,
        fuzzy: int,
        exact: bool,
    ) -> None:
        self.offset = offset
        self.languages = languages
        self.terms = analysis.query_terms(token.raw, languages)
        self.word = analysis.fold(token.raw)
        self.prefix = prefix
        self.beginnings = tuple(sorted(stemming.english_beginnings(self.word))) if prefix else ()
        self.fuzzy = fuzzy
        self.exact = analysis.surface(token.raw) if exact else None

    @cached_property
    def forms(self) -> frozenset[str]:
        """What the beginning or the letters of a word are compared with."""
        return self.terms | {self.word}

    def accepts(self, raw: str) -> bool:
        """Whether a word of a text is one this slot looks for."""
        if self.exact is not None:
            surface = analysis.surface(raw)
            return surface.startswith(self.exact) if self.prefix else surface == self.exact
        terms = analysis.query_terms(raw, self.languages)
        if terms & self.terms:
            return True
        if self.prefix and analysis.fold(raw).startswith(self.word):
            return True
        if any(term.startswith(self.beginnings) for term in terms if self.prefix):
            return True
        return bool(self.fuzzy) and any(self.nearly(term) for term in terms)

    def nearly(self, term: str) -> bool:
        """Whether a term differs by no more letters than ``fuzzy`` allows; never by the first."""
        return any(
            form[0] == term[0] and differs_by_at_most(form, term, self.fuzzy) for form in self.forms
        )


class Pattern:
    """A word or phrase as the index and the texts are asked for it.

    Attributes:
        slots: At least one.
        extent: None if the slots have to be filled in their order and at their offsets; else the
            most positions between the first and the last of them, in any order.
        title: Whether it counts in the headline only.
        exact: Whether the text has to be looked at: exact forms are not indexed.
    """

    def __init__(self, node: Word | Phrase, languages: Collection[str]) -> None:
        text = node.text if isinstance(node, Word) else " ".join(node.words)
        tokens = analysis.query_words(text)
        fuzzy = node.fuzzy if isinstance(node, Word) else 0
        self.slots = tuple(
            Slot(
                token,
                token.position - tokens[0].position,
                languages,
                prefix=node.prefix and token is tokens[-1],
                fuzzy=fuzzy,
                exact=node.exact,
            )
            for token in tokens
        )
        within = node.within if isinstance(node, Phrase) else None
        self.extent = None if within is None else within - 1 + self.slots[-1].offset
        self.title = node.title
        self.exact = node.exact

    def matches(self, places: Sequence[Collection[int]]) -> list[tuple[int, ...]]:
        """Where the slots stand together.

        Args:
            places: For each slot the positions of words it accepts, ascending.

        Returns:
            The matches in their order, each with the position of every slot.
        """
        if self.extent is not None:
            return _close(places, self.extent)
        others = [(set(more), slot.offset) for more, slot in zip(places, self.slots, strict=True)]
        return [
            tuple(start + offset for _, offset in others)
            for start in places[0]
            if all(start + offset in more for more, offset in others)
        ]

    def find(self, tokens: Sequence[analysis.Token]) -> list[tuple[int, int]]:
        """Start and end of every match in a text cut into words, in characters."""
        filled: list[dict[int, analysis.Token]] = [{} for _ in self.slots]
        accepts: dict[str, tuple[int, ...]] = {}
        for token in tokens:
            numbers = accepts.get(token.raw)
            if numbers is None:
                numbers = accepts[token.raw] = tuple(
                    number for number, slot in enumerate(self.slots) if slot.accepts(token.raw)
                )
            for number in numbers:
                filled[number][token.position] = token
        if not all(filled):
            return []
        spans = []
        for match in self.matches([list(places) for places in filled]):
            standing = [places[at] for at, places in zip(match, filled, strict=True)]
            first, last = min(token.start for token in standing), max(t.end for t in standing)
            spans.append((first, last))
        return spans

    def is_in(self, text: str) -> bool:
        """Whether a text has a match; quick for exact words."""
        plain = analysis.is_plain(text)
        if plain:
            for surface in self._surfaces:
                if surface not in text:
                    return False
        if self._standing is None or not plain:
            return self._stands_among(text.split())
        for match in self._standing.finditer(text):
            start, end = match.span()
            # No word goes across a space: what stands between two is enough to cut.
            before = text[max(0, start - MAX_CHUNK) : start].rpartition(" ")[2]
            after = text[end : end + MAX_CHUNK].partition(" ")[0]
            unbroken = before + match[0] + after
            if len(self.slots) == 1 and unbroken == self._surfaces[0]:
                return True
            if self.find(list(analysis.words(unbroken))):
                return True
        return False

    @cached_property
    def _surfaces(self) -> tuple[str, ...]:
        """The words that stand in a plain text letter by letter if they are in it."""
        surfaces = (slot.exact for slot in self.slots if slot.exact is not None)
        return tuple(surface for surface in surfaces if "'" not in surface)

    @cached_property
    def _standing(self) -> re.Pattern[str] | None:
        """What finds the words in a plain text, and a little more, if they have to stand there as
        written, one after the other."""
        surfaces = self._surfaces
        spaced = len(surfaces) == 1 or all(map(analysis.is_spaced, surfaces))
        in_order = self.extent is None and self.slots[-1].offset == len(surfaces) - 1
        if not spaced or not in_order or len(surfaces) < len(self.slots):
            return None
        return analysis.standing(surfaces, self.slots[-1].prefix)

    def _stands_among(self, pieces: list[str]) -> bool:
        """Whether there is a match in a text, given by what stands between its spaces."""
        filled: list[list[int]] = [[] for _ in self.slots]
        position = 0
        for piece in pieces:
            width, standing = self._pieces[piece]
            for number, offset in standing:
                if (at := position + offset) not in filled[number][-1:]:
                    filled[number].append(at)
            position += width
        return all(filled) and bool(self.matches(filled))

    @cached_property
    def _pieces(self) -> _Pieces:
        return _Pieces(self.slots)


class _Pieces(dict[str, tuple[int, tuple[tuple[int, int], ...]]]):
    """What stands between spaces → how many positions it takes up, and which slots are filled at
    which of them; computes what it does not hold. A text is one look-up for each of its pieces."""

    MOST = 200_000

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._slots = slots

    def __missing__(self, piece: str) -> tuple[int, tuple[tuple[int, int], ...]]:
        if len(self) >= self.MOST:
            self.clear()
        tokens = list(analysis.words(piece))
        standing = tuple(
            (number, token.position)
            for number, slot in enumerate(self._slots)
            for token in tokens
            if slot.accepts(token.raw)
        )
        found = self[piece] = (tokens[-1].position + 1 if tokens else 0, standing)
        return found


def _close(places: Sequence[Collection[int]], extent: int) -> list[tuple[int, ...]]:
    """The shortest stretches with all slots in them, at most ``extent`` long, not overlapping."""
    accepting: dict[int, list[int]] = {}
    for number, some in enumerate(places):
        for at in some:
            accepting.setdefault(at, []).append(number)
    latest: dict[int, int] = {}
    found: list[tuple[int, ...]] = []
    for at in sorted(accepting):
        number = min(accepting[at], key=lambda n: latest.get(n, -1))  # a word fills one slot only
        latest[number] = at
        if len(latest) == len(places) and at - min(latest.values()) <= extent:
            found.append(tuple(latest[n] for n in range(len(places))))
            latest.clear()
    return found
