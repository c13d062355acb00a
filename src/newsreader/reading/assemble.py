"""From what a reader found to an article: the rules every format shares.

A headline comes from metadata, the text, the first words of the body, and last the file's name; a
date from metadata, the text, and last the file's own date. Every field is cleaned here, whatever
the reader did before.
"""

from __future__ import annotations

from newsreader.article import (
    Article,
    Format,
    Kind,
    PublishedFrom,
    RelatedItem,
    Section,
    TitleFrom,
)
from newsreader.reading import identity
from newsreader.reading.clean import clean_line, clean_text
from newsreader.reading.dates import before
from newsreader.reading.dissect import Dissection, lead_of
from newsreader.reading.language import guess_language, language_tag
from newsreader.reading.links import web_address
from newsreader.reading.markup import without_marks
from newsreader.reading.opened import Opened
from newsreader.reading.words import count_words

_LONGEST_FIELD = 1000
_FIRST = 4000


def article_of(
    found: Dissection,
    file: Opened,
    *,
    id: str,
    title_from: TitleFrom = TitleFrom.TEXT,
    published_from: PublishedFrom = PublishedFrom.TEXT,
    feed: str | None = None,
    encoding: str | None = None,
    name: str | None = None,
) -> Article:
    """The article of a dissected text.

    Args:
        title_from: Where the headline in ``found.facts`` was found, if there is one.
        published_from: Where the date in ``found.facts`` was found, if there is one.
        feed: For entries of a feed file, what the feed is called.
        encoding: How the file was decoded, where we did it.
        name: What the article is called for want of a headline; the file's name if not given.
    """
    facts = found.facts
    sections = tuple(_cleaned(section) for section in found.sections)
    body = "\n\n".join(section.text for section in sections if section.kind is Kind.BODY)
    title = _field(facts.title)
    if title is None:
        title, title_from = lead_of(_first_words(sections)), TitleFrom.LEAD
    if not title:
        title, title_from = _field(name) or file.title, TitleFrom.NAME
    published = facts.published()
    if published is None and facts.age is not None:
        published, published_from = before(file.changed, facts.age), PublishedFrom.TEXT
    about = published is not None and facts.published() is None
    if published is None:
        published, published_from = file.dated, PublishedFrom.FILE
    return Article(
        id=id,
        title=title,
        title_from=title_from,
        byline=_field(facts.byline),
        agency=_field(facts.agency),
        outlet=_field(facts.outlet),
        place=_field(facts.place),
        language=language_tag(facts.language) or guess_language(body),
        url=web_address(facts.url),
        published=published.value if published else None,
        published_precision=published.precision if published else None,
        published_from=published_from if published else None,
        published_about=about,
        words=count_words(body),
        feed=_field(feed),
        encoding=encoding,
        sections=sections,
    )


def unreadable(file: Opened, why: str, feed: str | None = None) -> Article:
    """The row of a file that could not be read.

    Args:
        why: The reason in a few plain words.
        feed: For a feed file, what the feed is called.
    """
    published = file.dated if file.changed else None
    return Article(
        id=identity.from_path(file.path),
        title=file.name,
        title_from=TitleFrom.NAME,
        published=published.value if published else None,
        published_precision=published.precision if published else None,
        published_from=PublishedFrom.FILE if published else None,
        feed=_field(feed),
        error=clean_line(why),
    )


def _field(value: str | None) -> str | None:
    return clean_line(value[: 4 * _LONGEST_FIELD])[:_LONGEST_FIELD] or None if value else None


def _first_words(sections: tuple[Section, ...]) -> str:
    """The first words of the body; where it has none, those of its pictures."""
    body = [section for section in sections if section.kind is Kind.BODY]
    for pictures in (False, True):
        for section in body:
            start = section.text[:_FIRST]
            if section.format is Format.MARKDOWN:
                start = without_marks(start, pictures=pictures)
            if start.strip():
                return start
    return ""


def _cleaned(section: Section) -> Section:
    return Section(
        kind=section.kind,
        format=section.format,
        heading=_field(section.heading),
        text=clean_text(section.text),
        items=tuple(
            RelatedItem(
                outlet=_field(item.outlet),
                age=_field(item.age),
                title=clean_line(item.title),
                text=clean_text(item.text),
            )
            for item in section.items
        ),
        why=_field(section.why),
    )
