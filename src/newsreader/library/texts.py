"""The words of an article, as the index and the snippets take them.

Markdown is stripped of what is not read as words: where links lead, the marks of emphasis, headings
and quotations, fences, and the frame of tables. No mark reaches beyond its line, and most lines of
news have none: those are not looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from newsreader.article import FOLDED_KINDS, Article, Format, Kind, Section, TitleFrom
from newsreader.reading.markup import without_marks
from newsreader.search.index import IndexDocument

_ADDRESS = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>")
_TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$", re.MULTILINE)
_FRAME = re.compile(r"^[ \t]*[|:*_=-][ \t|:*_=-]*$", re.MULTILINE)
_BAR = re.compile(r"^[ \t]*\|[ \t]*|[ \t]*(?<!\\)\|[ \t]*$|(?<=[ \t])\|(?=[ \t])", re.MULTILINE)
_MARK = re.compile(r"[\\`<\[\]*_~#|]")
_LINE_MARK = re.compile(r"[ \t]*[-+>=:\d]")
_BETWEEN_BLOCKS = re.compile(r"\n\s*\n")
_BETWEEN_LINES = re.compile(r"\n")


def document(
    article: Article, number: int = 0, sort_at: int = 0, kinds: Collection[Kind] = FOLDED_KINDS
) -> IndexDocument:
    """What the index needs of an article, which the catalogue knows by a number and lists at a
    moment (seconds since the epoch); of its folded sections only those of some kinds."""
    borrowed = article.title_from in (TitleFrom.LEAD, TitleFrom.STORY)
    folded = {kind: text_of(article, kind) for kind in kinds}
    return IndexDocument(
        id=article.id,
        title="" if borrowed else article.title,
        body="\n\n".join(part for part in (text_of(article), *_facts(article)) if part),
        folded={kind: text for kind, text in folded.items() if text},
        language=article.language,
        number=number,
        sort_at=sort_at,
    )


def _facts(article: Article) -> tuple[str | None, ...]:
    """What stands at an article's head and is looked for like its words: who wrote, and where."""
    return article.byline, article.agency, article.place


def text_of(article: Article, kind: Kind = Kind.BODY) -> str:
    """The words of all sections of a kind, headings included, without markup."""
    return "\n\n".join(
        part
        for section in article.sections
        if section.kind is kind
        for part in (section.heading, _words(section))
        if part
    )


def paragraphs_of(article: Article, kind: Kind = Kind.BODY) -> list[str]:
    """The same words paragraph by paragraph, each on one line."""
    paragraphs = []
    for section in article.sections:
        if section.kind is kind:
            cut = _BETWEEN_BLOCKS if section.format is Format.MARKDOWN else _BETWEEN_LINES
            paragraphs += cut.split(_words(section))
    return [words for paragraph in paragraphs if (words := " ".join(paragraph.split()))]


def _words(section: Section) -> str:
    if section.format is not Format.MARKDOWN:
        return section.text
    lines = section.text.split("\n")
    marked = [
        number for number, line in enumerate(lines) if _MARK.search(line) or _LINE_MARK.match(line)
    ]
    if marked:
        bare = _without_markup("\n".join([lines[number] for number in marked])).split("\n")
        for number, line in zip(marked, bare, strict=True):
            lines[number] = line
    return "\n".join(lines)


def _without_markup(text: str) -> str:
    text = _ADDRESS.sub("", _TARGET.sub("]()", _FENCE.sub("", text)))
    return without_marks(_BAR.sub("", _FRAME.sub("", text)), pictures=True)
