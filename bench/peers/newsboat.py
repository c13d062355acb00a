"""newsboat: the same articles as entries of local feeds, imported into its cache, then opened."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import msgspec

from bench import files
from bench.corpus import Item
from bench.setting import Setting
from bench.terminal import Silent, Terminal

NAME = "newsboat"

_FEEDS = 50


class Opened(msgspec.Struct, frozen=True):
    """What newsboat took.

    Attributes:
        import_seconds: To take all entries into its cache.
        paint_ms: From the command to its list of feeds, medians of a few.
        megabytes: Its memory then.
    """

    import_seconds: float
    paint_ms: list[float]
    megabytes: float


def is_there() -> bool:
    """Whether it is installed."""
    return shutil.which("newsboat") is not None


def opened(setting: Setting, times: int) -> Opened:
    """Import the corpus, then open it a few times."""
    folder = setting.folder / "newsboat"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _write_feeds(setting, folder)
    command = [
        "newsboat", "-u", os.fspath(folder / "urls"), "-c", os.fspath(folder / "cache.db"),
        "-C", os.fspath(folder / "config"),
    ]  # fmt: skip
    began = time.perf_counter()
    subprocess.run([*command, "-x", "reload"], check=True, capture_output=True)
    import_seconds = time.perf_counter() - began
    paints = []
    megabytes = 0.0
    for _ in range(times):
        with Terminal(command) as terminal:
            try:
                paints.append(terminal.until("Feed 00", seconds=120))
            except Silent:
                break
            megabytes = terminal.megabytes()
    shutil.rmtree(folder)
    return Opened(import_seconds, paints, megabytes)


def _write_feeds(setting: Setting, folder: Path) -> None:
    waiting: list[list[Item]] = [[] for _ in range(_FEEDS)]
    for item in setting.items():
        waiting[item.number % _FEEDS].append(item)
    addresses = []
    for number, items in enumerate(waiting):
        path = folder / f"feed-{number:02}.xml"
        path.write_text(files.feed(f"Feed {number:02}", items), encoding="utf-8")
        addresses.append(f"file://{path}\n")
    (folder / "urls").write_text("".join(addresses), encoding="utf-8")
    (folder / "config").write_text("max-items 0\nauto-reload no\n", encoding="utf-8")
