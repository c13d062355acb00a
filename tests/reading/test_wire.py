"""Headline, byline, agency, dateline and date are read as wire copy states them."""

from __future__ import annotations

import pytest

from newsreader.reading.plain_text import dissect_text
from newsreader.reading.wire import Facts

LEAD = "The harbour town of Lindholm is pressing on with plans to build a ferry of its own."


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("KYIV, Ukraine — ", "Kyiv, Ukraine", None),
        ("KYIV, Ukraine (AP) — ", "Kyiv, Ukraine", "AP"),
        ("Kyiv, Jul 2 (AP) ", "Kyiv", "AP"),
        ("LONDON (Reuters) - ", "London", "Reuters"),
        ("BEIJING, July 2 (Xinhua) -- ", "Beijing", "Xinhua"),
        ("NEW YORK, July 2 /PRNewswire/ -- ", "New York", "PRNewswire"),
        ("Berlin (dpa) – ", "Berlin", "dpa"),
        ("PARIS, 2 juillet (AFP) - ", "Paris", "AFP"),
        ("КИЇВ, 2 липня (Укрінформ) — ", "Київ", "Ukrinform"),
        ("RIO DE JANEIRO (AFP) – ", "Rio de Janeiro", "AFP"),
        ("MOSCOW, Russia: ", "Moscow, Russia", None),
        ("LINDHOLM (Coastal Wire) — ", "Lindholm", "Coastal Wire"),
        ("(AP) — ", None, "AP"),
        ("KYIV, November 3 (Ukrinform). ", "Kyiv", "Ukrinform"),
        ("【東京=共同】", "東京", "Kyodo"),
    ],
)
def test_datelines(dateline: str, place: str | None, agency: str | None) -> None:
    facts = Facts()
    assert facts.take_dateline(dateline + LEAD) == len(dateline)
    assert (facts.place, facts.agency) == (place, agency)


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "The mayor (right) — a former pilot — said so.",
        "On Monday (July 2) the ferry left.",
        "Mayor Tove Almgren - who grew up here - said so.",
        "A man (AP) said",
    ],
)
def test_running_text_has_no_dateline(text: str) -> None:
    facts = Facts()
    assert facts.take_dateline(text) == 0
    assert facts == Facts()


@pytest.mark.parametrize(
    ("line", "byline", "agency"),
    [
        ("By Ragna Holt", "Ragna Holt", None),
        ("BY RAGNA HOLT", "Ragna Holt", None),
        ("By Ragna Holt and Nils Berg, The Associated Press", "Ragna Holt and Nils Berg", "AP"),
        ("By Ragna Holt, staff writer", "Ragna Holt", None),
        ("By The Associated Press", None, "AP"),
        ("Von Jonas Reiter", "Jonas Reiter", None),
        ("Par Ève Marchand", "Ève Marchand", None),
        ("Автор: Оксана Гай", "Оксана Гай", None),
    ],
)
def test_bylines(line: str, byline: str | None, agency: str | None) -> None:
    facts = Facts()
    assert facts.take_head_line(line)
    assert (facts.byline, facts.agency) == (byline, agency)


@pytest.mark.parametrize(
    ("line", "byline", "agency"),
    [
        ("Ragna Holt, The Associated Press", "Ragna Holt", "AP"),
        ("— Ragna Holt, Reuters", "Ragna Holt", "Reuters"),
        ("By Ragna Holt, AFP", "Ragna Holt", "AFP"),
        ("(AP)", None, "AP"),
    ],
)
def test_credits(line: str, byline: str | None, agency: str | None) -> None:
    facts = Facts()
    assert facts.take_credit(line)
    assert (facts.byline, facts.agency) == (byline, agency)


def test_a_signature_below_a_separator_names_author_and_outlet() -> None:
    found = dissect_text(
        f"Ferry returns\n{LEAD}\n{LEAD}\n___\nRagna Holt, Nordlicht Press\nHashtags\n#ferry\n"
    )
    assert (found.facts.byline, found.facts.outlet) == ("Ragna Holt", "Nordlicht Press")
    assert "___" not in found.body()


@pytest.mark.parametrize(
    "line", ["By the time it was over, nobody cared.", "She works for Reuters.", LEAD]
)
def test_running_text_is_no_credit(line: str) -> None:
    facts = Facts()
    assert not facts.take_head_line(line)
    assert not facts.take_credit(line)
    assert facts == Facts()


def test_fields_between_headline_and_body_are_fields() -> None:
    found = dissect_text(
        "Ferry returns\nA winter of repairs ends\nBy Ragna Holt | 2 July 2025 | 4 min read\n"
        "https://gazette.example/2025/ferry\n\n" + LEAD + "\n" + LEAD
    )
    facts = found.facts
    assert facts.title == "Ferry returns"
    assert facts.byline == "Ragna Holt"
    assert facts.url == "https://gazette.example/2025/ferry"
    assert facts.published() is not None
    assert found.body().startswith("A winter of repairs ends")
    assert found.body().endswith(LEAD + "\n" + LEAD)


def test_a_dateline_completes_the_month_of_the_head_and_contradicts_none() -> None:
    for head, value in (("date 2025-07", "2025-07-02"), ("date 2025-08", "2025-08")):
        facts = Facts()
        facts.take_dateline(f"{head} Lindholm, Jul 2 (AP) {LEAD}")
        published = facts.published()
        assert published is not None
        assert published.value == value


def test_a_day_without_a_year_is_no_date() -> None:
    facts = Facts()
    facts.take_dateline(f"Lindholm, Jul 2 (AP) {LEAD}")
    assert facts.published() is None


@pytest.mark.parametrize("first", [LEAD, "The ferry, said the mayor. It left. It came back."])
def test_running_text_is_no_headline(first: str) -> None:
    assert dissect_text(f"{first}\n{LEAD}").facts.title is None
