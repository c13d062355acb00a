"""Web pages of all kinds: strings that must be in the article, and strings that must not.

Source: ``tests/evaluate.py`` of adbar/trafilatura (Apache-2.0). Headline and body are looked at,
for the tools take the headline out of the body or leave it there; white space does not count.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench import anchors, ours
from bench.material import Material, StringsPage
from bench.table import Table, share
from newsreader.reading.markup import without_marks


def measure(material: Material) -> Table | None:
    """F1, precision, recall and accuracy over all strings."""
    pages = material.pages
    if not pages:
        return None
    systems: dict[str, Callable[[Path], str]] = {
        "newsreader": _ours,
        "trafilatura, precision": lambda path: _trafilatura(path, favor_precision=True),
        "trafilatura, fast": lambda path: _trafilatura(path, fast=True),
        "trafilatura": _trafilatura,
        "readability-lxml + markdownify": _readability,
    }
    rows = tuple((name, _measured(pages, text_of)) for name, text_of in systems.items())
    best = max(values[0] for name, values in rows if name.startswith("trafilatura"))
    return Table(
        work=f"strings in and out, {len(pages)} pages",
        columns=("F1", "precision", "recall", "accuracy"),
        rows=rows,
        target=(f"> {best:.3f}", None, None, None),
    )


def _measured(pages: list[StringsPage], text_of: Callable[[Path], str]) -> tuple[float, ...]:
    there = missing = wrong = rightly_absent = 0
    for page in pages:
        text = _even(text_of(page.path))
        had = sum(_even(string) in text for string in page.present)
        bad = sum(_even(string) in text for string in page.absent)
        there += had
        missing += len(page.present) - had
        wrong += bad
        rightly_absent += len(page.absent) - bad
    precision, recall = share(there, there + wrong), share(there, there + missing)
    return (
        share(2 * there, 2 * there + wrong + missing),
        precision,
        recall,
        share(there + rightly_absent, there + missing + wrong + rightly_absent),
    )


def _even(text: str) -> str:
    return " ".join(text.split())


def _ours(path: Path) -> str:
    found = ours.article(path)
    return f"{found.title}\n{ours.body(found)}"


def _readability(path: Path) -> str:
    page = anchors.page_text(path)
    return f"{anchors.readability_title(page)}\n" + without_marks(
        anchors.readability_to_markdown(page)
    )


def _trafilatura(path: Path, **settings: bool) -> str:
    page = anchors.page_text(path)
    facts = anchors.trafilatura_facts(page)
    title = facts.title if facts is not None else None
    return f"{title or ''}\n{anchors.trafilatura_text(**settings)(page)}"
