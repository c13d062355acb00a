"""How dates, ages, counts and names are put into words on the screen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from textual.content import Content

from newsreader.article import Precision, PublishedFrom
from newsreader.library import Session
from newsreader.reading.clean import clean_line

_WORDS_A_MINUTE = 230
"""Silent reading of English non-fiction: 238 words a minute (Brysbaert 2019), rounded down."""


def line(text: str) -> Content:
    """One line of text from a file, fit to be drawn: cleaned again, never read as markup."""
    return Content(clean_line(text))


def count(number: int) -> str:
    """1204 → ``1,204``."""
    return f"{number:,}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """``1 article``, ``2 articles``."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def reading_time(words: int) -> str:
    """``4 min``; an empty string for an article without words."""
    return f"{max(1, round(words / _WORDS_A_MINUTE))} min" if words else ""


def age(published: str | None, precision: Precision | None, now: datetime) -> str:
    """How old an article is, in at most six columns: ``5m``, ``2h``, ``3d``, ``5 Nov``, ``2019``.

    Args:
        published: ISO 8601, as exact as ``precision`` says.
        precision: How exact it is; days and above are not counted in hours.
        now: The reader's time, with a zone.
    """
    if not published or precision is None:
        return ""
    if precision is Precision.YEAR:
        return published[:4]
    if precision is Precision.MONTH:
        month = date(int(published[:4]), int(published[5:7]), 1)
        return f"{month:%b}" if month.year == now.year else f"{month:%b %y}"
    if precision is Precision.MINUTE:
        moment = _moment(published, now)
        minutes = int((now - moment).total_seconds() // 60)
        if 0 <= minutes < 60:
            return f"{minutes}m"
        if 0 <= minutes < 24 * 60:
            return f"{minutes // 60}h"
        day = moment.astimezone(now.tzinfo).date()
    else:
        day = date.fromisoformat(published[:10])
    days = (now.date() - day).days
    if days == 0:
        return "today"
    if 0 < days < 7:
        return f"{days}d"
    return f"{day.day} {day:%b}" if day.year == now.year else f"{day:%b %y}"


def short_date(
    published: str | None,
    precision: Precision | None,
    now: datetime,
    form: Literal["age", "day", "iso"] = "age",
) -> str:
    """The date as a list shows it: :func:`age`, ``5 Nov`` (``5 Nov 19`` of another year), or
    ``2026-11-05``; no more exact than it is known."""
    if form == "age" or not published or precision is None:
        return age(published, precision, now)
    if precision in (Precision.YEAR, Precision.MONTH):
        length = 4 if precision is Precision.YEAR else 7
        return published[:length] if form == "iso" else age(published, precision, now)
    if precision is Precision.MINUTE:
        day = _moment(published, now).astimezone(now.tzinfo).date()
    else:
        day = date.fromisoformat(published[:10])
    if form == "iso":
        return day.isoformat()
    return f"{day.day} {day:%b}" if day.year == now.year else f"{day.day} {day:%b %y}"


def full_date(
    published: str | None,
    precision: Precision | None,
    origin: PublishedFrom | None,
    now: datetime,
    *,
    about: bool = False,
) -> str:
    """The date as the article's head shows it.

    A file's own date is said to be one, and a date counted from "3 hours ago" to be approximate.
    """
    if not published or precision is None:
        return ""
    if about:
        return f"about {full_date(published, precision, origin, now)}"
    if precision is Precision.YEAR:
        return published[:4]
    if precision is Precision.MONTH:
        return f"{date(int(published[:4]), int(published[5:7]), 1):%B %Y}"
    if precision is Precision.MINUTE and origin is not PublishedFrom.FILE:
        moment = _moment(published, now).astimezone(now.tzinfo)
        text = f"{_day(moment.date(), now)} {moment:%H:%M}"
    elif precision is Precision.MINUTE:
        text = _day(_moment(published, now).astimezone(now.tzinfo).date(), now)
    else:
        text = _day(date.fromisoformat(published[:10]), now)
    return f"file of {text}" if origin is PublishedFrom.FILE else text


def session(done: Session) -> str:
    """What was done in a session, in a sentence or two; empty if nothing was."""
    read = plural(done.read, "article")
    if done.words:
        read += f" ({reading_time(done.words)})"
    parts = [
        f"read {read}" if done.read else "",
        f"kept {count(done.kept)}" if done.kept else "",
        f"archived {count(done.archived)}" if done.archived else "",
    ]
    what = ", ".join(part for part in parts if part)
    left = f"{count(done.left)} left unread" if done.left else "nothing left unread"
    return f"{what[0].upper()}{what[1:]}. {left[0].upper()}{left[1:]}." if what else ""


def _moment(published: str, now: datetime) -> datetime:
    moment = datetime.fromisoformat(published)
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def day(day: date, now: datetime) -> str:
    """``today``, ``yesterday``, else the date as :func:`full_date` has it."""
    days = (now.date() - day).days
    return {0: "today", 1: "yesterday"}.get(days) or _day(day, now)


def _day(day: date, now: datetime) -> str:
    text = f"{day.day} {day:%b}"
    return text if day.year == now.year else f"{text} {day.year}"
