"""Textual's Markdown widget, made safe for text from strangers.

What is changed, and why:

- HTML in the Markdown is shown as text; Textual would drop it, and nothing may be lost.
- Every text is cleaned after the parser has decoded entities (``&#x202e;``).
- Table cells have no tooltips: Textual reads theirs as markup (Textualize/textual#6642).
- A link is never opened by the widget: it posts ``Markdown.LinkClicked``.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Markdown, Static
from textual.widgets._markdown import (
    MarkdownBlock,
    MarkdownFence,
    MarkdownTable,
    MarkdownTableCellContents,
    MarkdownTableContent,
)

from newsreader.reading.clean import clean_text


def make_parser() -> MarkdownIt:
    """The parser of article Markdown: GitHub's, without HTML, every text cleaned."""
    parser = MarkdownIt("gfm-like", {"html": False})
    parser.core.ruler.push("newsreader_clean", _clean_tokens)
    return parser


def _clean_tokens(state: StateCore) -> None:
    for token in _all_tokens(state.tokens):
        token.content = clean_text(token.content)
        token.info = clean_text(token.info)
        for name, value in token.attrs.items():
            if isinstance(value, str):
                token.attrs[name] = clean_text(value)


def _all_tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _all_tokens(token.children)


class _TableContent(MarkdownTableContent):
    """The cells of a table, without tooltips."""

    def compose(self) -> ComposeResult:
        for header in self.headers:
            yield MarkdownTableCellContents(header, classes="header")
        for number, row in enumerate(self.rows, 1):
            for cell in row:
                yield MarkdownTableCellContents(cell, classes=f"row{number} cell")
            self.last_row = number


class _Table(MarkdownTable):
    def compose(self) -> ComposeResult:
        headers, rows = self._get_headers_and_rows()
        yield _TableContent(headers, rows)


class ArticleMarkdown(Markdown):
    """A Markdown text from an article."""

    BLOCKS = {**Markdown.BLOCKS, "table_open": _Table}

    def __init__(self, markdown: str) -> None:
        super().__init__(markdown, parser_factory=make_parser, open_links=False)

    def texts(self) -> Iterator[Static]:
        """The parts that hold text, in reading order; change one with :func:`set_text`."""
        for part in self.query(Static):
            if isinstance(part, MarkdownBlock) and (
                isinstance(part, MarkdownFence) or not part._content
            ):
                continue
            yield part


def text_of(part: Static) -> Content:
    """The text a part shows."""
    if isinstance(part, MarkdownBlock):
        return part._content
    content = part.content
    return content if isinstance(content, Content) else Content(str(content))


def set_text(part: Static, content: Content) -> None:
    """Show another text in a part."""
    if isinstance(part, MarkdownBlock):
        part.set_content(content)
    else:
        part.update(content)


__all__ = ["ArticleMarkdown", "make_parser", "set_text", "text_of"]
