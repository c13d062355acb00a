"""The text of a section, mounted piece by piece.

Textual's Markdown widget makes a widget of every block: 5 KB take 100 ms, 1 MB takes 26 s with the
interface blocked. So a text is cut into pieces of a few kilobytes, each a placeholder of about the
right height that gets its content when it comes near the screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from newsreader.article import Format, Section
from newsreader.reading.clean import clean_text
from newsreader.tui.widgets.markdown import ArticleMarkdown, set_text, text_of

_PIECE = 6_000
"""Characters a piece has at the least, if there are as many: about 100 ms of Markdown."""
_LONGEST_BLOCK = 20_000
"""Characters of one Markdown block beyond which it is shown as plain text."""

HIT_STYLE = "bold underline $foreground on $warning 35%"
"""Words a search found; never by colour alone."""

Hits = Callable[[str], Sequence[tuple[int, int]]]
"""A text → where in it the words searched for stand, as character offsets."""

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_STARTS_BLOCK = re.compile(r"^(#{1,6} |\w|[\"“„«‘'(\[*_!])")
_LIST_ITEM = re.compile(r"^(\d+[.)]|[*+-]) ")


def pieces(text: str, format: Format) -> list[tuple[Format, str]]:
    """Cut a text where a reader would not notice, into pieces that are quick to mount."""
    if format is Format.PLAIN:
        return [(Format.PLAIN, piece) for piece in _pack(_short_lines(text), "\n")]
    blocks = _pack(_markdown_blocks(text), "\n\n")
    result: list[tuple[Format, str]] = []
    for block in blocks:
        if len(block) <= _LONGEST_BLOCK:
            result.append((Format.MARKDOWN, block))
        else:
            result += pieces(block, Format.PLAIN)
    return result


def _pack(parts: Iterator[str], joint: str) -> list[str]:
    packed: list[str] = []
    pending: list[str] = []
    size = 0
    for part in parts:
        pending.append(part)
        size += len(part)
        if size >= _PIECE:
            packed.append(joint.join(pending))
            pending, size = [], 0
    if pending:
        packed.append(joint.join(pending))
    return packed


def _short_lines(text: str) -> Iterator[str]:
    """The non-empty lines; one too long to mount at once is cut between words."""
    for line in text.split("\n"):
        while len(line) > _PIECE:
            cut = line.rfind(" ", 0, _PIECE)
            cut = cut if cut > 0 else _PIECE
            yield line[:cut]
            line = line[cut:].lstrip()
        if line.strip():
            yield line


def _markdown_blocks(text: str) -> Iterator[str]:
    """The text cut at blank lines that certainly lie between two top-level blocks."""
    pending: list[str] = []
    fence = ""
    after_blank = False
    for line in text.split("\n"):
        if after_blank and not fence and _STARTS_BLOCK.match(line) and not _LIST_ITEM.match(line):
            yield "\n".join(pending).strip("\n")
            pending = []
        marker = _FENCE.match(line)
        if marker and not fence:
            fence = marker[1]
        elif marker and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        pending.append(line)
        after_blank = not line.strip()
    if pending:
        yield "\n".join(pending).strip("\n")


class PlainText(Static):
    """Paragraphs as they came; nothing in them is interpreted."""

    DEFAULT_CSS = """
    PlainText { height: auto; padding: 0 2; }
    """

    def __init__(self, text: str) -> None:
        paragraphs = [line for line in clean_text(text).split("\n") if line.strip()]
        super().__init__(Content("\n\n".join(paragraphs) + "\n"))


class Piece(Vertical):
    """A part of a text. Empty, with a height that is guessed, until :meth:`fill` is called."""

    DEFAULT_CSS = """
    Piece { height: auto; }
    """

    def __init__(self, format: Format, text: str) -> None:
        super().__init__()
        self._format = format
        self._text = text
        self.filled = False
        lines = sum(2 + len(line) // 70 for line in text.split("\n") if line.strip())
        self.styles.height = max(1, lines)

    @property
    def text(self) -> str:
        """The piece's text, as it stands in the section."""
        return self._text

    async def fill(self, hits: Hits | None = None) -> None:
        """Mount the text, with the words searched for marked."""
        if self.filled:
            return
        self.filled = True
        plain = self._format is Format.PLAIN
        await self.mount(PlainText(self._text) if plain else ArticleMarkdown(self._text))
        self.styles.height = "auto"
        self.highlight(hits)

    def parts(self) -> Iterator[Static]:
        """The widgets that hold text."""
        for child in self.children:
            if isinstance(child, ArticleMarkdown):
                yield from child.texts()
            elif isinstance(child, PlainText):
                yield child

    def highlight(self, hits: Hits | None) -> None:
        """Mark the words searched for."""
        if hits is None:
            return
        for part in self.parts():
            content = text_of(part)
            spans = hits(content.plain)
            if spans:
                for start, end in spans:
                    content = content.stylize(HIT_STYLE, start, end)
                part.add_class("-hit")
                set_text(part, content)


class SectionText(Vertical):
    """The text of one section, in pieces."""

    DEFAULT_CSS = """
    SectionText { height: auto; }
    """

    def __init__(self, section: Section) -> None:
        super().__init__(*(Piece(*piece) for piece in pieces(section.text, section.format)))
