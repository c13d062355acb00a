"""Reads web pages: the main content as Markdown, and what the page states about itself.

The main content is found with trafilatura's help (see ``content``) and turned into Markdown by
markdownify. Where it is not found in the page, trafilatura's own HTML of it is taken; where there
is none, the page without navigation, header, footer and side bars.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsreader.article import Article, PublishedFrom, TitleFrom
from newsreader.errors import ReadingError
from newsreader.reading import identity
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import Decoded, decode
from newsreader.reading.links import web_address
from newsreader.reading.markdown import dissect_body
from newsreader.reading.opened import Opened
from newsreader.reading.saved_page import saved_from, without_inline_data

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
_AROUND = ("nav", "header", "footer", "aside", "form")


def read(file: Opened) -> list[Article]:
    """The one article of a web page.

    Raises:
        ReadingError: The page has no text.
    """
    return [read_page(file, decode(file.data, declared_encoding(file.data)))]


def read_page(file: Opened, decoded: Decoded, address: str | None = None) -> Article:
    """The article of a page.

    Args:
        file: Where the page was found.
        decoded: The page itself.
        address: Where the page came from, if that is known; what the page states wins.

    Raises:
        ReadingError: The page has no text.
    """
    from newsreader.reading.metadata import page_facts
    from newsreader.reading.to_markdown import parse_html

    saved = saved_from(decoded.text)
    if saved.at is not None:
        file = file._replace(changed=saved.at)
    page = without_inline_data(decoded.text)
    root = parse_html(page)
    if root is None:
        raise ReadingError(file.path, "the page has no text")
    facts = page_facts(root)
    facts.take_stated_byline()
    facts.url = facts.url or web_address(saved.url or address)
    has_title, has_date = facts.title is not None, facts.when is not None
    id_ = identity.of_document(facts.url, decoded.text)
    body = _markdown_of(root, page, facts.url)
    found = dissect_body(body, 0, facts, file.learnt)
    if not found.sections and not has_title:
        raise ReadingError(file.path, "the page has no text")
    return article_of(
        found,
        file,
        id=id_,
        title_from=TitleFrom.META if has_title else TitleFrom.TEXT,
        published_from=PublishedFrom.META if has_date else PublishedFrom.TEXT,
        encoding=decoded.how,
    )


def declared_encoding(data: bytes) -> str | None:
    """The encoding a page names in its first 4 KB, or None."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else None


def main_content(text: str, base: str | None) -> str:
    """The Markdown of a page's main content."""
    from newsreader.reading.to_markdown import parse_html

    root = parse_html(text)
    return "" if root is None else _markdown_of(root, text, base)


def _markdown_of(root: HtmlElement, page: str, base: str | None) -> str:
    """The main content of a page, which was parsed to a tree that is used up."""
    from newsreader.reading import content
    from newsreader.reading.huge_page import is_huge
    from newsreader.reading.to_markdown import html_to_markdown, parse_html, tree_to_markdown

    if is_huge(root):
        return tree_to_markdown(root, base)
    found = content.main_content(root)
    markdown = "" if found is None else tree_to_markdown(found, base)
    if markdown:
        return markdown
    again = parse_html(page)
    simple = "" if again is None else content.simplified(again) or ""
    markdown = html_to_markdown(simple, base)
    whole = parse_html(page)
    if markdown or whole is None:
        return markdown
    for element in list(whole.iter(*_AROUND)):
        element.drop_tree()
    return tree_to_markdown(whole, base)
