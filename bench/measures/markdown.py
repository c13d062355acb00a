"""Markdown of articles: does it say what the article says, and does it keep its elements?

The reference is markdownify's Markdown of the article as Mozilla's Readability expects it. Elements
are counted in the Markdown, the same way for everybody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from statistics import fmean, median

from bench import anchors, ours
from bench.material import Material, ReadabilityPage
from bench.measures.shingles import agreement
from bench.table import Table, Value

_BASE = "http://fakehost/test/page.html"  # what the expected pages' links were resolved against
_ELEMENTS = {
    "headings": re.compile(r"^#{1,6} ", re.M),
    "list items": re.compile(r"^[ \t>]*(?:[-*+]|\d+\.) ", re.M),
    "links": re.compile(r"(?<!!)\[[^\]\n]*\]\([^)]"),
    "images": re.compile(r"!\["),
    "quotes": re.compile(r"(?:\A|\n[ \t]*\n)> "),
    "tables": re.compile(r"^[ \t]*\|(?: ?:?-+:? ?\|)+", re.M),
    "code": re.compile(r"^[ \t]*```[^`]*?^[ \t]*```", re.M),
    "bold": re.compile(r"\*\*[^*\n]+\*\*"),
}


def measure(material: Material) -> Table | None:
    """Mean 4-gram F1 over the pages, and how many elements of each kind all pages have."""
    pages = material.readability
    if not pages:
        return None
    expected = [anchors.to_markdown(page.expected) for page in pages]
    rows: list[tuple[str, tuple[Value, ...]]] = []
    for name, markdown_of in _systems().items():
        found = [markdown_of(page) for page in pages]
        scores = [agreement(*pair).f1 for pair in zip(expected, found, strict=True)]
        rows.append((name, (fmean(scores), median(scores), *_counted(found))))
    wanted = _counted(expected)
    return Table(
        work=f"Markdown, {len(pages)} pages",
        columns=("mean F1", "median", *_ELEMENTS),
        rows=(*rows, ("expected", (1.0, 1.0, *wanted))),
        target=("≥ .960", None, *(f"{0.9 * count:.0f}–{1.1 * count:.0f}" for count in wanted)),
    )


def _systems() -> dict[str, Callable[[ReadabilityPage], str]]:
    return {
        "newsreader": lambda page: ours.markdown(page.path, _BASE),
        "readability-lxml + markdownify": lambda page: anchors.readability_to_markdown(
            anchors.page_text(page.path), _BASE
        ),
        "trafilatura + markdownify": lambda page: anchors.trafilatura_to_markdown(
            anchors.page_text(page.path)
        ),
    }


def _counted(texts: list[str]) -> tuple[int, ...]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({name: len(pattern.findall(text)) for name, pattern in _ELEMENTS.items()})
    return tuple(counts[name] for name in _ELEMENTS)
