"""``name:value`` in a query: the fact it asks for, or a sentence on why it means nothing."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

import msgspec

from newsreader.article import FOLDED_KINDS, Kind
from newsreader.search import dates
from newsreader.search.query import POSSESSIONS, STATES, Fact, Field, Op, Sort

DATE_FIELDS = ("date", "on", "after", "before", "newer", "older")
FIELDS = (*(field.value for field in Field), *DATE_FIELDS[1:], "title", "in", "sort")
"""Every name that may stand before a colon."""
_SYNONYMS = {
    "author": "by", "byline": "by", "from": "by", "writer": "by",
    "feed": "source", "folder": "source", "site": "source",
    "publisher": "outlet", "wire": "agency",
    "headline": "title", "intitle": "title", "subject": "title",
    "city": "place", "country": "place", "dateline": "place", "location": "place",
    "label": "tag", "tags": "tag", "status": "is", "language": "lang",
    "since": "after", "until": "before", "day": "on", "published": "date",
    "order": "sort", "section": "in",
}  # fmt: skip
"""What others call our fields, to be suggested."""


class Mistake(msgspec.Struct, frozen=True):
    """Why a value means nothing, in a sentence, and what could stand there instead."""

    message: str
    suggestion: str | None = None


def fact(name: str, op: str, text: str, today: date) -> Fact | Mistake:
    """Understand a fact.

    Args:
        name: One of :data:`FIELDS`, but not ``title``, ``in`` or ``sort``.
        op: "", ``=``, ``<``, ``<=``, ``>`` or ``>=``.
        text: The value, without quotes, not empty.
        today: What ``yesterday`` counts from.
    """
    if name in DATE_FIELDS:
        return _date(name, op, text.casefold(), today)
    field = Field(name)
    if field is Field.COPIES:
        if not re.fullmatch(r"[0-9]{1,6}", text):
            return Mistake("`copies:` needs a number, as in `copies:>3`", "copies:>1")
        return Fact(field, Op(op or "="), str(int(text)))
    if op not in ("", "="):
        return Mistake(f"`{name}:` cannot be compared with `{op}`", f"{name}:{text}")
    if field in (Field.IS, Field.HAS):
        words = STATES if field is Field.IS else POSSESSIONS
        text = text.casefold()
        return Fact(field, Op.CONTAINS, text) if text in words else _none_of(name, text, words)
    return Fact(field, Op(op), text)


def likely_name(name: str) -> str | None:
    """The field somebody means who writes the name of one we do not have."""
    name = name.casefold()
    near = get_close_matches(name, FIELDS, 1)
    return _SYNONYMS.get(name) or (near[0] if near else None)


def sections(text: str) -> tuple[Kind, ...] | Mistake:
    """The kinds ``in:`` wants searched as well: ``related``, ``related,comments`` or ``all``."""
    kinds: list[Kind] = []
    for word in text.casefold().replace(",", " ").split():
        if word == "all":
            kinds += FOLDED_KINDS
        elif word in tuple(Kind):
            kinds.append(Kind(word))
        else:
            return _none_of("in", word, ("all", *Kind))
    return tuple(kind for kind in FOLDED_KINDS if kind in kinds)


def order(text: str) -> Sort | Mistake:
    """The order ``sort:`` asks for."""
    text = text.casefold()
    return Sort(text) if text in tuple(Sort) else _none_of("sort", text, tuple(Sort))


def _date(name: str, op: str, text: str, today: date) -> Fact | Mistake:
    if op:
        other = "after" if op[0] == ">" else "before" if op[0] == "<" else "on"
        return Mistake("dates are compared with `after:` and `before:`", f"{other}:{text}")
    if name in ("newer", "older"):
        day = dates.ago(text, today)
        if day is None:
            return Mistake(f"`{name}:` needs an age: 3d, 2w, 6m or 1y", f"{name}:2w")
        start, end = (day, None) if name == "newer" else (None, day)
        return Fact(Field.DATE, Op(name), text, start, end)
    days = dates.period(text, today)
    if days is None:
        return Mistake(f"`{text}` is no date; write {dates.EXAMPLES}")
    if name == "after":
        return Fact(Field.DATE, Op.AFTER, text, days[0], None)
    if name == "before":
        return Fact(Field.DATE, Op.BEFORE, text, None, days[0])
    return Fact(Field.DATE, Op.ON, text, *days)


def _none_of(name: str, text: str, words: tuple[str, ...]) -> Mistake:
    near = get_close_matches(text, words, 1)
    suggestion = f"{name}:{near[0]}" if near else None
    return Mistake(f"`{name}:` is one of {', '.join(words)}", suggestion)
