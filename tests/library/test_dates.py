"""Where an article stands in time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Precision
from newsreader.library.dates import period


def _at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("published", "precision", "begin", "end"),
    [
        ("2025", Precision.YEAR, (2025, 1, 1), (2026, 1, 1)),
        ("2025-07", Precision.MONTH, (2025, 7, 1), (2025, 8, 1)),
        ("2025-12", Precision.MONTH, (2025, 12, 1), (2026, 1, 1)),
        ("2025-07-02", Precision.DAY, (2025, 7, 2), (2025, 7, 3)),
        ("2025-07-02T18:30:00+00:00", Precision.MINUTE, (2025, 7, 2, 18, 30), (2025, 7, 2, 18, 31)),
        ("2025-07-02T18:30:00-04:00", Precision.MINUTE, (2025, 7, 2, 22, 30), (2025, 7, 2, 22, 31)),
        ("2025-07-02T18:30", Precision.MINUTE, (2025, 7, 2, 18, 30), (2025, 7, 2, 18, 31)),
    ],
)
def test_a_date_is_the_time_it_can_mean(
    published: str, precision: Precision, begin: tuple[int, ...], end: tuple[int, ...]
) -> None:
    assert period(published, precision) == (_at(*begin), _at(*end))


@pytest.mark.parametrize("nonsense", [None, "", "soon", "2025-13", "0000", "2025-02-30"])
def test_nonsense_is_no_date(nonsense: str | None) -> None:
    assert period(nonsense, None) == (None, None)


@given(st.text(max_size=30), st.none() | st.sampled_from(Precision))
def test_no_text_raises(text: str, precision: Precision | None) -> None:
    begin, end = period(text, precision)
    assert (begin is None and end is None) or (begin is not None and begin < (end or 0))


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_lies_in_its_day_month_and_year(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    text = moment.isoformat()
    for precision, length in ((Precision.YEAR, 4), (Precision.MONTH, 7), (Precision.DAY, 10)):
        begin, end = period(text[:length], precision)
        assert begin is not None
        assert end is not None
        exact = (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
        assert begin <= exact < end
