"""The HTML of newsletters → Markdown.

A newsletter is no page: there is nothing around it, so all of it is converted. But it is laid out
with tables, begins with a line for the list of mails that nobody is to see in the text, is watched
by pictures of one pixel, and often says where it can be read on the web.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import lxml.html
from lxml import etree

from newsreader.reading.clean import clean_text
from newsreader.reading.links import web_address
from newsreader.reading.pictures import is_spacer
from newsreader.reading.to_markdown import parse_html, tree_to_markdown

_UNSEEN = re.compile(
    r"max-height\s*:\s*0|mso-hide\s*:\s*all|font-size\s*:\s*[01](?:px)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)",
    re.IGNORECASE,
)
_FILLER = re.compile("(?:[\u034f\u00ad\u200c\u200d\u2007\u00a0]\\s*){3,}")
_BLOCKS = ("p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "img", "table")
_ONLINE = re.compile(
    r"\b(?:view|read|open|see)(?: (?:this|the|it|in|as|a|an|your|e?-?mail|message|letter|newsletter"
    r"|issue|post|on)){0,6} (?:browser|online|web|web ?page|web version|app)\b"
    r"|web version|(?:im browser|online) (?:ansehen|lesen|öffnen|anzeigen)|webversion"
    r"|(?:voir|lire|afficher|consulter).{0,30}(?:en ligne|navigateur)|version en ligne"
    r"|ver.{0,30}(?:navegador|en línea)|переглянути.{0,20}(?:браузері|онлайн)"
    r"|ブラウザで(?:見る|読む|表示)",
    re.IGNORECASE,
)
_LONGEST_LINK = 100


class Newsletter(NamedTuple):
    """A newsletter's text, and what it says about itself.

    Attributes:
        url: Where it says it can be read on the web.
    """

    markdown: str = ""
    url: str | None = None
    language: str | None = None


def to_markdown(html: str) -> Newsletter:
    """The Markdown of a newsletter."""
    root = parse_html(html)
    if root is None:
        return Newsletter()
    language = root.get("lang")
    online = _take_online(root)
    for element in list(root.iter("img", "table", "td", "tr", "div", "span", "p")):
        if element.getparent() is None:
            continue
        if _UNSEEN.search(element.get("style", "")) or (
            element.tag == "img" and is_spacer(element)
        ):
            element.drop_tree()
        elif element.tag == "table" and _lays_out(element):
            _unwrap(element)
    return Newsletter(_FILLER.sub(" ", tree_to_markdown(root)), online, language)


def words_of(html: str) -> str:
    """The words of a newsletter, a line for every block, without links and layout."""
    root = parse_html(html)
    if root is None:
        return ""
    etree.strip_elements(root, "style", "script", "title", etree.Comment, with_tail=False)
    for element in root.iter("p", "div", "td", "li", "h1", "h2", "h3", "h4", "br", "tr"):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return _FILLER.sub(" ", clean_text("\n".join(line for line in lines if line)))


def _take_online(root: lxml.html.HtmlElement) -> str | None:
    """Take the link to the newsletter on the web out of it."""
    for link in root.iter("a"):
        said = " ".join(link.text_content().split())
        address = web_address(link.get("href"))
        if address and len(said) <= _LONGEST_LINK and _ONLINE.search(said):
            link.drop_tree()
            return address
    return None


def _lays_out(table: lxml.html.HtmlElement) -> bool:
    """Whether a table is there for its looks: it says so, or has no headings but blocks in it."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if next(table.iter("th"), None) is not None:
        return False
    return next(table.iterdescendants(*_BLOCKS), None) is not None


def _unwrap(table: lxml.html.HtmlElement) -> None:
    for part in table.iter("thead", "tbody", "tfoot", "tr", "td", "th"):
        if next(part.iterancestors("table"), None) is table:
            part.tag = "div"
    table.tag = "div"
