"""A key press and what is painted for it, in a terminal: moving in the list, at its top, at its end
and while a library is being read; the next article; one of a megabyte."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bench.corpus import Item, made_up
from bench.figures import OURS, Row, Target, of
from bench.files import plain
from bench.rows.starting import command, newest_headline
from bench.setting import Setting
from bench.terminal import Silent, Terminal
from newsreader.library import Library, Scope

_PRESSES = 40
_ARTICLES = 15
_CURSOR = "▌●"
_PATIENCE = 5.0
_CHARACTERS = 5_000
_MEGABYTE = 1_000_000


def measure(setting: Setting) -> list[Row]:
    """The rows of pressing keys."""
    headline = newest_headline(setting)
    with Terminal(command(setting)) as terminal:
        terminal.until(headline)
        terminal.quiet(1.0)
        top = _move(terminal, "j")
        terminal.press("G")
        terminal.quiet(1.0)
        end = _move(terminal, "k")
    indexing = _while_indexing(setting)
    article, megabyte = _articles(setting)
    return [
        Row(work="key press to paint, top of the list", figures={OURS: of(top)},
            targets=(Target(20, of="p95"),)),
        Row(work="… end of the list", figures={OURS: of(end)}, targets=(Target(20, of="p95"),)),
        Row(work="… while indexing", figures={OURS: of(indexing)},
            targets=(Target(20, of="p95"),)),
        Row(work="next article (5 KB) painted", figures={OURS: of(article)},
            targets=(Target(40),)),
        Row(work="article of 1 MB, first screenful", figures={OURS: of(megabyte)},
            targets=(Target(150),)),
    ]  # fmt: skip


def _move(terminal: Terminal, key: str, pause: float = 0.15) -> list[float]:
    """The milliseconds from each press of a key until the cursor stands on another row."""
    times = []
    for _ in range(_PRESSES):
        terminal.press(key)
        times.append(terminal.until(_CURSOR, _PATIENCE))
        terminal.quiet(pause, at_most=0.5)
    return times


def _while_indexing(setting: Setting) -> list[float]:
    """The same while the library is read for the first time."""
    home = setting.folder / "second-home"
    shutil.rmtree(home, ignore_errors=True)
    with Terminal(command(setting), {"NEWSREADER_HOME": os.fspath(home)}) as terminal:
        terminal.until("● ", 30)
        terminal.quiet(0.2, at_most=1.0)
        with suppress(Silent):
            return _move(terminal, "j", pause=0.05)
        return []


def _articles(setting: Setting) -> tuple[list[float], list[float]]:
    """The milliseconds until the next article is painted, and one of a megabyte."""
    root = setting.folder / "articles"
    for folder in (root, setting.folder / "articles-home"):
        shutil.rmtree(folder, ignore_errors=True)
    (root / "Long").mkdir(parents=True)
    items = list(made_up(_ARTICLES * 3, seed=3))
    text = "\n".join(item.body for item in items)
    for number, item in enumerate(items[:_ARTICLES]):
        start = text.index("\n", number * _CHARACTERS) + 1
        _write(root / "Long" / f"{number:02}.txt", item, text[start : start + _CHARACTERS], number)
    _write(root / "Long" / "huge.txt", items[-1], text * (_MEGABYTE // len(text)), _ARTICLES)
    environment = {"NEWSREADER_HOME": os.fspath(setting.folder / "articles-home")}
    begins = _beginnings(root, setting)
    times = []
    with Terminal([sys.executable, "-m", "newsreader", str(root)], environment) as terminal:
        terminal.until(begins[0])
        terminal.quiet(1.0)
        for beginning in begins[1:]:
            terminal.press("j\r")
            times.append(terminal.until(beginning, 60))
            terminal.quiet(0.4, at_most=5.0)
            terminal.press("\x1b")
            terminal.quiet(0.4, at_most=5.0)
    return times[:-1], times[-1:]


def _write(path: Path, item: Item, body: str, age: int) -> None:
    path.write_text(plain(Item(
        id=item.id, number=0, source=item.source, title=item.title, byline=item.byline,
        agency="AP", place=item.place, date=item.date, paragraphs=tuple(body.split("\n")),
    )), encoding="utf-8")  # fmt: skip
    # The order of the list is that of the files.
    os.utime(path, (1_700_000_000 - age * 100_000,) * 2)


def _beginnings(root: Path, setting: Setting) -> Sequence[str]:
    """The first word of every body, in the order of the list."""
    with Library.open([root], setting.places("articles-home")) as library:
        library.sync()
        found = []
        for number in library.list(Scope()):
            found.append(library.entry(number).article.text().split()[0])
        return found
