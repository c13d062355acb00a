"""Measures how well files are read: ``python -m bench.reading DATA``; see ``docs/reading.md``.

``DATA`` is a folder of the forms :mod:`bench.material` names; what is not there is not measured.
Ours and the anchors are run on the same material in the same run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from bench import material
from bench.measures import (
    comments,
    feeds,
    furniture,
    main_content,
    markdown,
    metadata,
    speed,
    strings,
)
from bench.table import Table

_MEASURES = {
    "main": main_content.measure,
    "markdown": markdown.measure,
    "furniture": furniture.measure,
    "comments": comments.measure,
    "strings": strings.measure,
    "metadata": metadata.measure,
    "feeds": feeds.measure,
}
_SPEED = "speed"
_ANCHORS = ("trafilatura", "readability-lxml", "markdownify", "htmldate", "feedparser", "lxml")


def main() -> None:
    """The command."""
    arguments = _arguments()
    found = material.load(arguments.data, arguments.half)
    if not any(found):
        sys.exit(f"{arguments.data}: none of the folders named in docs/reading.md is there")
    tables = []
    for table in _measured(found, arguments.only):
        tables.append(table)
        if not arguments.json:
            print(table.plain(), end="\n\n", flush=True)
    versions = {name: version(name) for name in _ANCHORS}
    if arguments.json:
        answer = {"versions": versions, "half": arguments.half, "tables": tables}
        print(msgspec.json.format(msgspec.json.encode(answer)).decode())
    else:
        print(", ".join(f"{name} {number}" for name, number in versions.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.reading", description="Measure reading.")
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with the material")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--half", choices=("even", "odd"), help="every other piece alone")
    parser.add_argument(
        "--only", nargs="+", choices=(*_MEASURES, _SPEED), help="these measures alone"
    )
    return parser.parse_args()


def _measured(found: material.Material, only: list[str] | None) -> Iterator[Table]:
    for name, measure in _MEASURES.items():
        if only is None or name in only:
            table = measure(found)
            if table is not None:
                yield table
    if only is None or _SPEED in only:
        yield from speed.measure(found)


if __name__ == "__main__":
    main()
