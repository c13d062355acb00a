"""Searching within one text: plain words, or ``/a regular expression/``.

Plain words are found whatever their case, accents and typographic marks. A regular expression is
the reader's own and may be as slow as it likes, so it is run by the ``regex`` module, which stops
when it is told to; what such an expression costs to compile is bounded by its length and its
counted repetitions (``(((a{50}){50}){50}){50}`` alone takes ten seconds).
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from math import prod

_LONGEST = 300
"""Characters of what is searched for."""
_MOST_REPETITIONS = 1000
_SECONDS = 1.0
"""What one expression may take in all, over all the texts it is tried on."""

_COUNTED = re.compile(r"\{(?:\d*,)?(\d+)\}")
_ALIKE = str.maketrans("’‘ʼ‚‛“”„‟«»‐‑‒–—―", '\'\'\'\'\'""""""------')

Spans = Sequence[tuple[int, int]]


class Within:
    """Finds one thing in any number of texts; call it with each.

    Attributes:
        problem: Why nothing (more) is found, as a sentence; None if all is well.
    """

    def __init__(self, wanted: str) -> None:
        """Prepare for what a reader typed."""
        self.problem: str | None = None
        self._spent = 0.0
        wanted = wanted[:_LONGEST]
        if len(wanted) > 1 and wanted.startswith("/"):
            self._find = self._expression(wanted[1:].removesuffix("/"))
        else:
            self._find = _plain(wanted.strip())

    def __call__(self, text: str) -> Spans:
        """Start and end of everything found in a text, in characters; none empty or overlapping."""
        return self._find(text)

    def _expression(self, pattern: str) -> Callable[[str], Spans]:
        import regex

        if prod(int(count) for count in _COUNTED.findall(pattern)) > _MOST_REPETITIONS:
            self.problem = f"Repetitions beyond {_MOST_REPETITIONS} are not searched for"
            return _nothing
        try:
            compiled = regex.compile(pattern, regex.IGNORECASE)
        except (regex.error, OverflowError, RecursionError) as error:
            self.problem = f"No regular expression: {error}"
            return _nothing

        def find(text: str) -> Spans:
            left = _SECONDS - self._spent
            if left <= 0:
                return ()
            begun = time.monotonic()
            try:
                matches = compiled.finditer(text, timeout=left)
                return [match.span() for match in matches if match.end() > match.start()]
            except TimeoutError:
                self._spent = _SECONDS
                self.problem = "This expression takes too long; the rest is not searched"
                return ()
            finally:
                self._spent += time.monotonic() - begun

        return find


def _nothing(_: str) -> Spans:
    return ()


def _plain(wanted: str) -> Callable[[str], Spans]:
    needle = wanted.translate(_FOLDING)
    if not needle:
        return _nothing

    def find(text: str) -> Spans:
        if needle not in text.translate(_FOLDING):
            return ()
        folded, places = _folded(text)
        found: list[tuple[int, int]] = []
        at = folded.find(needle)
        while at >= 0:
            end = places[at + len(needle) - 1] + 1
            while end < len(text) and not _FOLDING[ord(text[end])]:
                end += 1
            if not found or places[at] >= found[-1][1]:
                found.append((places[at], end))
            at = folded.find(needle, at + len(needle))
        return found

    return find


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text without case and accents, and where in the text each character of that stood."""
    folded = text.translate(_FOLDING)
    if text.isascii():
        return folded, range(len(text))
    places = [place for place, one in enumerate(text) for _ in _FOLDING[ord(one)]]
    return folded, places


class _Folding(dict[int, str]):
    """What a character is without case and accents, by its number."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        plain = " "
        if not character.isspace():
            decomposed = unicodedata.normalize("NFKD", character).casefold()
            plain = "".join(part for part in decomposed if not unicodedata.combining(part))
            plain = plain.translate(_ALIKE)
        self[number] = plain
        return plain


_FOLDING = _Folding()
