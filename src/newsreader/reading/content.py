"""Finds the main content of a web page, and keeps it as the page has it.

trafilatura (in its precision setting, the field's best by the scrapinghub benchmark) says which
*text* is the article, but hands it back in a simplified form: code becomes a quotation, captions and
tables suffer. So its answer is only used to find the article in the page: the smallest element that
holds the text it chose. What the page has around and between is then kept or dropped block by
block: what trafilatura chose is kept; what lies before the first or after the last chosen block is
dropped; what lies between is dropped if its name, its tag or its links give it away.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from newsreader.reading.sections import is_prose

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul".split()
)
_LONG = 25
_WINDOW = 300
_NEVER_READ = frozenset(("script", "style", "noscript", "template"))
_NEVER = frozenset(("nav", "aside", "footer", "form", "button", "select", "script", "style"))
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|recommend\w*|promo\w*|newsletters?|sidebar|comments?"
    r"|footer|nav|navigation|menu|breadcrumbs?|ads?|advert\w*|sponsor\w*|popup|modal|subscri\w+"
    r"|signup|sign-up|taboola|outbrain|author-bio|tags|toolbar|widget|most-popular|trending|read-more"
    r"|readmore|print|cookie\w*|consent|paywall|disqus|teaser|more-stories|hidden|screen-reader\w*"
    r"|sr-only|visually-hidden|noprint|navbox|metadata|mw-editsection|toc|catlinks)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINKED = 0.6


def main_content(root: HtmlElement) -> HtmlElement | None:
    """The element of a page that holds its article, without what is no part of it.

    Returns None where no article is found. The tree is used up.
    """
    chosen, wholes = _chosen(root)
    texts = _blocks(root) if chosen else {}
    kept = _matching(texts, chosen, wholes)
    if not kept:
        return None
    container = _container(root, kept, texts)
    _prune(container, kept, texts)
    return container


def _chosen(root: HtmlElement) -> tuple[str, set[str]]:
    """The letters of what trafilatura takes for the article: as a whole, and block by block."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(
        root, favor_precision=True, include_comments=False
    )
    if found is None or found.body is None:
        return "", set()
    return (
        _letters("".join(found.body.itertext())),
        {_letters("".join(element.itertext())) for element in found.body.iter()},
    )


def _blocks(root: HtmlElement) -> dict[HtmlElement, str]:
    """The letters directly in each block, those of its inline parts too, in the page's order."""
    parts: dict[HtmlElement, list[str]] = {}
    owner: dict[HtmlElement, HtmlElement] = {}
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            outer = owner.get(element.getparent(), root)
            block = owner[element] = element if element.tag in _BLOCKS else outer
            if element.text and element.tag not in _NEVER_READ:
                parts.setdefault(block, []).append(element.text)
        elif element.tail:
            parts.setdefault(owner.get(element.getparent(), root), []).append(element.tail)
    texts = {block: _letters("".join(said)) for block, said in parts.items()}
    return {block: text for block, text in texts.items() if text}


def _matching(texts: dict[HtmlElement, str], chosen: str, wholes: set[str]) -> set[HtmlElement]:
    """The blocks whose text was chosen; of blocks that say the same, the one nearest the others."""
    kept = {
        block
        for block, text in texts.items()
        if (text in chosen if len(text) >= _LONG else text in wholes)
    }
    return kept


def _container(root: HtmlElement, kept: set[HtmlElement], texts: dict[HtmlElement, str]) -> HtmlElement:
    """The smallest element that holds nearly all of the chosen text."""
    weight: dict[HtmlElement, int] = {}
    for block in kept:
        for ancestor in (block, *block.iterancestors()):
            weight[ancestor] = weight.get(ancestor, 0) + len(texts[block])
    total = sum(len(texts[block]) for block in kept)
    container = root
    while container not in kept:
        inner = next((child for child in container if weight.get(child, 0) >= MOST * total), None)
        if inner is None:
            break
        container = inner
    return container


import os
MOST=float(os.environ.get('MOST','.95')); ENDS=os.environ.get('ENDS','long'); MID=os.environ.get('MID','keep')

def _prune(container: HtmlElement, kept: set[HtmlElement], texts: dict[HtmlElement, str]) -> None:
    order = [element for element in container.iter() if isinstance(element.tag, str)]
    places = [place for place, element in enumerate(order) if element in kept and (ENDS!='long' or len(texts[element])>=_LONG)]
    if not places: places = [place for place, element in enumerate(order) if element in kept]
    if not places: return
    holds = {ancestor for block in kept for ancestor in block.iterancestors()} | kept
    first, last = places[0], places[-1]
    last += sum(1 for _ in order[last].iterdescendants())
    outside=[]
    for place, element in enumerate(order[1:], 1):
        if first<=place<=last:
            if element in holds or element.tag not in _DROPPABLE: continue
            if _gives_itself_away(element, texts): outside.append(element)
        else:
            lst=list(element.iterdescendants())
            end=place+sum(1 for e in lst if isinstance(e.tag,str))
            if end<first or place>last: outside.append(element)
    for element in outside:
        if element.getparent() is not None:
            element.drop_tree()


_DROPPABLE = _BLOCKS | _NEVER


def _gives_itself_away(element: HtmlElement, texts: dict[HtmlElement, str]) -> bool:
    if element.tag in _NEVER:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    if _JUNK.search(names):
        return True
    said = "".join(element.itertext())
    text = _letters(said)
    if not text:
        return False
    if MID=="strict" and element in texts and element.tag not in ("pre","figcaption","figure"): return True
    if MID=="strict2" and element in texts and element.tag not in ("pre","figcaption","figure","table","td","th","h1","h2","h3","h4","h5","h6","li"): return True
    if MID=="drop" and element.tag in ("p", "div", "section") and element in texts and not is_prose(said.strip()) :
        return True
    linked = sum(len(_letters("".join(link.itertext()))) for link in element.iter("a"))
    return linked > _LINKED * len(text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
