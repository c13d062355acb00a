"""Plain text is taken apart without losing a character."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Article, Format, Kind, Precision, PublishedFrom, TitleFrom
from newsreader.reading import read_file
from newsreader.reading.clean import clean_text
from newsreader.reading.plain_text import dissect_text
from newsreader.reading.spans import Part, Span
from tests.reading import FIXTURES

PIECES = st.sampled_from(
    [
        "Harbour town builds its own ferry", "___", "* * *", "Comments", "Related Articles", "Share",
        "By Ragna Holt", "Ragna Holt, The Associated Press", "(AP)", "LINDHOLM (AP) — ", "Hashtags",
        "#ferry #islands", "an hour ago", "- Island Courier", "2 July 2025", "date 2025-07 ",
        "The ferry is back after a winter in the yard, and the islands are glad of it.", "港の朝市。",
        "https://gazette.example/a/b", "Title: x", "\n", "\n\n", "\t", "  ", "\u00a0", "\u3000",
    ]
)  # fmt: skip
TEXTS = st.text() | st.lists(PIECES | st.text(max_size=20), max_size=30).map("\n".join) | st.lists(
    PIECES, max_size=20
).map("".join)  # fmt: skip


def read(name: str) -> Article:
    (article,) = read_file(FIXTURES / name)
    return article


def lies_in_spans(text: str, spans: list[Span]) -> bool:
    """Whether every character that is not blank lies in exactly one span, in order."""
    end = 0
    for span in spans:
        if not (end <= span.start < span.end) or text[end : span.start].strip():
            return False
        end = span.end
    return not text[end:].strip()


@given(TEXTS)
def test_every_character_lies_in_exactly_one_span(raw: str) -> None:
    text = clean_text(raw)
    assert lies_in_spans(text, dissect_text(text).spans)


@given(TEXTS)
def test_what_lies_in_a_section_is_shown_in_it(raw: str) -> None:
    text = clean_text(raw)
    found = dissect_text(text)
    for number, section in enumerate(found.sections):
        spans = [span for span in found.spans if span.section == number]
        said = " ".join(text[span.start : span.end] for span in spans)
        assert said.split() == f"{section.heading or ''} {section.text}".split()
        assert {span.part for span in spans} <= {Part.HEADING, Part.TEXT}


@given(TEXTS)
def test_what_lies_in_no_section_is_a_fact_or_a_separator(raw: str) -> None:
    text = clean_text(raw)
    for span in dissect_text(text).spans:
        if span.section is None:
            assert span.part in (Part.TITLE, Part.FIELD, Part.SEPARATOR)


def test_scraped_text_gives_headline_fields_body_and_what_was_glued_on() -> None:
    article = read("scraped.txt")
    assert article.title.startswith("Harbour town builds its own ferry")
    assert article.title_from is TitleFrom.TEXT
    assert (article.place, article.agency) == ("Lindholm, Norrland", "AP")
    assert article.byline == "Ragna Holt"
    assert article.published_from is PublishedFrom.FILE
    body, *folded = article.sections
    assert body.kind is Kind.BODY
    assert body.format is Format.PLAIN
    assert body.text.startswith("The harbour town of Lindholm")
    assert body.text.endswith("the old pier has left.")
    assert [(section.kind, section.heading, section.text) for section in folded[:3]] == [
        (Kind.HASHTAGS, "Hashtags", ""),
        (
            Kind.PROMOTION,
            "Try Our AI Features",
            "Explore what Harbourwatch AI can do for you:",
        ),
        (Kind.COMMENTS, "Comments", "No comments yet..."),
    ]
    assert folded[3].kind is Kind.RELATED
    assert [(item.outlet, item.age, item.title) for item in folded[3].items] == [
        (
            "Island Courier",
            "an hour ago",
            "Lighthouse keeper signals continuity on opening hours with new deputy",
        ),
        (
            "NRK Norrland",
            "10 hours ago",
            "Gale strikes outer islands with highest waves of the decade",
        ),
        (
            "Fjord News.Net",
            "12 hours ago",
            "Customs office claims rowing club is part of a herring operation",
        ),
    ]
    assert folded[3].items[2].text.endswith('"We row."')


def test_wire_copy_without_a_headline_is_called_by_its_lead() -> None:
    article = read("wire.txt")
    assert article.title_from is TitleFrom.LEAD
    assert article.title.startswith("The harbour town of Lindholm is pressing on")
    assert article.title.endswith("…")
    assert len(article.title) <= 100
    assert (article.place, article.agency, article.byline) == ("Lindholm", "AP", None)
    assert article.published == "2025-07-02"
    assert article.published_from is PublishedFrom.TEXT
    assert [section.kind for section in article.sections] == [Kind.BODY]
    assert article.sections[0].text.endswith("the old pier has left.")


def test_a_text_without_a_date_has_the_files_own(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Ferry returns\nThe ferry is back after a winter in the yard.\n")
    os.utime(file, (1751481000, 1751481000))
    (article,) = read_file(file)
    assert article.published == "2025-07-02T18:30:00+00:00"
    assert article.published_precision is Precision.MINUTE
    assert article.published_from is PublishedFrom.FILE


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(tmp_path: Path, ends: str) -> None:
    text = (FIXTURES / "scraped.txt").read_text(encoding="utf-8").replace("\n", ends)
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    (article,) = read_file(file)
    assert article.sections == read("scraped.txt").sections
    assert article.id == read("scraped.txt").id
