"""A made-up language for the corpus: English function words, and words of syllables about topics.

Words occur as they do in news: by Zipf's law, s = 1.07 (Manning & Schütze, section 1.4.3), some of
them mostly in articles of one topic, some always side by side (collocations, which phrase queries
need). The same seed gives the same words.
"""

from __future__ import annotations

import random
from bisect import bisect
from itertools import accumulate
from typing import NamedTuple

_SAID_MOST = (
    "the of and to in a that is for on was with as it by at from be said he has an have are not"
    " they which will were this their but or more who one would after its his been had about she"
    " when there also if could two when up than no what other some into new all last first most"
)
_HEAD = _SAID_MOST.split()
FUNCTION_WORDS = frozenset(_HEAD)
"""The words that say nothing by themselves."""

_ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ment", "ly", "ion")
_BEGIN = "b br c ch d dr f fl g gr h j k l m n p pl r s sh st t th tr v w z"
_VOWELS = "aaeeiioou"
_CODAS = ["", "", "", "", "", "n", "r", "l", "m", "s", "t", "nd", "st"]

_WORDS = 60_000
_TOPICS = 40
_TOPIC_WORDS = 400
_COLLOCATIONS = 150
_EXPONENT = 1.07
_OFFSET = 2.7


class Topic(NamedTuple):
    """What articles of one topic are about.

    Attributes:
        words: Its own words, the commonest first.
        collocations: Two or three words that stand together.
    """

    words: list[str]
    collocations: list[str]


class Vocabulary:
    """The words, each with how often it is used."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(f"words {seed}")
        contents = _contents(chance, _WORDS)
        # Function words stand at the head of the list, but between them come common contents.
        self.words = [*_HEAD[:40], *_mixed(_HEAD[40:], contents)]
        self._heights = _zipf(len(self.words))
        self._topic_heights = _zipf(_TOPIC_WORDS)
        middle = contents[60:20_000]
        self.topics = [_topic(chance, middle) for _ in range(_TOPICS)]
        self.names = [word.capitalize() for word in contents[20_000:26_000]]

    def some(self, chance: random.Random, count: int) -> list[str]:
        """So many words, by how often they are used."""
        return chance.choices(self.words, cum_weights=self._heights, k=count)

    def about(self, chance: random.Random, topic: Topic) -> str:
        """A word or a collocation of a topic."""
        if chance.random() < 0.12:
            return chance.choice(topic.collocations)
        return topic.words[bisect(self._topic_heights, chance.random() * self._topic_heights[-1])]


def _zipf(count: int) -> list[float]:
    return list(accumulate((rank + _OFFSET) ** -_EXPONENT for rank in range(1, count + 1)))


def _contents(chance: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    onsets = _BEGIN.split()
    while len(found) < count:
        syllables = chance.choices((1, 2, 3), (1, 6, 4))[0]
        stem = "".join(
            chance.choice(onsets) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(syllables)
        )
        word = stem + chance.choice(_ENDINGS)
        if len(word) > 3:
            found[word] = None
    # What is said often is short (Zipf's law of abbreviation), with exceptions.
    return sorted(found, key=lambda word: len(word) + chance.gauss(0, 1.5))


def _mixed(some: list[str], others: list[str]) -> list[str]:
    """Some words among the first of the others, one in three."""
    mixed = [word for three in zip(some, others[::2], others[1::2], strict=False) for word in three]
    return [*mixed, *others[2 * len(some) :]]


def _topic(chance: random.Random, words: list[str]) -> Topic:
    own = chance.sample(words, _TOPIC_WORDS)
    together = [
        " ".join(chance.sample(own[:120], chance.choice((2, 2, 3)))) for _ in range(_COLLOCATIONS)
    ]
    return Topic(own, together)
