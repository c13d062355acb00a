"""What the articles of a source teach about its furniture: the lines they have in common.

A page is printed with the same lines around every article: the site's name, "Follow us on the
wire", an appeal for subscribers. They recur in articles that have nothing else in common, so a line
counts once a *story*: copies and updates of one story begin alike and are counted as one. A line is
the source's furniture if it is in three stories and in a twentieth of them all; where a source has
only three or four, half of them are enough at the very head or foot of the text. A paragraph (more
than ``SHORT`` words) has to be in a fifth of the stories, since agencies use the same sentence of
background again and again.

Only fingerprints of lines are kept. Where in an article a learnt line is believed is decided by
``sections`` and ``dissect``.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from newsreader.article import Article, Format, Kind, TitleFrom
from newsreader.reading.cues import normalised
from newsreader.reading.markup import line_without_marks

SHORT = 15
"""Words of the longest line that is not a paragraph."""

Learnt = Mapping[int, int]
"""The fingerprints of a source's furniture, each with how many of its stories have the line."""

NOTHING: Learnt = {}

_FEWEST = 3
_SHARE = 20
_SHARE_OF_PARAGRAPHS = 5
_FEW_STORIES = 4
_HEAD, _FOOT = 2, 4
_OPENING = 4
_MOST_LINES = 1000
_SAME_STORY = 0.5


class Fingerprints(NamedTuple):
    """The lines of an article.

    Attributes:
        short: Of its short lines.
        edge: Of those of them at the very head or foot.
        paragraphs: Of its paragraphs.
        opening: Of the first paragraphs of its body, by which copies of a story are known.
    """

    short: tuple[int, ...] = ()
    edge: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    opening: tuple[int, ...] = ()

    def pack(self) -> tuple[bytes, ...]:
        """For storing, in as little room as possible."""
        return tuple(map(_packed, self))

    @staticmethod
    def unpack(*packed: bytes) -> Fingerprints:
        """What :meth:`pack` made."""
        return Fingerprints(*(tuple(array("q", part)) for part in packed))


def is_short(line: str) -> bool:
    """Whether a line is no paragraph."""
    return line.count(" ") < SHORT


def fingerprint(line: str) -> int:
    """A number that is the same for lines that say the same; 0 for a line without words."""
    return _short_fingerprint(line) if is_short(line) else _number(line)


@lru_cache(maxsize=4096)
def _short_fingerprint(line: str) -> int:
    key = normalised(line, numbers=True)
    return _number(key) if sum(map(str.isalpha, key)) > 1 else 0


def _number(key: str) -> int:
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def fingerprints_of(article: Article) -> Fingerprints:
    """The fingerprints of an article's lines, whatever section they are in."""
    lines = [article.title] if article.title_from is TitleFrom.TEXT else []
    opening: list[str] = []
    for section in article.sections:
        said = section.text.split("\n")
        if section.format is Format.MARKDOWN:
            said = list(map(line_without_marks, said))
        said = list(filter(None, map(str.strip, said)))
        if section.kind is Kind.BODY and len(opening) < _OPENING:
            opening += [line for line in said if not is_short(line)]
        lines += [section.heading] if section.heading else []
        lines += said
    lines = lines[:_MOST_LINES]
    short, paragraphs, edge = set(), set(), set()
    foot = max(_HEAD, len(lines) - _FOOT)
    for place, line in enumerate(lines):
        number = fingerprint(line)
        if not is_short(line):
            paragraphs.add(number)
            continue
        short.add(number)
        if place < _HEAD or place >= foot:
            edge.add(number)
    return Fingerprints(
        _sorted(short),
        _sorted(edge),
        _sorted(paragraphs),
        _sorted(set(map(fingerprint, opening[:_OPENING]))),
    )


def learn(articles: Sequence[Fingerprints]) -> dict[int, int]:
    """The furniture of a source, from the lines of all its articles."""
    stories = _stories(articles)
    count = len(set(stories))
    if count < _FEWEST:
        return {}
    short = _frequencies(stories, [article.short for article in articles])
    edge = _frequencies(stories, [article.edge for article in articles])
    paragraphs = _frequencies(stories, [article.paragraphs for article in articles])
    learnt = _frequent(short, max(_FEWEST, count / _SHARE))
    learnt |= _frequent(paragraphs, max(_FEWEST, count / _SHARE_OF_PARAGRAPHS))
    if count <= _FEW_STORIES:
        learnt |= _frequent(edge, count / 2)
    return learnt


def learnt_among(articles: Sequence[Article]) -> tuple[Learnt, list[bool]]:
    """The furniture of a file that is a source of its own, such as a feed, from its articles; and
    which of them have a line of it."""
    if len(articles) < _FEWEST:
        return NOTHING, [False] * len(articles)
    said = [fingerprints_of(article) for article in articles]
    learnt = learn(said)
    return learnt, [not learnt.keys().isdisjoint((*one.short, *one.paragraphs)) for one in said]


@lru_cache(maxsize=64)
def unpack_learnt(packed: bytes) -> Learnt:
    """What :func:`pack_learnt` made."""
    numbers = array("q", packed)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))


def pack_learnt(learnt: Learnt) -> bytes:
    """For sending to another process."""
    return _packed(number for pair in sorted(learnt.items()) for number in pair)


def _packed(numbers: Iterable[int]) -> bytes:
    return array("q", numbers).tobytes()


def _sorted(numbers: set[int]) -> tuple[int, ...]:
    return tuple(sorted(numbers - {0}))


def _frequent(frequencies: Mapping[int, int], needed: float) -> dict[int, int]:
    return {line: stories for line, stories in frequencies.items() if stories >= needed}


def _frequencies(stories: Sequence[int], lines: Sequence[tuple[int, ...]]) -> Counter[int]:
    """In how many stories each line is."""
    by_story: dict[int, set[int]] = defaultdict(set)
    alone = Counter(stories)
    found: Counter[int] = Counter()
    for story, said in zip(stories, lines, strict=True):
        if alone[story] == 1:
            found.update(said)
        else:
            by_story[story].update(said)
    for together in by_story.values():
        found.update(together)
    return found


def _stories(articles: Sequence[Fingerprints]) -> list[int]:
    """For each article the number of its story: the first article that shares more than half of the
    shorter opening with it, or with one that does.

    Only neighbours among the articles that have a paragraph are compared: copies of a story have
    most of their paragraphs in common, so they meet often enough.
    """
    holding: dict[int, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        for paragraph in article.opening:
            holding[paragraph].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holding.values():
        shared.update(pairwise(numbers))
    story = list(range(len(articles)))
    for (one, other), count in shared.items():
        fewer = min(len(articles[one].opening), len(articles[other].opening))
        if count > _SAME_STORY * fewer:
            low, high = sorted((_first(story, one), _first(story, other)))
            story[high] = low
    return [_first(story, number) for number in range(len(articles))]


def _first(story: list[int], number: int) -> int:
    while story[number] != number:
        story[number] = story[story[number]]
        number = story[number]
    return number
