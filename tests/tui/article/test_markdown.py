"""Article Markdown as blocks: whole, and unable to act."""

from __future__ import annotations

import pytest

from newsreader.tui.widgets.article.markdown import blocks, references

_HOSTILE = """\
Some <b>bold</b> <script>alert(1)</script> words &#x202e;backwards &#27;[31m.

<div>A block of HTML</div>

| a | b |
|---|---|
| [b]1 | [@click=app.quit]2[/] |
"""


def addresses(text: str) -> list[str]:
    spans = [span for block in blocks(text, references(text)) for span in block.spans]
    return [span.address for span in spans if span.address]


def test_html_is_shown_as_text_and_controls_are_gone() -> None:
    shown = "\n".join(block.text for block in blocks(_HOSTILE, {}))
    assert "<b>bold</b> <script>alert(1)</script>" in shown
    assert "<div>A block of HTML</div>" in shown
    assert "[@click=app.quit]2[/]" in shown
    assert not any(character in shown for character in "\x1b\u202e")


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "#notes", ""]
)
def test_a_dangerous_or_inner_target_is_no_link(target: str) -> None:
    assert addresses(f"[text]({target})") == []


def test_a_control_character_in_an_address_is_gone() -> None:
    assert addresses("[text](<https://a.example/&#27;]8;;>)") == [
        "https://a.example/%1B%5D8;;"
    ] or ("\x1b" not in addresses("[text](<https://a.example/&#27;]8;;>)")[0])


def test_an_address_named_at_the_end_of_a_text_is_known_to_all_of_it() -> None:
    text = "See [the ministry][1].\n\n[1]: https://ministry.example 'The ministry'"
    first = blocks("See [the ministry][1].", references(text))
    assert [span.address for span in first[0].spans] == ["https://ministry.example"]


def test_a_footnote_is_no_address() -> None:
    made = blocks("[^1]: Word", references("[^1]: Word"))
    assert [block.text for block in made] == ["Word"]
