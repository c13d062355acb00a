"""Dates as people write them in a query: ``2025-07``, ``yesterday``, ``last week``, ``2w``.

Every date is a period, from its first day up to, not including, the first day after it: a year is
as good a date as a day. What "today" is, is passed in, in the reader's own time zone. Weeks begin
on Monday (ISO 8601).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = ("day", "week", "month", "year")
EXAMPLES = '2025-07-02, 2025-07, 2025, yesterday or "last week"'

Period = tuple[date | None, date | None]

_LAST_MONTH = date(9999, 12, 1)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGE = re.compile(r"(\d{1,4})([dwmy])")
_AGO = re.compile(r"(\d{1,4}) (day|week|month|year)s? ago")


def period(text: str, today: date) -> Period | None:
    """The days a date or a range (``2025-07..2025-08``, ``..2024``) stands for.

    Returns:
        First day and first day after; None in a range's open end. None for what is no date.
    """
    text = " ".join(text.casefold().split())
    first, dots, last = text.partition("..")
    if not dots:
        return _one(text, today)
    start, end = _one(first, today), _one(last, today)
    if (first and start is None) or (last and end is None) or not (first or last):
        return None
    bounds = (start[0] if start else None, end[1] if end else None)
    if bounds[0] and bounds[1] and bounds[0] >= bounds[1]:
        return None
    return bounds


def ago(text: str, today: date) -> date | None:
    """The day ``2w`` (or ``3d``, ``6m``, ``1y``) before today; None for what is no such age."""
    match = _AGE.fullmatch(text.casefold())
    if not match:
        return None
    unit = next(unit for unit in UNITS if unit.startswith(match[2]))
    return _back(today, int(match[1]), unit)


def is_beginning(text: str) -> bool:
    """Whether a date of several words may begin so: ``last`` (week), ``3`` (days ago)."""
    return text.casefold() in ("last", "this") or (text.isdecimal() and len(text) < 4)


def _one(text: str, today: date) -> tuple[date, date] | None:
    try:
        return _iso(text) or _named(text, today)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> tuple[date, date] | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    start = date(year, month or 1, day or 1)
    return start, _after(start, "day" if day else "month" if month else "year")


def _named(text: str, today: date) -> tuple[date, date] | None:
    match = _AGO.fullmatch(text)
    if match:
        return _calendar(_back(today, int(match[1]), match[2]), match[2])
    if text in ("today", "yesterday"):
        return _calendar(today - timedelta(days=text == "yesterday"), "day")
    which, _, name = text.rpartition(" ")
    if which in ("this", "last") and name in UNITS:
        return _calendar(today if which == "this" else _back(today, 1, name), name)
    if which in ("", "last") and name in DAYS:
        days = (today.weekday() - DAYS.index(name)) % 7
        if which and not days:
            days = 7
        return _calendar(today - timedelta(days=days), "day")
    return None


def _calendar(day: date, unit: str) -> tuple[date, date]:
    """The whole day, week, month or year a day lies in."""
    if unit == "week":
        start = day - timedelta(days=day.weekday())
    else:
        start = day.replace(
            month=1 if unit == "year" else day.month, day=day.day if unit == "day" else 1
        )
    return start, _after(start, unit)


def _after(start: date, unit: str) -> date:
    """The first day after the unit of time that begins at ``start``."""
    if unit in ("day", "week"):
        return start + timedelta(days=1 if unit == "day" else 7)
    months = start.month + (1 if unit == "month" else 12)
    return date(start.year + (months - 1) // 12, (months - 1) % 12 + 1, 1)


def _back(day: date, count: int, unit: str) -> date:
    """The same day so many units earlier; the last of the month where that month is shorter."""
    try:
        if unit in ("day", "week"):
            return day - timedelta(days=count * (1 if unit == "day" else 7))
        months = day.year * 12 + day.month - 1 - count * (1 if unit == "month" else 12)
        first = date(months // 12, months % 12 + 1, 1)
        return min(first + timedelta(days=day.day - 1), _after(first, "month") - timedelta(days=1))
    except (ValueError, OverflowError):
        return date.min


def months(first: date, last: date) -> list[date]:
    """The beginnings of the months from the one before ``first`` to the one after ``last``."""
    found = [_calendar(_back(first, 1, "month"), "month")[0]]
    while found[-1] <= last and found[-1] < _LAST_MONTH:
        found.append(_after(found[-1], "month"))
    return found
