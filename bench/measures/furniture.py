"""Plain text: is what was glued to an article folded, and the article not?

From the first line of the body on, as saved pages and wire archives begin; weighted by words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bench.material import LabelledPage, Material
from bench.measures.folding import folded
from bench.table import Table, share

_SENTENCE_END = re.compile(r"[.!?…。][\"'”’)\]]*$")
_PROSE_WORDS = 12
_LOST = 0.02

Fold = Callable[[list[str]], list[bool]]


def measure(material: Material) -> Table | None:
    """Precision and recall of furniture, the share of body kept, and the pages that lose body."""
    pages = material.furniture
    if not pages:
        return None
    systems: dict[str, Fold] = {
        "newsreader": folded,
        "fold what is no prose": _no_prose,
        "fold nothing": lambda lines: [False] * len(lines),
    }
    return Table(
        work=f"plain text, {len(pages)} pages",
        columns=("precision", "recall", "body kept", "pages losing > 2 %"),
        rows=tuple((name, _measured(pages, fold)) for name, fold in systems.items()),
        target=("≥ .950", "≥ .750", "≥ .985", "≤ .050"),
    )


def _measured(pages: list[LabelledPage], fold: Fold) -> tuple[float | None, ...]:
    furniture = found = right = body = kept = losing = 0
    for page in pages:
        lines = page.lines[page.first_body :]
        lost = own = 0
        for line, is_body, is_folded in zip(
            lines, page.is_body[page.first_body :], fold(lines), strict=True
        ):
            words = len(line.split())
            found += words * is_folded
            if is_body:
                own += words
                lost += words * is_folded
            else:
                furniture += words
                right += words * is_folded
        body += own
        kept += own - lost
        losing += lost > _LOST * own
    return (
        right / found if found else None,
        share(right, furniture),
        share(kept, body),
        losing / len(pages),
    )


def _no_prose(lines: list[str]) -> list[bool]:
    return [
        len(line.split()) < _PROSE_WORDS or _SENTENCE_END.search(line) is None for line in lines
    ]
