"""Small libraries of original texts, and readers that misbehave.

The readers are functions of a module so that reader processes can find them by name.
"""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from newsreader.article import Article, Format, Kind, Section, TitleFrom
from newsreader.errors import NotAnArticle
from newsreader.library import Library, Scope, View
from newsreader.reading import read_file

EVERYTHING = Scope(view=View.ALL)

FERRY = """Harbour ferry returns after a winter on the slip

The ferry Marta crossed the harbour on Saturday for the first time since March, with a brass band on
deck and a goat that nobody had invited.

The council had set aside money for a new boiler twice and spent it on benches both times.
"""
BAKERY = """Bakery on Mill Street closes its doors

After ninety years the ovens of the Hollander bakery were put out on Friday morning, an hour after
the last loaf of rye was sold to a schoolteacher.
"""
ORCHARD = """Frost spares the orchards of Lindenau

Growers lit four thousand candles between the pear trees and stayed up with them until dawn; the
blossom came through the coldest night of April without harm.
"""


def write(path: Path, text: str, *, changed: int | None = None) -> Path:
    """Write a file and the folders above it; ``changed`` sets its time, in seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if changed is not None:
        os.utime(path, (changed, changed))
    return path


def feed(*entries: tuple[str, str], title: str = "The Lindenau Gazette") -> str:
    """An RSS feed with these guids and headlines."""
    items = "".join(
        f"<item><guid>{guid}</guid><title>{headline}</title>"
        f"<description>What there is to say about it: {headline}, at some length.</description></item>"
        for guid, headline in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def titles(library: Library, scope: Scope = EVERYTHING) -> list[str]:
    """The headlines of a list, in its order."""
    return [row.title for row in library.rows(library.list(scope))]


def ids(library: Library, scope: Scope = EVERYTHING) -> list[str]:
    """The ids of a list, in its order."""
    return [row.id for row in library.rows(library.list(scope))]


def id_of(library: Library, beginning: str) -> str:
    """The id of the one article whose headline begins so."""
    (found,) = (
        row.id for row in library.rows(library.list(EVERYTHING)) if row.title.startswith(beginning)
    )
    return found


def found(library: Library, query: str) -> set[str]:
    """The first words of the headlines a query finds."""
    hits = library.search(query).hits
    return {row.title.split()[0] for row in library.rows([hit.number for hit in hits])}


def article(number: int, text: str = "", *, error: str | None = None) -> Article:
    """An article with an id of its own."""
    return Article(
        id=f"{number:016x}",
        title=f"Number {number}",
        title_from=TitleFrom.TEXT,
        error=error,
        sections=() if error else (Section(kind=Kind.BODY, format=Format.PLAIN, text=text),),
    )


def read_misbehaving(path: Path) -> list[Article]:
    """Read a file, unless its name says what to do instead."""
    match path.stem.partition("-")[0]:
        case "hang":
            threading.Event().wait()
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise ValueError("of no consequence")
        case "greedy":
            bytearray(3 * 1024**3)
        case "picture":
            raise NotAnArticle(path, "it is a picture")
    return read_file(path)
