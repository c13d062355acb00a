"""How an article looks: its lines, and what is marked in them.

Colours come from component classes only, and nothing is told by colour alone: what is found is bold
and underlined, the hit walked to reversed, a kept passage has a bar beside it.
"""

from __future__ import annotations

from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from newsreader.tui.widgets.article.blocks import Block
from newsreader.tui.widgets.article.matches import Match, Matches
from newsreader.tui.widgets.article.painting import Mark, component_style, paint
from newsreader.tui.widgets.article.selecting import ParagraphCursor, Stretch, stretch_of
from newsreader.tui.widgets.article_scroll import ArticleScroll


class ArticleSheet(ArticleScroll):
    """Paints an article, and what its subclass says is marked in it."""

    COMPONENT_CLASSES = {
        "article--headline", "article--dim", "article--text", "article--heading",
        "article--subheading", "article--quote", "article--rule", "article--code", "article--note",
        "article--mark", "article--strong", "article--emphasis", "article--strike",
        "article--link", "article--image", "article--fold", "article--fold-current",
        "article--hit", "article--hit-current", "article--passage", "article--label",
        "article--cursor",
    }  # fmt: skip
    """
    | Class | Description |
    | :- | :- |
    | `article--headline` … `article--note` | Blocks: headline, facts and notices (`dim`), paragraphs, headings, quotations, rules, code, footnotes. |
    | `article--mark` | Bullets, numbers, the marks of footnotes. |
    | `article--strong` … `article--image` | Within a paragraph. |
    | `article--fold`, `article--fold-current` | The heading of a folded section; of the one keys act on. |
    | `article--hit`, `article--hit-current` | Words that were found; the one walked to. |
    | `article--passage` | Words the reader has kept. |
    | `article--label` | The letters that stand for a link. |
    | `article--cursor` | Selected paragraphs. |
    """  # noqa: E501
    DEFAULT_CSS = """
    ArticleSheet {
        & > .article--headline { text-style: bold; }
        & > .article--dim { color: $foreground-muted; }
        & > .article--heading { text-style: bold; color: $accent; }
        & > .article--subheading { text-style: bold; }
        & > .article--rule { color: $accent 60%; }
        & > .article--code { background: $panel; }
        & > .article--note { color: $foreground-muted; }
        & > .article--mark { color: $accent; }
        & > .article--strong { text-style: bold; }
        & > .article--emphasis { text-style: italic; }
        & > .article--strike { text-style: strike; }
        & > .article--link { text-style: underline; }
        & > .article--image { text-style: italic; color: $foreground-muted; }
        & > .article--fold { color: $foreground-muted; }
        & > .article--fold-current {
            color: $foreground; background: $surface-lighten-1; text-style: bold;
        }
        & > .article--hit { text-style: bold underline; background: $warning 35%; }
        & > .article--hit-current { text-style: bold reverse; background: $warning 35%; }
        & > .article--passage { background: $accent 25%; }
        & > .article--label { text-style: bold reverse; }
        & > .article--cursor { background: $primary 25%; }
        &:ansi {
            & > .article--hit { background: transparent; color: $warning; }
            & > .article--hit-current { background: transparent; }
            & > .article--passage { background: transparent; text-style: underline; }
            & > .article--cursor { background: transparent; text-style: bold; }
        }
    }
    """

    def __init__(self, measure: int, *, id: str | None = None) -> None:
        super().__init__(measure, id=id)
        self._message = ""
        self._matches: Matches | None = None
        self._found: Matches | None = None
        self._current: Match | None = None
        self._passages: Matches | None = None
        self._fold: int | None = None
        self._cursor: ParagraphCursor | None = None
        self._labels: dict[tuple[int, int], str] = {}
        self._styles: dict[tuple[bool, tuple[str, ...]], Style] = {}

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen."""
        width = self.size.width
        if self._document is None:
            return self._message_line(y, width)
        line = self._document.line(y + self.scroll_offset.y)
        if line is None:
            return Strip.blank(width, self.rich_style)
        block = line.block
        sign, ground = " ", ""
        if self._cursor is not None and self._cursor.stretch.within(block) and line.runs:
            sign, ground = "▌", "article--cursor"
        elif block.fold is not None and block.fold == self._fold and line.runs:
            sign, ground = "▌", "article--fold-current"
        elif line.runs and self._is_kept(block, line.start, line.end):
            sign = "▎"
        return paint(line, self._marks(block), self._style, sign, ground, self._margins[0], width)

    def _message_line(self, y: int, width: int) -> Strip:
        style = self._style(("article--dim",))
        lines = Content(f"\n{self._message}").wrap(max(10, width - 6)) if self._message else []
        line = Content("   ") + lines[y] if y < len(lines) else Content("")
        return Strip(line.render_segments(style)).adjust_cell_length(width, style.rich_style)

    def _is_kept(self, block: Block, start: int, end: int) -> bool:
        kept = self._passages.spans(block) if self._passages is not None else ()
        return any(first < end and last > start for first, last in kept)

    def _marks(self, block: Block) -> list[Mark]:
        """What is marked in a block; what is to lie on top comes last."""
        here = block.paragraph
        kept = self._passages.spans(block) if self._passages is not None else ()
        marks = [Mark(start, end, "article--passage") for start, end in kept]
        walked = self._found or self._matches
        if walked is not None:
            current = self._current
            marks += [
                Mark(start, end, "article--hit-current")
                if current == (here, start, end)
                else Mark(start, end, "article--hit")
                for start, end in walked.spans(block)
            ]
        selected = self.mouse_stretch
        part = selected.within(block) if selected is not None else None
        if part is not None:
            marks.append(Mark(*part, "screen--selection"))
        marks += [
            Mark(start, start + len(label), "article--label", label)
            for (paragraph, start), label in self._labels.items()
            if paragraph == here
        ]
        return marks

    def _style(self, looks: tuple[str, ...]) -> Style:
        key = (self.has_focus, looks)
        style = self._styles.get(key)
        if style is None:
            style = self.visual_style
            for look in looks:
                node = self.screen if look.startswith("screen") else self
                style += component_style(node.get_component_styles(look))
            self._styles[key] = style
        return style

    def notify_style_update(self) -> None:
        """Paint all anew when the theme changes."""
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    @property
    def mouse_stretch(self) -> Stretch | None:
        """What is selected by mouse."""
        selection = self.text_selection if self.is_attached else None
        return None if selection is None else stretch_of(selection)
