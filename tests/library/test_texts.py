"""The words the index gets."""

from __future__ import annotations

import msgspec

from newsreader.article import Article, Format, Kind, Section, TitleFrom
from newsreader.library.texts import document, text_of


def _article(text: str, format: Format = Format.MARKDOWN, **facts: object) -> Article:
    article = Article(
        id="0" * 16,
        title="Headline",
        title_from=TitleFrom.TEXT,
        sections=(Section(kind=Kind.BODY, format=format, text=text),),
    )
    return msgspec.structs.replace(article, **facts)


def test_where_a_link_leads_is_not_words() -> None:
    text = "See [the *ferry*](https://pope.example/a_(b)) and <https://pope.example/x>."
    assert "pope" not in text_of(_article(text))
    assert "the ferry" in text_of(_article(text))


def test_marks_of_markdown_are_not_words() -> None:
    text = "# Head\n\n> quoted **strongly**\n\n```python\nprint(x)\n```\n\n***\n\n- item"
    words = text_of(_article(text))
    assert words.split() == ["Head", "quoted", "strongly", "print(x)", "item"]


def test_the_frame_of_a_table_is_not_words() -> None:
    assert text_of(_article("| Town | Rain |\n|:---|---:|\n| Lindenau | 3 |")).split() == [
        "Town", "Rain", "Lindenau", "3",
    ]  # fmt: skip


def test_plain_text_is_left_as_it_is() -> None:
    text = "*not* [a](link) | at all\n---"
    assert text_of(_article(text, Format.PLAIN)) == text


def test_a_headline_cut_from_the_lead_is_not_indexed_twice() -> None:
    assert document(_article("Text.", title_from=TitleFrom.LEAD)).title == ""
    assert document(_article("Text.", title_from=TitleFrom.NAME)).title == "Headline"


def test_folded_sections_are_apart_from_the_body() -> None:
    related = Section(kind=Kind.RELATED, heading="Related Articles", text="A pope elsewhere")
    article = _article("The body.", sections=(Section(kind=Kind.BODY, text="The body."), related))
    assert document(article).body == "The body."
    assert document(article).folded == {Kind.RELATED: "Related Articles\n\nA pope elsewhere"}
