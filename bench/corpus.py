"""Articles to measure with: made up, the same for the same seed, or made of real ones.

A made-up article has a headline, a byline, an agency, a place, a date within three years, and about
400 words in paragraphs: words by how often they are used, a third of them about its topic. Real
ones come from a file with one JSON object a line (``title``, ``body``, and perhaps ``src``); are
more asked for than there are, their sentences are put together anew, two to four at a time.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from bench.vocabulary import Topic, Vocabulary

SOURCES = 60
WORDS = 400
NEWEST = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
_DAYS = 3 * 365
_AGENCIES = ("AP", "Reuters", "AFP", "dpa", None)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class Item(msgspec.Struct, frozen=True):
    """One article of the corpus.

    Attributes:
        id: 16 hex digits.
        source: The name of its source.
        date: When it was published, to the minute.
        paragraphs: Its body.
    """

    id: str
    number: int
    source: str
    title: str
    byline: str
    agency: str | None
    place: str
    date: datetime
    paragraphs: tuple[str, ...]

    @property
    def body(self) -> str:
        """Its text, a paragraph a line."""
        return "\n".join(self.paragraphs)

    @property
    def seconds(self) -> int:
        """When it was published, in seconds since the epoch."""
        return int(self.date.timestamp())


class _Real(msgspec.Struct):
    title: str
    body: str
    src: str = "news"


def made_up(count: int, seed: int = 1) -> Iterator[Item]:
    """So many made-up articles, in no order of dates."""
    vocabulary = Vocabulary(seed)
    chance = random.Random(f"articles {seed}")
    for number in range(count):
        topic = chance.choice(vocabulary.topics)
        length = min(3_000, int(chance.lognormvariate(0, 0.45) * WORDS * 0.9))
        paragraphs = tuple(_paragraphs(vocabulary, chance, topic, length))
        title = " ".join(_headline(vocabulary, chance, topic))
        names = chance.choices(vocabulary.names, k=3)
        yield _item(chance, number, title, paragraphs, f"{names[0]} {names[1]}", names[2])


def from_file(path: Path, count: int, seed: int = 1) -> Iterator[Item]:
    """So many articles made of the real ones in a file, one JSON object a line."""
    with path.open("rb") as lines:
        real = [msgspec.json.decode(line, type=_Real) for line in lines]
    chance = random.Random(f"real {seed}")
    sentences: list[list[str]] = []
    if count > len(real):
        sentences = [_SENTENCE_END.split(" ".join(one.body.split())) for one in real]
    names = Vocabulary(seed).names
    for number in range(count):
        name = chance.choices(names, k=3)
        if number < len(real):
            one = real[number]
            paragraphs = tuple(" ".join(part.split()) for part in _in_paragraphs(one.body))
            title = " ".join(one.title.split())
        else:
            paragraphs = tuple(_recombined(chance, sentences))
            title = " ".join([*chance.choice(real).title.split()[:6], name[2]])
        yield _item(chance, number, title, paragraphs, f"{name[0]} {name[1]}", name[2])


def _item(
    chance: random.Random,
    number: int,
    title: str,
    paragraphs: tuple[str, ...],
    byline: str,
    place: str,
) -> Item:
    # The later the day, the more there is of it: archives grow.
    age = timedelta(minutes=int(chance.triangular(0, _DAYS * 24 * 60, 0)))
    return Item(
        id=hashlib.sha256(f"{number} {title}".encode()).hexdigest()[:16],
        number=number,
        source=f"Source {int(SOURCES * chance.random() ** 2):02}",
        title=title,
        byline=byline,
        agency=chance.choice(_AGENCIES),
        place=place,
        date=NEWEST - age,
        paragraphs=paragraphs,
    )


def _headline(vocabulary: Vocabulary, chance: random.Random, topic: Topic) -> list[str]:
    words = [vocabulary.about(chance, topic) for _ in range(chance.randint(3, 5))]
    words += vocabulary.some(chance, 2)
    chance.shuffle(words)
    return [words[0].capitalize(), *words[1:], chance.choice(vocabulary.names)]


def _paragraphs(
    vocabulary: Vocabulary, chance: random.Random, topic: Topic, length: int
) -> Iterator[str]:
    words = vocabulary.some(chance, length)
    for place in range(0, length, 3):
        words[place] = vocabulary.about(chance, topic)
    for place in range(7, length, 23):
        words[place] = chance.choice(vocabulary.names)
    start = 0
    sentences: list[str] = []
    while start < length:
        end = start + chance.randint(8, 26)
        sentence = " ".join(words[start:end])
        sentences.append(sentence[:1].upper() + sentence[1:] + ".")
        start = end
        if len(sentences) == 3 or start >= length:
            yield " ".join(sentences)
            sentences = []


def _in_paragraphs(body: str) -> list[str]:
    parts = [part for part in re.split(r"\n\s*\n|\n(?=\s{3})", body) if part.strip()]
    return parts or [body]


def _recombined(chance: random.Random, sentences: list[list[str]]) -> Iterator[str]:
    left = int(chance.lognormvariate(0, 0.45) * WORDS * 0.9)
    while left > 0:
        several = chance.choice(sentences)
        start = chance.randrange(len(several))
        part = " ".join(several[start : start + chance.randint(2, 4)])
        left -= part.count(" ") + 1
        yield part
