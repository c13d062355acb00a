"""The folder in which machines share their marks: its files, and the lines in them.

A file is JSON lines. Every line is a machine (whose file it is), a batch (what was done at once) or
a position (how far an article was read). Nobody vouches for what lies there: a line that cannot be
understood is passed over and counted, and a file that is none of ours is never written to.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import msgspec

from newsreader.reading.clean import clean_line

_VERSION = 1
_SUFFIX = ".jsonl"
_MACHINE = re.compile(r"[0-9a-f]{16}")
_HIGHEST_STAMP = 2**62
_LATEST = 253_402_300_799  # The end of the year 9999, in seconds: what a date can be.

_log = logging.getLogger(__name__)


class Named(msgspec.Struct, frozen=True, tag="machine", tag_field="is"):
    """Whose file this is: its first line, and again where that changed."""

    id: str
    name: str
    version: int = _VERSION


class Batch(msgspec.Struct, frozen=True, tag="batch", tag_field="is"):
    """What was done at once; ``titles`` are the headlines of what was kept, by id."""

    stamp: int
    machine: str
    at: float
    verb: str
    changes: list[tuple[str, str, str | None]]
    titles: dict[str, str] = {}


class Position(msgspec.Struct, frozen=True, tag="position", tag_field="is"):
    """How far an article was read."""

    stamp: int
    machine: str
    article: str
    paragraph: int
    paragraphs: int


Line: TypeAlias = Named | Batch | Position
_decoder = msgspec.json.Decoder(Line)


class Known(msgspec.Struct):
    """What the files of a folder say."""

    machines: dict[str, str] = {}
    batches: dict[tuple[int, str], Batch] = {}
    positions: dict[tuple[int, str], Position] = {}
    passed_over: int = 0


def read_folder(folder: Path) -> Known:
    """All that can be understood in the files of a folder."""
    known = Known()
    for path in sorted(folder.iterdir()):
        if path.suffix != _SUFFIX or path.name.startswith(".") or not path.is_file():
            continue
        try:
            data = path.read_bytes()
        except OSError:
            _log.warning("%s: cannot be read", path, exc_info=True)
            continue
        for raw in data.split(b"\n"):
            if raw.strip():
                _understand(raw, known)
    return known


def _understand(raw: bytes, known: Known) -> None:
    """Take a line into what is known, unless it is none of ours."""
    try:
        line = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        known.passed_over += 1
        return
    match line:
        case Named(id_, name):
            if _MACHINE.fullmatch(id_):
                known.machines[id_] = clean_line(name)[:60]
        case Batch() if _is_sound(line.stamp, line.machine) and 0 <= line.at <= _LATEST:
            known.batches.setdefault((line.stamp, line.machine), line)
        case Position() if _is_sound(line.stamp, line.machine):
            known.positions.setdefault((line.stamp, line.machine), line)
        case _:
            known.passed_over += 1


def _is_sound(stamp: int, machine: str) -> bool:
    return 0 < stamp < _HIGHEST_STAMP and _MACHINE.fullmatch(machine) is not None


def append(folder: Path, machine: str, lines: Iterable[Line]) -> None:
    """Add lines to the file of a machine; what a write that was cut short has left of one ends
    there."""
    with (folder / f"marks-{machine}{_SUFFIX}").open("a+b") as file:
        begin = b""
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            begin = b"" if file.read(1) == b"\n" else b"\n"
        file.write(begin + b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
