"""Markdown keeps its marks; front matter becomes fields; what is glued on is folded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Article, Format, Kind, PublishedFrom, TitleFrom
from newsreader.reading import read_file
from newsreader.reading.clean import clean_text
from newsreader.reading.front_matter import read_front_matter
from newsreader.reading.markdown import dissect_markdown
from tests.reading import FIXTURES
from tests.reading.test_plain_text import TEXTS, lies_in_spans

MARKDOWN = st.lists(
    TEXTS
    | st.sampled_from(
        ["---", "+++", "title: x", "tags:", "- a", "# Headline", "```", "| a | b |", "> quoted",
         "[a](b)", "## Related", "    code", "![x](y)"]
    )
).map("\n".join)  # fmt: skip


def read(text: str, folder: Path) -> Article:
    file = folder / "note.md"
    file.write_text(text, encoding="utf-8")
    (article,) = read_file(file)
    return article


def test_front_matter_gives_the_fields() -> None:
    (article,) = read_file(FIXTURES / "note.md")
    assert article.title == "Harbour ferry: what it costs"
    assert article.title_from is TitleFrom.META
    assert article.byline == "Ines Dahl, Nils Berg"
    assert (article.published, article.published_from) == ("2025-07-02", PublishedFrom.META)
    assert article.url == "https://gazette.example/2025/ferry-costs"
    assert (article.outlet, article.language) == ("Harbour Gazette", "en")


def test_the_body_stays_markdown_and_the_headline_is_not_in_it_twice() -> None:
    (article,) = read_file(FIXTURES / "note.md")
    body, related = article.sections
    assert body.format is Format.MARKDOWN
    assert body.text.startswith("A crossing costs what it cost **before** the winter")
    assert "```sh\nshare\n```\n\n| Passenger | Price |\n" in body.text
    assert (related.kind, related.heading) == (Kind.RELATED, "Related Articles")
    assert [item.title for item in related.items] == [
        "Lighthouse stays open",
        "Gale strikes islands",
    ]


def test_the_first_heading_is_the_headline(tmp_path: Path) -> None:
    article = read("# Ferry *returns*\n\nThe ferry is back after a winter in the yard.\n", tmp_path)
    assert (article.title, article.title_from) == ("Ferry returns", TitleFrom.TEXT)


@pytest.mark.parametrize(
    "above",
    [
        "---\ntitle: 'Ferry''s back' # a note\nby: Ines Dahl\n---\n",
        '+++\ntitle = "Ferry\'s back"\nauthors = ["Ines Dahl"]\n+++\n',
        "---\ntitle: >\n  Ferry's\n  back\nauthor: [Ines Dahl]\n---\n",
        '---\r\nTitle: "Ferry\'s back"\r\nauthor:\r\n  name: Ines Dahl\r\n---\r\n',
    ],
)
def test_front_matter_as_other_tools_write_it(above: str, tmp_path: Path) -> None:
    article = read(above + "\nThe ferry is back.\n", tmp_path)
    assert (article.title, article.byline) == ("Ferry's back", "Ines Dahl")
    assert article.sections[0].text == "The ferry is back."


@pytest.mark.parametrize(
    "text", ["---\n\nA rule on top, no front matter.\n\n---\n", "--- a\n---\n"]
)
def test_a_rule_on_top_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text).end == 0


@given(MARKDOWN)
def test_every_character_lies_in_exactly_one_span(raw: str) -> None:
    text = clean_text(raw)
    found, _ = dissect_markdown(text)
    assert lies_in_spans(text, found.spans)


@given(MARKDOWN)
def test_a_section_is_shown_as_it_is_in_the_file(raw: str) -> None:
    text = clean_text(raw)
    found, _ = dissect_markdown(text)
    for number, section in enumerate(found.sections):
        said = [text[s.start : s.end] for s in found.spans if s.section == number]
        assert not section.text or section.text.split() == said[-1].split()


@pytest.mark.parametrize(
    ("front", "byline", "url", "published", "published_from"),
    [
        (  # Obsidian's web clipper
            ('---\ntitle: "Eel"\nsource: "https://gazette.example/2026/eel"\nauthor:\n  - "[[Ada Brink]]"\n'
            '  - "[[People/Bo Lind|Bo Lind]]"\npublished: 2026-10-02\ncreated: 2026-11-20\n---\n'),
            "Ada Brink, Bo Lind", "https://gazette.example/2026/eel", "2026-10-02", PublishedFrom.META,
        ),
        (  # a clip without a date of publication: when it was clipped is all that is known
            ("---\ntitle: Eel\nsource: https://gazette.example/2026/eel\ncreated: 2026-11-20T10:11:12 (UTC +01:00)\n"
            "author: [[Ada Brink]]\n---\n"),
            "Ada Brink", "https://gazette.example/2026/eel", "2026-11-20", PublishedFrom.FILE,
        ),
        (  # Omnivore
            ("---\nid: 1f2e\ntitle: |\n  Eel\nauthor: |\n  Ada Brink\ndate_saved: 2026-11-20 10:11:12\n"
            "date_published: 2026-10-02 08:00:00\nurl: https://gazette.example/2026/eel\nhighlights: []\n---\n"),
            "Ada Brink", "https://gazette.example/2026/eel", "2026-10-02", PublishedFrom.META,
        ),
        (  # wallabag
            ("---\ntitle: 'Eel'\ndomain_name: gazette.example\nurl: 'https://gazette.example/2026/eel'\npublished_by:\n"
            "  - Ada Brink\npublished_at: 2026-10-02T08:00:00+0200\ncreated_at: 2026-11-20T10:11:12+0100\n---\n"),
            "Ada Brink", "https://gazette.example/2026/eel", "2026-10-02T08:00:00+02:00", PublishedFrom.META,
        ),
        (  # Readwise
            '---\nauthor: [Ada Brink]\nfull-title: "Eel"\nurl: https://gazette.example/2026/eel\nsaved: 2026-11-20\n---\n',
            "Ada Brink", "https://gazette.example/2026/eel", "2026-11-20", PublishedFrom.FILE,
        ),
        (  # Hugo, in TOML
            '+++\ntitle = "Eel"\ndate = 2026-10-02T08:00:00+02:00\nauthor = "Ada Brink"\n[params]\nx = 1\n+++\n',
            "Ada Brink", None, "2026-10-02T08:00:00+02:00", PublishedFrom.META,
        ),
        (  # Hugo, in JSON
            '{\n  "title": "Eel",\n  "date": "2026-10-02",\n  "author": "Ada Brink"\n}\n',
            "Ada Brink", None, "2026-10-02", PublishedFrom.META,
        ),
        (  # Jekyll
            ("---\nlayout: post\ntitle:  \"Eel\"\ndate:   2026-10-02 08:00:00 +0200\npermalink: /2026/eel/\n"
            "author: {name: Ada Brink, email: ada@b.example}\n---\n"),
            "Ada Brink", None, "2026-10-02T08:00:00+02:00", PublishedFrom.META,
        ),
        (  # lists of mappings
            ('---\ntitle: Eel\nauthors:\n- name: Ada Brink\n  url: https://a.example\n- name: Bo Lind\n'
            'url: "[Gazette](https://gazette.example/2026/eel)"\ndate: "2026-10-02"\n---\n'),
            "Ada Brink, Bo Lind", "https://gazette.example/2026/eel", "2026-10-02", PublishedFrom.META,
        ),
    ],
)  # fmt: skip
def test_front_matter_of_other_programs_is_understood(
    front: str, byline: str, url: str | None, published: str, published_from: str, tmp_path: Path
) -> None:
    article = read(f"{front}\nFor sixty years nobody saw an eel above the weir.\n", tmp_path)
    assert (article.title, article.title_from) == ("Eel", TitleFrom.META)
    assert (article.byline, article.url) == (byline, url)
    assert (article.published or "")[: len(published)] == published
    assert article.published_from is published_from
    assert article.text() == "For sixty years nobody saw an eel above the weir."
