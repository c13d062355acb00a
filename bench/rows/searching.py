"""Searching: ours beside one peer after the other, so that no peer spoils the figures of another.

Whoever is asked after a program that went through much finds the processor's caches emptied. So
each peer is asked with ours alone, every question of both in turn, in an order that is drawn anew;
what stands for ours in the table is what it took beside the first peer, whom its targets name.

All questions of a row are different, and none was asked before: nothing is answered from a cache of
results. They are prepared before any of them is asked. A program that takes long answers fewer.

What is counted is processor time, which on a machine of one's own is the time that passes, and on a
shared one does not depend on the others; ripgrep, which is a process, is timed by the clock.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from bench.figures import Figure, Row, Target, of
from bench.peers import Engine, engines
from bench.peers.newsreader_index import NewsreaderIndex
from bench.peers.ripgrep import Ripgrep
from bench.questions import Question, Questions, choose
from bench.setting import Setting

_TANTIVY = "tantivy"

_ROWS: list[tuple[str, Callable[[Questions], list[Question]], tuple[Target, ...]]] = [
    ("one common word, top 50", lambda q: q.one, (Target(1, _TANTIVY),)),
    ("two words, both common", lambda q: q.two, (Target(1, _TANTIVY),)),
    ("any of three words", lambda q: q.any_of_three, (Target(1, _TANTIVY),)),
    ("phrase", lambda q: q.phrases, (Target(1, _TANTIVY), Target(1, _TANTIVY, "p95"))),
    (
        "phrase of rarer words",
        lambda q: q.rarer_phrases,
        (Target(1, _TANTIVY), Target(1, _TANTIVY, "p95")),
    ),
    ("word + source + dates + unread", lambda q: q.filtered, (Target(0.5, _TANTIVY),)),
    ("newest first", lambda q: q.newest, (Target(1, _TANTIVY),)),
    ("fuzzy, one letter", lambda q: q.fuzzy, (Target(20),)),
    ("* inside a word", lambda q: q.wildcards, (Target(20),)),
    ("words near each other", lambda q: q.near, (Target(20),)),
    (
        "each key of a query typed",
        lambda q: [key for keys in q.typed for key in keys],
        (Target(10, of="p95"),),
    ),
]


def measure(setting: Setting) -> list[Row]:
    """The rows of searching, over indexes that were built."""
    taking_part = [
        engine for engine in engines(setting.programs) if setting.index_of(engine.name).exists()
    ]
    if Ripgrep.is_there() and setting.takes_part(Ripgrep.name):
        taking_part.append(Ripgrep(setting.library))
    for engine in taking_part:
        engine.open(setting.index_of(engine.name))
        if isinstance(engine, NewsreaderIndex):
            engine.look_through()
    questions = choose(setting.sample())
    rows = []
    for work, asked, targets in _ROWS:
        figures = _in_pairs(taking_part, asked(questions), questions.near[-3:], setting.seconds)
        rows.append(Row(work=work, figures=figures, targets=targets, note=_note(figures)))
    for engine in taking_part:
        engine.close()
    return rows


def _note(figures: dict[str, Figure | None]) -> str:
    missing = [name for name, figure in figures.items() if figure is None]
    return f"{' and '.join(missing)} cannot be asked this." if missing else ""


def _warm(engines: Sequence[Engine], questions: Sequence[Question]) -> None:
    """Have every program import and map what it needs, with questions that are not measured."""
    for engine in engines:
        for question in questions:
            if (prepared := engine.prepare(question)) is not None:
                engine.ask(prepared)


def _in_pairs(
    engines: Sequence[Engine],
    questions: Sequence[Question],
    first: Sequence[Question],
    seconds: float,
) -> dict[str, Figure | None]:
    """The figures of all programs: the first, which is ours, is asked with each of the others,
    after a few questions that are not counted."""
    ours, *peers = engines
    figures: dict[str, Figure | None] = {}
    for pair in [[ours, peer] for peer in peers] or [[ours]]:
        _warm(pair, first)
        for name, figure in _in_turn(pair, questions, seconds).items():
            figures.setdefault(name, figure)
    return figures


def _in_turn(
    engines: Sequence[Engine], questions: Sequence[Question], seconds: float
) -> dict[str, Figure | None]:
    """Ask every question of some programs in turn, in an order that is drawn each time."""
    prepared = {
        engine.name: [engine.prepare(question) for question in questions] for engine in engines
    }
    spent: dict[str, list[float]] = {engine.name: [] for engine in engines}
    chance = random.Random(len(questions))
    for number in range(len(questions)):
        for engine in chance.sample(engines, len(engines)):
            times, question = spent[engine.name], prepared[engine.name][number]
            if question is not None and sum(times) <= seconds * 1000:
                clock = time.perf_counter if isinstance(engine, Ripgrep) else time.process_time
                began = clock()
                engine.ask(question)
                times.append((clock() - began) * 1000)
    return {name: of(times) for name, times in spent.items()}
