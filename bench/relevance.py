"""Measures how well known articles are found: ``python -m bench.relevance news.jsonl.gz``.

The corpus is a line an article: ``{"id": …, "src": …, "title": …, "body": …}``, gzipped. A part of
it is written as files, read into a library, and given to the peers. Then known articles are looked
for, by queries of several classes:

``headline``
    Three words of the headline, in any order.
``body``
    Four words of the body that the headline does not have.
``misspelled``
    Three words of the headline, one of them misspelled as people do: a letter left out, doubled,
    replaced by its neighbour on the keyboard, or two swapped.
``dates``
    Two words of the headline and when it was. A peer is given the month or the day as a phrase in a
    field of its own where that says the same, and the words alone where it does not.
``paraphrases``
    What somebody remembers, in other words: written by hand, in ``paraphrases.json``, for the
    articles with these digests; only those the corpus has are looked for.

The figure is the mean reciprocal rank among the first hundred hits. Ours is tuned on the queries in
even places; what counts is those in odd ones (``--half``). The peers are SQLite's FTS5 and tantivy,
both with their English stemmer, all words first and any of them where none has all; once as they
are, and once with the headline weighted as ours.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import msgspec

from bench.finders import Finder, fts5, ours, tantivy
from bench.material import half_of
from bench.table import Table

SEED = 20
DEEPEST = 100
_WORD = re.compile(r"[A-Za-z]{3,}")
_NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjklaxcvbnmz", strict=True))
_COMMON_WORDS = """
    the and for with that from this was are has have had not but its his her who will said says
    been were they their which would about after over into than more new also one two
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_FIRST_DAY = date(2024, 1, 1)
_DAYS = 730


class Item(msgspec.Struct, frozen=True):
    """An article of the corpus, with a day of its own."""

    number: int
    title: str
    body: str
    day: date


class Question(msgspec.Struct, frozen=True):
    """A query, and the number of the article it is for.

    Attributes:
        words: What every finder is asked.
        when: What ours is asked besides.
        day: How a peer is told the same: a beginning of an ISO date, or "" where it cannot be.
    """

    words: str
    target: int
    when: str = ""
    day: str = ""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, help="articles, a line each, gzipped")
    parser.add_argument("--articles", type=int, default=10_000, help="how many of them")
    parser.add_argument("--queries", type=int, default=300, help="how many of each class")
    parser.add_argument("--half", choices=("even", "odd"), help="only every other query")
    parser.add_argument("--show", action="store_true", help="print what ours did not find first")
    arguments = parser.parse_args()
    written = json.loads(Path(__file__).with_name("paraphrases.json").read_bytes())
    items = corpus(arguments.corpus, arguments.articles, {said["article"] for said in written})
    if not items:
        sys.exit(f"{arguments.corpus}: there is no article in it")
    classes = questions(items, arguments.queries, written)
    with TemporaryDirectory() as folder:
        finders = _finders(items, Path(folder))
        try:
            ranks = {
                (kind, name): [
                    rank(finder, question) for question in half_of(asked, arguments.half)
                ]
                for kind, asked in classes.items()
                for name, finder in finders.items()
            }
        finally:
            finders["newsreader"].close()
    print(_table(ranks, list(classes), list(finders), len(items)).plain())
    if arguments.show:
        for kind, asked in classes.items():
            places = ranks[kind, "newsreader"]
            for question, place in zip(half_of(asked, arguments.half), places, strict=True):
                if place != 1:
                    title = items[question.target].title
                    print(f"{kind}: {question.words} {question.when} → {title}: {place}")


def corpus(file: Path, most: int, needed: Iterable[str]) -> list[Item]:
    """So many articles of a corpus, among them those with the digests needed; a headline once."""
    needed = set(needed)
    chosen: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    titles: set[str] = set()
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for said in map(json.loads, lines):
            title, body = " ".join(said["title"].split()), said["body"].strip()
            if len(body) < 200 or len(_WORD.findall(title)) < 3 or title in titles:
                continue
            titles.add(title)
            found = digest(said["title"], said["body"]) in needed
            (chosen if found else others).append((title, body))
    chance = random.Random(SEED)
    chance.shuffle(others)
    return [
        Item(number, title, body, _FIRST_DAY + timedelta(days=chance.randrange(_DAYS)))
        for number, (title, body) in enumerate([*chosen, *others][:most])
    ]


def digest(title: str, body: str) -> str:
    """What an article of a corpus is known by: 16 hex digits over its text, spaces collapsed."""
    text = " ".join(f"{title} {body}".split())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def questions(
    items: list[Item], most: int, written: list[dict[str, str]]
) -> dict[str, list[Question]]:
    """So many queries of every class."""
    chance = random.Random(SEED)
    shuffled = chance.sample(items, len(items))
    kinds: dict[str, Callable[[Item, random.Random], Question | None]] = {
        "headline": _headline,
        "body": _body,
        "misspelled": _misspelled,
        "dates": _dated,
    }
    asked = {
        kind: list(islice((q for item in shuffled if (q := make(item, chance))), most))
        for kind, make in kinds.items()
    }
    known = {digest(item.title, item.body): item.number for item in items}
    asked["paraphrases"] = [
        Question(said["query"], known[said["article"]])
        for said in written
        if said["article"] in known
    ]
    return {kind: some for kind, some in asked.items() if some}


def rank(finder: Finder, question: Question) -> int | None:
    """The place of the article looked for among the first hits, from 1; None if it is not there."""
    found = finder.find(question.words, question.when, question.day, DEEPEST)
    return found.index(question.target) + 1 if question.target in found else None


def _words(text: str) -> list[str]:
    """The telling words of a text, each once."""
    lower = (word.lower() for word in _WORD.findall(text))
    return [word for word in dict.fromkeys(lower) if word not in _COMMON]


def _headline(item: Item, chance: random.Random) -> Question | None:
    words = _words(item.title)
    return Question(" ".join(chance.sample(words, 3)), item.number) if len(words) > 2 else None


def _body(item: Item, chance: random.Random) -> Question | None:
    title = set(_words(item.title))
    words = [word for word in _words(item.body) if len(word) > 3 and word not in title]
    return Question(" ".join(chance.sample(words, 4)), item.number) if len(words) > 9 else None


def _misspelled(item: Item, chance: random.Random) -> Question | None:
    words = _words(item.title)
    if len(words) < 3 or all(len(word) < 5 for word in words):
        return None
    some = chance.sample(words, 3)
    longest = max(some, key=len)
    if len(longest) < 5:
        return None
    wrong = [_misspelling(word, chance) if word == longest else word for word in some]
    return Question(" ".join(wrong), item.number)


def _misspelling(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + _NEIGHBOURS[word[at]] + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _dated(item: Item, chance: random.Random) -> Question | None:
    words = _words(item.title)
    if len(words) < 2:
        return None
    day = item.day
    forms = (
        (f"date:{day:%Y-%m}", f"{day:%Y-%m}"),
        (f"on:{day}", str(day)),
        (f"after:{day - timedelta(days=3)} before:{day + timedelta(days=4)}", ""),
        (f"date:{day - timedelta(days=20)}..{day + timedelta(days=9)}", ""),
    )
    when, phrase = chance.choice(forms)
    return Question(" ".join(chance.sample(words, 2)), item.number, when, phrase)


def _finders(items: list[Item], folder: Path) -> dict[str, Finder]:
    texts = [(item.title, item.body, item.day.isoformat()) for item in items]
    finders: dict[str, Finder] = {"newsreader": ours(texts, folder)}
    for weight in (1.0, 8.0):
        name = "" if weight == 1 else f", headline × {weight:.0f}"
        finders[f"SQLite FTS5{name}"] = fts5(texts, weight)
        finders[f"tantivy{name}"] = tantivy(texts, weight)
    return finders


def _table(
    ranks: dict[tuple[str, str], list[int | None]],
    kinds: list[str],
    names: list[str],
    articles: int,
) -> Table:
    def mean(kind: str, name: str) -> float:
        return fmean(1 / place if place else 0.0 for place in ranks[kind, name])

    return Table(
        work=f"MRR, {articles:,} articles",
        columns=tuple(f"{kind} ({len(ranks[kind, names[0]])})" for kind in kinds),
        rows=tuple((name, tuple(mean(kind, name) for kind in kinds)) for name in names),
        target=tuple(
            f"{'≥' if kind in ('headline', 'body') else '>'} "
            f"{max(mean(kind, name) for name in names[1:]):.3f}"
            for kind in kinds
        ),
    )


if __name__ == "__main__":
    main()
