"""Newsletters: all of their text, and nothing of their machinery."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading.clean import clean_text
from newsreader.reading.newsletter import to_markdown, words_of


@pytest.mark.parametrize(
    "unseen",
    [
        "<div style='display:none'>Teaser</div>",
        "<div style='max-height: 0; overflow: hidden'>Teaser</div>",
        "<span style='font-size:1px;color:#fff'>Teaser</span>",
        "<p style='mso-hide:all'>Teaser</p>",
        "<!--[if mso]><p>Teaser</p><![endif]-->",
        "<img src='https://a.example/x.gif' width='1' height='1' alt='Teaser'>",
        "<img src='https://a.example/rule.gif' width='560px' height='12' alt=''>",
        "<style>.teaser { color: red }</style>",
    ],
)
def test_what_nobody_was_to_see_is_not_shown(unseen: str) -> None:
    assert to_markdown(f"{unseen}<p>The goat sails.</p>").markdown == "The goat sails."


def test_tables_for_looks_are_taken_apart_and_tables_of_figures_stay() -> None:
    looks = "<table><tr><td><p>Left</p></td><td><p>Right</p></td></tr></table>"
    figures = (
        "<table><tr><th>Ferry</th><th>Goats</th></tr><tr><td>Marta</td><td>1</td></tr></table>"
    )
    assert to_markdown(looks).markdown == "Left\n\nRight"
    assert "| Marta | 1 |" in to_markdown(figures).markdown


@pytest.mark.parametrize(
    "said", ["View in browser", "View this email in your browser", "Read online", "Im Browser ansehen",
             "Voir la version en ligne", "Ver en el navegador", "Переглянути у браузері"]
)  # fmt: skip
def test_where_it_can_be_read_on_the_web_is_its_address(said: str) -> None:
    read = to_markdown(f"<a href='https://a.example/7'>{said}</a><p>The goat sails.</p>")
    assert read == ("The goat sails.", "https://a.example/7", None)


def test_other_links_are_links() -> None:
    read = to_markdown(
        "<p><a href='https://a.example/7'>The goat's view of browsers, read weekly</a></p>"
    )
    assert read.url is None
    assert "(https://a.example/7)" in read.markdown


@given(
    st.text()
    | st.lists(st.sampled_from(["<td>", "<table>", "<p>", "</p>", "<img>", "a"])).map("".join)
)
def test_any_text_is_read(html: str) -> None:
    assert to_markdown(html).markdown == clean_text(to_markdown(html).markdown)
    assert words_of(html) == clean_text(words_of(html))
