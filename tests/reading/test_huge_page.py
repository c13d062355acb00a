"""A page of too many elements is shown whole, and soon."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from newsreader.reading import read_file
from newsreader.reading.huge_page import MOST_ELEMENTS, MOST_TEXT, bare_markdown, is_huge
from newsreader.reading.to_markdown import html_to_markdown, parse_html


def bare(page: str) -> str:
    """The bare Markdown of some HTML."""
    return bare_markdown(parse_html(page))


def test_each_block_is_a_paragraph_and_inline_parts_are_none() -> None:
    assert bare("<p>The <b>ferry</b> is\nback.<p>The goat,<br>too.") == (
        "The ferry is back.\n\nThe goat,\n\ntoo."
    )


def test_what_is_never_shown_is_left_out_and_what_follows_it_is_not() -> None:
    assert bare("<p>before<script>no()</script> after<!-- no --> all") == "before\n\nafter all"


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "- no list",
        "*no* [link](x) `no` <b> &amp; ~~no~~",
        "1) 2) a_b_c",
    ],
)
def test_text_is_never_markup(text: str) -> None:
    shown = MarkdownIt().render(bare(f"<p>{html.escape(text)}</p>"))
    assert shown == f"<p>{html.escape(text, quote=False)}</p>\n"


@pytest.mark.parametrize("piece", ["<p>{}", "<a href=x>{}</a> ", "<br>{}", "<tr><td>{}"])
def test_nothing_of_a_huge_page_is_lost(piece: str, tmp_path: Path) -> None:
    page = tmp_path / "huge.html"
    words = [f"word{number}" for number in range(MOST_ELEMENTS + 1)]
    page.write_text("<table>" + "".join(map(piece.format, words)), encoding="utf-8")
    (article,) = read_file(page)
    shown = f"{article.title} {' '.join(section.text for section in article.sections)}"
    assert set(words) <= set(shown.split())


def test_huge_content_of_any_kind_is_bounded() -> None:
    assert html_to_markdown("<p><i>a</i> " * MOST_ELEMENTS).startswith("a\n\na")


def test_much_text_is_huge_too_and_scripts_are_no_text() -> None:
    assert is_huge(parse_html(f"<p>{'goat ' * (MOST_TEXT // 5 + 1)}</p>"))
    assert not is_huge(parse_html(f"<script>{'goat();' * (MOST_TEXT // 5)}</script><p>goat</p>"))


def test_a_long_article_is_not_huge() -> None:
    assert not is_huge(parse_html("<p>word</p>" * (MOST_ELEMENTS // 2)))
