"""A corpus as files: the folders a person would point the program at.

A folder a source. Plain text has the forms wire copy comes in: a headline line or not, a dateline
with the agency, a byline or a credit at the end, a few with what an aggregator glued on. The mixed
library has Markdown with front matter, saved pages and feeds among it. Files are as old as their
articles.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from bench.corpus import Item

_ENTRIES = 20
_GLUED = """
Hashtags
#{topic}

Comments
No comments yet...
Related Articles


{outlet}
an hour ago
- {outlet}
{title}
{text}
"""


def write_plain(items: Iterable[Item], root: Path) -> int:
    """Write a library of plain text alone; how many bytes of it."""
    return sum(_write(_place(root, item, "txt"), plain(item), item.date) for item in items)


def write_mixed(items: Iterable[Item], root: Path) -> int:
    """Write a library of all forms: of 20 articles 14 are plain text, 2 Markdown, 2 web pages, and
    2 entries of a feed; how many bytes of it."""
    written = 0
    entries: list[Item] = []
    for item in items:
        kind = item.number % 20
        if kind < 14:
            written += _write(_place(root, item, "txt"), plain(item), item.date)
        elif kind < 16:
            written += _write(_place(root, item, "md"), markdown(item), item.date)
        elif kind < 18:
            written += _write(_place(root, item, "html"), page(item), item.date)
        else:
            entries.append(item)
            if len(entries) == _ENTRIES:
                written += _write_feed(root, entries)
                entries = []
    if entries:
        written += _write_feed(root, entries)
    return written


def plain(item: Item) -> str:
    """An article as plain text, in one of the forms it comes in."""
    return "\n".join(_lines(item)) + "\n"


def _lines(item: Item) -> Iterator[str]:
    form = item.number % 5
    if form != 4:
        yield item.title
    if form == 1:
        yield f"By {item.byline}"
    if form == 2:
        yield f"Published {item.date:%b %d, %Y}"
    first, *others = item.paragraphs
    agency = f" ({item.agency})" if item.agency and form != 3 else ""
    date = f", {item.date:%b %d}" if form == 4 else ""
    yield f"{item.place.upper()}{date}{agency} — {first}"
    yield from others
    if form == 3:
        yield "___"
        yield f"{item.byline}, The Associated Press"
    if item.number % 10 == 3:
        yield _GLUED.format(
            topic=item.place, outlet=f"{item.place} Courier", title=item.title[::-1].capitalize(),
            text=others[0] if others else first,
        )  # fmt: skip


def markdown(item: Item) -> str:
    """An article as Markdown with front matter."""
    front = {
        "title": f'"{item.title}"', "author": item.byline, "date": f"{item.date:%Y-%m-%dT%H:%MZ}",
        "url": address(item),
    }  # fmt: skip
    lines = [f"{name}: {value}" for name, value in front.items()]
    return "\n".join(["---", *lines, "---", "", "\n\n".join(item.paragraphs), ""])


def page(item: Item) -> str:
    """An article as a saved web page, with a menu above it and other headlines below."""
    said = html.escape
    menu = "".join(
        f'<li><a href="/{name}">{name}</a></li>' for name in ("World", "Sport", "Prices")
    )
    body = "".join(f"<p>{said(paragraph)}</p>" for paragraph in item.paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{said(item.title)}</title>'
        f'<meta property="article:published_time" content="{item.date.isoformat()}">'
        f'<meta name="author" content="{said(item.byline)}">'
        f'<link rel="canonical" href="{address(item)}"></head><body><nav><ul>{menu}</ul></nav>'
        f"<article><h1>{said(item.title)}</h1>{body}</article>"
        "<aside><h2>Most read</h2><p>A goat on the ferry, again.</p></aside></body></html>"
    )


def feed(title: str, items: Iterable[Item]) -> str:
    """Articles as an RSS feed."""
    said = html.escape
    entries = "".join(
        f"<item><title>{said(item.title)}</title><link>{address(item)}</link>"
        f"<guid>{item.id}</guid><pubDate>{item.date:%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
        f"<description>{said(''.join(f'<p>{said(text)}</p>' for text in item.paragraphs))}"
        "</description></item>"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{said(title)}</title><link>https://{said(title.replace(' ', '-'))}.example/</link>"
        f"<description>Made up</description>{entries}</channel></rss>"
    )


def address(item: Item) -> str:
    """Where an article was published."""
    return f"https://{item.source.replace(' ', '-').lower()}.example/{item.date:%Y}/{item.id}.html"


def _write_feed(root: Path, items: list[Item]) -> int:
    name = f"feed-{items[0].number:06}"
    newest = max(item.date for item in items)
    return _write(root / "Feeds" / f"{name}.xml", feed(name, items), newest)


def _place(root: Path, item: Item, suffix: str) -> Path:
    # A thousand files a folder: what is deeper than a source's folder belongs to it.
    return root / item.source / f"{item.number // 1000:03}" / f"{item.number:06}.{suffix}"


def _write(path: Path, text: str, date: datetime) -> int:
    data = text.encode()
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    os.utime(path, (date.timestamp(), date.timestamp()))
    return len(data)
