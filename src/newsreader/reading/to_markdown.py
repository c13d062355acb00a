"""HTML → Markdown, by markdownify, with everything taken out beforehand that it stumbles over.

markdownify recurses once a level (it gives up at some 330 levels), takes quadratic time on runs of
spaces, shows the text of tags that are never shown, keeps ``javascript:`` addresses, and flattens
layout tables to one line. So the tree is cleaned with lxml first: no such tags, addresses checked
and made absolute, white space collapsed, depth bounded, tables that only lay out unwrapped. Text is
escaped so that what was text in HTML is text in Markdown, and cleaned once entities are decoded.
"""

from __future__ import annotations

import re
from typing import Any

import lxml.html
from bs4 import BeautifulSoup
from lxml import etree
from markdownify import ATX, MarkdownConverter

from newsreader.reading.clean import clean_text
from newsreader.reading.links import link_target

_NEVER_SHOWN = frozenset((
    "script", "style", "noscript", "template", "textarea", "svg", "iframe", "object", "embed",
    "button", "select", "option", "input", "canvas", "head", "title", "meta", "link", "base",
    "dialog", "datalist", "applet", "frameset", "frame", "audio", "video",
))  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 100
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,2000}>")
_UNSEEN = re.compile(r"</?(?:script|style)\b[^>]{0,2000}>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\xa0]{2,}")
_LONG_SPACES = re.compile(r"[ \t]{200,}")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_TRAILING = re.compile(r"(?<! )[ \t]\n|[ \t]{3,}\n")
_LANGUAGE_CLASS = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|brush:)-?\s*([\w+#-]{1,20})"
)

_ANYWHERE = re.compile(r"([\\`*\[\]<])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w{1,32};)|~~")
_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}(?=[.)]\s))", re.M)


class _Converter(MarkdownConverter):
    """markdownify with less escaping, and code that keeps its language."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what would be markup where it stands, and nothing else."""
        text = _ANYWHERE.sub(lambda found: "\\" + found[0], text or "")
        if "td" in parent_tags or "th" in parent_tags:
            return text.replace("|", "\\|")
        return _LINE_START.sub(_escape_start, text)


def _escape_start(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"


def html_to_markdown(html: str, base: str | None = None) -> str:
    """The Markdown of an HTML fragment or page; links made absolute against ``base``."""
    root = parse_html(html)
    return "" if root is None else tree_to_markdown(root, base)


def parse_html(html: str) -> lxml.html.HtmlElement | None:
    """The tree of an HTML text, or None if there is nothing in it. Nothing is ever fetched.

    Of what is nested beyond what libxml2 takes (2,048 levels) only the bare text is left.
    """
    data = clean_text(html).encode("utf-8")
    if not data.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
        if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
            bare = _TAG.sub("\n", "".join(_UNSEEN.split(clean_text(html))[::2]))
            root = lxml.html.document_fromstring(bare.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None
    _bound_depth(root)
    return root


def tree_to_markdown(root: lxml.html.HtmlElement, base: str | None = None) -> str:
    """The Markdown of a tree, which is used up."""
    _clean(root, base)
    soup = BeautifulSoup(lxml.html.tostring(root, encoding="unicode"), "lxml")
    converter = _Converter(
        heading_style=ATX,
        bullets="-",
        autolinks=False,
        escape_misc=False,
        keep_inline_images_in=["td", "th", "a", "h1", "h2", "h3", "h4", "h5", "h6"],
        code_language_callback=_code_language,
    )
    markdown: str = converter.convert_soup(soup)
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("\n", clean_text(markdown))).strip("\n")


def _clean(root: lxml.html.HtmlElement, base: str | None) -> None:
    etree.strip_elements(root, *_NEVER_SHOWN, etree.Comment, etree.ProcessingInstruction,
                         with_tail=False)  # fmt: skip
    etree.strip_tags(root, etree.Entity)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if _is_hidden(element) and element is not root and element.getparent() is not None:
            element.drop_tree()
            continue
        _collapse(element)
        if element.tag == "a":
            _check_link(element, base)
        elif element.tag == "img":
            _check_image(element, base)
        elif element.tag == "table":
            _unwrap_layout(element)


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None


def _bound_depth(root: lxml.html.HtmlElement) -> None:
    level: list[Any] = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    for element in level:
        etree.strip_tags(element, "*")


def _collapse(element: lxml.html.HtmlElement) -> None:
    preformatted = element.tag == "pre" or any(True for _ in element.iterancestors("pre"))
    pattern, by = (_LONG_SPACES, " " * 8) if preformatted else (_SPACES, " ")
    if element.text:
        element.text = pattern.sub(by, clean_text(element.text))
    if element.tail:
        element.tail = pattern.sub(by, clean_text(element.tail))


def _check_link(link: lxml.html.HtmlElement, base: str | None) -> None:
    href = (link.get("href") or "").strip()
    target = None if href.startswith("#") else link_target(href, base) if href else None
    if target is None:
        link.drop_tag()
        return
    link.attrib.clear()
    link.set("href", target)


def _check_image(image: lxml.html.HtmlElement, base: str | None) -> None:
    said = " ".join((image.get("alt") or "").split()).replace("[", "(").replace("]", ")")
    sources = (image.get(name) for name in ("src", "data-src", "data-lazy-src", "data-original"))
    target = next((found for source in sources if source
                   and (found := link_target(source, base))), None)  # fmt: skip
    image.attrib.clear()
    if target is not None and image.tag == "img":
        image.set("src", target)
        image.set("alt", said)
    else:
        image.tag = "span"
        image.text = said


def _unwrap_layout(table: lxml.html.HtmlElement) -> None:
    """Make a table that only lays out (tables inside, or one column) plain blocks."""
    rows = list(table.iter("tr"))
    columns = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    if columns > 1 and next(table.iterdescendants("table"), None) is None:
        return
    own = [part for part in table.iter("thead", "tbody", "tfoot", "tr", "td", "th")
           if next(part.iterancestors("table"), None) is table]  # fmt: skip
    for part in own:
        part.tag = "div"
    table.tag = "div"


def _code_language(element: Any) -> str | None:
    for candidate in (element, element.find("code")):
        if candidate is not None:
            found = _LANGUAGE_CLASS.search(" ".join(candidate.get("class") or []))
            if found:
                return found[1]
    return None
