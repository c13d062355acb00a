"""What stands around an article's own words, as blocks: headline, facts, notices, folds, cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newsreader.article import Article, Kind, RelatedItem, Section, TitleFrom
from newsreader.library import Entry
from newsreader.reading.clean import clean_line, clean_text
from newsreader.tui import wording
from newsreader.tui.widgets.article.blocks import (
    FACTS,
    HEADLINE,
    MARKS,
    NOTE,
    NOTICE,
    Block,
    Margin,
)

INDENT = (Margin("    ", "    "),)
"""What stands to the left of everything in a folded section."""

_BESIDE_NOTE = Margin("│ ", "│ ", "article--mark")
_BEGINS_NOTE = Margin("✎ ", "│ ", "article--mark")
"""What stands to the left of the reader's note."""

_NO_BREAK = "\u00a0"
_NAMED = 4
"""So many other outlets are named."""

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


def describe_fold(section: Section) -> str:
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


def head(entry: Entry, now: datetime) -> list[Block]:
    """Headline and facts, and a notice where there is nothing else to show."""
    article = entry.article
    blocks = [
        Block(clean_line(article.title), "article--headline", HEADLINE),
        Block(_facts(entry, now), "article--dim", FACTS, gap=0),
    ]
    if story := _story(entry):
        blocks.append(Block(clean_line(story), "article--dim", FACTS, gap=0))
    if marks := _marks(entry):
        blocks.append(Block(clean_line(marks), "article--mark", MARKS, gap=0))
    if entry.note:
        blocks += _note(entry.note)
    if article.error is not None:
        where = "\n".join(clean_line(str(path)) for path in entry.paths)
        text = f"This file could not be read: {clean_line(article.error)}.\n\n{where}"
        blocks.append(Block(text, "article--dim", NOTICE))
    elif not _has_body(article):
        blocks.append(Block("There is no text in this article.", "article--dim", NOTICE))
    return blocks


def _story(entry: Entry) -> str:
    """Which other outlets carry the article's story, and why it belongs to it."""
    story = entry.story
    if story is None:
        return ""
    if entry.why is None:
        others = story.outlets[1:]
        where = f": also in {_enumerated(others)}" if others else ""
        return f"The fullest of {story.copies} copies{where}"
    lent = ", which lends the headline" if entry.article.title_from is TitleFrom.STORY else ""
    fullest = f"the fullest in {story.outlets[0]}{lent}"
    return f"One of {story.copies} copies, {fullest} · {entry.why}"


def _enumerated(outlets: Sequence[str]) -> str:
    """A few of the outlets, and how many more there are."""
    more = len(outlets) - _NAMED
    named = ", ".join(outlets[:_NAMED])
    return f"{named} and {wording.count(more)} more" if more > 0 else named


def _marks(entry: Entry) -> str:
    flags = (
        (entry.starred, "★ starred"),
        (entry.later, "◷ later"),
        (entry.archived, "archived"),
        (entry.muted, "⊘ muted"),
    )
    return " · ".join(
        [*(name for there, name in flags if there), *(f"#{tag}" for tag in entry.tags)]
    )


def _note(note: str) -> list[Block]:
    """The reader's note, set off by a pencil and a line to its left."""
    from newsreader.tui.widgets.article import markdown

    text = clean_text(note)
    blocks = markdown.blocks(text, markdown.references(text), NOTE, (_BESIDE_NOTE,))
    for block in blocks[:1]:
        block.margins = (_BEGINS_NOTE, *block.margins[1:])
        block.gap_margins = ()
    for block in blocks[1:]:
        block.gap_margins = block.gap_margins or (_BESIDE_NOTE,)
    return blocks


def fold(section: Section, number: int, paragraph: int, *, first: bool, opened: bool) -> Block:
    """The heading of a folded section.

    Args:
        number: The section's place among the article's sections.
        paragraph: Its number as a paragraph.
        first: Whether no other closed section stands right above it.
        opened: Whether its content stands below it.
    """
    text = f"{'▾' if opened else '▸'} {clean_line(describe_fold(section))}"
    gap = 1 if first else 0
    return Block(text, "article--fold", paragraph, gap=gap, fold=number)


def card(item: RelatedItem, paragraph: int) -> list[Block]:
    """A related item: outlet and age, headline, text. Takes :data:`CARD` paragraph numbers."""
    about = " · ".join(part for part in (item.outlet, item.age) if part)
    texts = ((about, "article--dim"), (item.title, "article--strong"), (item.text, "article--text"))
    blocks: list[Block] = []
    for number, (text, look) in enumerate(texts):
        if text.strip():
            shown = clean_line(text)
            gap = 0 if blocks else 1
            blocks.append(Block(shown, look, paragraph + number, margins=INDENT, gap=gap))
    return blocks


CARD = 3
"""Paragraph numbers a related item takes."""


def plain(text: str, paragraph: int, margins: tuple[Margin, ...] = ()) -> list[Block]:
    """Paragraphs of a cleaned text: a line is one, and nothing in it is interpreted."""
    return [
        Block(line.strip().replace("\t", " "), "article--text", paragraph + number, margins=margins)
        for number, line in enumerate(text.split("\n"))
        if line.strip()
    ]


def empty(paragraph: int) -> list[Block]:
    """What an empty section shows when it is opened."""
    return [Block("Nothing in it.", "article--dim", paragraph, margins=INDENT)]


def _has_body(article: Article) -> bool:
    return any(part.text.strip() for part in article.sections if part.kind is Kind.BODY)


def _facts(entry: Entry, now: datetime) -> str:
    article = entry.article
    who = ", ".join(part for part in (article.byline, article.agency) if part)
    when = wording.full_date(
        article.published,
        article.published_precision,
        article.published_from,
        now,
        about=article.published_about,
    )
    guessed = article.encoding if article.encoding and "guess" in article.encoding else None
    facts = (
        clean_line(entry.outlet),
        clean_line(who),
        clean_line(article.place or ""),
        when.replace(" ", _NO_BREAK),
        wording.reading_time(article.words).replace(" ", _NO_BREAK),
        guessed and clean_line(f"decoded as {guessed}"),
    )
    # A dot ends a line, and begins none.
    return f"{_NO_BREAK}· ".join(fact for fact in facts if fact)
