"""What is searched for: distinct questions of each kind, chosen by how common their words are.

A question is plain data; every program says it in its own language. How common a word is, is taken
from a sample of the corpus. The same corpus and seed give the same questions.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import cycle
from typing import Literal

import msgspec

from bench.corpus import Item
from bench.vocabulary import FUNCTION_WORDS

Kind = Literal["all", "any", "phrase", "near", "prefix", "fuzzy", "wildcard"]

_WORD = re.compile(r"[a-z]+")
_COMMON = (0.12, 0.36)
_MIDDLING = (0.005, 0.08)
_ANY = (0.0, 1.0)
_LETTERS = "abcdefghijklmnoprstuvz"


class Question(msgspec.Struct, frozen=True):
    """One search.

    Attributes:
        words: As typed, in lower case; of a ``prefix`` question the last is unfinished.
        kind: How they belong together.
        source: Only in that source.
        between: Only from that second to before that second, since the epoch.
        unread: Only what is not read: every second article is (its number is odd).
        newest: Newest first rather than best first.
    """

    words: tuple[str, ...]
    kind: Kind = "all"
    source: str | None = None
    between: tuple[int, int] | None = None
    unread: bool = False
    newest: bool = False


class Questions(msgspec.Struct, frozen=True):
    """All that is asked, by the row it is asked for."""

    one: list[Question]
    two: list[Question]
    any_of_three: list[Question]
    phrases: list[Question]
    rarer_phrases: list[Question]
    filtered: list[Question]
    newest: list[Question]
    fuzzy: list[Question]
    wildcards: list[Question]
    near: list[Question]
    typed: list[list[Question]]


def choose(sample: Sequence[Item], count: int = 60, seed: int = 1) -> Questions:
    """Questions that fit a corpus, at most ``count`` of each kind."""
    chance = random.Random(f"questions {seed}")
    frequency = Counter(word for item in sample for word in set(_words(item.body)))
    common = _between(frequency, len(sample), _COMMON) or list(frequency)
    middling = _between(frequency, len(sample), _MIDDLING) or list(frequency)
    chance.shuffle(common)
    chance.shuffle(middling)
    first, last = (pick(item.seconds for item in sample) for pick in (min, max))
    sources = [source for source, _ in Counter(item.source for item in sample).most_common(10)]
    pairs = _some(chance, common, 2, count)
    rarer = _phrases(chance, sample, count, _between(frequency, len(sample), _ANY))
    return Questions(
        one=[Question((word,)) for word in common[:count]],
        two=[Question(words) for words in pairs],
        any_of_three=[Question(words, "any") for words in _some(chance, common, 3, count)],
        rarer_phrases=[Question(words, "phrase") for words in rarer],
        filtered=[
            Question((word,), source=source, between=_third(chance, first, last), unread=True)
            for word, source in zip(common[:count], cycle(sources), strict=False)
        ],
        newest=[Question((word,), newest=True) for word in common[:count]],
        fuzzy=[Question((_misspelt(chance, word),), "fuzzy") for word in middling[:count]],
        wildcards=[Question((f"{word[:2]}*{word[-2:]}",), "wildcard") for word in middling[:count]],
        near=[Question(words[:2], "near") for words in rarer],
        typed=[
            list(_keys(f"{one} {other}"))
            for one, other in zip(common[: count // 4], middling[: count // 4], strict=False)
        ],
        phrases=[
            Question(words, "phrase") for words in _phrases(chance, sample, count, common) or rarer
        ],
    )


def _keys(text: str) -> list[Question]:
    """What is asked as a query is typed, letter by letter."""
    typed = [text[: end + 1] for end in range(len(text))]
    return [Question(tuple(query.split()), "prefix") for query in typed if query[-1] != " "]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _between(frequency: Counter[str], total: int, share: tuple[float, float]) -> list[str]:
    low, high = (part * total for part in share)
    return [
        word
        for word, times in frequency.items()
        if low <= times <= high and len(word) > 3 and word not in FUNCTION_WORDS
    ]


def _some(
    chance: random.Random, words: Sequence[str], size: int, count: int
) -> list[tuple[str, ...]]:
    """Different groups of words."""
    size = min(size, len(words))
    found = {tuple(sorted(chance.sample(list(words), size))): None for _ in range(count)}
    return list(found)


def _phrases(
    chance: random.Random, sample: Sequence[Item], count: int, among: Collection[str]
) -> list[tuple[str, ...]]:
    """Some of these words that stand side by side in more than one article, two or three."""
    seen: Counter[tuple[str, ...]] = Counter()
    for item in sample[:2_000]:
        words = _words(item.body)
        for size in (2, 3):
            seen.update(set(zip(*(words[start:] for start in range(size)), strict=False)))
    least = 2 if len(sample) > 200 else 1
    wanted = frozenset(among)
    found = [words for words, times in seen.items() if times >= least and wanted.issuperset(words)]
    return chance.sample(found, min(count, len(found)))


def _third(chance: random.Random, first: int, last: int) -> tuple[int, int]:
    third = (last - first) // 3
    start = first + int(chance.random() * 2 * third)
    return start, start + third


def _misspelt(chance: random.Random, word: str) -> str:
    place = chance.randrange(1, len(word))
    return word[:place] + chance.choice(_LETTERS) + word[place + 1 :]
