"""Measures the program at any size, beside others: ``python -m bench --articles 100000``.

Makes a corpus, or takes one; writes it as files; has every program that is installed index and
search it; opens the app on it in a terminal. Prints one table, ours beside the peers; see
``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from bench import corpus, corpus_file, files
from bench.figures import Row, table
from bench.peers import engines
from bench.rows import (
    building,
    changing,
    keys,
    marking,
    narrowing,
    nasty,
    opening,
    pipeline,
    searching,
    starting,
)
from bench.setting import Setting

_PARTS: dict[str, Callable[[Setting], list[Row]]] = {
    "building": building.measure,
    "searching": searching.measure,
    "opening": opening.measure,
    "nasty": nasty.measure,
    "changing": changing.measure,
    "pipeline": pipeline.measure,
    "narrowing": narrowing.measure,
    "starting": starting.measure,
    "keys": keys.measure,
    "marking": marking.measure,
}


def main() -> None:
    """The command."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="newsreader-bench-") as made:
        folder = arguments.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        setting = _setting(arguments, folder)
        rows = []
        for part in _measured(setting, arguments.only):
            rows += part
            print(table(part), end="\n\n", file=sys.stderr, flush=True)
        if arguments.json:
            arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows)))
        print(_machine(setting), table(rows), sep="\n\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the program at any size.")
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="real articles, as JSON lines")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=_PARTS, help="these parts alone")
    parser.add_argument("--programs", nargs="+", metavar="NAME", help="these programs alone")
    parser.add_argument("--seconds", type=float, default=10.0, help="for a program and a row")
    parser.add_argument("--folder", type=Path, help="where to work, and to leave what was made")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    return parser.parse_args()


def _setting(arguments: argparse.Namespace, folder: Path) -> Setting:
    count, seed = arguments.articles, arguments.seed
    items = (
        corpus.from_file(arguments.corpus, count, seed)
        if arguments.corpus
        else corpus.made_up(count, seed)
    )
    written = corpus_file.write(items, folder / "corpus.jsonl")
    library = folder / "library"
    shutil.rmtree(library, ignore_errors=True)
    files.write_plain(corpus_file.read(folder / "corpus.jsonl"), library)
    programs = tuple(arguments.programs) if arguments.programs else None
    return Setting(folder, count, written, programs, arguments.seconds)


def _measured(setting: Setting, only: list[str] | None) -> Iterator[list[Row]]:
    for name, measure in _PARTS.items():
        if only is None or name in only:
            yield measure(setting)


def _machine(setting: Setting) -> str:
    """What the figures depend on."""
    versions = ", ".join(f"{engine.name} {engine.version()}" for engine in engines())
    return (
        f"{setting.articles:,} articles, {setting.text_bytes / 1e6:,.0f} MB of text · "
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()} · "
        f"{versions} · {datetime.now():%Y-%m-%d}\n"
        "Two figures are median / 95th percentile. A ratio is ours ÷ what is allowed: up to 1.00 "
        "holds."
    )


if __name__ == "__main__":
    main()
