"""What pages state about themselves: headline, byline, outlet, date, address.

Headlines, bylines, outlets and dates come from the pages with an expected article; addresses from
all pages whose address is known. A date counts as invented if the page has no trace of it: neither
its digits in a row nor its day within forty characters of its year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bench import anchors, ours
from bench.material import Material
from bench.table import Table, Value
from newsreader.reading.dates import parse_date

_FACTS = ("headline", "byline", "outlet", "date", "address")
_SYSTEMS = ("newsreader", "trafilatura", "htmldate")


class _Stated(NamedTuple):
    headline: str | None = None
    byline: str | None = None
    outlet: str | None = None
    date: str | None = None
    address: str | None = None


def measure(material: Material) -> Table | None:
    """For each fact, the share of the pages with a known one for which it is exactly that."""
    truths = dict(_truths(material))
    if not truths:
        return None
    known: Counter[str] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    invented: Counter[str] = Counter()
    for path, truth in truths.items():
        page = anchors.page_text(path)
        for system, stated in zip(_SYSTEMS, _all_stated(path, page), strict=True):
            invented[system] += stated.date is not None and not _has_trace(page, stated.date)
            for fact in _FACTS:
                wanted, said = getattr(truth, fact), getattr(stated, fact)
                right[system, fact] += wanted is not None and _same(fact, wanted, said)
        known.update(fact for fact in _FACTS if getattr(truth, fact) is not None)
    rows: list[tuple[str, tuple[Value, ...]]] = []
    for system in _SYSTEMS:
        only = ("date",) if system == "htmldate" else _FACTS
        shares = [
            right[system, fact] / known[fact] if fact in only and known[fact] else None
            for fact in _FACTS
        ]
        rows.append((system, (*shares, invented[system])))
    return Table(
        work=f"what pages state, {len(truths)} pages",
        columns=(*(f"{fact} ({known[fact]})" for fact in _FACTS), "invented dates"),
        rows=tuple(rows),
        target=(*("≥ theirs" for _ in _FACTS), "0"),
    )


def _truths(material: Material) -> Iterator[tuple[Path, _Stated]]:
    for page in material.readability:
        when = parse_date(page.published) if page.published else None
        day = when.value[:10] if when else None
        yield page.path, _Stated(page.title, page.byline, page.outlet, day)
    addresses = [
        *((gold.path, gold.url) for gold in material.articles),
        *((strings.path, strings.url) for strings in material.pages),
    ]
    for path, url in addresses:
        # Some addresses are no addresses but names in the collection.
        yield path, _Stated(address=url if url.startswith("http") else None)


def _all_stated(path: Path, page: str) -> tuple[_Stated, _Stated, _Stated]:
    found = ours.article(path)
    theirs = anchors.trafilatura_facts(page)
    return (
        _Stated(found.title, found.byline, found.outlet, ours.day(found), found.url),
        _Stated()
        if theirs is None
        else _Stated(theirs.title, theirs.author, theirs.sitename, theirs.date, theirs.url),
        _Stated(date=anchors.htmldate_day(page)),
    )


def _same(fact: str, wanted: str, said: str | None) -> bool:
    if not said:
        return False
    if fact == "address":
        return _place(wanted) == _place(said)
    return _words(wanted) == _words(said)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"^\s*by:?\s", "", text.casefold()))


def _place(address: str) -> tuple[str, str]:
    parts = urlsplit(address.strip())
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")


def _has_trace(page: str, date: str) -> bool:
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not day:
        return year in page
    if f"{year}{month}{day}" in page:
        return True
    number = rf"(?<!\d)0?{int(day)}(?!\d)"
    pattern = rf"{year}.{{0,40}}?{number}|{number}.{{0,40}}?{year}"
    return re.search(pattern, page, re.DOTALL) is not None
