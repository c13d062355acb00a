"""Reads web pages: the main content as Markdown, and what the page states about itself.

The main content is found with trafilatura's help (see ``content``) and turned into Markdown by
markdownify. Where it is not found in the page, trafilatura's own HTML of it is taken; where there
is none, the page without navigation, header, footer and side bars.
"""

from __future__ import annotations

import re

from newsreader.article import Article, PublishedFrom, TitleFrom
from newsreader.errors import ReadingError
from newsreader.reading import identity
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import decode
from newsreader.reading.markdown import dissect_body
from newsreader.reading.opened import Opened

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_INLINE_DATA = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%\s]{100,}")
_AROUND = ("nav", "header", "footer", "aside", "form")


def read(file: Opened) -> list[Article]:
    """The one article of a web page.

    Raises:
        ReadingError: The page has no text.
    """
    from newsreader.reading.metadata import page_facts
    from newsreader.reading.to_markdown import parse_html

    text = decode(file.data, declared_encoding(file.data)).text
    page = _INLINE_DATA.sub("data:,", text)
    root = parse_html(page)
    if root is None:
        raise ReadingError(file.path, "the page has no text")
    facts = page_facts(root)
    facts.take_stated_byline()
    has_title, has_date = facts.title is not None, facts.when is not None
    id_ = identity.of_document(facts.url, text)
    body = main_content(page, facts.url)
    found = dissect_body(body, 0, facts)
    if not found.sections and not has_title:
        raise ReadingError(file.path, "the page has no text")
    return [
        article_of(
            found,
            file,
            id=id_,
            title_from=TitleFrom.META if has_title else TitleFrom.TEXT,
            published_from=PublishedFrom.META if has_date else PublishedFrom.TEXT,
        )
    ]


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page names in its first 4 KB, or None."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else None


def main_content(text: str, base: str | None) -> str:
    """The Markdown of a page's main content."""
    from newsreader.reading import content
    from newsreader.reading.to_markdown import html_to_markdown, parse_html, tree_to_markdown

    root = parse_html(text)
    found = None if root is None else content.main_content(root)
    markdown = "" if found is None else tree_to_markdown(found, base)
    if markdown:
        return markdown
    root = parse_html(text)
    if root is None:
        return ""
    markdown = html_to_markdown(content.simplified(root) or "", base)
    if markdown:
        return markdown
    root = parse_html(text)
    if root is None:
        return ""
    for element in list(root.iter(*_AROUND)):
        element.drop_tree()
    return tree_to_markdown(root, base)
