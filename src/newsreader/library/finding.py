"""Search: words by the index, facts by the catalogue, joined by the articles' numbers.

Folded sections take no part unless the query asks for them (``in:related``), nor do muted articles
(``is:muted``). Articles that fit equally well stand newest first, then by id, so that the same
question has the same answer.

A query for words that nothing fits is asked again, loosely: what has some of its words, or words
spelled much alike, is better than an empty list; the answer says that it is not what was asked.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from datetime import date, datetime, tzinfo

import msgspec
import numpy as np

from newsreader.article import Kind
from newsreader.library.answers.found import Found, Hit
from newsreader.library.answers.lists import Scope
from newsreader.library.bodies import decode
from newsreader.library.columns import Array, articles, mask_of, size, still_there
from newsreader.library.correcting import LITTLE
from newsreader.library.database import Connection, json_list
from newsreader.library.facts import holds_for
from newsreader.library.fields import MUTED
from newsreader.library.hits import hits, of_scope
from newsreader.library.searches import queries
from newsreader.library.texts import document, text_of
from newsreader.search.grammar import parse
from newsreader.search.index import Index, IndexDocument, IndexUnusable
from newsreader.search.joining import evaluate
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
)
from newsreader.search.ranking import favoured
from newsreader.search.snippets import Highlighter, Snippet
from newsreader.search.vocabulary import Vocabulary

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
        database: Connection,
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
        hits, total = self.hits(query, scope, among, limit)
        asked = query
        if nearly and not total and query.has_words() and not self.index_failed:
            for tree in loosened(query.tree, self._replacement):
                asked = msgspec.structs.replace(query, tree=tree)
                hits, total = self.hits(asked, scope, among, limit)
                if total:
                    break
        loosely = bool(total) and asked is not query
        return self.found(text, asked if total else query, hits, began, total, loosely)

    def found(
        self,
        text: str,
        query: Query,
        hits: list[Hit],
        began: float,
        total: int,
        nearly: bool = False,
    ) -> Found:
        """The answer to a text that was understood as a query, ``began`` on the clock."""
        problems = list(query.problems)
        if self.index_failed:
            problems.append(Problem(0, 0, _NO_INDEX))
        return Found(
            query=text,
            total=total,
            ms=round((time.perf_counter() - began) * 1000, 3),
            hits=hits,
            problems=problems,
            highlighter=Highlighter(query, self.languages),
            kinds=query.kinds,
            nearly=nearly,
        )

    def hits(
        self,
        query: Query,
        scope: Scope | None = None,
        among: Collection[int] | None = None,
        limit: int | None = None,
        *,
        typed: bool = True,
    ) -> tuple[list[Hit], int]:
        """The first hits of a query, in the order it asks for; and how many there are in all.

        Whose words nobody ``typed`` is no search for a headline: see :mod:`~search.ranking`.
        """
        database = self.database
        found = evaluate(
            query.tree,
            size(database),
            lambda tree, mask: self._words(tree, query, mask),
            lambda fact: holds_for(database, fact, self._zone),
        )
        mask = found.mask
        if not _asks_for_muted(query.tree):
            mask = mask & ~holds_for(database, _MUTED, self._zone)
        if among is not None:
            mask = mask & mask_of(database, list(among))
        if scope is not None:
            mask = mask & of_scope(database, scope)
        some = articles(database, mask)
        scores = np.zeros(len(some.numbers), np.float32)
        if query.sort is not Sort.DATE:
            known = found._replace(mask=mask)
            if typed:
                ranked = favoured(query.tree, known, lambda tree: self._words(tree, query, mask))
            else:
                ranked = known.scores
            scores = ranked[some.numbers]
        return hits(database, some, scores, query.sort, scope, limit)

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
            (json_list(ids),),
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

    def _words(self, tree: Node, query: Query, among: Array | None) -> tuple[Array, Array]:
        """Numbers and scores of what words find, as far as the catalogue knows it."""
        nothing = np.empty(0, np.int32), np.empty(0, np.float32)
        if self.index_failed:
            return nothing
        try:
            found = self._index.find(
                tree,
                kinds=query.kinds,
                languages=self.languages,
                documents=lambda ids: self.documents(ids, query.kinds),
                among=among,
            )
        except IndexUnusable:
            self.index_failed = True
            return nothing
        there = still_there(self.database, found.numbers, found.ids)
        return found.numbers[there], found.scores[there]


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


def snippet(database: Connection, number: int, found: Found) -> Snippet | None:
    """The best passage of a hit: of its body, else of the folded sections that were searched."""
    row = database.execute("SELECT content FROM bodies WHERE article = ?", (number,)).fetchone()
    if row is None:
        return None
    article = decode(row[0])
    for kind in (Kind.BODY, *found.kinds):
        if passage := found.highlighter.snippet(text_of(article, kind)):
            return passage
    return None
