"""What saving put into a page: its address and date in a comment, its pictures as ``data:``.

SingleFile (https://github.com/gildas-lormeau/SingleFile) writes everything a page needs into the
page. Such a page is megabytes of pictures and fonts around a few kilobytes of text, so the inline
data goes before anything is parsed. Its first comment says where the page was and when it was
saved. Browsers write ``<!-- saved from url=(0041)https://… -->``.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from newsreader.reading.dates import months

_LOOK_AT = 16 * 1024
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile[^\n]{0,200}\n\s*url:[ \t]*(?P<url>\S{1,4000})[ \t]*\n"
    r"(?:\s*saved date:[ \t]*(?P<date>[^\n]{1,100}))?"
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,5}\)(?P<url>\S{1,4000})\s*-->")
_JAVASCRIPT_DATE = re.compile(
    r"\w{3} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{2}) (?P<year>\d{4})"
    r" (?P<time>\d{2}:\d{2}:\d{2}) GMT(?P<sign>[+-])(?P<hours>\d{2})(?P<minutes>\d{2})"
)
# In quotes, without any, and in style sheets; short data costs nothing.
_INLINE_DATA = re.compile(
    r"(?P<before>[=(]\s{0,9}(?:&quot;)?)"
    r"(?:\"data:[^\"]{100,}+|'data:[^']{100,}+|data:[^\s\"'<>)&]{100,}+)",
    re.IGNORECASE,
)


class Saved(NamedTuple):
    """What a saved page says about where it comes from.

    Attributes:
        url: Where it was.
        at: When it was saved, in seconds since 1970.
    """

    url: str | None = None
    at: float | None = None


def saved_from(page: str) -> Saved:
    """Where a page was saved from, as far as a comment at its beginning says."""
    start = page[:_LOOK_AT]
    found = _SINGLE_FILE.search(start)
    if found:
        return Saved(found["url"], _moment(found["date"] or ""))
    found = _SAVED_FROM.search(start)
    return Saved(found["url"]) if found else Saved()


def without_inline_data(page: str) -> str:
    """A page without the pictures, fonts and frames written into it."""
    return _INLINE_DATA.sub(_emptied, page) if "data:" in page else page


def _emptied(found: re.Match[str]) -> str:
    quote = found[0][len(found["before"])]
    return f"{found['before']}{quote if quote in _QUOTES else ''}data:,"


_QUOTES = "\"'"


def _moment(said: str) -> float | None:
    found = _JAVASCRIPT_DATE.match(said.strip())
    month = months().get(found["month"].lower()) if found else None
    if found is None or month is None:
        return None
    east = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    try:
        zone = timezone(east if found["sign"] == "+" else -east)
        clock = datetime.strptime(found["time"], "%H:%M:%S").replace(
            year=int(found["year"]), month=month, day=int(found["day"]), tzinfo=zone
        )
        return clock.timestamp()
    except (ValueError, OverflowError):
        return None
