"""Reads Markdown: front matter above, then the text, which stays Markdown.

Lines are judged by what they say without their marks; code and tables are never judged. The first
heading is the headline where the front matter gives none.
"""

from __future__ import annotations

import re

from newsreader.article import Article, Format, PublishedFrom, TitleFrom
from newsreader.reading import identity
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import clean_text, decode
from newsreader.reading.dates import When, parse_date
from newsreader.reading.dissect import Dissection, dissect
from newsreader.reading.front_matter import Values, read_front_matter
from newsreader.reading.layout import Line, is_hard_wrapped, lines_of, paragraphs_of
from newsreader.reading.learning import NOTHING, Learnt
from newsreader.reading.markup import line_without_marks
from newsreader.reading.opened import Opened
from newsreader.reading.spans import Part, Span
from newsreader.reading.wire import Facts

_FENCE = re.compile(r"(`{3,}|~{3,})")
_UNJUDGED = ""

_TITLE = ("title", "full_title", "headline", "name")
_BYLINE = ("author", "authors", "byline", "by", "creator", "creators",
           "published_by")  # fmt: skip
_DATE = ("date", "published", "pubdate", "publish_date", "published_at", "date_published",
         "publication_date", "posted", "date_posted", "created", "created_at")  # fmt: skip
_URL = ("canonical_url", "canonical", "source_url", "original_url", "url", "link", "permalink",
        "source")  # fmt: skip
_OUTLET = ("outlet", "site", "site_name", "publication", "publisher", "source", "website",
           "domain_name")  # fmt: skip
_SAVED = ("saved", "saved_at", "date_saved", "date_added", "clipped", "created", "created_at")
_WEB_LINK = re.compile(r"\[[^\[\]]*\]\((https?://[^()\s]+)\)")
_LANGUAGE = ("language", "lang", "locale")
_PLACE = ("place", "dateline", "location")
_AGENCY = ("agency", "wire")


def read(file: Opened) -> list[Article]:
    """The one article of a Markdown file."""
    decoded = decode(file.data)
    text = clean_text(decoded.text)
    found, stated = dissect_markdown(text, file.learnt)
    published_from = PublishedFrom.META if stated.when else PublishedFrom.TEXT
    if found.facts.when is None:
        found.facts.when = _saved(read_front_matter(text).values)
        published_from = PublishedFrom.FILE
    return [
        article_of(
            found,
            file,
            id=identity.of_document(found.facts.url, decoded.text),
            title_from=TitleFrom.META if stated.title else TitleFrom.TEXT,
            published_from=published_from,
            encoding=decoded.how,
        )
    ]


def dissect_markdown(text: str, learnt: Learnt = NOTHING) -> tuple[Dissection, Facts]:
    """Take a Markdown text apart; also what its front matter alone states."""
    front = read_front_matter(text)
    facts = facts_of(front.values)
    facts.take_stated_byline()
    stated = Facts(title=facts.title, when=facts.when)
    found = dissect_body(text, front.end, facts, learnt)
    if front.end:
        inside = text[: front.end]
        start = len(inside) - len(inside.lstrip())
        found.spans.insert(0, Span(start, len(inside.rstrip()), Part.FIELD))
    return found, stated


def dissect_body(text: str, start: int, known: Facts, learnt: Learnt = NOTHING) -> Dissection:
    """Take the Markdown from ``start`` on apart."""
    lines = [line for line in lines_of(text) if line.start >= start]
    wrapped = is_hard_wrapped(text, lines)
    judged = _judged(text, lines)
    return dissect(text, paragraphs_of(text, judged) if wrapped else judged, Format.MARKDOWN,
                   known=known, learnt=learnt)  # fmt: skip


def facts_of(values: Values) -> Facts:
    """What front matter states, by the names its keys go by."""

    def first(keys: tuple[str, ...]) -> str | None:
        return next((values[key][0] for key in keys if values.get(key) and values[key][0]), None)

    names = next((values[key] for key in _BYLINE if values.get(key)), [])
    links = (value for key in _URL for value in values.get(key, [])[:1] if "://" in value)
    url = next((_WEB_LINK.sub(r"\1", link) for link in links), None)
    outlet = first(tuple(key for key in _OUTLET if "://" not in "".join(values.get(key, []))))
    # What was clipped from the web was created when it was clipped.
    keys = [key for key in _DATE if not (url and key in _SAVED)]
    dates = (parse_date(values[key][0]) for key in keys if values.get(key))
    return Facts(
        title=first(_TITLE),
        byline=", ".join(name for name in names if name) or None,
        agency=first(_AGENCY),
        place=first(_PLACE),
        outlet=outlet,
        url=url,
        language=first(_LANGUAGE),
        when=next((date for date in dates if date), None),
    )


def _saved(values: Values) -> When | None:
    """When a text was clipped or saved, for want of a better date."""
    said = (values[key][0].partition(" (")[0] for key in _SAVED if values.get(key))
    return next((date for text in said if (date := parse_date(text))), None)


def _judged(text: str, lines: list[Line]) -> list[Line]:
    """The lines with what they say; nothing for those of code and tables."""
    judged = []
    fence: str | None = None
    for line in lines:
        mark = _FENCE.match(line.text)
        if fence is not None:
            inside = True
            if mark and line.text.startswith(fence) and not line.text.strip(fence[0]):
                fence = None
        else:
            inside = mark is not None or line.text.startswith("|")
            fence = mark[1] if mark else None
        indented = text[max(0, line.start - 4) : line.start] == "    "
        said = _UNJUDGED if inside or indented else line_without_marks(line.text).strip()
        judged.append(Line(line.start, line.end, said))
    return judged
