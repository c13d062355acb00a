"""Speed on one core, ours and the chain it is made of in turns: the median of a few passes.

Everything is imported and in the file cache before the clock starts, and the clock is that of the
process: what else the machine does meanwhile does not count.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import anchors
from bench.material import Material
from bench.table import Table
from newsreader.reading import read_file

_PASSES = 3
_WARM_UP = 3
_PLAIN_TARGET = 2000

Task = Callable[[Path], object]


def measure(material: Material) -> list[Table]:
    """Pages, feeds and plain text files a second."""
    tables = []
    pages = material.web_pages()
    if pages:
        tables.append(_table("web pages", "pages/s", pages, {
            "newsreader": read_file,
            "trafilatura + markdownify": lambda path: anchors.trafilatura_to_markdown(
                anchors.page_text(path)
            ),
            "the same with metadata": lambda path: anchors.trafilatura_to_markdown(
                anchors.page_text(path), with_facts=True
            ),
        }))  # fmt: skip
    if material.feeds:
        tables.append(_table("feeds", "feeds/s", material.feeds, {
            "newsreader": read_file,
            "feedparser + markdownify": anchors.feed_to_markdown,
            "feedparser, sanitising off": anchors.feed_of,
        }))  # fmt: skip
    if material.furniture:
        with TemporaryDirectory() as folder:
            texts = _texts(material, Path(folder))
            tables.append(_table("plain text", "files/s", texts, {"newsreader": read_file}))
    return tables


def _table(work: str, unit: str, paths: list[Path], systems: dict[str, Task]) -> Table:
    kilobytes = sum(path.stat().st_size for path in paths) / len(paths) / 1024
    for task in systems.values():
        for path in paths[:_WARM_UP]:
            task(path)
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    for _ in range(_PASSES):
        for name, task in systems.items():
            start = time.process_time()
            for path in paths:
                task(path)
            seconds[name].append(time.process_time() - start)
    rates = {name: len(paths) / median(taken) for name, taken in seconds.items()}
    others = [rate for name, rate in rates.items() if name != "newsreader"]
    return Table(
        work=f"speed, {len(paths)} {work} of {kilobytes:.1f} KB",
        columns=(unit,),
        rows=tuple((name, (rate,)) for name, rate in rates.items()),
        target=(f"≥ {others[0] if others else _PLAIN_TARGET:,.1f}",),
    )


def _texts(material: Material, folder: Path) -> list[Path]:
    """The labelled pages from the first line of the body to the last, as files."""
    paths = []
    for number, page in enumerate(material.furniture):
        path = folder / f"{number}.txt"
        text = "\n".join(page.lines[page.first_body : page.last_body + 1])
        path.write_text(text + "\n", encoding="utf-8")
        paths.append(path)
    return paths
