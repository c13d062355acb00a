"""Pictures of a page: where they are, and what is said of them.

A terminal shows a picture by its description. So its caption, where the page has one, becomes its
description: ``![The pier at dawn. Ida Moen](pier.jpg)``, which is how pandoc writes figures
(``implicit_figures``), too. The words of a picture then stand in one place, once, and are no
paragraphs of the article. Without a caption the page's own description is taken, unless it says
nothing: what other pictures and the text around say already, and the names of files.

A picture whose address could act, is written into the page, or is filled in by a script is still
one, without an address: ``![The pier at dawn]()``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newsreader.reading.links import link_target
from newsreader.reading.markup import escaped
from newsreader.reading.wire import is_sentence

CAPTION = re.compile(r"caption|credit|legend", re.IGNORECASE)
"""In the class of an element: it says something of a picture."""

_LATER = ("data-src", "data-original", "data-lazy-src")
_FIRST_OF_SET = re.compile(r"\s*([^\s,]\S*)")
_FILE_NAME = re.compile(r"[\w.-]*\d[\w.-]*|\S+\.(?:jpe?g|png|gif|webp|svg|avif)", re.IGNORECASE)
_AROUND = 3
_AROUND_CAPTION = 5
_LONGEST_BOX = 1000
_LONGEST_CREDIT = 12  # spaces
_SPACER = 40  # pixels
_BLOCKS = ("p", "ul", "ol", "pre", "table", "blockquote")
_NO_CAPTIONS = frozenset(("a", "li", "h1", "h2", "h3", "h4", "h5", "h6"))
_BRACKETS = str.maketrans("[]", "()")


def unwrap_noscript(root: HtmlElement) -> None:
    """Take what is there for browsers without scripts out of a tree, but put its pictures in the
    place of what stands for them, such as a blurred copy right before. Comments are out already."""
    for without in list(root.iterdescendants("noscript")):
        images = list(islice(without.iter("img"), 2))
        if len(images) != 1 or _words(without) or is_spacer(images[0]):
            continue
        image = images[0]
        box = without.getparent()
        if box is None or _words(box):
            box = without.getprevious()
        if box is None or _words(box):
            standing = []
        else:
            standing = [
                other
                for other in box.iter("img")
                if next(other.iterancestors("noscript"), None) is None
            ]
        for other in standing:
            image.set("alt", image.get("alt") or other.get("alt") or "")
            other.drop_tree()
        image.tail = None
        without.addprevious(image)
    etree.strip_elements(root, "noscript", with_tail=False)


def is_spacer(image: HtmlElement) -> bool:
    """Whether an image is of no use to anyone who reads: a pixel, a gap, a rule."""
    sizes = [_pixels(image.get(side)) for side in ("width", "height")]
    known = [size for size in sizes if size is not None]
    if any(size <= 2 for size in known):
        return True
    return not (image.get("alt") or "").strip() and any(size < _SPACER for size in known)


def check_image(image: HtmlElement, base: str | None) -> None:
    """Leave an image nothing but its address, made absolute, and its description."""
    description = " ".join((image.get("alt") or image.get("data-alt") or "").split())
    target = next((found for source in _sources(image)
                   if (found := link_target(source, base))), None)  # fmt: skip
    image.attrib.clear()
    image.set("src", target or "")
    image.set("alt", description)


def describe(root: HtmlElement, base: str | None) -> None:
    """Give every picture the words that are said of it; the images have been checked."""
    for figure in list(root.iter("figure")):
        _restore(figure, base)
    said: set[str] = set()
    for image in list(root.iter("img")):
        description = image.get("alt", "")
        captions = _captions(image)
        words = " · ".join(filter(None, map(_words, captions)))
        for caption in captions:
            caption.drop_tree()
        if words:
            description = _with_credit(description, words)
        elif (
            description in said or _FILE_NAME.fullmatch(description) or _is_told(description, image)
        ):
            description = ""
        said.add(description)
        image.set("alt", escaped(description.translate(_BRACKETS)))
        if not description and not image.get("src"):
            image.drop_tree()


def _restore(figure: HtmlElement, base: str | None) -> None:
    """Put the picture back into a figure where a script or a player would have put it."""
    caption = figure.find(".//figcaption")
    if caption is None or next(figure.iter("img", *_BLOCKS), None) is not None:
        return
    rest = len(_words(figure)) - len(_words(caption))
    if rest > len(_words(caption)):
        return
    later = next((part for part in figure.iter() if next(_sources(part), None)), None)
    image = etree.SubElement(figure, "img", dict(later.attrib) if later is not None else {})
    figure.insert(0, image)
    check_image(image, base)


def _with_credit(description: str, caption: str) -> str:
    """A caption; the description before it where the caption only says who took the picture."""
    tells = is_sentence(caption) or caption.count(" ") >= _LONGEST_CREDIT or description in caption
    return caption if tells else f"{description} · {caption}"


def _captions(image: HtmlElement) -> list[HtmlElement]:
    """The captions in the smallest box around an image that has one, and little else to say."""
    box = image
    for _ in range(_AROUND_CAPTION):
        outer = box.getparent()
        if outer is None or len(list(islice(outer.iter("img"), 2))) > 1:
            return []
        box = outer
        if len(box.text_content()) > _LONGEST_BOX:
            return []
        found = [part for part in box.iterdescendants() if _is_caption(part, image)]
        if found:
            outermost = [part for part in found if part.getparent() not in found]
            return outermost if _is_small(outermost) else []
    return []


def _is_caption(part: HtmlElement, image: HtmlElement) -> bool:
    """Whether an element calls itself a caption, or says what the description of the image says."""
    if next(part.iter("img"), None) is not None:
        return False
    if part.tag == "figcaption" or CAPTION.search(part.get("class") or ""):
        return True
    description = image.get("alt")
    return bool(description) and part.tag not in _NO_CAPTIONS and _words(part) == description


def _is_small(captions: list[HtmlElement]) -> bool:
    """Whether captions are words alone, and not texts of their own, or with links."""
    if any(next(caption.iter("a"), None) is not None for caption in captions):
        return False
    return sum(1 for caption in captions for _ in caption.iter(*_BLOCKS)) <= len(captions)


def _sources(image: HtmlElement) -> Iterator[str]:
    """Where an image may be, the places first that pages fill before it is scrolled to."""
    lazy = "lazy" in (image.get("class") or "").lower()
    for name in (*_LATER, "src") if lazy else ("src", *_LATER):
        if source := image.get(name):
            yield source
    for name in ("data-srcset", "srcset"):
        if found := _FIRST_OF_SET.match(image.get(name) or ""):
            yield found[1]


def _is_told(description: str, image: HtmlElement) -> bool:
    """Whether the text around an image says what its description says."""
    around = image.getparent()
    for _ in range(_AROUND):
        if around is None:
            return False
        if description in " ".join(around.text_content()[:_LONGEST_BOX].split()):
            return True
        around = around.getparent()
    return False


def _pixels(said: str | None) -> int | None:
    digits = (said or "").strip().lower().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
