"""Saved searches: queries with a name, in the reader's order.

They are marks of their own: ``name``, ``query`` and ``place`` of a key that is made from the name
they were first given. So they are undone like any mark, and go to the reader's other machines too.
A new ``marks.sqlite3`` comes with a few (see :mod:`~newsreader.library.marks_file`), once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from newsreader.errors import BadName
from newsreader.library.answers.found import SavedSearch
from newsreader.library.events import Change
from newsreader.library.fields import tidy_name
from newsreader.reading.clean import clean_line

_KEY = "search:"
_PLACE = "{:06}"


class _Kept(msgspec.Struct, frozen=True):
    key: str
    name: str
    query: str
    place: str


def saved_searches(database: sqlite3.Connection) -> list[SavedSearch]:
    """The saved searches in their order."""
    return [SavedSearch(one.name, one.query) for one in _kept(database)]


def queries(database: sqlite3.Connection) -> dict[str, str]:
    """What ``@name`` in a query stands for, by name."""
    return {one.name: one.query for one in _kept(database)}


def saved(database: sqlite3.Connection, name: str, query: str) -> list[Change]:
    """What it takes to save a query: under a new name at the end, else in the place of the old.

    Raises:
        BadName: There is nothing in the name.
    """
    name, query = _sensible(name), clean_line(query)
    kept = _kept(database)
    known = _named(kept, name)
    if known is not None:
        return [(known.key, "name", name), (known.key, "query", query)]
    taken = {one.key for one in kept}
    wanted = key = f"{_KEY}{name.casefold()}"
    count = 1
    while key in taken:
        count += 1
        key = f"{wanted} {count}"
    last = max((one.place for one in kept), default="")
    place = _PLACE.format(int(last) + 1 if last.isdecimal() else len(kept) + 1)
    return [(key, "name", name), (key, "query", query), (key, "place", place)]


def renamed(database: sqlite3.Connection, name: str, to: str) -> list[Change]:
    """What it takes to give a saved search another name; nothing if there is no such search.

    Raises:
        BadName: There is nothing in the new name, or another search has it.
    """
    to = _sensible(to)
    kept = _kept(database)
    one, other = _named(kept, name), _named(kept, to)
    if one is None:
        return []
    if other not in (None, one):
        raise BadName(f"{to}: another saved search has that name")
    return [(one.key, "name", to)]


def removed(database: sqlite3.Connection, name: str) -> list[Change]:
    """What it takes to remove a saved search; nothing if there is no such search."""
    one = _named(_kept(database), name)
    return [] if one is None else [(one.key, field, None) for field in ("name", "query", "place")]


def moved(database: sqlite3.Connection, name: str, to: int) -> list[Change]:
    """What it takes to move a saved search to a place in the order, from 0."""
    kept = _kept(database)
    one = _named(kept, name)
    if one is None:
        return []
    kept.remove(one)
    kept.insert(max(0, min(to, len(kept))), one)
    return [(each.key, "place", _PLACE.format(at)) for at, each in enumerate(kept, 1)]


def _kept(database: sqlite3.Connection) -> list[_Kept]:
    found: dict[str, dict[str, str]] = {}
    for key, field, value in database.execute(
        "SELECT article, field, value FROM marks WHERE article >= ? AND article < ?",
        (_KEY, _KEY[:-1] + ";"),
    ):
        found.setdefault(key, {})[field] = value
    kept = [
        _Kept(key, own.get("name", key.removeprefix(_KEY)), own["query"], own.get("place", ""))
        for key, own in found.items()
        if "query" in own
    ]
    return sorted(kept, key=lambda one: (one.place, one.name.casefold(), one.key))


def _named(kept: Sequence[_Kept], name: str) -> _Kept | None:
    wanted = tidy_name(name).casefold()
    return next((one for one in kept if one.name.casefold() == wanted), None)


def _sensible(name: str) -> str:
    tidy = tidy_name(name)
    if not tidy:
        raise BadName("a saved search needs a name of at least one letter")
    return tidy
