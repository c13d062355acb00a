"""The words of a library as people write them: how many articles have one, what it may become.

The index knows stems (``ukrain``), readers want words (``ukraine``): the words a stem stands for
are looked up in a few of the articles it stands in, and kept.

A word is spelled wrongly if another one, a letter or two away, is far commoner. What counts is the
distance first and the number of articles second, as in Norvig's "How to write a spelling corrector"
(norvig.com/spell-correct.html); a word may also be two that were run together, or half of one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from threading import Lock

from newsreader.search import analysis
from newsreader.search.index import Documents, Index
from newsreader.search.spelling import distance

EXAMPLES = 25
"""The words of a stem are looked up in so many articles."""
CANDIDATES = 10
"""So many stems that might be meant are looked up."""
SHORT, LONG = 3, 6
"""Words of so few letters are not corrected; from so many on, two letters may be wrong."""
RARE = 1000
"""A word that more than one in so many articles has is right …"""
COMMONER = 10
"""… and what is rarer is wrong if so many times as many articles have the correction."""
LONGEST_ENDING = 6
"""Stemming takes off at most so many letters, as far as we look."""
_REMEMBERED = 10_000
_PLAIN_WORD = re.compile(r"[^\W\d_](?:[\w\u0300-\u036f'’]*\w)?")


class Vocabulary:
    """The words of an index. May be used from any thread; every method raises ``IndexUnusable``
    where the index has to be rebuilt."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._words: dict[str, Counter[str]] = {}
        self._lock = Lock()

    def frequency(self, word: str, languages: Collection[str] = ("en",)) -> int:
        """About how many articles have a word, in any of its forms, in headline or body."""
        terms = analysis.query_terms(word, analysis.spoken(languages))
        return max(map(self._index.frequency, terms))

    @property
    def few(self) -> int:
        """So few articles are few, in an index of this size; 0 in a small one."""
        return self._index.count() // RARE

    def completions(
        self, beginning: str, documents: Documents, limit: int, languages: Collection[str] = ("en",)
    ) -> list[tuple[str, int]]:
        """Words that begin so, each with about how many articles have it, commonest first.

        Args:
            beginning: At least one letter.
            documents: Gives the text of articles.
            limit: The most words to return.
            languages: Those of the articles.
        """
        begun = analysis.fold(beginning)
        known = Counter(self._index.vocabulary([begun])) if begun else Counter[str]()
        # "producti" begins no stem: that of "production" is "product".
        for length in range(
            max(1, min(SHORT, len(begun)), len(begun) - LONGEST_ENDING), len(begun) + 1
        ):
            for stem in analysis.query_terms(begun[:length], analysis.spoken(languages)):
                known[stem] = self._index.frequency(stem)
        found: dict[str, int] = {}
        for stem, count in known.most_common(limit * 3):
            words = self._words_of(stem, documents, languages) if count else Counter[str]()
            fitting = (word for word, _ in words.most_common() if _begins(word, begun))
            word = next(fitting, None)
            if word:
                found.setdefault(word, count)
        return list(found.items())[:limit]

    def correction(
        self, word: str, documents: Documents, languages: Collection[str] = ("en",)
    ) -> str | None:
        """What a word was probably meant to be, which may be two words; None if it looks right.

        Args:
            word: As typed.
            documents: Gives the text of articles.
            languages: Those of the articles.
        """
        typed = analysis.fold(word)
        known = self.frequency(word, languages)
        if len(typed) <= SHORT or not typed.isalpha() or known > max(2, self.few):
            return None
        enough = max(1, COMMONER * known)
        most = 1 if len(typed) < LONG else 2
        best = (most + 1, 0, 0, "")
        for stem, count in self._stems_near(typed, most, enough, languages):
            for written, often in self._words_of(stem, documents, languages).items():
                apart = distance(typed, analysis.fold(written), most)
                if apart <= most:
                    best = min(best, (apart, -count, -often, written))
        if best[0] <= 1:
            return best[3]
        return self._taken_apart(typed, enough, languages) or best[3] or None

    def _stems_near(
        self, typed: str, most: int, enough: int, languages: Collection[str]
    ) -> list[tuple[str, int]]:
        """The stems a folded word may have been meant to have, likeliest first, and how many
        articles have them. The mistake may be in the ending, which no stem shows."""
        forms = {*analysis.query_terms(typed, analysis.spoken(languages)), typed}
        near: list[tuple[int, int, str]] = []
        for stem, count in self._index.vocabulary({typed[0], typed[1]}).items():
            if count < enough:
                continue
            apart = min(_apart(form, stem, most) for form in forms)
            if apart > most and SHORT < len(stem) < len(typed) <= len(stem) + LONGEST_ENDING:
                apart = 1 + _apart(typed[: len(stem)], stem, most - 1)
            if apart <= most:
                near.append((apart, -count, stem))
        return [(stem, -count) for _, count, stem in sorted(near)[:CANDIDATES]]

    def _taken_apart(self, typed: str, enough: int, languages: Collection[str]) -> str | None:
        """The two words that were run together, if both are used."""
        parts = [(typed[:at], typed[at:]) for at in range(2, len(typed) - 1)]
        common = {part: min(self.frequency(half, languages) for half in part) for part in parts}
        best = max(parts, key=common.__getitem__)
        return " ".join(best) if common[best] >= enough else None

    def _words_of(
        self, stem: str, documents: Documents, languages: Collection[str]
    ) -> Counter[str]:
        """The words a stem stands for, in small letters, as often as a few articles have them."""
        with self._lock:
            if stem in self._words:
                return self._words[stem]
        spoken = analysis.spoken(languages)
        written: Counter[str] = Counter()
        for document in documents(self._index.examples(stem, EXAMPLES)):
            written.update(_PLAIN_WORD.findall(f"{document.title}\n{document.body}"))
        found: Counter[str] = Counter()
        for raw, often in written.items():
            if _may_become(raw, stem) and stem in analysis.query_terms(raw, spoken):
                found[analysis.surface(raw).lower()] += often
        if not found and not analysis.is_spaced(stem):
            found[stem] = 1
        with self._lock:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            self._words[stem] = found
        return found


def _begins(word: str, begun: str) -> bool:
    return analysis.fold(word).startswith(begun)


def _may_become(raw: str, stem: str) -> bool:
    """Whether a word may have a stem: most begin with another letter, and need not be stemmed."""
    return raw[0].lower() == stem[0] or "'" in raw or not raw.isascii()


def _apart(one: str, other: str, most: int) -> int:
    """The distance of two words; quick where it is too long."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    return distance(one, other, most)
