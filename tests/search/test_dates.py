from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.dates import ago, period

TODAY = date(2025, 7, 16)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-07-02", date(2025, 7, 2), date(2025, 7, 3)),
        ("2025-7-2", date(2025, 7, 2), date(2025, 7, 3)),
        ("2025-07", date(2025, 7, 1), date(2025, 8, 1)),
        ("2025-12", date(2025, 12, 1), date(2026, 1, 1)),
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
        ("today", date(2025, 7, 16), date(2025, 7, 17)),
        ("Yesterday", date(2025, 7, 15), date(2025, 7, 16)),
        ("this week", date(2025, 7, 14), date(2025, 7, 21)),
        ("last week", date(2025, 7, 7), date(2025, 7, 14)),
        ("last month", date(2025, 6, 1), date(2025, 7, 1)),
        ("this year", date(2025, 1, 1), date(2026, 1, 1)),
        ("last year", date(2024, 1, 1), date(2025, 1, 1)),
        ("wednesday", date(2025, 7, 16), date(2025, 7, 17)),
        ("last wednesday", date(2025, 7, 9), date(2025, 7, 10)),
        ("sunday", date(2025, 7, 13), date(2025, 7, 14)),
        ("3 days ago", date(2025, 7, 13), date(2025, 7, 14)),
        ("1 week ago", date(2025, 7, 7), date(2025, 7, 14)),
        ("2 months ago", date(2025, 5, 1), date(2025, 6, 1)),
        ("2025-06..2025-07", date(2025, 6, 1), date(2025, 8, 1)),
        ("2025-07-02..yesterday", date(2025, 7, 2), date(2025, 7, 16)),
        ("2025..", date(2025, 1, 1), None),
        ("..2024", None, date(2025, 1, 1)),
    ],
)
def test_a_date_is_a_period(text: str, start: date | None, end: date | None) -> None:
    assert period(text, TODAY) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "..", "someday", "2025-13", "2025-02-30", "0000", "99999", "2025-07..2024", "a..2025",
     "2025..b", "last", "last tuesdays", "ago", "9999", "9999-12-31"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert period(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2w", date(2025, 7, 2)),
        ("0d", TODAY),
        ("3M", date(2025, 4, 16)),
        ("1y", date(2024, 7, 16)),
        ("9999y", date.min),
    ],
)
def test_an_age_counts_back_from_today(text: str, day: date) -> None:
    assert ago(text, TODAY) == day


def test_a_shorter_month_ends_earlier() -> None:
    assert ago("1m", date(2025, 3, 31)) == date(2025, 2, 28)
    assert ago("1y", date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize("text", ["", "w", "2", "-2w", "2 weeks", "2h", "²d", "99999d"])
def test_what_is_no_age_is_none(text: str) -> None:
    assert ago(text, TODAY) is None


@given(st.text(max_size=30), st.dates())
def test_no_text_on_any_day_raises(text: str, today: date) -> None:
    period(text, today)
    ago(text, today)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)))
def test_the_days_of_the_week_fill_the_last_seven_days(today: date) -> None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    starts = {found[0] for name in names if (found := period(name, today))}
    assert starts == {today - timedelta(days=days) for days in range(7)}
