"""What a word or phrase of a query accepts, and where it stands.

A :class:`Pattern` is a word or phrase after analysis: one slot for each word side by side. The
index fills the slots with the postings of terms, highlighting fills them with the words of a text;
which occurrences make a match is decided here for both.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from newsreader.search import analysis, stemming
from newsreader.search.query import Phrase, Word
from newsreader.search.spelling import differs_by_at_most
from newsreader.search.wildcards import OPEN, Wildcard


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
        wildcard: What tells the words it stands for if letters in it are left open, else None.
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
        self.wildcard: Wildcard | None = None

    @classmethod
    def open(cls, wildcard: Wildcard, languages: Collection[str]) -> Slot:
        """A word in which letters are left open."""
        letters = wildcard.text.replace(OPEN, "")
        token = analysis.Token(letters, 0, len(letters), 0)
        slot = cls(token, 0, languages, prefix=False, fuzzy=0, exact=False)
        slot.terms, slot.wildcard = frozenset(), wildcard
        return slot

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
        if self.wildcard is not None:
            return self.wildcard.fits(analysis.fold(raw)) or any(map(self.wildcard.means, terms))
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
        self.extent: int | None = None
        self.title = node.title
        self.exact = node.exact
        if isinstance(node, Word) and OPEN in text:
            wildcard = Wildcard(text, languages, prefix=node.prefix)
            self.slots: tuple[Slot, ...] = (Slot.open(wildcard, languages),)
            return
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
