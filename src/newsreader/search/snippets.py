"""Hits in context: where in a text the words of a query stand, and the passage that shows them.

A text is searched with the analysis of the index, so that a word is marked in every form it was
found in; a phrase is marked only where it stands as one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import msgspec

from newsreader.search import analysis
from newsreader.search.matching import Pattern
from newsreader.search.query import Query, wanted

MAX_MATCHES = 2000
"""A passage is chosen among so many matches of a text, the first."""

_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"\n|[.!?…]['\"”’»)]*\s|[。！？]")


class Snippet(msgspec.Struct, frozen=True):
    """A passage of a text.

    Attributes:
        text: One line; "…" stands for what was cut off.
        spans: Start and end of each match in it, in characters.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()


class Highlighter:
    """Finds in a text what a query looks for. May be used from any thread."""

    def __init__(self, query: Query, languages: Collection[str] = ("en",)) -> None:
        """Prepare for a query over articles in these languages."""
        spoken = analysis.spoken(languages)
        self._everywhere = [Pattern(node, spoken) for node in wanted(query.tree)]
        self._below = [pattern for pattern in self._everywhere if not pattern.title]

    def spans(self, text: str, *, headline: bool = False) -> list[tuple[int, int]]:
        """Start and end of every match in a text, in characters, in order, none overlapping.

        Args:
            text: Of any part of an article: each section, each paragraph can be asked by itself.
            headline: Whether it is the headline, where ``title:pope`` matches too.
        """
        return self._spans(text, self._everywhere if headline else self._below)

    def _spans(self, text: str, patterns: Sequence[Pattern]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for start, end, _ in _matches(text, patterns):
            if spans and start < spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
        return spans

    def snippet(self, text: str, width: int = 160) -> Snippet | None:
        """The passage with the most different words of the query, then the most, then the first.

        Args:
            text: Plain text.
            width: The most characters the snippet may have, 20 at least.

        Returns:
            None if nothing in the text matches.
        """
        width = max(width, 20)
        matches = _matches(text, self._below)[:MAX_MATCHES]
        if not matches:
            return None
        first, last = _best(matches, width - 2)
        return self._cut(text, first, last, width)

    def _cut(self, text: str, first: int, last: int, width: int) -> Snippet:
        """The text around two offsets, cut between words, where possible at a sentence's start."""
        room = max(width - 2 - (last - first), 0)
        sentences = list(_BREAK.finditer(text, max(0, first - room), first))
        if first <= room:
            start = 0
        elif sentences:
            start = sentences[-1].end()
        else:
            start = first - room // 3
            space = _SPACE.search(text, start, min(first, start + 20))
            start = space.end() if space else start
        end = min(len(text), start + width - 2)
        if end < len(text) and not text[end].isspace():
            spaces = list(_SPACE.finditer(text, max(last, end - 20), end))
            end = spaces[-1].start() if spaces else end
        passage = _SPACE.sub(" ", text[start:end]).strip()
        passage = ("…" if text[:start].strip() else "") + passage
        passage += "…" if text[end:].strip() else ""
        return Snippet(passage, tuple(self.spans(passage)))


def _matches(text: str, patterns: Sequence[Pattern]) -> list[tuple[int, int, int]]:
    """Start, end and number of the pattern, in the order of the text."""
    if not patterns:
        return []
    tokens = list(analysis.words(text))
    return sorted(
        (start, end, number)
        for number, pattern in enumerate(patterns)
        for start, end in pattern.find(tokens)
    )


def _best(matches: list[tuple[int, int, int]], width: int) -> tuple[int, int]:
    """Start of the first and end of the last match of the best stretch of at most ``width``."""
    best = (0, 0)
    chosen = matches[0][:2]
    inside: dict[int, int] = {}
    after = 0
    for at, (start, end, number) in enumerate(matches):
        while after < len(matches) and (matches[after][1] - start <= width or after <= at):
            pattern = matches[after][2]
            inside[pattern] = inside.get(pattern, 0) + 1
            after += 1
        score = (len(inside), after - at)
        if score > best:
            best = score
            chosen = (start, max(end, matches[after - 1][1]))
        inside[number] -= 1
        if not inside[number]:
            del inside[number]
    return chosen
