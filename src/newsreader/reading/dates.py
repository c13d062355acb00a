"""Reading the dates that files state: only whole strings of a known shape, never a guess.

Generic parsers fill what is missing with today or find dates in prose ("The 5 best phones"). Here a
string is a date in full or it is none: ISO 8601 and its cuts (``2025-07``), RFC 822, and day,
month name and year in either order, in the languages of ``data/months.toml``. What is not stated is
left open: a month stays a month, a time without a known zone is dropped (its day stays), and
``02/07/2025``, which is February to some, gives its year alone.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsreader.article import Precision

_LONGEST = 80
_LENGTHS = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10, Precision.MINUTE: 25}
_YEARS = range(1800, 2101)

# Minutes east of Greenwich. Letters that mean several zones (IST, CST outside America, BST in
# Bangladesh) are in only where news use one of them; IST is not.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60,
    "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540, "kst": 540,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600,
}  # fmt: skip

_TIME = (
    r"(?:(?:\s*,|\s+at|\s+um|\s+à|\s+o|\s+[-–|·])?\s*(?:T|\b)"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*Uhr)?"
    r"\s*\(?(?P<zone>[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Za-z]{1,4})?(?:[+-]00:?00)?\)?)?"
)
_WEEKDAY = (
    r"(?:(?:mon?|tue|wed|thu|fri?|sat?|sun?|di|mi|do|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb"
    r"|dom|пон|вів|сер|чет|п['’]ят|суб|нед|пн|вт|ср|чт|пт|сб|нд)[^\W\d_]{0,9}\.?,?\s+)?"
)
_NAMED_DAY = re.compile(r"(?<!\d)(\d{4})([-_.])(\d{2})\2(\d{2})(?!\d)")


class When(NamedTuple):
    """A stated date: ISO 8601, cut to what ``precision`` says."""

    value: str
    precision: Precision


class Age(NamedTuple):
    """How old something says it is, and how exactly that dates it."""

    days: float
    precision: Precision


@cache
def months() -> dict[str, int]:
    """Every known name of a month, in lower case and without dots, with its number."""
    table = tomllib.loads((Path(__file__).parent / "data" / "months.toml").read_text("utf-8"))
    return {
        name: number
        for names in table.values()
        for number, forms in enumerate(names, 1)
        for name in forms.split()
    }


@cache
def month_pattern() -> str:
    """A regular expression of every known name of a month, longest first."""
    return "(?i:" + "|".join(sorted(map(re.escape, months()), key=len, reverse=True)) + r")\b\.?"


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<name>{month_pattern()})"
    year = r"(?P<year>\d{4})"
    suffix = r"(?:\s*(?:р|року|г|года)\b\.?)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
    clock = r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{4})?"
    japanese = r"(?:\s*[(（].[)）])?(?:\s*(?P<hour>\d{1,2})(?:時|:)(?P<minute>\d{2})分?)?"
    patterns = (
        rf"{year}-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_TIME}",
        rf"{year}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T{clock})?",
        rf"{year}[-/](?P<month>\d{{1,2}})",
        rf"{year}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}}){_TIME}",
        rf"{_WEEKDAY}{month}\s+{day},?\s+{year}{_TIME}",
        rf"{_WEEKDAY}(?:(?:el|le|den)\s+)?{day}[\s-]+(?:de\s+)?{month},?[\s-]+(?:de\s+)?{year}"
        + suffix
        + _TIME,
        rf"{month},?\s+(?:de\s+)?{year}{suffix}",
        rf"{year}年\s*(?P<month>\d{{1,2}})月(?:\s*(?P<day>\d{{1,2}})日)?{japanese}",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.{year}{_TIME}",
        rf"(?P<either>\d{{1,2}})/(?P<other>\d{{1,2}})/{year}{_TIME}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def parse_date(text: str) -> When | None:
    """The date a whole string states, or None.

    Times keep the offset they were stated with.
    """
    text = text.strip()
    if not 6 <= len(text) <= _LONGEST or not any(map(str.isdigit, text)):
        return None
    for shape in _shapes():
        match = shape.fullmatch(text)
        if match:
            return _read(match.groupdict())
    return None


def stated_day(year: int, month: int, day: int) -> When | None:
    """A day as a date, or None where the calendar has no such day."""
    if year not in _YEARS:
        return None
    try:
        return When(date(year, month, day).isoformat(), Precision.DAY)
    except ValueError:
        return None


def named_day(name: str) -> When | None:
    """The day that the name of a file states in full, year first; None if it states none."""
    match = _NAMED_DAY.search(name)
    return match and stated_day(int(match[1]), int(match[3]), int(match[4]))


def from_moment(moment: datetime) -> When:
    """A moment that is known to the minute (an aware datetime)."""
    return When(moment.replace(microsecond=0).isoformat(), Precision.MINUTE)


def from_seconds(seconds: float) -> When | None:
    """A moment in seconds since 1970, as file systems give it, in UTC."""
    try:
        return from_moment(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, OSError, ValueError):
        return None


def before(seconds: float, age: Age) -> When | None:
    """When something was that had an age at a moment in seconds since 1970, in UTC."""
    moment = from_seconds(seconds - age.days * 86_400)
    return moment and When(moment.value[: _LENGTHS[age.precision]], age.precision)


def _read(found: dict[str, str | None]) -> When | None:
    year = int(found["year"] or 0)
    if year not in _YEARS:
        return None
    if found.get("either"):
        return _numeric(year, int(found["either"] or 0), int(found["other"] or 0))
    name = found.get("name")
    month = months()[name.lower().rstrip(".")] if name else int(found["month"] or 0)
    if not 1 <= month <= 12:
        return None
    if not found.get("day"):
        return When(f"{year:04}-{month:02}", Precision.MONTH)
    day = stated_day(year, month, int(found["day"] or 0))
    return None if day is None else _with_time(day, found)


def _numeric(year: int, first: int, second: int) -> When | None:
    if first == second or second > 12:
        return stated_day(year, first, second)
    if first > 12:
        return stated_day(year, second, first)
    return When(f"{year:04}", Precision.YEAR)


def _with_time(day: When, found: dict[str, str | None]) -> When:
    hour = found.get("hour")
    zone = _offset(found.get("zone"))
    if hour is None or found.get("minute") is None or zone is None:
        return day
    hours = int(hour)
    half = (found.get("half") or "").lower()
    if half:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    try:
        clock = time(hours, int(found["minute"] or 0), int(found.get("second") or 0), tzinfo=zone)
        return from_moment(datetime.combine(date.fromisoformat(day.value), clock))
    except ValueError:
        return day


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        minutes = -minutes if zone[0] == "-" else minutes
    elif zone.lower() in _ZONES:
        minutes = _ZONES[zone.lower()]
    else:
        return None
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 24 * 60 else None
