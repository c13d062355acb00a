"""Passages: words of an article the reader keeps, and how their place is found again.

What is selected on a screen has been wrapped, and bullets and typographic marks may stand in it; so
texts are compared by their letters and digits alone. A passage is kept as the article's own words,
with its paragraph and a little of what stands around it, which tells apart the places where the
same words stand twice. If the article was edited so that the words are there no more, the place
most like them is taken, or none: the words themselves are never lost. (After the quote and position
selectors of the W3C Web Annotation Data Model, and the fuzzy anchoring of Hypothesis.)
"""

from __future__ import annotations

import hashlib
import math
import re
import time
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile

import msgspec

from newsreader.article import Article
from newsreader.library.answers.articles import Passage
from newsreader.library.texts import paragraphs_of

_CONTEXT = 32
_LONGEST = 20_000
_ALIKE = 0.7
"""The least likeness, from 0 to 1 as difflib measures it, for a place to be taken for the words."""
_WORD = re.compile(r"\w+")


def passage_of(article: Article, selected: str, near: int | None = None) -> Passage | None:
    """The passage somebody selected; None where no words of the body are.

    Args:
        article: The article.
        selected: The text selected, however it was wrapped.
        near: The paragraph it was selected in, where the same words stand more than once.
    """
    text = _Text(paragraphs_of(article))
    letters = _letters(selected[:_LONGEST])
    places = text.places_of(letters)
    if not places:
        return None
    begin = min(places, key=lambda at: abs(text.paragraph_at(at) - (near or 0)))
    return text.passage(begin, begin + len(letters), selected.strip())


class Highlights:
    """Where the passages kept of an article stand in it.

    Attributes:
        found: Those that were found, with the place they have now, in the order of their places.
        lost: Those whose words the article has no more.
    """

    def __init__(self, article: Article, passages: Sequence[Passage]) -> None:
        text = _Text(paragraphs_of(article))
        found: list[tuple[int, int, Passage]] = []
        lost: list[Passage] = []
        for passage in passages:
            place = text.place_of(passage)
            if place is None:
                lost.append(passage)
            else:
                found.append((*place, passage))
        found.sort(key=lambda one: one[:2])
        self.found = tuple(text.moved(passage, begin) for begin, _, passage in found)
        self.lost = tuple(lost)
        self._text = text
        self._ranges = [(begin, end) for begin, end, _ in found]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of every passage in a text of the article (a paragraph, or whatever part of
        it the app draws at once), in characters."""
        letters = _letters(text)
        found = {
            (max(begin - place, 0), min(end - place, len(letters)))
            for place in self._text.best_places_of(letters)
            for begin, end in self._ranges
            if begin < place + len(letters) and place < end
        }
        at = _offsets(text)
        return sorted((at[begin], at[end - 1] + 1) for begin, end in found)


class _Text:
    """The paragraphs of an article as one run of letters, and the way back."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._paragraphs = paragraphs
        self._offsets = [_offsets(paragraph) for paragraph in paragraphs]
        self._starts: list[int] = []
        length = 0
        for offsets in self._offsets:
            self._starts.append(length)
            length += len(offsets)
        self.letters = "".join(map(_letters, paragraphs))

    def paragraph_at(self, place: int) -> int:
        """The paragraph a place among the letters lies in."""
        return bisect_right(self._starts, place) - 1

    def places_of(self, letters: str) -> list[int]:
        """Everywhere a run of letters stands."""
        places = []
        begin = self.letters.find(letters) if letters else -1
        while begin >= 0:
            places.append(begin)
            begin = self.letters.find(letters, begin + 1)
        return places

    def best_places_of(self, letters: str) -> list[int]:
        """Where a run of letters stands that was drawn: whole paragraphs, as few as may be, rather
        than parts of them."""
        ends = {*self._starts[1:], len(self.letters)}

        def paragraphs(place: int) -> float:
            end = place + len(letters)
            if self._starts[self.paragraph_at(place)] != place or end not in ends:
                return math.inf
            return self.paragraph_at(end - 1) - self.paragraph_at(place)

        places = self.places_of(letters)
        fewest = min(map(paragraphs, places), default=0)
        return [place for place in places if paragraphs(place) == fewest]

    def passage(self, begin: int, end: int, selected: str) -> Passage:
        """The passage between two places; ``selected`` decides on marks at its ends."""
        first, last = self.paragraph_at(begin), self.paragraph_at(end - 1)
        start = self._offset(begin)
        stop = self._offset(end - 1) + 1
        head, tail = self._paragraphs[first], self._paragraphs[last]
        while start and head[start - 1] in _outside(selected):
            start -= 1
        while stop < len(tail) and tail[stop] in _outside(selected[::-1]):
            stop += 1
        parts = [*self._paragraphs[first : last + 1]]
        parts[-1] = parts[-1][:stop]
        parts[0] = parts[0][start:]
        letters = self.letters[begin:end]
        return Passage(
            key=hashlib.sha256(f"{letters} {begin}".encode()).hexdigest()[:8],
            text="\n\n".join(parts).strip(),
            paragraph=first,
            start=start,
            before=head[max(0, start - _CONTEXT) : start],
            after=tail[stop : stop + _CONTEXT],
            at=time.time(),
        )

    def place_of(self, passage: Passage) -> tuple[int, int] | None:
        """Where a passage begins and ends among the letters now."""
        letters = _letters(passage.text)
        places = self.places_of(letters)
        if not places:
            return self._place_like(passage.text)
        before, after = _letters(passage.before), _letters(passage.after)

        def strangeness(begin: int) -> tuple[int, int]:
            end = begin + len(letters)
            same = self.letters[:begin].endswith(before) + self.letters[end:].startswith(after)
            return -same, abs(self.paragraph_at(begin) - passage.paragraph)

        begin = min(places, key=strangeness)
        return begin, begin + len(letters)

    def moved(self, passage: Passage, begin: int) -> Passage:
        """A passage with the place it has now."""
        paragraph = self.paragraph_at(begin)
        return msgspec.structs.replace(passage, paragraph=paragraph, start=self._offset(begin))

    def _place_like(self, text: str) -> tuple[int, int] | None:
        """Where words much like these stand, if anywhere."""
        wanted = _WORD.findall(text)
        words: list[str] = []
        places: list[int] = []
        place = 0
        for paragraph in self._paragraphs:
            for word in _WORD.findall(paragraph):
                words.append(word)
                places.append(place)
                place += len(_letters(word))
        places.append(place)
        anchor = SequenceMatcher(None, words, wanted, autojunk=False).find_longest_match()
        begin = max(0, anchor.a - anchor.b - 2)
        window = words[begin : anchor.a - anchor.b + len(wanted) + 2]
        blocks = SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks()[:-1]
        alike = sum(block.size for block in blocks)
        if not blocks or alike < _ALIKE * len(wanted):
            return None
        last = blocks[-1].a + blocks[-1].size
        return places[begin + blocks[0].a], places[begin + last]

    def _offset(self, place: int) -> int:
        paragraph = self.paragraph_at(place)
        return self._offsets[paragraph][place - self._starts[paragraph]]


def _outside(selected: str) -> str:
    """The marks a selection begins with, before its first letter."""
    return "".join(takewhile(lambda character: not character.isalnum(), selected.strip()))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _offsets(text: str) -> list[int]:
    """Where each of the text's letters stands."""
    return [offset for offset, character in enumerate(text) if character.isalnum()]
