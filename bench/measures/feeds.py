"""Feeds: does every entry come through, with what it has?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench import anchors
from bench.material import Material
from bench.table import Table
from newsreader.article import PublishedFrom, TitleFrom
from newsreader.reading import read_file

_COLUMNS = ("entries", "exceptions", "headline", "date", "link", "author", "content")


def measure(material: Material) -> Table | None:
    """How many entries there are, and how many have what; how many feeds raise."""
    feeds = material.feeds
    if not feeds:
        return None
    ours, theirs = Counter[str](), Counter[str]()
    for path in feeds:
        _count(ours, path, _our_entries)
        _count(theirs, path, _their_entries)
    return Table(
        work=f"feeds, {len(feeds)} files",
        columns=_COLUMNS,
        rows=tuple(
            (name, tuple(counts[column] for column in _COLUMNS))
            for name, counts in (("newsreader", ours), ("feedparser", theirs))
        ),
        target=("all", "0", "all", *("≥ theirs" for _ in range(4))),
    )


def _count(counts: Counter[str], path: Path, entries_of: object) -> None:
    assert callable(entries_of)
    try:
        for entry in entries_of(path):
            counts.update(("entries", *entry))
    except Exception:  # an exception of any kind is what is counted
        counts["exceptions"] += 1


def _our_entries(path: Path) -> list[set[str]]:
    found = []
    for article in read_file(path):
        if article.error is None:
            has = {
                "headline": article.title_from is not TitleFrom.NAME,
                "date": article.published_from is not PublishedFrom.FILE,
                "link": article.url is not None,
                "author": article.byline is not None or article.agency is not None,
                "content": bool(article.sections),
            }
            found.append({name for name, is_there in has.items() if is_there})
    return found


def _their_entries(path: Path) -> list[set[str]]:
    found = []
    for entry in anchors.feed_of(path).entries:
        has = {
            "headline": entry.get("title"),
            "date": entry.get("published") or entry.get("updated"),
            "link": entry.get("link"),
            "author": entry.get("author"),
            "content": entry.get("content") or entry.get("summary"),
        }
        found.append({name for name, is_there in has.items() if is_there})
    return found
