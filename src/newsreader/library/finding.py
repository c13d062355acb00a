"""Search: words by the index, facts by the catalogue, joined on article ids.

Folded sections take no part unless the query asks for them (``in:related``), nor do muted articles
(``is:muted``). Articles that fit
equally well stand newest first, then by id, so that the same question has the same answer.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterator

from newsreader.article import Kind
from newsreader.library.answers import Found, Hit, Scope
from newsreader.library.bodies import decode
from newsreader.library.facts import all_ids, holds_for
from newsreader.library.fields import MUTED
from newsreader.library.listing import NEWEST_FIRST, within
from newsreader.library.searches import queries
from newsreader.library.texts import document, text_of
from newsreader.search.grammar import parse
from newsreader.search.index import Index, IndexDocument, IndexUnusable
from newsreader.search.query import (
    And,
    Fact,
    Field,
    Node,
    Not,
    Op,
    Or,
    Problem,
    Query,
    Saved,
    Sort,
    evaluate,
)
from newsreader.search.snippets import Highlighter, Snippet

_FEW = 4096
_MUTED = Fact(Field.IS, Op.CONTAINS, MUTED)


class Finding:
    """One search over one view of the catalogue.

    Attributes:
        index_failed: The index could not be used, so words found nothing.
    """

    def __init__(self, database: sqlite3.Connection, index: Index) -> None:
        self._database = database
        self._index = index
        self.index_failed = False

    def find(self, text: str, limit: int | None, scope: Scope | None, typing: bool) -> Found:
        """Answer a query; see :meth:`newsreader.library.Library.search`."""
        began = time.perf_counter()
        query = parse(text, typing=typing, saved=queries(self._database))
        languages = self._languages()
        scores = evaluate(
            query.tree,
            lambda tree: self._words(tree, query, languages),
            lambda fact: holds_for(self._database, fact),
            lambda: all_ids(self._database),
        )
        if not _asks_for_muted(query.tree):
            for muted in holds_for(self._database, _MUTED):
                scores.pop(muted, None)
        hits = self._ordered(scores, scope, by_date=query.sort is Sort.DATE)
        problems = list(query.problems)
        if self.index_failed:
            message = "The index is still being made: words find nothing until it is."
            problems.append(Problem(0, len(text), message))
        return Found(
            query=text,
            total=len(hits),
            ms=round((time.perf_counter() - began) * 1000, 3),
            hits=hits if limit is None else hits[:limit],
            problems=problems,
            highlighter=Highlighter(query, languages),
            kinds=query.kinds,
        )

    def _words(self, tree: Node, query: Query, languages: Collection[str]) -> dict[str, float]:
        if self.index_failed:
            return {}
        try:
            return self._index.search(
                tree, kinds=query.kinds, languages=languages, documents=self._documents
            )
        except IndexUnusable:
            self.index_failed = True
            return {}

    def _languages(self) -> list[str]:
        """The languages of the library, commonest first: words are stemmed by language."""
        found = self._database.execute(
            "SELECT language FROM articles WHERE language IS NOT NULL"
            " GROUP BY language ORDER BY count(*) DESC, language"
        )
        return [language for (language,) in found] or ["en"]

    def _documents(self, ids: Collection[str]) -> Iterator[IndexDocument]:
        for (content,) in self._database.execute(
            "SELECT content FROM bodies JOIN articles ON articles.number = bodies.article"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ):
            yield document(decode(content))

    def _ordered(
        self, scores: dict[str, float], scope: Scope | None, *, by_date: bool
    ) -> list[Hit]:
        condition, values = ("1", dict[str, object]()) if scope is None else within(scope)
        if len(scores) <= _FEW:
            # Found one by one; of many, it is quicker to go through all there are.
            condition += " AND id IN (SELECT value FROM json_each(:ids))"
            values["ids"] = json.dumps(list(scores))
        hits = [
            Hit(number, id_, scores[id_])
            for number, id_ in self._database.execute(
                f"SELECT number, id FROM articles WHERE {condition} ORDER BY {NEWEST_FIRST}", values
            )
            if id_ in scores
        ]
        # Sorting keeps the order of equals.
        return hits if by_date else sorted(hits, key=lambda hit: -hit.score)


def _asks_for_muted(tree: Node) -> bool:
    """Whether a query speaks of muted articles, which it does not find otherwise."""
    match tree:
        case Fact(Field.IS, _, value):
            return value == MUTED
        case And(children) | Or(children):
            return any(map(_asks_for_muted, children))
        case Not(child) | Saved(_, child):
            return _asks_for_muted(child)
    return False


def snippet(database: sqlite3.Connection, number: int, found: Found) -> Snippet | None:
    """The best passage of a hit: of its body, else of the folded sections that were searched."""
    row = database.execute("SELECT content FROM bodies WHERE article = ?", (number,)).fetchone()
    if row is None:
        return None
    article = decode(row[0])
    for kind in (Kind.BODY, *found.kinds):
        if passage := found.highlighter.snippet(text_of(article, kind)):
            return passage
    return None
