"""Whether texts have words as they are written in a query: ``=US``, ``="the Fed"``.

``Pattern.find`` says what a match is. Here only whether there is one is asked, of very many texts:
most have the words with spaces around them, or lack the letters of one of them, and both is told
without cutting the text into words. Of the others as little is cut as will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import merge

from newsreader.search import analysis
from newsreader.search.matching import Pattern, Slot

MAX_CHUNK = 200

_SIGNS = '.,;:!?"()“”'
_PLAIN_WORD = r'[ \n]["(“]?+[A-Za-z]++[.,;:!?")”]{0,3}+'
"""What is one word wherever it stands, with the space before it."""
_PLAIN_WORDS = re.compile(f"(?:{_PLAIN_WORD})+")
_VERY_NEAR = 12
_WORDLESS = re.compile(r" [^\w ]* ")


class AsWritten:
    """An exact pattern, for many texts.

    Attributes:
        pattern: It.
    """

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self._slots = pattern.slots
        self._extent = pattern.extent
        exact = (slot.exact for slot in self._slots if slot.exact is not None)
        self._surfaces = tuple(surface for surface in exact if "'" not in surface)
        """The words that stand in a plain text letter by letter if they are in it."""
        self._pieces = _Pieces(self._slots)

    def is_in(self, text: str) -> bool:
        """Whether a text has a match."""
        if self._commonly is not None and self._commonly in text:
            return True
        if not analysis.is_plain(text):
            return self._stands_among(text.split())
        for surface in self._surfaces:
            if surface not in text:
                return False
        if self._beginning is not None and self._beginning in text:
            return True
        if self._is_told_apart and self._extent is not None:
            return self._stands_near(text, self._extent)
        if self._standing is None:
            return self._stands_among(text.split())
        return self._stands(text, self._standing)

    # What is asked of texts, made when it is first needed.

    @cached_property
    def _commonly(self) -> str | None:
        """What most texts with a match have: the words with a space on either side."""
        together = self._extent is None or self._extent >= self._slots[-1].offset
        if not (together and self._is_in_order) or self._slots[-1].prefix:
            return None
        return f" {' '.join(self._surfaces)} "

    @cached_property
    def _beginning(self) -> str | None:
        """The same in plain texts, for the beginning of a word."""
        only = self._surfaces[0] if len(self._slots) == len(self._surfaces) == 1 else ""
        is_one_word = only.isalnum() and analysis.is_spaced(only)
        return f" {only}" if is_one_word and self._slots[0].prefix else None

    @cached_property
    def _is_in_order(self) -> bool:
        """Whether no word stands between two slots, and all are of a script with spaces."""
        every = len(self._surfaces) == len(self._slots) == self._slots[-1].offset + 1
        return every and all(map(analysis.is_spaced, self._surfaces))

    @cached_property
    def _is_told_apart(self) -> bool:
        """Whether no word of a text fills two slots."""
        return len(set(self._surfaces)) == len(self._slots) and not self._slots[-1].prefix

    @cached_property
    def _standing(self) -> re.Pattern[str] | None:
        """What finds the words in a plain text, and a little more, if they have to stand there one
        after the other."""
        alone = len(self._surfaces) == len(self._slots) == 1
        if self._extent is not None or not (alone or self._is_in_order):
            return None
        return analysis.standing(self._surfaces, self._slots[-1].prefix)

    @cached_property
    def _side_by_side(self) -> tuple[re.Pattern[str], ...]:
        """What most texts with a match of two words very near each other have, one or the other of
        it: both words, and between them plain words alone."""
        if len(self._surfaces) != 2 or not self._extent or self._extent > _VERY_NEAR:
            return ()
        one, other = map(re.escape, self._surfaces)
        between = rf"(?:{_PLAIN_WORD}){{0,{self._extent - 1}}}?[ \n]"
        # Each begins with letters, which are found several times as quickly as either of two.
        pairs = ((one, other), (other, one))
        return tuple(re.compile(rf" {first}{between}{last}[ \n]") for first, last in pairs)

    @cached_property
    def _each_standing(self) -> list[re.Pattern[str]]:
        return [analysis.standing((surface,), prefix=False) for surface in self._surfaces]

    # Looking.

    def _stands(self, text: str, standing: re.Pattern[str]) -> bool:
        for match in standing.finditer(text):
            start, end = match.span()
            # No word goes across a space: what stands between two is enough to cut.
            before = text[max(0, start - MAX_CHUNK) : start].rpartition(" ")[2]
            after = text[end : end + MAX_CHUNK].partition(" ")[0]
            unbroken = before + match[0] + after
            if len(self._slots) == 1 and unbroken == self._surfaces[0]:
                return True
            if self.pattern.find(list(analysis.words(unbroken))):
                return True
        return False

    def _stands_near(self, text: str, extent: int) -> bool:
        """Whether all words stand in one stretch of a plain text, in any order: a stretch with too
        many spaces is not cut into words."""
        if any(pair.search(text) for pair in self._side_by_side):
            return True
        if not self._side_by_side and self._meet_near(text, extent):
            return True
        latest: dict[int, int] = {}
        doubtful = False
        each = (_places(text, one, number) for number, one in enumerate(self._each_standing))
        for at, number in merge(*each):
            latest[number] = at
            if len(latest) < len(self._slots):
                continue
            first = min(latest.values())
            if text.count(" ", first, at) <= extent:
                start, end = text.rfind(" ", 0, first) + 1, text.find(" ", at)
                stretch = text[start : end if end >= 0 else None]
                if self._stands_among(stretch.split()):
                    return True
                doubtful = True  # one of the places may be no word
        # Where nothing but signs stands between two spaces, they are one space too many.
        doubtful = doubtful or _WORDLESS.search(text) is not None
        return doubtful and self._stands_among(text.split())

    def _meet_near(self, text: str, extent: int) -> bool:
        """Whether all words are near each other where the last of them is met first, with nothing
        but plain words between: then a word is what stands between two spaces."""
        spaced = [f" {surface} " for surface in self._surfaces]
        met = [text.find(surface) for surface in spaced]
        if min(met) < 0:
            return False
        last = max(met)
        first = min(text.rfind(surface, 0, last + len(surface)) for surface in spaced)
        between = text[first:last]
        far = between.count(" ") + between.count("\n")
        return far <= extent and _PLAIN_WORDS.fullmatch(between) is not None

    def _stands_among(self, pieces: list[str]) -> bool:
        """Whether there is a match in a text, given by what stands between its spaces."""
        filled: list[list[int]] = [[] for _ in self._slots]
        position = 0
        for width, standing in map(self._pieces.__getitem__, pieces):
            for number, offset in standing:
                if (at := position + offset) not in filled[number][-1:]:
                    filled[number].append(at)
            position += width
        return all(filled) and bool(self.pattern.matches(filled))


def _places(text: str, one: re.Pattern[str], number: int) -> Iterator[tuple[int, int]]:
    for match in one.finditer(text):
        yield match.start(), number


class _Pieces(dict[str, tuple[int, tuple[tuple[int, int], ...]]]):
    """What stands between spaces → how many positions it takes up, and which slots are filled at
    which of them; computes what it does not hold. A text is one look-up for each of its pieces."""

    MOST = 200_000

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._slots = slots
        self._one_by_one = any(slot.prefix for slot in slots)
        self._exact = {slot.exact for slot in slots}

    def __missing__(self, piece: str) -> tuple[int, tuple[tuple[int, int], ...]]:
        if len(self) >= self.MOST:
            self.clear()
        bare = piece.strip(_SIGNS)
        # Most are one plain word, and another one.
        if bare.isalpha() and bare.isascii() and not (bare in self._exact or self._one_by_one):
            plain = self[piece] = (1, ())
            return plain
        tokens = list(analysis.words(piece))
        standing = tuple(
            (number, token.position)
            for number, slot in enumerate(self._slots)
            for token in tokens
            if slot.accepts(token.raw)
        )
        found = self[piece] = (tokens[-1].position + 1 if tokens else 0, standing)
        return found
