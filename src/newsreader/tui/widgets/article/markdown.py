"""Markdown → blocks, by the tokens of markdown-it-py.

The parser is that of GitHub's dialect, made safe for text from strangers and fit for texts that are
read in pieces:

- HTML in the Markdown is shown as text; nothing may be lost.
- Every text is cleaned after the parser has decoded entities (``&#x202e;``).
- A link is never opened from here, and one within the article (``#notes``) is text.
- ``[^1]: …`` is a footnote, not the address of a link named ``^1``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from newsreader.reading.clean import clean_text
from newsreader.tui.widgets.article.blocks import Block, Margin, Span, Table

_DEEPEST = 6
"""Lists and quotations within each other beyond which they are not indented any further."""

_LOOKS = {
    "strong": "article--strong",
    "em": "article--emphasis",
    "s": "article--strike",
    "link": "article--link",
}
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_FOOTNOTE_TEXT = re.compile(r"\[\^([^\]\s]{1,40})\]:\s*")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[^\n]*(?:\n {1,8}[\"'(][^\n]*)?", re.M)


@cache
def make_parser() -> MarkdownIt:
    """The parser of article Markdown."""
    parser = MarkdownIt("gfm-like", {"html": False})
    parser.block.ruler.at("reference", _reference, {"alt": []})
    parser.core.ruler.push("newsreader_clean", _clean_tokens)
    return parser


def references(text: str) -> dict[str, Any]:
    """The addresses a text names once for all its links, for every piece of it to know."""
    found = "\n\n".join(match[0] for match in _REFERENCE.finditer(text))
    environment: dict[str, Any] = {}
    if found:
        make_parser().parse(found, environment)
    return dict(environment.get("references", {}))


def blocks(
    text: str, known: dict[str, Any], paragraph: int = 0, margins: tuple[Margin, ...] = ()
) -> list[Block]:
    """The blocks of a Markdown text.

    Args:
        text: Whole blocks of Markdown.
        known: What :func:`references` found in the text this is a piece of.
        paragraph: The number of the text's first line.
        margins: What stands to the left of all blocks.
    """
    tokens = make_parser().parse(text, {"references": dict(known)})
    return list(_Writer(paragraph, margins).blocks(tokens))


def _reference(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    at = state.bMarks[line] + state.tShift[line]
    return not state.src.startswith("[^", at) and reference(state, line, end, silent)


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


_NOTHING = Margin("", "")


@dataclass
class _Container:
    """A list, an item or a quotation that is open.

    Attributes:
        next: In a numbered list, the number of its next item; None in any other.
        digits: In a numbered list, how many its last number has.
        tight: In a list, whether no blank lines stand between its items.
        begun: In an item, whether its first line is set.
    """

    kind: str
    margin: Margin = _NOTHING
    next: int | None = None
    digits: int = 0
    tight: bool = False
    begun: bool = False


@dataclass
class _Inline:
    """The text of a block under way, and what in it looks different."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)

    def add(self, text: str, look: str = "", address: str | None = None) -> None:
        if look and text:
            self.spans.append(Span(self.length, self.length + len(text), look, address))
        self.text.append(text)
        self.length += len(text)


class _Writer:
    """Turns the tokens of one piece into blocks."""

    def __init__(self, paragraph: int, margins: tuple[Margin, ...]) -> None:
        self._paragraph = paragraph
        self._outer = margins
        self._open: list[_Container] = []
        self._last: list[_Container] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks, in their order."""
        heading = ""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            kind = token.type
            if kind == "table_open":
                end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                yield self._table(tokens[index:end], self._line(token))
                index = end
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._open_list(tokens, index)
            elif kind == "list_item_open":
                self._open_item()
            elif kind == "blockquote_open":
                self._open.append(_Container("quote", Margin("▌ ", "▌ ", "article--rule")))
            elif kind in (
                "bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close",
            ):  # fmt: skip
                self._open.pop()
            elif kind == "heading_open":
                heading = "article--heading" if token.tag in ("h1", "h2") else "article--subheading"
            elif kind == "heading_close":
                heading = ""
            elif kind == "inline":
                yield self._text(token, heading)
            elif kind in ("fence", "code_block"):
                text = token.content.rstrip("\n").expandtabs(4)
                yield self._block(text, "article--code", self._line(token), code=True)
            elif kind == "hr":
                yield self._block("", "article--rule", self._line(token), rule="─")
            index += 1

    def _line(self, token: Token) -> int:
        return self._paragraph + (token.map[0] if token.map else 0)

    def _open_list(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        ordered = token.type == "ordered_list_open"
        start = int(token.attrs.get("start", 1)) if ordered else None
        following = tokens[index + 1 : index + 4]
        tight = any(inner.type == "paragraph_open" and inner.hidden for inner in following)
        digits = 0
        if start is not None:
            close = range(index + 1, len(tokens))
            end = next(at for at in close if tokens[at].level == token.level)
            inside = tokens[index:end]
            items = [inner for inner in inside if inner.level == token.level + 1]
            count = sum(1 for inner in items if inner.type == "list_item_open")
            digits = len(str(start + count - 1))
        self._open.append(_Container("list", next=start, digits=digits, tight=tight))

    def _open_item(self) -> None:
        above = self._open[-1]
        deep = sum(1 for container in self._open if container.kind == "list") - 1
        if above.next is not None:
            mark = f"{above.next}. ".rjust(above.digits + 2)
            above.next += 1
        else:
            mark = f"{'•◦▪'[deep % 3]} "
        self._open.append(_Container("item", Margin(mark, " " * len(mark), "article--mark")))

    def _margins(self, containers: Sequence[_Container], *, first: bool) -> tuple[Margin, ...]:
        margins = list(self._outer)
        shown = [container for container in containers if container.margin.first][:_DEEPEST]
        for container in shown:
            margin = container.margin
            fresh = first and not container.begun
            margins.append(margin if fresh else Margin(margin.other, margin.other, margin.look))
        return tuple(margins)

    def _block(
        self, text: str, look: str, paragraph: int, *, spans: Sequence[Span] = (),
        code: bool = False, rule: str = "", table: Table | None = None,
    ) -> Block:  # fmt: skip
        shared = 0
        for mine, before in zip(self._open, self._last, strict=False):
            if mine is not before:
                break
            shared += 1
        within = self._open[:shared]
        gap = 0 if within and within[-1].kind == "list" and within[-1].tight else 1
        if shared and within[-1].kind == "item" and shared < len(self._open):
            # A list that begins in an item stands right below its text.
            gap = 0 if self._open[shared].tight else 1
        block = Block(
            text,
            look,
            paragraph,
            tuple(spans),
            self._margins(self._open, first=True),
            gap,
            self._margins(within, first=False),
            code,
            table,
            rule,
        )
        for container in self._open:
            container.begun = True
        self._last = list(self._open)
        return block

    def _text(self, token: Token, heading: str) -> Block:
        inline = _Inline()
        footnote = _FOOTNOTE_TEXT.match(token.content) if not self._open else None
        _write(inline, token.children or [])
        quoted = any(container.kind == "quote" for container in self._open)
        look = heading or ("article--quote" if quoted else "article--text")
        text = "".join(inline.text)
        if footnote is None:
            return self._block(text, look, self._line(token), spans=inline.spans)
        cut = text.index(":") + 1
        cut += len(text) - cut - len(text[cut:].lstrip())
        spans = [
            span._replace(start=span.start - cut, end=span.end - cut)
            for span in inline.spans
            if span.start >= cut
        ]
        mark = f"[{footnote[1]}] "
        self._open.append(_Container("note", Margin(mark, " " * len(mark), "article--mark")))
        block = self._block(text[cut:], "article--note", self._line(token), spans=spans)
        self._open.pop()
        return block

    def _table(self, tokens: Sequence[Token], line: int) -> Block:
        inline = _Inline()
        rows: list[list[tuple[int, int]]] = []
        right: list[bool] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open") and len(rows) == 1:
                right.append("right" in str(token.attrs.get("style", "")))
            elif token.type == "inline":
                start = inline.length
                head = len(rows) == 1
                _write(inline, token.children or [])
                if head:
                    inline.spans.append(Span(start, inline.length, "article--strong"))
                rows[-1].append((start, inline.length))
                inline.add("\n")
        table = Table(tuple(tuple(row) for row in rows), tuple(right))
        spans = sorted(inline.spans)
        return self._block("".join(inline.text), "article--text", line, spans=spans, table=table)


def _write(inline: _Inline, tokens: Sequence[Token]) -> None:
    """Write the text of inline tokens."""
    opened: list[tuple[str, int, str | None]] = []
    for token in tokens:
        kind = token.type
        if kind == "text":
            _write_text(inline, token.content)
        elif kind in ("softbreak", "hardbreak"):
            inline.add(" " if kind == "softbreak" else "\n")
        elif kind == "code_inline":
            inline.add(_flat(token.content), "article--code")
        elif kind == "image":
            caption = _flat("".join(child.content for child in token.children or []))
            address = _address(token.attrs.get("src"))
            inline.add(f"[image: {caption}]" if caption else "[image]", "article--image", address)
        elif kind.endswith("_open"):
            address = _address(token.attrs.get("href")) if kind == "link_open" else None
            opened.append((kind.removesuffix("_open"), inline.length, address))
        elif kind.endswith("_close") and opened:
            what, start, address = opened.pop()
            if inline.length > start and (what != "link" or address):
                inline.spans.append(Span(start, inline.length, _LOOKS.get(what, ""), address))
        else:
            inline.add(_flat(token.content))
    inline.spans.sort(key=lambda span: (span.start, -span.end))


def _write_text(inline: _Inline, text: str) -> None:
    text = _flat(text)
    at = 0
    for note in _FOOTNOTE.finditer(text):
        inline.add(text[at : note.start()])
        inline.add(f"[{note[1]}]", "article--mark")
        at = note.end()
    inline.add(text[at:])


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")


def _address(address: object) -> str | None:
    """The address of a link, or None if it leads nowhere outside the article."""
    text = _flat(str(address or ""))
    return text if text and not text.startswith("#") else None
