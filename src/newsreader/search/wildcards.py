"""Words with letters left open: ``gov*ment``, ``*berg``.

The index has stems (``govern``), readers mean words (``government``). So a term stands for such a
word if it fits by itself, or if a common ending makes it a word that fits and that has this very
stem. A term that has the first letters of the word's own ending may well have lost the others
(``movement`` of ``m*ments``). That one has lost all of it, or another of the endings of English, is
a guess, made only where enough letters at the beginning are known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property

from newsreader.search import analysis

OPEN = "*"
"""Stands for any letters, or none."""
MAX_OPEN = 4
"""More than so many in a word are not taken."""

GUESSED_FROM = 3
"""So many letters at the beginning are enough."""

_ENDINGS = """
    able ably al ally ance ances ancy ant ants ate ated ates ation ations ative ed ely ement ements
    ence ences ency ent ents er ers es ful fully ial ially ible ibly ical ically ies ied ing ingly
    ings ion ional ions isation ise ised ises ism ist ists ition itions ities ity ive ively ization
    ize ized izes less ly ment ments ness or ors ous ously s sion tion ual y
"""


def is_open(text: str) -> bool:
    """Whether a word has letters left open inside or at its beginning, in a way that is taken."""
    parts = text.split(OPEN)
    letters = [part for part in parts if part]
    return 1 < len(parts) <= MAX_OPEN + 1 and bool(letters) and all(map(_is_part, letters))


def _is_part(text: str) -> bool:
    tokens = analysis.query_words(text)
    return len(tokens) == 1 and tokens[0].raw == text and analysis.is_spaced(text)


class Wildcard:
    """A word with letters left open.

    Attributes:
        text: It, folded.
        beginning: The letters before the first open ones.
    """

    def __init__(self, text: str, languages: Collection[str], *, prefix: bool) -> None:
        parts = [analysis.fold(part) if part else "" for part in text.split(OPEN)]
        if prefix:
            parts.append("")
        self.text = OPEN.join(parts)
        self.beginning, *middle, self._ending = parts
        self._languages = languages
        # Each part is looked for where it first stands, and never elsewhere: no text takes long.
        inside = "".join(rf"(?>[^\n]*?{re.escape(part)})" for part in middle if part)
        begun, ended = re.escape(self.beginning), re.escape(self._ending)
        self._fits = re.compile(rf"^{begun}{inside}[^\n]*{ended}$", re.MULTILINE)

    def fits(self, word: str) -> bool:
        """Whether a folded word, or a term by itself, is one of those meant."""
        return self._fits.match(word) is not None

    def fitting(self, words: Iterable[str]) -> set[str]:
        """Those of many folded words that are meant."""
        return set(self._fits.findall("\n".join(words)))

    def means(self, term: str) -> bool:
        """Whether a term stands for a word that is meant."""
        if self.fits(term):
            return True
        for ending in self._endings_of(term):
            word = term + ending
            if self.fits(word) and term in analysis.query_terms(word, self._languages):
                return True
        return False

    def _endings_of(self, term: str) -> set[str]:
        """What a term may have lost of a word that ends as this one."""
        own = self._ending
        cut = {own[count:] for count in range(1, len(own)) if term.endswith(own[:count])}
        return cut | self._guessed

    @cached_property
    def _guessed(self) -> frozenset[str]:
        if not self._ending or len(self.beginning) < GUESSED_FROM:
            return frozenset()
        longer = (ending for ending in _ENDINGS.split() if ending.endswith(self._ending))
        return frozenset({self._ending, *longer})
