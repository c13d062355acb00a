"""A date is what a file states, as exactly as it states it, and never invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading.dates import named_day, parse_date


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("2025-07", "2025-07"),
        ("2025-07-02", "2025-07-02"),
        ("20250702", "2025-07-02"),
        ("2025-07-02T18:30:00Z", "2025-07-02T18:30:00+00:00"),
        ("2025-07-02T18:30:00.123+02:00", "2025-07-02T18:30:00+02:00"),
        ("Wed, 02 Jul 2025 18:30:00 -0400", "2025-07-02T18:30:00-04:00"),
        ("July 2, 2025 6:30 PM EDT", "2025-07-02T18:30:00-04:00"),
        ("Wednesday, July 2nd, 2025", "2025-07-02"),
        ("2. Juli 2025", "2025-07-02"),
        ("2 juillet 2025", "2025-07-02"),
        ("2 de julio de 2025", "2025-07-02"),
        ("2 липня 2025 року", "2025-07-02"),
        ("2025年7月2日", "2025-07-02"),
        ("2.7.2025", "2025-07-02"),
        ("22/07/2025", "2025-07-22"),
        ("July 2025", "2025-07"),
    ],
)
def test_stated_dates_are_read(stated: str, value: str) -> None:
    found = parse_date(stated)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("02/07/2025", "2025"),
        ("2 Jul 2025, 18:30 IST", "2025-07-02"),
        ("2025-07-02 18:30", "2025-07-02"),
    ],
)
def test_what_is_not_certain_is_left_open(stated: str, value: str) -> None:
    found = parse_date(stated)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    ["The 5 best phones", "May", "Tuesday", "10 hours ago", "2025-13-02", "2025-02-30", "12025",
     "In 2 July 2025 was", "", "1 2 3", "date 2025-07"],
)  # fmt: skip
def test_no_date_is_invented(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-11-05 ferry.txt", "2026-11-05"),
        ("2026-11-05-ferry-returns.md", "2026-11-05"),
        ("ferry_2026_11_05.html", "2026-11-05"),
        ("2026.11.05.txt.gz", "2026-11-05"),
        ("2026-02-30 ferry.txt", None),
        ("2026-11_05.txt", None),
        ("120261-11-05.txt", None),
        ("2026-11-051.txt", None),
        ("05-11-2026.txt", None),
        ("ferry 2026-11.txt", None),
    ],
)
def test_the_name_of_a_file_states_a_day_in_full_or_none(name: str, day: str | None) -> None:
    found = named_day(name)
    assert (found and found.value) == day


@given(st.text(alphabet="0123456789-:/. TZ+JulyPMAEd年月日,") | st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or found.value[:4].isdigit()
