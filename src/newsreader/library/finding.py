"""Search: words by the index, facts by the catalogue, joined on article ids.

Folded sections take no part unless the query asks for them (``in:related``), nor do muted articles
(``is:muted``). Articles that fit equally well stand newest first, then by id, so that the same
question has the same answer.

A query for words that nothing fits is asked again, loosely: what has some of its words, or words
spelled much alike, is better than an empty list; the answer says that it is not what was asked.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterator
from datetime import date, datetime, tzinfo

import msgspec

from newsreader.article import Kind
from newsreader.library.answers.found import Found, Hit
from newsreader.library.answers.lists import Scope
from newsreader.library.bodies import decode
from newsreader.library.copies import most_outlets_first, one_a_story
from newsreader.library.correcting import LITTLE
from newsreader.library.facts import all_ids, holds_for
from newsreader.library.fields import MUTED
from newsreader.library.listing import NEWEST_FIRST, within
from newsreader.library.searches import queries
from newsreader.library.texts import document, text_of
from newsreader.search.grammar import parse
from newsreader.search.index import Index, IndexDocument, IndexUnusable
from newsreader.search.loosening import loosened
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
from newsreader.search.ranking import favoured
from newsreader.search.snippets import Highlighter, Snippet
from newsreader.search.vocabulary import Vocabulary

_FEW = 4096
_MUTED = Fact(Field.IS, Op.CONTAINS, MUTED)
_NO_INDEX = "The index is still being made: words find nothing until it is."


class Finding:
    """What is asked of one view of the catalogue.

    Attributes:
        database: The catalogue.
        saved: The saved searches by name.
        index_failed: The index could not be used, so words found nothing.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        index: Index,
        vocabulary: Vocabulary,
        zone: tzinfo | None = None,
    ) -> None:
        """Prepare to ask.

        Args:
            database: The catalogue.
            index: The words.
            vocabulary: Over the same index.
            zone: Whose days; None for those of this machine.
        """
        self.database = database
        self.index_failed = False
        self.saved = queries(database)
        self._index = index
        self._vocabulary = vocabulary
        self._zone = zone
        self._known_languages: list[str] | None = None

    @property
    def today(self) -> date:
        """The day it is for the reader."""
        return datetime.now(self._zone).date()

    def find(
        self,
        text: str,
        *,
        limit: int | None = None,
        scope: Scope | None = None,
        typing: bool = False,
        among: Collection[int] | None = None,
        nearly: bool = False,
    ) -> Found:
        """Answer a query; see :meth:`newsreader.library.Library.search`."""
        began = time.perf_counter()
        query = parse(text, today=self.today, typing=typing, saved=self.saved)
        hits = self.hits(query, scope, among)
        asked = query
        if nearly and not hits and query.has_words() and not self.index_failed:
            for tree in loosened(query.tree, self._replacement):
                asked = msgspec.structs.replace(query, tree=tree)
                if hits := self.hits(asked, scope, among):
                    break
        return self.found(text, asked if hits else query, hits, began, limit, asked is not query)

    def found(
        self,
        text: str,
        query: Query,
        hits: list[Hit],
        began: float,
        limit: int | None = None,
        nearly: bool = False,
    ) -> Found:
        """The answer to a text that was understood as a query, ``began`` on the clock."""
        problems = list(query.problems)
        if self.index_failed:
            problems.append(Problem(0, 0, _NO_INDEX))
        return Found(
            query=text,
            total=len(hits),
            ms=round((time.perf_counter() - began) * 1000, 3),
            hits=hits if limit is None else hits[:limit],
            problems=problems,
            highlighter=Highlighter(query, self.languages),
            kinds=query.kinds,
            nearly=nearly and bool(hits),
        )

    def hits(
        self, query: Query, scope: Scope | None = None, among: Collection[int] | None = None
    ) -> list[Hit]:
        """What fits a query, in the order it asks for."""
        scores = evaluate(
            query.tree,
            lambda tree: self._words(tree, query),
            lambda fact: holds_for(self.database, fact, self._zone),
            lambda: all_ids(self.database),
        )
        if query.sort is not Sort.DATE:
            scores = favoured(query.tree, scores, lambda tree: self._words(tree, query))
        if not _asks_for_muted(query.tree):
            for muted in holds_for(self.database, _MUTED, self._zone):
                scores.pop(muted, None)
        return self._ordered(scores, scope, among, query.sort)

    @property
    def languages(self) -> list[str]:
        """The languages of the library, commonest first: words are stemmed by language."""
        if self._known_languages is None:
            found = self.database.execute(
                "SELECT language FROM articles WHERE language IS NOT NULL"
                " GROUP BY language ORDER BY count(*) DESC, language"
            )
            self._known_languages = [language for (language,) in found] or ["en"]
        return self._known_languages

    def documents(
        self, ids: Collection[str], kinds: Collection[Kind] = ()
    ) -> Iterator[IndexDocument]:
        """The words of articles, and of some kinds of their folded sections, in any order."""
        for (content,) in self.database.execute(
            "SELECT content FROM bodies JOIN articles ON articles.number = bodies.article"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ):
            yield document(decode(content), kinds=kinds)

    def completions(self, beginning: str, limit: int) -> list[tuple[str, int]]:
        """Words that begin so, with the number of articles that have them."""
        try:
            return self._vocabulary.completions(beginning, self.documents, limit, self.languages)
        except IndexUnusable:
            self.index_failed = True
            return []

    def correction(self, word: str) -> str | None:
        """What a word was probably meant to be; None if it looks right."""
        try:
            return self._vocabulary.correction(word, self.documents, self.languages)
        except IndexUnusable:
            self.index_failed = True
            return None

    def _replacement(self, word: str) -> str | None:
        """What a word that no article has was probably meant to be; a rare one is what it is."""
        try:
            if self._vocabulary.frequency(word, self.languages):
                return None
        except IndexUnusable:
            self.index_failed = True
            return None
        return self.correction(word)

    def few(self) -> int:
        """So few articles are few, in a library of this size."""
        try:
            return max(LITTLE, self._vocabulary.few)
        except IndexUnusable:
            self.index_failed = True
            return 0

    def _words(self, tree: Node, query: Query) -> dict[str, float]:
        if self.index_failed:
            return {}
        try:
            return self._index.search(
                tree,
                kinds=query.kinds,
                languages=self.languages,
                documents=lambda ids: self.documents(ids, query.kinds),
            )
        except IndexUnusable:
            self.index_failed = True
            return {}

    def _ordered(
        self,
        scores: dict[str, float],
        scope: Scope | None,
        among: Collection[int] | None,
        sort: Sort | None,
    ) -> list[Hit]:
        condition, values = ("1", dict[str, object]()) if scope is None else within(scope)
        if len(scores) <= _FEW:
            # Found one by one; of many, it is quicker to go through all there are.
            condition += " AND id IN (SELECT value FROM json_each(:ids))"
            values["ids"] = json.dumps(list(scores))
        if among is not None:
            condition += " AND number IN (SELECT value FROM json_each(:among))"
            values["among"] = json.dumps(list(among))
        hits = [
            Hit(number, id_, scores[id_])
            for number, id_ in self.database.execute(
                f"SELECT number, id FROM articles WHERE {condition} ORDER BY {NEWEST_FIRST}", values
            )
            if id_ in scores
        ]
        # Sorting keeps the order of equals.
        if sort is not Sort.DATE:
            hits.sort(key=lambda hit: -hit.score)
        if sort is Sort.COVERAGE:
            hits = most_outlets_first(self.database, hits)
        if scope is None or scope.every_copy:
            return hits
        return one_a_story(self.database, hits)


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
