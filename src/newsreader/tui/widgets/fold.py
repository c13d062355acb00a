"""A folded section of an article: closed at first, its content mounted when first opened."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from newsreader.article import Kind, RelatedItem, Section
from newsreader.tui import wording
from newsreader.tui.widgets.body import HIT_STYLE, Hits, Piece, SectionText

_TITLES = {
    Kind.RELATED: "Related articles",
    Kind.COMMENTS: "Comments",
    Kind.HASHTAGS: "Hashtags",
    Kind.PROMOTION: "Promotion",
    Kind.FURNITURE: "Page furniture",
}


def fold_title(kind: Kind) -> str:
    """What sections of a kind are called where the file gives them no heading."""
    return _TITLES.get(kind, str(kind))


def title(section: Section) -> str:
    """What a fold says while it is closed: what is in it, and how much."""
    name = section.heading or fold_title(section.kind)
    if section.kind is Kind.HASHTAGS:
        tags = section.text.split()
        return f"{name} · {len(tags)}" if tags else f"{name} · none"
    if section.items:
        return f"{name} · {len(section.items)}"
    lines = sum(1 for line in section.text.split("\n") if line.strip())
    if not lines:
        return f"{name} · empty"
    if section.kind is Kind.COMMENTS and lines == 1 and len(section.text) < 60:
        return f"{name} · none yet" if section.text.lower().startswith("no ") else f"{name} · 1"
    return f"{name} · {wording.plural(lines, 'line')}"


class Card(Vertical):
    """A related item: outlet and age, headline, text."""

    DEFAULT_CSS = """
    Card { height: auto; padding: 0 2 1 0; }
    Card:last-child { padding-bottom: 0; }
    Card > .card--head { color: $foreground-muted; }
    Card > .card--title { text-style: bold; }
    """

    def __init__(self, item: RelatedItem) -> None:
        head = " · ".join(part for part in (item.outlet, item.age) if part)
        parts = ((head, "card--head"), (item.title, "card--title"), (item.text, "card--text"))
        super().__init__(
            *(Static(wording.line(text), classes=name) for text, name in parts if text)
        )

    def highlight(self, hits: Hits) -> None:
        """Mark the words searched for."""
        for part in self.query(Static):
            content = part.content
            if isinstance(content, Content) and (spans := hits(content.plain)):
                for start, end in spans:
                    content = content.stylize(HIT_STYLE, start, end)
                part.add_class("-hit")
                part.update(content)


class Fold(Collapsible):
    """A section that is not the body."""

    DEFAULT_CSS = """
    Fold {
        background: transparent;
        border: none;
        padding: 0 0 0 1;
        margin: 0;
        &:focus-within { background-tint: $foreground 0%; }
        CollapsibleTitle { color: $foreground-muted; padding: 0 1; }
        CollapsibleTitle:focus {
            color: $foreground; background: $surface-lighten-1; text-style: bold;
        }
        Contents { padding: 1 0 1 3; }
        &:ansi { border: none; background: transparent; }
    }
    """

    def __init__(self, section: Section, hits: Hits | None = None, *, collapsed: bool) -> None:
        super().__init__(title="", collapsed=collapsed, collapsed_symbol="▸", expanded_symbol="▾")
        self._section = section
        self._hits = hits
        self._mounted = False
        # As a Content, or the title would be read as markup.
        self._title.label = wording.line(title(section))

    @property
    def section(self) -> Section:
        """The section that is folded."""
        return self._section

    def compose(self) -> ComposeResult:
        """The title now; the content when opened."""
        yield from super().compose()

    async def on_mount(self) -> None:
        """Fill a section that is open from the start."""
        if not self.collapsed:
            await self.fill()

    async def _on_collapsible_expanded(self) -> None:
        await self.fill()

    async def fill(self) -> None:
        """Mount the content, if this has not been done."""
        if self._mounted:
            return
        self._mounted = True
        contents = self.query_one(Collapsible.Contents)
        await contents.mount(*self._content())
        for piece in contents.query(Piece):
            await piece.fill(self._hits)
        if self._hits is not None:
            for card in contents.query(Card):
                card.highlight(self._hits)

    def _content(self) -> list[Widget]:
        if self._section.items:
            return [Card(item) for item in self._section.items]
        if not self._section.text.strip():
            return [Static(Content("Nothing in it."), classes="card--head")]
        return [SectionText(self._section)]
