"""Article Markdown on the screen: whole, and unable to act."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from newsreader.tui.widgets.markdown import ArticleMarkdown, make_parser, text_of

_TEXT = """\
Some <b>bold</b> <script>alert(1)</script> words &#x202e;backwards &#27;[31m.

<div>A block of HTML</div>

| a | b |
|---|---|
| [b]1 | [@click=app.quit]2[/] |

[good](https://good.example) [bad](javascript:alert(1)) [file](file:///etc/passwd)
"""


class _App(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield ArticleMarkdown(self._text)


async def test_html_is_shown_as_text_and_controls_are_gone() -> None:
    app = _App(_TEXT)
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = "\n".join(text_of(part).plain for part in app.query_one(ArticleMarkdown).texts())
        assert "<b>bold</b> <script>alert(1)</script>" in shown
        assert "<div>A block of HTML</div>" in shown
        assert "[@click=app.quit]2[/]" in shown
        assert not any(character in shown for character in "\x1b‮")


async def test_a_table_has_no_tooltips_that_could_be_markup() -> None:
    app = _App(_TEXT)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert all(widget.tooltip is None for widget in app.query(Widget))


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
)
def test_a_dangerous_target_is_no_link(target: str) -> None:
    tokens = make_parser().parse(f"[text]({target})")
    children = tokens[1].children or []
    assert all(child.type != "link_open" for child in children)
