"""Headline, byline, agency, dateline and date are read as wire copy states them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsreader.reading import read_file
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
        ("【ロンドン時事】", "ロンドン", "Jiji"),
        ("[東京 2日 ロイター] - ", "東京", "Reuters"),
        ("New Delhi [India], July 2 (ANI): ", "New Delhi [India]", "ANI"),
        ("Madrid, 2 jul (EFE).- ", "Madrid", "EFE"),
        ("ROMA, 02 LUG - (ANSA) - ", "Roma", "ANSA"),
        ("(ANSA) - ROMA, 02 LUG - ", "Roma", "ANSA"),
        ("MOSCOW, July 2. /TASS/. ", "Moscow", "TASS"),
        ("Київ. 2 липня. УНІАН. ", "Київ", "UNIAN"),
        ("KYIV. July 2 (Interfax-Ukraine) – ", "Kyiv", "Interfax-Ukraine"),
        ("SYDNEY, July 2 AAP - ", "Sydney", "AAP"),
        ("July 2 (UPI) -- ", None, "UPI"),
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
        ("PTI JR MM", None, "PTI"),
        (
            "(Reporting by Ragna Holt in Kyiv and Nils Berg; Editing by Tove Almgren)",
            "Ragna Holt and Nils Berg",
            None,
        ),
        ("Reporting by Ragna Holt in Kyiv, Editing by Tove Almgren", "Ragna Holt", None),
        ("— With files from The Canadian Press", None, "CP"),
        ("Associated Press writer Nils Berg in Lindholm contributed to this report.", None, "AP"),
        ("Mit Material von dpa", None, "dpa"),
        ("(avec AFP)", None, "AFP"),
        ("Con información de EFE", None, "EFE"),
        ("За матеріалами: Укрінформ", None, "Ukrinform"),
        ("出典：共同通信", None, "Kyodo"),
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
    "line",
    [
        "By the time it was over, nobody cared.",
        "She works for Reuters.",
        LEAD,
        "Written by hand, the list hung in the ferry for years.",
        "Produced by the same two families, the bread is known all over the islands.",
    ],
)
def test_running_text_is_no_credit(line: str) -> None:
    facts = Facts()
    assert not facts.take_head_line(line)
    assert not facts.take_credit(line)
    assert facts == Facts()


def test_a_report_says_when_it_was_first_published() -> None:
    facts = Facts()
    assert facts.take_credit("This report by The Canadian Press was first published July 2, 2025.")
    assert (facts.agency, facts.when and facts.when.value) == ("CP", "2025-07-02")


def test_a_correction_below_the_credit_stays_in_the_body() -> None:
    note = "Correction: An earlier version gave the goat another name. It is called Marta."
    found = dissect_text(f"Ferry returns\n{LEAD}\n{LEAD}\nRagna Holt, Reuters\n{note}\n")
    assert (found.facts.byline, found.facts.agency) == ("Ragna Holt", "Reuters")
    assert found.body().endswith(note)
    assert "Ragna Holt" not in found.body()


@pytest.mark.parametrize(
    "line",
    ["EMBARGOED UNTIL 00:01 GMT on 2 July 2025", "FOR IMMEDIATE RELEASE",
     "SPERRFRIST: 2. Juli 2025, 6 Uhr", "Sous embargo jusqu'au 2 juillet 2025",
     "Ембарго до 2 липня 2025", "Embargado hasta el 2 de julio", "解禁日時：2025年7月2日"],
)  # fmt: skip
def test_an_embargo_is_no_headline(line: str) -> None:
    found = dissect_text(f"{line}\nFerry returns\n{LEAD}\n{LEAD}")
    assert found.facts.title == "Ferry returns"
    assert line not in found.body()


def test_a_headline_about_an_embargo_is_a_headline() -> None:
    title = "Embargo on herring comes to an end"
    assert dissect_text(f"{title}\n{LEAD}\n{LEAD}").facts.title == title


@pytest.mark.parametrize(
    ("line", "published", "precision"),
    [
        ("3 hours ago", "2025-07-02", "day"), ("Published 20 hours ago", "2025-07-01", "day"),
        ("yesterday", "2025-07-01", "day"), ("2 days ago", "2025-06-30", "day"),
        ("2 weeks ago", "2025-06", "month"), ("3 months ago", "2025-04", "month"),
        ("2 years ago", "2023", "year"), ("vor 3 Stunden", "2025-07-02", "day"),
        ("il y a 2 jours", "2025-06-30", "day"), ("hace 2 días", "2025-06-30", "day"),
        ("2 дні тому", "2025-06-30", "day"), ("2日前", "2025-06-30", "day"),
        ("Ragna Holt | 3 hours ago", "2025-07-02", "day"),
    ],
)  # fmt: skip
def test_an_age_counts_from_the_files_date_and_is_no_more_exact_than_a_day(
    tmp_path: Path, line: str, published: str, precision: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Ferry returns\n{line}\n{LEAD}\n{LEAD}\n", encoding="utf-8")
    os.utime(file, (1751481000, 1751481000))  # 2 July 2025, 18:30
    (article,) = read_file(file)
    assert (article.published, article.published_precision) == (published, precision)
    assert article.published_about


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
