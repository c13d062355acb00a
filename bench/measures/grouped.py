"""Texts into groups of copies: ours, and the usual methods as they are usually set.

Ours is the program's own way, from the catalogue on. MinHash has 128 values over runs of five
words, SimHash 64 bits over runs of three; both on lower-case words, their pairs tied together by
whatever hangs together. They are written out here: what they find is defined by their formulas.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import comb
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bench.copies import Labelled
from newsreader.article import Article, Kind, Section, TitleFrom
from newsreader.library.bodies import encode
from newsreader.library.catalogue import Catalogue
from newsreader.library.database import transaction
from newsreader.library.marks import Marks
from newsreader.library.stories import Stories
from newsreader.reading.words import count_words

Groups = Sequence[set[int]]
"""The places of the texts that are copies of each other; a text without copies is one alone."""

_WORD = re.compile(r"\w+")
_VALUES = 128
_BITS = 64


def ours(texts: Sequence[str]) -> Groups:
    """As the program groups articles with these bodies."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue, marks = _catalogue(Path(folder))
        with catalogue.borrowed() as database:
            _put(database, texts, 0)
            Stories(database).finish()
            rows = database.execute("SELECT number, coalesce(story, number) FROM articles")
            groups = defaultdict(set)
            for number, story in rows:
                groups[story].add(number - 1)
        catalogue.close()
        marks.close()
    return list(groups.values())


def seconds(texts: Sequence[str], one_more: str) -> tuple[float, float]:
    """Processor time to group texts, and to group one more that is a copy of one of them."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue, marks = _catalogue(Path(folder))
        with catalogue.borrowed() as database:
            _put(database, texts, 0)
            stories = Stories(database)
            began = time.process_time()
            stories.finish()
            grouped = time.process_time()
            _put(database, [one_more], len(texts))
            come = time.process_time()
            stories.finish()
            ended = time.process_time()
        catalogue.close()
        marks.close()
    return grouped - began, ended - come


def minhash(texts: Sequence[str], threshold: float) -> Groups:
    """By the estimate of Jaccard similarity that MinHash gives."""
    signatures = _signatures(texts)
    pairs = []
    for one, signature in enumerate(signatures[:-1]):
        same = (signatures[one + 1 :] == signature).mean(axis=1)
        pairs += [(one, one + 1 + int(other)) for other in np.flatnonzero(same >= threshold)]
    return _tied(len(texts), pairs)


def minhash_estimate(one: str, other: str) -> float:
    """The estimate of Jaccard similarity that MinHash gives of two texts."""
    mine, theirs = _signatures([one, other])
    return float((mine == theirs).mean())


def simhash(texts: Sequence[str], distance: int) -> Groups:
    """By the number of bits in which the SimHash of two texts differs."""
    hashes = np.array([_simhash(text) for text in texts], np.uint64)
    pairs = []
    for one, own in enumerate(hashes[:-1]):
        near = np.bitwise_count(hashes[one + 1 :] ^ own) <= distance
        pairs += [(one, one + 1 + int(other)) for other in np.flatnonzero(near)]
    return _tied(len(texts), pairs)


def adjusted_rand(truth: Sequence[Labelled], groups: Groups) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985): 1 for the same groups, 0 for chance."""
    found = {text: number for number, group in enumerate(groups) for text in group}
    both = Counter((one.story, found[text]) for text, one in enumerate(truth))
    true, ours = Counter(one.story for one in truth), Counter(found.values())
    together, wanted, had = (
        sum(comb(count, 2) for count in counts.values()) for counts in (both, true, ours)
    )
    expected = wanted * had / comb(len(truth), 2)
    return (together - expected) / ((wanted + had) / 2 - expected)


def wrong(truth: Sequence[Labelled], groups: Groups) -> int:
    """How many groups have articles of more than one story."""
    return sum(len({truth[text].story for text in group}) > 1 for group in groups)


def _catalogue(folder: Path) -> tuple[Catalogue, Marks]:
    marks = Marks(folder / "marks.sqlite3", print)
    return Catalogue(folder / "catalogue", marks), marks


def _put(database: sqlite3.Connection, texts: Sequence[str], after: int) -> None:
    with transaction(database):
        for number, text in enumerate(texts, after + 1):
            article = Article(
                id=f"{number:016x}",
                title=f"Number {number}",
                title_from=TitleFrom.TEXT,
                words=count_words(text),
                sections=(Section(kind=Kind.BODY, text=text),),
            )
            database.execute(
                "INSERT INTO articles (number, id, file, source, title, outlet, sort_at,"
                " sort_until, words, folded) VALUES (?, ?, 1, 1, ?, ?, ?, ?, ?, '')",
                (
                    number,
                    article.id,
                    article.title,
                    f"Outlet {number}",
                    number,
                    number,
                    article.words,
                ),
            )
            database.execute("INSERT INTO bodies VALUES (?, ?)", (number, encode(article)))


def _runs(text: str, length: int) -> list[int]:
    words = [word.lower() for word in _WORD.findall(text)]
    return [
        crc32(" ".join(words[start : start + length]).encode())
        for start in range(max(1, len(words) - length + 1))
    ]


def _signatures(texts: Sequence[str]) -> NDArray[np.uint32]:
    chance = np.random.default_rng(1).integers(0, 1 << 63, _VALUES, dtype=np.uint64)
    return np.array([_signature(text, chance) for text in texts])


def _signature(text: str, chance: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The least value of each of so many hashes."""
    runs = np.array(_runs(text, 5), np.uint64)
    values = _spread(runs[:, None] ^ chance) >> np.uint64(32)
    return np.asarray(values.min(axis=0).astype(np.uint32))


def _spread(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Hashes of 64 bits that depend on all bits of the given ones (the end of SplitMix64)."""
    mixed = hashes * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def _simhash(text: str) -> int:
    spread = _spread(np.array(_runs(text, 3), np.uint64))
    bits = (spread[:, None] >> np.arange(_BITS, dtype=np.uint64)) & np.uint64(1)
    sums = (2 * bits.astype(np.int64) - 1).sum(axis=0)
    return sum(1 << bit for bit in range(_BITS) if sums[bit] > 0)


def _tied(count: int, pairs: Iterable[tuple[int, int]]) -> Groups:
    """What hangs together."""
    group_of = {number: {number} for number in range(count)}
    for one, other in pairs:
        mine, theirs = group_of[one], group_of[other]
        if mine is not theirs:
            mine |= theirs
            group_of.update(dict.fromkeys(theirs, mine))
    return list({id(group): group for group in group_of.values()}.values())
