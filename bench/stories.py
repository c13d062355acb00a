"""Measures how well copies are found: ``python -m bench.stories DATA``; see ``docs/stories.md``.

``DATA`` is a folder with ``news.jsonl.gz`` (real articles, an object a line with ``title`` and
``body``) and, as in :mod:`bench.material`, ``furniture/pages.jsonl.gz``; what is not there is not
measured. Ours and the anchors are given the same texts in the same run.

Our thresholds were found on material of the even half; ``--half odd`` with another ``--seed`` has
others, and forms of other kinds.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import copies, corpus, material
from bench.forms import forms
from bench.measures.grouped import (
    Groups,
    adjusted_rand,
    minhash,
    minhash_estimate,
    ours,
    seconds,
    simhash,
    wrong,
)
from bench.table import Table, Value
from newsreader.library.texts import text_of
from newsreader.reading import read_file
from newsreader.reading.clean import decode
from newsreader.stories.likeness import Text, likeness
from newsreader.stories.running import parted

_METHODS: dict[str, Callable[[Sequence[str]], Groups]] = {
    "ours": ours,
    "MinHash ≥ .7": lambda texts: minhash(texts, 0.7),
    "MinHash ≥ .5": lambda texts: minhash(texts, 0.5),
    "SimHash ≤ 3": lambda texts: simhash(texts, 3),
    "SimHash ≤ 7": lambda texts: simhash(texts, 7),
}
_FEWEST_WORDS = 250


def main(words: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="bench.stories", description="Measure finding copies.")
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with the material")
    parser.add_argument("--stories", type=int, default=300, help="of which to make noisy copies")
    parser.add_argument("--forms", type=int, default=1000, help="how many forms to fill in")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=["even", "odd"], help="of the material, instead of all")
    parser.add_argument(
        "--pair", type=Path, nargs=2, metavar="FILE", help="two files that carry one story"
    )
    parser.add_argument(
        "--articles", type=int, default=100_000, help="to measure the speed with; 0: not"
    )
    arguments = parser.parse_args(words)
    for table in _measured(arguments):
        print(table.plain(), end="\n\n", flush=True)


def _measured(arguments: argparse.Namespace) -> Iterator[Table]:
    half = arguments.half
    if arguments.pair:
        yield _two(arguments.pair)
    if pages := material.load(arguments.data, half).furniture:
        yield _furniture(pages)
    yield _forms(forms(arguments.forms, arguments.seed, half))
    news = arguments.data / "news.jsonl.gz"
    if not news.exists():
        return
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        articles = [(one["title"], one["body"]) for one in map(json.loads, lines)]
    distinct = _distinct(material.half_of(articles, half))
    yield _noisy(distinct, arguments.stories, arguments.seed)
    if arguments.articles:
        yield _speed([body for _, body in articles], arguments.articles)


def _two(files: Sequence[Path]) -> Table:
    """Two files of one story: as they are read, and whole, with all that was glued to them."""
    read = [text_of(read_file(file)[0]) for file in files]
    whole = [decode(file.read_bytes()).text for file in files]
    rows: list[tuple[str, tuple[Value, ...]]] = []
    for what, texts in (("as read", read), ("the whole files", whole)):
        one, other = (Text(parted(text)) for text in texts)
        is_one = "yes" if len(ours(texts)) == 1 else "no"
        rows.append((f"ours, {what}", (is_one, likeness(one, other).share)))
        rows.append((f"MinHash, {what}", (None, minhash_estimate(*texts))))
    return Table(
        work="two files of one story",
        columns=("one story", "similarity"),
        rows=tuple(rows),
        target=("yes", 0.9),
    )


def _furniture(pages: Sequence[material.LabelledPage]) -> Table:
    """Each article as it is, beside the whole page around it."""
    texts: list[str] = []
    for page in pages:
        lines = zip(page.lines, page.is_body, strict=True)
        texts += ["\n\n".join(line for line, is_body in lines if is_body), "\n".join(page.lines)]
    truth = [{2 * number, 2 * number + 1} for number in range(len(pages))]
    rows = []
    for name, method in _METHODS.items():
        pairs = _pairs(method(texts))
        right = len(pairs & _pairs(truth))
        rows.append((name, (right / len(truth), right / len(pairs) if pairs else 1.0)))
    return Table(
        work=f"{len(pages)} articles with and without the page around them",
        columns=("recall", "precision"),
        rows=tuple(rows),
        target=(0.995, 0.999),
    )


def _forms(texts: Sequence[str]) -> Table:
    return Table(
        work=f"{len(texts):,} different texts of a few forms",
        columns=("merged",),
        rows=tuple((name, (len(texts) - len(method(texts)),)) for name, method in _METHODS.items()),
        target=(0,),
    )


def _noisy(articles: Sequence[tuple[str, str]], stories: int, seed: int) -> Table:
    made = copies.noisy_copies(articles, min(stories, len(articles)), seed)
    texts = [one.text for one in made]
    rows = []
    for name, method in _METHODS.items():
        groups = method(texts)
        rows.append((name, (adjusted_rand(made, groups), wrong(made, groups))))
    return Table(
        work=f"noisy copies: {len(made):,} of {stories:,} stories",
        columns=("adjusted Rand index", "stories mixed"),
        rows=tuple(rows),
        target=(0.985, None),
    )


def _speed(bodies: Sequence[str], count: int) -> Table:
    """Seconds of one core for real articles, made-up ones as far as those do not reach, every
    fifth a copy; and for one more that comes after."""
    different = [*bodies[: count * 4 // 5]]
    different += [item.body for item in corpus.made_up(count * 4 // 5 - len(different))]
    many = different + [body.replace("or", "our") for body in different[::4]]
    all_of_them, one_more = seconds(many, many[0])
    return Table(
        work=f"{len(many):,} articles, one core",
        columns=("s", "one more, ms"),
        rows=(("ours", (all_of_them, one_more * 1000)),),
        target=(20.0, 5.0),
    )


def _distinct(articles: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Long articles no two of which are copies by any of the methods."""
    long = [one for one in articles if len(one[1].split()) >= _FEWEST_WORDS]
    texts = [body for _, body in long]
    found = [method(texts) for method in (ours, lambda texts: minhash(texts, 0.3))]
    again = {number for groups in found for group in groups for number in sorted(group)[1:]}
    return [one for number, one in enumerate(long) if number not in again]


def _pairs(groups: Groups) -> set[tuple[int, int]]:
    return {(one, other) for group in groups for one in group for other in group if one < other}


if __name__ == "__main__":
    main()
