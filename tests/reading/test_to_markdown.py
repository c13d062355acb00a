"""HTML becomes Markdown that shows what a browser shows, and nothing that could act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading.to_markdown import html_to_markdown, parse_html, tree_to_markdown

BASE = "https://gazette.example/x/y"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>A</h2><p>b <em>c</em> <strong>d</strong></p>", "## A\n\nb *c* **d**"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<blockquote><p>said</p></blockquote>", "> said"),
        ('<pre><code class="language-py">x = 1\ny</code></pre>', "```py\nx = 1\ny\n```"),
        ('<p><a href="/b?c=1">a</a></p>', "[a](https://gazette.example/b?c=1)"),
        ('<img src="a.png" alt="The pier">', "![The pier](https://gazette.example/x/a.png)"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c|d</td><td>e</td></tr></table>",
         "| a | b |\n| --- | --- |\n| c\\|d | e |"),
    ],
)  # fmt: skip
def test_what_articles_are_made_of_is_kept(html: str, markdown: str) -> None:
    assert html_to_markdown(html, "https://gazette.example/x/y") == markdown


@pytest.mark.parametrize(
    "html",
    [
        "<script>bad()</script>", "<style>bad</style>", "<noscript>bad</noscript>",
        "<template>bad</template>", "<textarea>bad</textarea>", "<svg><text>bad</text></svg>",
        "<iframe>bad</iframe>", "<button>bad</button>", "<select><option>bad</select>",
        "<title>bad</title>", "<!-- bad -->", "<p hidden>bad</p>", "<p style='display: none'>bad</p>", '<p data-x="bad" onclick="bad()"></p>',
    ],
)  # fmt: skip
def test_what_no_browser_shows_is_left_out(html: str) -> None:
    assert "bad" not in html_to_markdown(f"<p>good</p>{html}<p>good</p>")


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JaVa\nScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
     "&#106;avascript:x", " \x01javascript:x", "vbscript:x"],
)  # fmt: skip
def test_an_address_that_could_act_is_no_link(target: str) -> None:
    markdown = html_to_markdown(
        f'<p><a href="{target}">words</a><img src="{target}" alt="pic"></p>'
    )
    assert markdown == "words![pic]()"


@pytest.mark.parametrize(
    "text",
    ["# no heading", "1. no list", "- no list", "+ no list", "> no quote", "*no* emphasis", "a_b_ _c_",
     "`no code`", "[no](link)", "&lt;b&gt; no tag", "~~~", "===", "a\\*b", "![no](image)", "&amp;amp;",
     "2) no list"],
)  # fmt: skip
def test_text_stays_text(text: str) -> None:
    from html import unescape

    from markdown_it import MarkdownIt

    markdown = html_to_markdown(f"<p>{text}</p>")
    shown = MarkdownIt("commonmark").enable("strikethrough").render(markdown)
    inside = shown.strip().removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inside
    assert unescape(inside) == unescape(text)


def test_deep_nesting_and_long_runs_of_spaces_end() -> None:
    assert "deep" in html_to_markdown("<div>" * 3000 + "deep" + "</div>" * 3000)
    assert "a b" in html_to_markdown("<p>a" + " " * 200_000 + "b</p>")
    assert "c" in html_to_markdown("<pre>a" + " " * 200_000 + "c</pre>")
    assert "p" in html_to_markdown("<p>p" * 3000)


def test_a_table_that_only_lays_out_becomes_paragraphs() -> None:
    markdown = html_to_markdown(
        "<table><tr><td><table><tr><td><p>a</p><p>b</p></td></tr></table></td></tr></table>"
    )
    assert markdown == "a\n\nb"


@pytest.mark.parametrize(
    "reference", ["&#x1b;", "&#27", "&#0011;", "&#xFFFE;", "&#65535;", "&#x000000000c;"]
)
def test_what_stands_beside_an_impossible_character_can_be_moved(reference: str) -> None:
    root = parse_html(f"<body><p>pier<style>a</style>{reference}</p>{reference} and slip</body>")
    assert root is not None
    for element in list(root.iter("style")):
        element.drop_tree()
    assert tree_to_markdown(root) == "pier\n\nand slip"


def test_a_character_by_a_number_that_begins_like_an_impossible_one_stays() -> None:
    assert html_to_markdown("<p>&#127873;&#x1F381;&#10;&#97;</p>") == "🎁🎁 a"


def test_entities_cannot_smuggle_control_characters() -> None:
    assert html_to_markdown("<p>a&#27;]0;b&#7;&#x202e;c&#x9b;</p>").isprintable()


@given(st.text() | st.lists(st.sampled_from(
    ["<p>", "</p>", "<table>", "<tr>", "<td>", "<li>", "<a href='x'>", "<pre>", "&#27;", "<b>", "x ",
     "<!--", "]]>", "<img alt='[' src='y'>", "\x00", "&#xD800;", "&#xFFFF;"])).map("".join)
)  # fmt: skip
def test_any_text_becomes_markdown(html: str) -> None:
    html_to_markdown(html, "https://gazette.example/")


def test_links_within_the_page_stay_links() -> None:
    html = '<p>See <a href="#costs" title="What it costs">below</a>.</p>'
    assert html_to_markdown(html, BASE) == 'See [below](#costs "What it costs").'


@pytest.mark.parametrize("title", ['a" b', "a) b", "a] b", "a\\"])
def test_a_title_that_markdown_could_misread_is_left_out(title: str) -> None:
    html = f"<p><a href='https://gazette.example/' title='{title}'>a</a></p>"
    assert html_to_markdown(html) == "[a](https://gazette.example/)"


def test_a_description_that_only_repeats_is_said_once() -> None:
    repeated = "<p>a</p><img src='1.png' alt='The pier'><p>b</p><img src='2.png' alt='The pier'>"
    assert html_to_markdown(repeated, BASE).count("The pier") == 1
    captioned = (
        "<figure><img src='1.png' alt='The pier'><figcaption>The pier at dawn</figcaption></figure>"
    )
    assert html_to_markdown(captioned, BASE).count("The pier") == 1


@pytest.mark.parametrize(
    "image",
    [
        '<img class="lazy" src="blank.gif" data-src="pier.jpg">',
        '<img data-original="pier.jpg">',
        '<img src="data:image/gif;base64,R0lG" data-srcset="pier.jpg 1x, large.jpg 2x">',
    ],
)
def test_pictures_that_load_late_are_found(image: str) -> None:
    assert html_to_markdown(image, BASE) == "![](https://gazette.example/x/pier.jpg)"


def test_words_nested_too_deeply_are_not_glued_together() -> None:
    markdown = html_to_markdown("<div>" * 150 + "<p>one</p><p>two</p>three" + "</div>" * 150)
    assert markdown.split() == ["one", "two", "three"]


def test_an_embedded_film_is_a_link() -> None:
    html = "<p>See</p><iframe src='https://www.youtube.com/embed/x1'></iframe>"
    assert html_to_markdown(html) == "See\n\n[youtube.com](https://www.youtube.com/embed/x1)"
    assert html_to_markdown("<p>See</p><iframe src='https://ads.example/x'></iframe>") == "See"


def test_line_ends_within_a_paragraph_are_spaces() -> None:
    html = "<p>The\nferry\n- the old one - is\n<a href='/b'>back\nagain</a></p>"
    assert html_to_markdown(html, BASE) == (
        "The ferry - the old one - is [back again](https://gazette.example/b)"
    )


def test_a_table_without_a_word_is_left_out() -> None:
    assert html_to_markdown("<p>a</p><table><tr><td> </td><td></td></tr></table><p>b</p>") == (
        "a\n\nb"
    )
