"""Where an article stands in time.

A date that is known only as a day, month or year is the period from its beginning to its end, and
the article is listed at the beginning. All of it in UTC: the same library is listed in the same
order everywhere, and so does not change with the reader's travels.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsreader.article import Precision

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def period(
    published: str | None, precision: Precision | None
) -> tuple[int, int] | tuple[None, None]:
    """The time an article's date can mean: from (inclusive) and to (exclusive), in seconds since
    the epoch; nothing if there is no date that makes sense."""
    if published is None:
        return None, None
    try:
        if precision is Precision.YEAR or len(published) == 4:
            year = int(published[:4])
            return _seconds(datetime(year, 1, 1)), _end(year + 1, 1)
        if precision is Precision.MONTH or len(published) == 7:
            year, month = int(published[:4]), int(published[5:7])
            return _seconds(datetime(year, month, 1)), _end(year + month // 12, month % 12 + 1)
        moment = datetime.fromisoformat(published)
        if precision is Precision.DAY or len(published) == 10:
            day = datetime(moment.year, moment.month, moment.day)
            return _seconds(day), _seconds(day) + 86_400
        return _seconds(moment), _seconds(moment) + 60
    except (ValueError, OverflowError):
        return None, None


def _end(year: int, month: int) -> int:
    if year > 9999:
        return _seconds(datetime(9999, 12, 31)) + 86_400
    return _seconds(datetime(year, month, 1))


def _seconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(seconds=1)
