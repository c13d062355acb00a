"""Whoosh 2.7.4 as it comes: its stemming analyzer, its writer, its searcher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.corpus import Item
from bench.peers import LIMIT
from bench.questions import Question

_MEGABYTES = 256


class StockWhoosh:
    """One text field, and facts beside it."""

    name = "stock Whoosh"

    def __init__(self) -> None:
        self._searcher: Any = None

    def version(self) -> str:
        return version("whoosh")

    def build(self, items: Iterable[Sequence[Item]], folder: Path) -> None:
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.fields import ID, NUMERIC, TEXT, Schema
        from whoosh.index import create_in

        folder.mkdir(parents=True, exist_ok=True)
        schema = Schema(
            id=ID(stored=True, unique=True),
            source=ID(),
            at=NUMERIC(numtype=int, bits=64, sortable=True),
            text=TEXT(analyzer=StemmingAnalyzer()),
        )
        writer = create_in(folder, schema).writer(limitmb=_MEGABYTES)
        for batch in items:
            for item in batch:
                writer.add_document(
                    id=item.id, source=item.source, at=item.seconds,
                    text=f"{item.title}\n{item.body}",
                )  # fmt: skip
        writer.commit()

    def open(self, folder: Path) -> None:
        from whoosh.index import open_dir

        self._searcher = open_dir(folder).searcher()

    def prepare(self, question: Question) -> tuple[Any, dict[str, Any]] | None:
        from whoosh import query as q

        stems = [self._stem(word) for word in question.words]
        terms: list[Any] = [q.Term("text", stem) for stem in stems]
        tree: Any
        match question.kind:
            case "all":
                tree = q.And(terms)
            case "any":
                tree = q.Or(terms)
            case "phrase":
                tree = q.Phrase("text", stems)
            case "near":
                tree = q.Phrase("text", stems, slop=5)
            case "prefix":
                tree = q.And([*terms[:-1], q.Prefix("text", question.words[-1])])
            case "fuzzy":
                tree = q.FuzzyTerm("text", question.words[0], prefixlength=1)
            case "wildcard":
                tree = q.Wildcard("text", question.words[0])
        facts: list[Any] = []
        if question.source is not None:
            facts.append(q.Term("source", question.source))
        if question.between is not None:
            start, end = question.between
            facts.append(q.NumericRange("at", start, end, endexcl=True))
        if facts:
            tree = q.And([tree, *facts])
        order: dict[str, Any] = {"sortedby": "at", "reverse": True} if question.newest else {}
        return tree.normalize(), order

    def ask(self, prepared: tuple[Any, dict[str, Any]]) -> Sequence[Any]:
        tree, order = prepared
        return list(self._searcher.search(tree, limit=LIMIT, **order))

    def close(self) -> None:
        if self._searcher is not None:
            self._searcher.close()

    def _stem(self, word: str) -> str:
        field = self._searcher.schema["text"]
        return next(iter(field.process_text(word, mode="query")), word)
