"""The programs ours is measured beside, each in the best form its own documentation gives it.

Every search engine takes the same articles as strings and answers the same questions. Peers index
headline and body as one text, which is quicker than two fields; ours keeps them apart. What is
asked is prepared outside the clock; inside it runs from the engine's own query to the best hits
with their scores: the articles' numbers, from every program (stock Whoosh gives its own).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from bench.corpus import Item
from bench.questions import Question

LIMIT = 50
"""How many hits are asked for."""


class Engine(Protocol):
    """A search engine with an index in a folder."""

    name: str

    def version(self) -> str:
        """Of the engine."""

    def build(self, items: Iterable[Sequence[Item]], folder: Path) -> None:
        """Index articles, which come in batches, on one core."""

    def open(self, folder: Path) -> None:
        """Open the index to search it."""

    def prepare(self, question: Question) -> Any:
        """The question as the engine wants it; None if it cannot answer such."""

    def ask(self, prepared: Any) -> Sequence[Any]:
        """The best :data:`LIMIT` hits of what was prepared."""

    def close(self) -> None:
        """Let go of the index."""


def engines(wanted: Sequence[str] | None = None) -> list[Engine]:
    """Ours and the peers that are installed, or those of them that are wanted."""
    from bench.peers.newsreader_index import NewsreaderIndex
    from bench.peers.sqlite_fts5 import SqliteFts5

    found: list[Engine] = [NewsreaderIndex(), SqliteFts5()]
    if find_spec("tantivy"):
        from bench.peers.tantivy_index import TantivyIndex

        found.insert(1, TantivyIndex())
    from bench.peers.stock_whoosh import StockWhoosh

    found.append(StockWhoosh())
    return [one for one in found if wanted is None or one.name in wanted]
