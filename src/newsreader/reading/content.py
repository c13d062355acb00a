"""Finds the main content of a web page, and keeps it as the page has it.

trafilatura (in its precision setting, the best by the scrapinghub benchmark) says which *text* is
the article, but hands it back simplified: code becomes quotations, tables and captions suffer. So
its answer serves to find the article in the page: the smallest element that holds nearly all of the
text it chose, with its siblings where a page is broken into chunks. There, what it chose is kept;
what lies before the first or after the last chosen paragraph is dropped; what lies between is
dropped if its name, its tag or its links give it away.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from newsreader.reading.sections import is_prose

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_NEVER_READ = frozenset(("script", "style", "noscript", "template"))
_NEVER_KEPT = frozenset(("nav", "aside", "footer", "form", "button", "select"))
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|recommend\w*|promo\w*|newsletters?|sidebar"
    r"|comments?|footer|nav|navigation|menu|breadcrumbs?|ads?|advert\w*|sponsor\w*|popup|modal"
    r"|subscri\w+|sign-?up|taboola|outbrain|author-bio|tags|toolbar|widget|most-popular|trending"
    r"|read-?more|print|cookie\w*|consent|paywall|disqus|teaser|more-stories|hidden|sr-only"
    r"|screen-reader\w*|visually-hidden|noprint|navbox|metadata|mw-editsection|toc|catlinks)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)

# Letters from which on a block is told by its text alone; a shorter one has to be a block of the
# chosen text too, since "Share" is part of many words.
_LONG = 25
_PROSE = 80
_TOO_LONG = 300_000  # letters: finding blocks again takes the product of both lengths
_SUSPICIOUS = 0.25
_MUCH_MORE = 1.5
_NOT_ALL = 1.1
_NEARLY_ALL = 0.95
_FOUND_AGAIN = 0.5
_MOSTLY_LINKS = 0.6
_CHUNK_LEVELS = 3
_MOST_CHUNKS = 12
_CHUNK_PARAGRAPHS = (3, 2)  # in the chunk that was found, and in all the others together


def main_content(root: HtmlElement) -> HtmlElement | None:
    """The element of a page that holds its article, without what is no part of it.

    Returns None where the article is not found; the tree may be used up in either case.
    """
    texts = _blocks(root)
    chosen, wholes = _chosen(root, sum(len(text) for text in texts.values() if len(text) > _PROSE))
    if not chosen or len(chosen) > _TOO_LONG:
        return None
    kept = {
        block
        for block, text in texts.items()
        if (text in chosen if len(text) >= _LONG else text in wholes)
    }
    if _weight(kept, texts) < _FOUND_AGAIN * len(chosen):
        return None
    container = _with_chunks(_container(root, kept, texts), root, kept, texts)
    _prune(container, kept, texts)
    return container


def simplified(root: HtmlElement) -> str | None:
    """trafilatura's own HTML of the article, for pages where it is not found in the page."""
    import trafilatura

    found: str | None = trafilatura.extract(
        root,
        output_format="html",
        favor_precision=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
    )
    return found


def _chosen(root: HtmlElement, prose: int) -> tuple[str, set[str]]:
    """The letters of what trafilatura takes for the article: as a whole, and by elements.

    Its precision setting now and then stops at the first box in an article. Where it takes much
    less than the page's running text (``prose``, in letters), its other settings are asked, too.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    chosen, wholes = _ask(root, favor_precision=True)
    if len(chosen) < _SUSPICIOUS * prose:
        for more in (_ask(root), _ask(root, favor_recall=True)):
            if _MUCH_MORE * len(chosen) < len(more[0]) <= _NOT_ALL * prose:
                return more
    return chosen, wholes


def _ask(
    root: HtmlElement, *, favor_precision: bool = False, favor_recall: bool = False
) -> tuple[str, set[str]]:
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        root,
        include_comments=False,
        favor_precision=favor_precision,
        favor_recall=favor_recall,
    )
    if found is None or found.body is None:
        return "", set()
    return (
        _letters("".join(found.body.itertext())),
        {_letters("".join(element.itertext())) for element in found.body.iter("*")},
    )


def _blocks(root: HtmlElement) -> dict[HtmlElement, str]:
    """The letters directly in each block, those of its inline parts too, in the page's order."""
    parts: dict[HtmlElement, list[str]] = {}
    owner: dict[Any, HtmlElement] = {}
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        outer = owner.get(element.getparent(), root)
        if event == "start":
            block = owner[element] = element if element.tag in _BLOCKS else outer
            if element.text and element.tag not in _NEVER_READ:
                parts.setdefault(block, []).append(element.text)
        elif element.tail:
            parts.setdefault(outer, []).append(element.tail)
    texts = {block: _letters("".join(said)) for block, said in parts.items()}
    return {block: text for block, text in texts.items() if text}


def _container(
    root: HtmlElement, kept: set[HtmlElement], texts: dict[HtmlElement, str]
) -> HtmlElement:
    """The smallest element that holds nearly all of the chosen text.

    Text that the page has twice, as a teaser and in the article, does not count.
    """
    said = Counter(texts.values())
    once = {block for block in kept if said[texts[block]] == 1}
    counted = once if 2 * _weight(once, texts) > _weight(kept, texts) else kept
    weight: Counter[HtmlElement] = Counter()
    for block in counted:
        for element in (block, *block.iterancestors()):
            weight[element] += len(texts[block])
    enough = _NEARLY_ALL * weight[root]
    container = root
    while container not in kept:
        inner = next((child for child in container if weight[child] >= enough), None)
        if inner is None:
            break
        container = inner
    return container


def _weight(blocks: set[HtmlElement], texts: dict[HtmlElement, str]) -> int:
    return sum(len(texts[block]) for block in blocks)


def _with_chunks(
    container: HtmlElement, root: HtmlElement, kept: set[HtmlElement], texts: dict[HtmlElement, str]
) -> HtmlElement:
    """The container, or the element that holds it together with the article's other chunks.

    Pages that put advertisements between parts of the article hold it in several elements of the
    same name side by side, of which trafilatura may choose the first alone.
    """
    found, others = _CHUNK_PARAGRAPHS
    level = container
    for _ in range(_CHUNK_LEVELS):
        parent = level.getparent()
        if parent is None or parent is root or level.tag not in ("div", "section"):
            break
        alike = [
            sibling
            for sibling in parent.iterchildren(level.tag)
            if sibling is not level and sibling.get("class") == level.get("class")
        ]
        if level.get("class") and len(alike) <= _MOST_CHUNKS:
            more = [
                block for chunk in alike for block in chunk.iter("p") if _is_paragraph(block, texts)
            ]
            if len(more) >= others and sum(block in kept for block in level.iter("p")) >= found:
                kept.update(more)
                container = parent
        level = parent
    return container


def _is_paragraph(block: HtmlElement, texts: dict[HtmlElement, str]) -> bool:
    return block in texts and is_prose(block.text_content().strip())


def _prune(container: HtmlElement, kept: set[HtmlElement], texts: dict[HtmlElement, str]) -> None:
    order = [element for element in container.iter() if isinstance(element.tag, str)]
    places = [place for place, element in enumerate(order) if element in kept]
    long = [place for place in places if len(texts[order[place]]) >= _LONG] or places
    if not long:
        return
    holding = {ancestor for block in kept for ancestor in block.iterancestors()} | kept
    first, last = long[0], long[-1] + _size(order[long[-1]])
    dropped = [
        element
        for place, element in enumerate(order[1:], 1)
        if (
            place > last
            or place + _size(element) < first
            or (first <= place and element not in holding and _gives_itself_away(element))
        )
    ]
    for element in dropped:
        if element.getparent() is not None:
            element.drop_tree()


def _size(element: HtmlElement) -> int:
    """How many elements are inside."""
    return sum(isinstance(inner.tag, str) for inner in element.iterdescendants())


def _gives_itself_away(element: HtmlElement) -> bool:
    if element.tag in _NEVER_KEPT:
        return True
    if element.tag not in _BLOCKS:
        return False
    if _NAMES.search(" ".join(element.get(name, "") for name in ("class", "id", "role"))):
        return True
    text = _letters("".join(element.itertext()))
    links = sum(len(_letters("".join(link.itertext()))) for link in element.iter("a"))
    return bool(text) and links > _MOSTLY_LINKS * len(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
