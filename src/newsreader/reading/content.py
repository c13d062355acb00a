"""Finds the main content of a web page, and keeps it as the page has it.

trafilatura (in its precision setting, the best by the scrapinghub benchmark) says which *text* is
the article, but hands it back simplified: code becomes quotations, tables and captions suffer. So
its answer serves to find the article in the page: the smallest element that holds nearly all of the
text it chose, with its siblings where a page is broken into chunks. There, what it chose is kept;
what lies before or after the stretch it chose from is dropped, but for pictures above it; what lies
between is dropped if its name, its tag or its links give it away. A chosen paragraph further up, as
between headline and picture, is put back on top.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from newsreader.reading.phrases import says
from newsreader.reading.pictures import CAPTION, unwrap_noscript
from newsreader.reading.sections import is_prose

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_BREAKING = _BLOCKS | {"br"}
_NEVER_READ = ("script", "style", "template", "svg", "iframe", "select", "button")
_NEVER_KEPT = frozenset(("nav", "aside", "footer", "form"))
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|recommend\w*|promo\w*|newsletters?|sidebar"
    r"|comments?|footer|nav|navigation|menu|breadcrumbs?|ads?|advert\w*|sponsor\w*|popup|modal"
    r"|subscri\w+|sign-?up|taboola|outbrain|author-bio|tags|toolbar|widget|most-popular|trending"
    r"|read-?more|print|cookie\w*|consent|paywall|disqus|teaser|more-stories|hidden|sr-only"
    r"|screen-reader\w*|visually-hidden|noprint|navbox|metadata|mw-editsection|catlinks|byline"
    r"|hatnote)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(r"[\W_]+")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())

# Letters from which on a block is told by its text alone; a shorter one has to be a block of the
# chosen text too, since "Share" is part of many words.
_LONG = 25
_SHORT_BOX = 150
_PROSE = 80
_TOO_LONG = 300_000  # letters: finding blocks again takes the product of both lengths
_LITTLE = 600
_TOO_LITTLE = 250  # letters, however little running text there is; trafilatura's own bound as well
_SUSPICIOUS = 0.25
_MUCH_MORE = 1.5
_NOT_ALL = 1.1
_NEARLY_ALL = 0.95
_FOUND_AGAIN = 0.5
_OUTWEIGHS = 4  # letters that were not chosen, for one that was
_MOSTLY_LINKS = 0.6
_SHOUTED = 0.85
_MANY_LABELS = 12
_LABEL = 15  # letters
_LISTING = ("ul", "ol", "dl", "table", "pre", "blockquote")
_CHUNK_LEVELS = 3
_MOST_CHUNKS = 12
_ROWS = ("thead", "tbody", "tfoot", "tr")
_HOLDERS = frozenset(("article", "div", "main", "section"))
_CHUNK_PARAGRAPHS = (3, 2)  # in the chunk that was found, and in all the others together


def main_content(root: HtmlElement) -> HtmlElement | None:
    """The element of a page that holds its article, without what is no part of it.

    Returns None where the article is not found; the tree may be used up in either case.
    """
    etree.strip_elements(root, *_NEVER_READ, etree.Comment, etree.ProcessingInstruction,
                         with_tail=False)  # fmt: skip
    unwrap_noscript(root)
    page = _Page(root)
    chosen = _chosen(root, page.prose())
    if not chosen.letters or len(chosen.letters) > _TOO_LONG:
        return None
    page.keep(chosen)
    if page.kept_letters() < _FOUND_AGAIN * len(chosen.letters):
        return None
    container = page.with_chunks(page.container())
    lead = page.lead(container)
    page.prune(container)
    for paragraph in reversed(lead):
        paragraph.tail, container.text = container.text, None
        container.insert(0, paragraph)
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


class _Chosen(NamedTuple):
    """What trafilatura takes for the article.

    Attributes:
        letters: Its letters and digits.
        wholes: Those of each of its elements.
    """

    letters: str
    wholes: frozenset[str]


def _chosen(root: HtmlElement, prose: int) -> _Chosen:
    """What trafilatura takes for the article of a page with so many letters of running text.

    Its precision setting now and then stops at the first box in an article. Where it takes next to
    nothing, or little and much less than the running text, its comparison with other extractors is
    asked for, which takes as long again and changes the answer in such cases alone, and then its
    other settings.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    chosen = _ask(root, fast=True, favor_precision=True)
    suspicious = max(_TOO_LITTLE, min(_LITTLE, _SUSPICIOUS * prose))
    if len(chosen.letters) < suspicious:
        chosen = _ask(root, favor_precision=True)
    if len(chosen.letters) < suspicious and _MUCH_MORE * len(chosen.letters) < _NOT_ALL * prose:
        for recall in (False, True):
            more = _ask(root, fast=True, favor_recall=recall)
            if _MUCH_MORE * len(chosen.letters) < len(more.letters) <= _NOT_ALL * prose:
                return more
    return chosen


def _ask(root: HtmlElement, **settings: bool) -> _Chosen:
    import trafilatura

    extract: Any = trafilatura.bare_extraction
    found = extract(root, include_comments=False, **settings)
    if found is None or found.body is None:
        return _Chosen("", frozenset())
    texts = [
        text
        for element in found.body.iter("*")
        for text in ("".join(element.itertext()), element.text, element.tail)
        if text
    ]
    return _Chosen(_letters("".join(found.body.itertext())), frozenset(map(_letters, texts)))


class _Page:
    """A page's blocks, and which of them are the article's.

    Attributes:
        weights: The letters directly in each block.
        kept: The blocks of the article.
    """

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._order: list[HtmlElement] = list(root.iter("*"))
        self._runs = _runs(root)
        self.weights = {block: sum(map(len, runs)) for block, runs in self._runs.items()}
        self.kept: set[HtmlElement] = set()

    def prose(self) -> int:
        """The letters of running text."""
        return sum(len(run) for runs in self._runs.values() for run in runs if len(run) > _PROSE)

    def keep(self, chosen: _Chosen) -> None:
        """Find the chosen text again."""
        for block, runs in self._runs.items():
            found = sum(
                len(run)
                for run in runs
                if (run in chosen.letters if len(run) >= _LONG else run in chosen.wholes)
            )
            if 2 * found > self.weights[block]:
                self.kept.add(block)

    def kept_letters(self) -> int:
        """The letters of the chosen text that were found again."""
        return sum(self.weights[block] for block in self.kept)

    def container(self) -> HtmlElement:
        """The smallest element that holds nearly all of the chosen text.

        Text that the page has twice, as a teaser and in the article, does not count.
        """
        once = self._kept_once()
        mostly = 2 * sum(self.weights[block] for block in once) > self.kept_letters()
        weight = Counter({block: self.weights[block] for block in (once if mostly else self.kept)})
        for element in reversed(self._order):
            outer = element.getparent()
            if outer is not None and weight[element]:
                weight[outer] += weight[element]
        enough = _NEARLY_ALL * weight[self._root]
        container = self._root
        while container not in self.kept:
            inner = next((child for child in container if weight[child] >= enough), None)
            if inner is None:
                break
            container = inner
        if container.tag in _ROWS:
            container = next(container.iterancestors("table"), container)
        return container

    def with_chunks(self, container: HtmlElement) -> HtmlElement:
        """The container, or the element that holds it together with the article's other chunks.

        Pages that put advertisements between parts of the article hold it in several elements of
        the same name side by side, of which trafilatura may choose the first alone.
        """
        found, others = _CHUNK_PARAGRAPHS
        level = container
        for _ in range(_CHUNK_LEVELS):
            parent = level.getparent()
            if parent is None or parent is self._root or level.tag not in ("div", "section"):
                break
            alike = [
                sibling
                for sibling in parent.iterchildren(level.tag)
                if sibling is not level and sibling.get("class") == level.get("class")
            ]
            if level.get("class") and len(alike) <= _MOST_CHUNKS:
                more = [
                    block
                    for chunk in alike
                    for block in chunk.iter("p")
                    if block in self.weights and is_prose(block.text_content().strip())
                ]
                here = sum(block in self.kept for block in level.iter("p"))
                if len(more) >= others and here >= found:
                    self.kept.update(more)
                    container = parent
            level = parent
        return container

    def lead(self, container: HtmlElement) -> list[HtmlElement]:
        """The paragraphs above a container that were chosen, too, and that the page has once."""
        if container.tag not in _HOLDERS:
            return []
        once = self._kept_once()
        return [
            block
            for block in self._order[: self._order.index(container)]
            if block.tag == "p" and block in once and self.weights[block] > _PROSE
        ]

    def prune(self, container: HtmlElement) -> None:
        """Drop from the container what is no part of the article."""
        order = list(container.iter("*"))
        first, last = self._stretch(order)
        holding: set[HtmlElement] = set()
        for block in order[first : last + 1]:
            if block in self.kept:
                holding.add(block)
                holding.update(block.iterancestors())
        inside: set[HtmlElement] = set()
        dropped = []
        for place, element in enumerate(order[1:], 1):
            if element.getparent() in inside:
                inside.add(element)
            elif element not in holding and (
                place > last
                or (place < first and not _is_picture(element))
                or (element.tag in _BLOCKS and self._gives_itself_away(element))
                or (element.tag in _HOLDERS and self._is_chart(element))
            ):
                inside.add(element)
                dropped.append(element)
        for element in dropped:
            element.drop_tree()

    def _kept_once(self) -> set[HtmlElement]:
        """The kept blocks whose text no other block has."""
        times = Counter("".join(runs) for runs in self._runs.values())
        return {block for block in self.kept if times["".join(self._runs[block])] == 1}

    def _stretch(self, order: list[HtmlElement]) -> tuple[int, int]:
        """The places of the first and the last element of where the chosen text is."""
        best, span = 0, (0, len(order) - 1)
        total, start = 0, 0
        for place, element in enumerate(order):
            weight = self.weights.get(element, 0)
            if element in self.kept:
                if total <= 0:
                    total, start = 0, place
                total += _OUTWEIGHS * weight
            else:
                total -= weight
            if total > best:
                best, span = total, (start, place)
        first, last = span
        return first, last + sum(1 for _ in order[last].iterdescendants("*"))

    def _gives_itself_away(self, element: HtmlElement) -> bool:
        if element.tag in _NEVER_KEPT or _NAMES.search(
            " ".join(filter(None, map(element.get, ("class", "id", "role"))))
        ):
            return True
        said = "".join(element.itertext())
        text = _letters(said)
        if element.tag == "p" and not (_is_shouted(text) or says("elsewhere", said)):
            return False
        linked = sum(
            len(_letters("".join(link.itertext())))
            for link in element.iter("a")
            if not link.get("href", "").startswith("#")
        )
        return linked > _MOSTLY_LINKS * len(text) or self._is_label(element)

    def _is_chart(self, element: HtmlElement) -> bool:
        """Whether an element is full of tiny blocks, as the labels on the axes of a chart are."""
        weights = [
            weight for block in element.iter() if (weight := self.weights.get(block)) is not None
        ]
        return (
            len(weights) >= _MANY_LABELS
            and sum(weights) < _LABEL * len(weights)
            and next(element.iter(*_LISTING), None) is None
        )

    def _is_label(self, element: HtmlElement) -> bool:
        """Whether an element is a small box of words that has a style of its own."""
        return (
            element.tag == "div"
            and bool(element.get("class"))
            and 0 < self.weights.get(element, 0) < _SHORT_BOX
            and CAPTION.search(element.get("class", "")) is None
            and next(element.iterancestors("figure"), None) is None
            and next(element.iter("img"), None) is None
        )


def _runs(root: HtmlElement) -> dict[HtmlElement, list[str]]:
    """The letters directly in each block, those of its inline parts too, in the page's order.

    They come in runs: what stands between two blocks, or two line breaks.
    """
    parts: dict[HtmlElement, list[list[str]]] = {}
    outer = [root]
    broken = True
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BREAKING:
            broken = True
        if event == "start":
            if element.tag in _BLOCKS:
                outer.append(element)
            text = element.text
        else:
            if element is outer[-1] and len(outer) > 1:
                outer.pop()
            text = element.tail
        if text and not text.isspace():
            said = parts.setdefault(outer[-1], [])
            if broken:
                said.append([])
                broken = False
            said[-1].append(text)
    runs = {
        block: [letters for run in said if (letters := _letters("".join(run)))]
        for block, said in parts.items()
    }
    return {block: said for block, said in runs.items() if said}


def _is_picture(element: HtmlElement) -> bool:
    """Whether an element is a picture, perhaps with a few words below it, or part of one."""
    if next(element.iterancestors("figure"), None) is not None:
        return True
    return (
        next(element.iter("img"), None) is not None
        and len(_letters("".join(element.itertext()))) < _SHORT_BOX
    )


def _is_shouted(text: str) -> bool:
    """Whether nearly all letters are capitals."""
    return sum(map(str.isupper, text)) > _SHOUTED * sum(map(str.isalpha, text))


def _letters(text: str) -> str:
    if text.isascii():
        return text.encode().translate(None, _NO_ASCII_LETTERS).decode()
    return _NO_LETTERS.sub("", text)
