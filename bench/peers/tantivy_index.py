"""tantivy, by its Python binding: one thread, English stemming; dates and the articles' numbers are
fast fields, and the numbers of all hits are read in one call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy

from bench.corpus import Item
from bench.peers import LIMIT
from bench.questions import Question

_HEAP = 128_000_000
_WITHIN = 4


class TantivyIndex:
    """One text field, and facts beside it."""

    name = "tantivy"

    def __init__(self) -> None:
        self._index: Any = None
        self._searcher: Any = None

    def version(self) -> str:
        return version("tantivy")

    def build(self, items: Iterable[Sequence[Item]], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("at", indexed=True, fast=True)
        builder.add_integer_field("number", fast=True)
        builder.add_text_field("text", tokenizer_name="en_stem")
        writer = tantivy.Index(builder.build(), path=str(folder)).writer(_HEAP, 1)
        for batch in items:
            for item in batch:
                writer.add_document(
                    tantivy.Document(
                        id=item.id, source=item.source, at=item.seconds, number=item.number,
                        text=f"{item.title}\n{item.body}",
                    )
                )  # fmt: skip
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def prepare(self, question: Question) -> tuple[Any, bool] | None:
        query = self._words(question)
        if query is None:
            return None
        must = tantivy.Occur.Must
        clauses = [(must, query)]
        schema = self._index.schema
        if question.source is not None:
            clauses.append((must, tantivy.Query.term_query(schema, "source", question.source)))
        if question.between is not None:
            start, end = question.between
            clauses.append(
                (must, tantivy.Query.range_query(
                    schema, "at", tantivy.FieldType.Integer, start, end, include_upper=False
                ))
            )  # fmt: skip
        if len(clauses) > 1:
            query = tantivy.Query.boolean_query(clauses)
        return query, question.newest

    def ask(self, prepared: tuple[Any, bool]) -> Sequence[Any]:
        query, newest = prepared
        order = "at" if newest else None
        search = self._searcher.search
        hits = search(query, LIMIT, count=False, order_by_field=order).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return [(number, score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def close(self) -> None:
        self._searcher = self._index = None

    def _words(self, question: Question) -> Any:
        parse = self._index.parse_query
        words = question.words
        match question.kind:
            case "all":
                return parse(" AND ".join(words), ["text"])
            case "any":
                return parse(" OR ".join(words), ["text"])
            case "phrase":
                return parse(f'"{" ".join(words)}"', ["text"])
            case "near":
                return parse(f'"{" ".join(words)}"~{_WITHIN}', ["text"])
            case "fuzzy":
                return tantivy.Query.fuzzy_term_query(self._index.schema, "text", words[0])
            case "prefix" | "wildcard":
                last = words[-1] if question.kind == "wildcard" else f"{words[-1]}*"
                unfinished = tantivy.Query.regex_query(
                    self._index.schema, "text", last.replace("*", ".*")
                )
                if len(words) == 1:
                    return unfinished
                finished = parse(" AND ".join(words[:-1]), ["text"])
                must = tantivy.Occur.Must
                return tantivy.Query.boolean_query([(must, finished), (must, unfinished)])
