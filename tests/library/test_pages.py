"""One article as a page: it says what the article says, and nothing in it can act."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Article, Format, Kind, Section, TitleFrom
from newsreader.library.pages import Page, PageFormat, as_html, as_markdown, as_page, as_text
from newsreader.reading.clean import clean_line
from newsreader.reading.front_matter import read_front_matter

TIDE = Article(
    id="0123456789abcdef",
    title="The man who checks the *tide*",
    title_from=TitleFrom.TEXT,
    byline="Ada Brenner",
    agency="AP",
    outlet="Long Reads",
    place="Kap Ost, Norland",
    url="https://longreads.example/tide?a=1&b=2",
    published="2026-10-02T08:00:00+00:00",
    sections=(
        Section(kind=Kind.BODY, text="He has *a* clock.\n1. He has a rope."),
        Section(kind=Kind.RELATED, heading="Related Articles", text="Goat elected"),
        Section(kind=Kind.BODY, format=Format.MARKDOWN, text="The **goat** is for company."),
    ),
)
PAGE = Page(
    id=TIDE.id,
    title=TIDE.title,
    outlet="Long Reads",
    article=TIDE,
    marks={
        "note": "Ask *Marta*.",
        "passage:1": json.dumps({"key": "1", "text": "a clock", "paragraph": 0, "start": 7}),
        "starred": "1",
        "tag:sea": "Sea",
    },
)


def words_of(page: str) -> str:
    """The words of an HTML page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_markdown_has_front_matter_that_says_what_the_article_says() -> None:
    text = as_markdown(PAGE)
    front = read_front_matter(text)
    assert front.values["title"] == [TIDE.title]
    assert front.values["author"] == ["Ada Brenner"]
    assert front.values["date"] == ["2026-10-02T08:00:00+00:00"]
    assert front.values["url"] == [TIDE.url]
    assert front.values["tags"] == ["Sea"]
    body = text[front.end :]
    assert "The **goat** is for company." in body
    assert "He has \\*a\\* clock.\n\n1\\. He has a rope." in body
    assert "## Passages\n\n> a clock\n\n## Note\n\nAsk *Marta*.\n" in body
    assert "Goat elected" not in body


def test_plain_text_has_no_marks_of_markdown() -> None:
    text = as_text(PAGE)
    assert "Long Reads · Ada Brenner · AP · Kap Ost, Norland · 2026-10-02" in text
    assert "The goat is for company." in text
    assert text.endswith("— Passages —\n\na clock\n\n— Note —\n\nAsk *Marta*.\n\n#Sea\n")


def test_html_shows_all_of_it() -> None:
    page = as_html([PAGE])
    assert "The <strong>goat</strong> is for company." in page
    assert "<blockquote>\n<p>a clock</p>\n</blockquote>" in page
    assert f'<a href="{html.escape(TIDE.url or "")}">' in page
    assert "He has *a* clock." in words_of(page)


def test_what_is_left_of_an_article_that_is_gone_is_a_page_too() -> None:
    gone = Page(id=TIDE.id, title="Tide", marks={"note": "Ask Marta."})
    for format_ in ("markdown", "html"):
        page = as_page(gone, format_)
        assert "is gone" in page
        assert "Ask Marta." in page


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](https://tracker.example/pixel.png)",
        '<img src=x onerror="alert(1)">',
        "</script><script>alert(1)</script>",
        '"><b onmouseover=alert(1)>',
    ],
)
@pytest.mark.parametrize("format_", [Format.PLAIN, Format.MARKDOWN])
def test_nothing_in_an_html_page_can_act(hostile: str, format_: Format) -> None:
    article = Article(
        id=TIDE.id,
        title=hostile,
        title_from=TitleFrom.TEXT,
        sections=(Section(kind=Kind.BODY, format=format_, heading=hostile, text=hostile),),
    )
    page = Page(
        id=TIDE.id, title=hostile, outlet=hostile, article=article,
        marks={"note": hostile, "tag:x": hostile},
    )  # fmt: skip
    text = as_html([page, page])
    assert text.count("<script") == text.count("</script>") == 1
    assert not re.search(r"<(img|b)\b|<[^>]*(javascript:|src=|\bon\w+=)", text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The man who checks the *tide*", "2026-10-02 The-man-who-checks-the-tide 01234567.md"),
        ("../../etc/passwd\x00", "2026-10-02 etc-passwd 01234567.md"),
        ("港の朝市、再開", "2026-10-02 港の朝市-再開 01234567.md"),
        ("…", "2026-10-02 01234567.md"),
        ("word " * 30, f"2026-10-02 {'-'.join(['word'] * 12)} 01234567.md"),
        ("字" * 90, f"2026-10-02 {'字' * 60} 01234567.md"),
    ],
)
def test_a_file_is_named_by_date_and_headline(title: str, name: str) -> None:
    page = Page(id=TIDE.id, title=title, article=TIDE)
    assert page.name("markdown") == name
    assert len(name.encode()) < 255


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), max_size=60))
def test_plain_text_says_the_same_after_markdown(text: str) -> None:
    text = clean_line(text)
    article = Article(
        id=TIDE.id,
        title="Title",
        title_from=TitleFrom.TEXT,
        sections=(Section(kind=Kind.BODY, text=text),),
    )
    page = as_html([Page(id=TIDE.id, title="Title", article=article)])
    (body,) = re.findall(r"</header>\n(.*)</article>", page, re.DOTALL)
    assert words_of(body) == " ".join(text.split())


@pytest.mark.parametrize("format_", ["markdown", "text", "html"])
def test_each_format_is_made_by_its_name(format_: PageFormat) -> None:
    assert "goat" in as_page(PAGE, format_)
