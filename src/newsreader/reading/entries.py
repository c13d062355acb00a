"""Entries of feeds, whatever the feed was written in, and their way to articles."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from newsreader.article import Article, Format, PublishedFrom, TitleFrom
from newsreader.reading import identity
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import clean_line, clean_text
from newsreader.reading.dates import When
from newsreader.reading.dissect import Dissection, dissect
from newsreader.reading.layout import lines_of
from newsreader.reading.learning import Learnt, learnt_among
from newsreader.reading.links import web_address
from newsreader.reading.markdown import dissect_body
from newsreader.reading.opened import Opened
from newsreader.reading.wire import Facts

_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")


class Entry(NamedTuple):
    """One entry of a feed, as the feed has it: texts are neither decoded nor cleaned.

    Attributes:
        content: Its fullest content.
        is_html: Whether the content is HTML, or plain text.
        links: Names and addresses of what is attached.
    """

    title: str = ""
    content: str = ""
    is_html: bool = True
    url: str | None = None
    guid: str | None = None
    byline: str | None = None
    outlet: str | None = None
    language: str | None = None
    when: When | None = None
    links: tuple[tuple[str, str], ...] = ()


class Feed(NamedTuple):
    """What a feed says about itself.

    Attributes:
        id: What the ids of its entries are made with, the same wherever the file lies.
        title: What it is called; the file's name where it is not.
    """

    id: str
    title: str
    link: str | None = None
    language: str | None = None


class _Text(NamedTuple):
    """An entry, its address, and its content cleaned: Markdown, or plain text if it is no HTML."""

    entry: Entry
    url: str | None
    text: str


def articles_of(
    feed: Feed, entries: Iterable[Entry], file: Opened, encoding: str | None = None
) -> list[Article]:
    """The articles of a feed's entries, in its order; ``encoding`` is how we decoded the file.

    What recurs among them is the feed's furniture (see ``learning``).
    """
    entries = list(entries)
    guids = Counter(entry.guid for entry in entries)
    texts = [
        _text_of(feed, entry._replace(guid=entry.guid if guids[entry.guid] == 1 else None))
        for entry in entries
    ]
    articles = [_article(feed, text, file, encoding, file.learnt) for text in texts]
    learnt, holding = learnt_among(articles)
    return [
        _article(feed, text, file, encoding, learnt) if holds else article
        for text, article, holds in zip(texts, articles, holding, strict=True)
    ]


def plain(text: str) -> str:
    """The words of a field that may be HTML, entities decoded, on one line."""
    if _MARKUP.search(text):
        text = html.unescape(_TAG.sub("", text))
    return clean_line(text)


def _article(
    feed: Feed, found: _Text, file: Opened, encoding: str | None, learnt: Learnt
) -> Article:
    entry, url, _ = found
    title = plain(entry.title)
    facts = Facts(
        title=title or None,
        byline=plain(entry.byline or "") or None,
        outlet=plain(entry.outlet or "") or feed.title,
        url=url,
        language=entry.language or feed.language,
        when=entry.when,
    )
    facts.take_stated_byline()
    return article_of(
        _dissect(found, facts, learnt),
        file,
        id=_identity(feed, entry, url),
        title_from=TitleFrom.FEED if title else TitleFrom.TEXT,
        published_from=PublishedFrom.FEED if entry.when else PublishedFrom.TEXT,
        feed=feed.title,
        encoding=encoding,
        name=_called(url),
    )


def _called(url: str | None) -> str | None:
    """What an entry is called by its address: ``…/2025/ferry-is-back/`` gives "ferry is back"."""
    from urllib.parse import unquote, urlsplit

    steps = [step for step in urlsplit(url or "").path.split("/") if step]
    return " ".join(re.split(r"[-_+.\s]+", unquote(steps[-1]))) if steps else None


def _identity(feed: Feed, entry: Entry, url: str | None) -> str:
    if entry.guid:
        return identity.from_feed(feed.id, entry.guid)
    return (identity.from_url(url) if url else None) or identity.from_text(
        f"{entry.title} {entry.content}"
    )


def _text_of(feed: Feed, entry: Entry) -> _Text:
    url = web_address(_absolute(entry.url, feed.link))
    if not entry.is_html:
        return _Text(entry, url, clean_text(entry.content))
    from newsreader.reading.to_markdown import html_to_markdown

    attached = "".join(
        f'<p><a href="{html.escape(url)}">{html.escape(name)}</a></p>' for name, url in entry.links
    )
    return _Text(entry, url, html_to_markdown(entry.content + attached, url or feed.link))


def _dissect(found: _Text, facts: Facts, learnt: Learnt) -> Dissection:
    if found.entry.is_html:
        return dissect_body(found.text, 0, facts, learnt)
    lines = lines_of(found.text)
    return dissect(found.text, lines, Format.PLAIN, known=facts, learnt=learnt)


def _absolute(url: str | None, base: str | None) -> str | None:
    from urllib.parse import urljoin

    try:
        return urljoin(base, url.strip()) if url and base else url
    except ValueError:
        return None
