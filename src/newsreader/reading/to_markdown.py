"""HTML → Markdown, by markdownify, with everything taken out beforehand that it stumbles over.

markdownify recurses once a level (it gives up at some 330 levels), takes quadratic time on runs of
spaces, shows the text of tags that are never shown, keeps ``javascript:`` addresses, and flattens
layout tables to one line. So the tree is cleaned with lxml first: no such tags, addresses checked
and made absolute, white space collapsed, depth bounded, tables that only lay out unwrapped. Text is
escaped so that what was text in HTML is text in Markdown, and cleaned once entities are decoded.
"""

from __future__ import annotations

import functools
import re
from typing import Any

import lxml.html
from bs4.element import NavigableString, Tag
from lxml import etree
from markdownify import ATX, MarkdownConverter

from newsreader.reading.clean import clean_line, clean_text
from newsreader.reading.huge_page import INLINE, bare_markdown, is_huge
from newsreader.reading.links import link_target
from newsreader.reading.markup import escaped
from newsreader.reading.pictures import check_image, describe, is_spacer, unwrap_noscript

_NEVER_SHOWN = frozenset((
    "script", "style", "template", "textarea", "svg", "iframe", "object", "embed",
    "button", "select", "option", "input", "canvas", "head", "title", "meta", "link", "base",
    "dialog", "datalist", "applet", "frameset", "frame", "audio", "video",
))  # fmt: skip
# What Markdown has nothing for; the text in it stays.
_OF_NO_MEANING = (
    "abbr", "acronym", "bdi", "bdo", "big", "cite", "dfn", "font", "ins", "label", "mark", "nobr",
    "picture", "small", "source", "span", "time", "u", "var", "wbr",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What the style sheets of sites call what only screen readers are to find.
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|hidden-visually|screen-?reader(?:-text|-only)?|off-?screen"
    r"|visuallyhidden|a11y-hidden)(?:\s|$)",
    re.IGNORECASE,
)
_FILMS = re.compile(
    r"https?://(?:www\.|player\.|geo\.)?"
    r"(youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com)/",
    re.IGNORECASE,
)
_DEEPEST = 100
_TOO_DEEP = etree.XPath("boolean(" + "*/" * _DEEPEST + "*)")
# Titles that Markdown could misread, or that are no titles.
_NO_TITLE = re.compile(r"[()\[\]\"\\<>]|.{200}")
# Characters no tree may hold, which libxml2 lets in by number, and then refuses to move.
_IMPOSSIBLE = re.compile(
    r"&#(?:0{0,9}(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    r"|[xX]0{0,9}(?:[0-8bBcCeEfF]|1[\da-fA-F]|[fF]{3}[eEfF])(?![\da-fA-F]));?"
)
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,2000}>")
_UNSEEN = re.compile(r"</?(?:script|style)\b[^>]{0,2000}>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]{2,}|\n")
_LONG_SPACES = re.compile(r"[ \t]{200,}")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_TRAILING = re.compile(r"(?<! )[ \t]\n|[ \t]{3,}\n")
# White space means nothing where these begin, nor after one of them that is in another.
_APART = frozenset((
    "[document]", "html", "body", "article", "main", "section", "div", "p", "blockquote", "ul",
    "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr",
))  # fmt: skip
# What is no block of its own, where it comes without what it is a part of.
_PARTS = ("td", "th", "li", "dd", "dt", "figcaption")
_LANGUAGE_CLASS = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|brush:)-?\s*([\w+#-]{1,20})"
)

_MAYBE_START = re.compile(r"[#>+=\d-]")
_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}(?=[.)]\s))", re.M)
# What begins a piece of text, but no line: neither quotations nor items of lists end like that.
_ESCAPED_WITHIN = re.compile(
    r"\\(?:(?<=[\w*)\"'’”,;:!?]\\)|(?<=[\w*)\"'’”,;:!?] \\))(?P<mark>[#>+=-])"
)


class _Converter(MarkdownConverter):
    """markdownify with less escaping, and code that keeps its language."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what would be markup where it stands, and nothing else."""
        text = escaped(text)
        if "td" in parent_tags or "th" in parent_tags:
            return text.replace("|", "\\|")
        return _LINE_START.sub(_escape_start, text) if _MAYBE_START.search(text) else text


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
    html = clean_text(html)
    data = (_IMPOSSIBLE.sub("", html) if "&#" in html else html).encode("utf-8")
    if not data.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
        if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
            bare = _TAG.sub("\n", "".join(_UNSEEN.split(html)[::2]))
            root = lxml.html.document_fromstring(bare.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None
    _bound_depth(root)
    return root


def tree_to_markdown(root: lxml.html.HtmlElement, base: str | None = None) -> str:
    """The Markdown of a tree, which is used up."""
    if is_huge(root):
        return bare_markdown(root)
    if root.tag in _PARTS:
        root.tag = "div"
    _clean(root, base)
    markdown = clean_text(_converter().convert_soup(_soup(root)))
    if " \n" in markdown or "\t\n" in markdown:
        markdown = _TRAILING.sub("\n", markdown)
    if "\\" in markdown:
        markdown = _ESCAPED_WITHIN.sub(r"\g<mark>", markdown)
    return _BLANK_LINES.sub("\n\n", markdown).strip("\n")


@functools.cache
def _converter() -> _Converter:
    return _Converter(
        heading_style=ATX,
        bullets="-",
        autolinks=False,
        escape_misc=False,
        code_language_callback=_code_language,
    )


def _soup(root: lxml.html.HtmlElement) -> Tag:
    """The tree as markdownify reads it, without the text being written and parsed once more."""
    document: Tag = _Element(name="[document]")
    outer = last = document
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            inner = _Element(name=str(element.tag), attrs=dict(element.items()))
            last = _append(outer, inner, last)
            outer, text = inner, element.text
            means_nothing = element.tag in _APART
        else:
            outer, text = outer.parent or document, None if element is root else element.tail
            means_nothing = element.tag in _APART and (outer.name in _APART)
        if text and not (means_nothing and text.isspace()):
            last = _append(outer, NavigableString(text), last)
    return document


def _append(outer: Tag, inner: Any, last: Any) -> Any:
    inner.setup(outer, last, previous_sibling=outer.contents[-1] if outer.contents else None)
    outer.contents.append(inner)
    return inner


class _Element(Tag):
    """An element that answers quickly where it is, as markdownify asks again and again."""

    def find_parent(self, name: Any = None, attrs: Any = None, **kwargs: Any) -> Any:
        """The nearest element around this one that has a name."""
        if not isinstance(name, str) or attrs or kwargs:
            return super().find_parent(name, attrs or {}, **kwargs)
        outer = self.parent
        while outer is not None and outer.name != name:
            outer = outer.parent
        return outer

    def find_previous_siblings(
        self, name: Any = None, attrs: Any = None, *args: Any, **kwargs: Any
    ) -> Any:
        """The elements before this one that have a name, beside it."""
        if not isinstance(name, str) or attrs or args or kwargs:
            return super().find_previous_siblings(name, attrs or {}, *args, **kwargs)
        found = []
        before: Any = self.previous_sibling
        while before is not None:
            if before.name == name:
                found.append(before)
            before = before.previous_sibling
        return found


def _link_films(root: lxml.html.HtmlElement, base: str | None) -> None:
    """Put a link in the place of every film that is embedded from another site."""
    for frame in list(root.iterdescendants("iframe")):
        target = link_target(frame.get("src") or frame.get("data-src") or "", base)
        host = _FILMS.match(target or "")
        if target is None or host is None:
            continue
        paragraph = lxml.html.Element("p")
        link = etree.SubElement(paragraph, "a", href=target)
        link.text = clean_line(frame.get("title") or "") or host[1]
        frame.addprevious(paragraph)


def _clean(root: lxml.html.HtmlElement, base: str | None) -> None:
    _link_films(root, base)
    etree.strip_elements(root, *_NEVER_SHOWN, etree.Comment, etree.ProcessingInstruction,
                         with_tail=False)  # fmt: skip
    unwrap_noscript(root)
    etree.strip_tags(root, etree.Entity)
    elements = list(root.iter())
    preformatted = {inner for pre in root.iter("pre") for inner in pre.iter()}
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        if element is not root and element.getparent() is not None and _is_unseen(element):
            element.drop_tree()
            continue
        _collapse(element, element in preformatted)
        if element.tag == "a":
            _check_link(element, base)
        elif element.tag == "img":
            check_image(element, base)
    describe(root, base)
    for table in list(root.iter("table")):
        if _is_empty(table):
            table.drop_tree()
        else:
            _unwrap_layout(table)
    etree.strip_tags(root, *_OF_NO_MEANING)


def _is_unseen(element: lxml.html.HtmlElement) -> bool:
    """Whether a browser hides an element, or shows nothing where it is."""
    style = element.get("style")
    named = element.get("class")
    return (
        element.get("hidden") is not None
        or bool(style and _HIDDEN.search(style))
        or bool(named and _HIDDEN_CLASS.search(named))
        or (element.tag == "img" and is_spacer(element))
    )


def _bound_depth(root: lxml.html.HtmlElement) -> None:
    if not _TOO_DEEP(root):
        return
    level: list[Any] = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    for element in level:
        if isinstance(element.tag, str):
            for inner in element.iterdescendants("*"):
                if inner.tag not in INLINE:  # its words are not to be glued to those around it
                    inner.text, inner.tail = f" {inner.text or ''}", f" {inner.tail or ''}"
            etree.strip_tags(element, "*")


def _collapse(element: lxml.html.HtmlElement, preformatted: bool) -> None:
    pattern, by = (_LONG_SPACES, " " * 8) if preformatted else (_SPACES, " ")
    # What stays as it is, is not written anew: lxml takes longer for that than this to see.
    if text := element.text:
        made = pattern.sub(by, clean_text(text))
        if made is not text:
            element.text = made
    if tail := element.tail:
        made = pattern.sub(by, clean_text(tail))
        if made is not tail:
            element.tail = made


def _check_link(link: lxml.html.HtmlElement, base: str | None) -> None:
    href = (link.get("href") or "").strip()
    target = link_target(href, base) if href else None
    if target is None:
        link.drop_tag()
        return
    title = clean_line(link.get("title", ""))
    link.attrib.clear()
    link.set("href", target)
    if title and not _NO_TITLE.search(title):
        link.set("title", title)


def _is_empty(element: lxml.html.HtmlElement) -> bool:
    return element.getparent() is not None and not (
        element.text_content().strip() or next(element.iter("img"), None) is not None
    )


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
            found = _LANGUAGE_CLASS.search(candidate.get("class") or "")
            if found:
                return found[1]
    return None
