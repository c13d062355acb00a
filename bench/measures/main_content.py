"""Main content of web pages: is the text the article's, and all of it?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench import anchors, ours
from bench.material import Material
from bench.measures.shingles import agreement, averaged
from bench.table import Table
from newsreader.reading.markup import without_marks


def measure(material: Material) -> Table | None:
    """4-gram F1, precision and recall on pages whose article people marked."""
    pages = material.articles
    if not pages:
        return None
    rows = []
    for name, text_of in _systems().items():
        found = averaged([agreement(page.body, text_of(page.path)) for page in pages])
        rows.append((name, (found.f1, found.precision, found.recall)))
    best = max(values[0] for name, values in rows if name.startswith("trafilatura"))
    return Table(
        work=f"main content, {len(pages)} pages",
        columns=("F1", "precision", "recall"),
        rows=tuple(rows),
        target=(f"> {best:.3f}", None, None),
    )


def _systems() -> dict[str, Callable[[Path], str]]:
    def given(extract: anchors.Extract) -> Callable[[Path], str]:
        return lambda path: extract(anchors.page_text(path))

    return {
        "newsreader": lambda path: ours.body(ours.article(path)),
        "newsreader, with what pictures say": lambda path: ours.body(
            ours.article(path), pictures=True
        ),
        "trafilatura, precision": given(anchors.trafilatura_text(favor_precision=True)),
        "trafilatura, fast": given(anchors.trafilatura_text(fast=True)),
        "trafilatura": given(anchors.trafilatura_text()),
        "readability-lxml + markdownify": given(
            lambda page: without_marks(anchors.readability_to_markdown(page))
        ),
        "markdownify alone": given(lambda page: without_marks(anchors.to_markdown(page))),
    }
