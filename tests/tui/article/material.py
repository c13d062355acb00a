"""Articles to set in lines."""

from __future__ import annotations

from datetime import UTC, datetime

from newsreader.article import Article, Format, Kind, RelatedItem, Section, Source, TitleFrom
from newsreader.library import Entry
from newsreader.tui.widgets.article.document import Document
from newsreader.tui.widgets.article.setting import Line

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PARAGRAPH = "The ferry crossed the harbour, and the goat stood at the rail and looked back. " * 6


def entry(
    text: str, format: Format = Format.PLAIN, *folded: Section, shown: frozenset[Kind] = frozenset()
) -> Entry:
    """An article with this text as its body."""
    body = Section(kind=Kind.BODY, format=format, text=text)
    article = Article(
        id="0" * 16, title="Ferry", title_from=TitleFrom.TEXT, sections=(body, *folded)
    )
    source = Source(key="k", name="Gazette")
    return Entry(
        number=1,
        article=article,
        source=source,
        outlet="Gazette",
        paths=(),
        read=False,
        starred=False,
        shown=shown,
    )


RELATED = Section(
    kind=Kind.RELATED,
    items=(
        RelatedItem(outlet="Radio Ost", age="3 hours ago", title="A tuba", text="It was found."),
    ),
)
COMMENTS = Section(kind=Kind.COMMENTS, text="First comment\nSecond comment on the pelican")


def document(
    text: str, format: Format = Format.PLAIN, *folded: Section, width: int = 60
) -> Document:
    """The same, ready to be set in a width."""
    made = Document(entry(text, format, *folded), NOW)
    made.set_width(width)
    return made


def text_of(line: Line) -> str:
    """A line as it would stand on the screen."""
    margins = "".join(text for text, _ in line.margins)
    runs = "".join(run.fill or line.block.text[run.start : run.end] for run in line.runs)
    return margins + runs


def lines_of(made: Document) -> list[str]:
    """All lines of an article."""
    for piece in made.shown:
        made.set_piece(piece)
    lines = [made.line(number) for number in range(made.height)]
    return [text_of(line) for line in lines if line is not None]
