"""Everything a library is asked in the query language, and what the search bar needs besides."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from itertools import islice
from typing import TypeVar

from newsreader.errors import UnknownArticle
from newsreader.library.answers.found import Completion, Facets, Found, Hit
from newsreader.library.answers.lists import Scope
from newsreader.library.bodies import decode
from newsreader.library.catalogue import Catalogue
from newsreader.library.columns import columns
from newsreader.library.completing import completions
from newsreader.library.correcting import corrections, repaired
from newsreader.library.database import Connection
from newsreader.library.facets import facets
from newsreader.library.finding import Finding
from newsreader.library.indexing import distrust
from newsreader.library.similar import ALIKE, one_a_story, telling_words
from newsreader.library.texts import document
from newsreader.search.index import Index, IndexUnusable
from newsreader.search.narrowing import has_term, narrowed, toggled
from newsreader.search.query import Everything, Query
from newsreader.search.vocabulary import Vocabulary

Answer = TypeVar("Answer")

_LOOKED_AT = 5
"""So many times as many articles as are wanted are looked at for copies of one story."""


class Searcher:
    """Answers queries over one catalogue and index. May be used from any thread."""

    def __init__(self, catalogue: Catalogue, index: Index) -> None:
        """Answer from what is known of the articles, and from their words."""
        self._catalogue = catalogue
        self._index = index
        self._vocabulary = Vocabulary(index)

    def search(
        self,
        text: str,
        *,
        limit: int | None,
        scope: Scope | None,
        typing: bool,
        among: Collection[int] | None,
        nearly: bool,
    ) -> Found:
        """See :meth:`newsreader.library.Library.search`."""
        return self._asked(
            lambda finding: finding.find(
                text, limit=limit, scope=scope, typing=typing, among=among, nearly=nearly
            )
        )

    def get_ready(self) -> None:
        """See :meth:`newsreader.library.Library.get_ready`."""
        with suppress(IndexUnusable):  # A search says so, and has it mended.
            self._index.refresh()
        self._catalogue.ask(columns)

    def look_through(self) -> None:
        """See :meth:`newsreader.library.Library.look_through`."""
        try:
            self._index.look_through()
        except IndexUnusable:
            distrust(self._catalogue)

    def facets(self, text: str, scope: Scope | None, found: Found | None) -> Facets:
        """See :meth:`newsreader.library.Library.facets`."""

        def ask(finding: Finding) -> Facets:
            hits = (found or finding.find(text, scope=scope, nearly=True)).hits
            numbers = [number for hit in hits for number in (hit.number, *hit.copies)]
            return facets(
                finding.database,
                numbers,
                lambda term: has_term(text, term, today=finding.today, saved=finding.saved),
            )

        return self._asked(ask)

    def complete(self, text: str, cursor: int, limit: int) -> list[Completion]:
        """See :meth:`newsreader.library.Library.complete`."""
        return self._asked(
            lambda finding: completions(
                finding.database, text, cursor, finding.saved, finding.completions, limit
            )
        )

    def did_you_mean(self, text: str, typing: bool) -> str | None:
        """See :meth:`newsreader.library.Library.did_you_mean`."""

        def ask(finding: Finding) -> str | None:
            better = repaired(text, finding.saved)
            best = (finding.find(better, typing=typing).total, better)
            if best[0] <= finding.few():
                for other in corrections(better, finding.correction, finding.saved):
                    total = finding.find(other).total
                    best = max(best, (total, other), key=lambda found: found[0])
            total, better = best
            return better if total and better != text else None

        return self._asked(ask)

    def similar(self, number: int, limit: int, few: int = 0) -> Found:
        """See :meth:`newsreader.library.Library.similar`; a word that so few others have is rare in
        any library."""
        return self._asked(lambda finding: self._similar(finding, number, limit, few))

    def narrowed(self, text: str, more: str) -> str:
        """See :meth:`newsreader.library.Library.narrowed`."""
        return self._asked(lambda finding: narrowed(text, more, saved=finding.saved))

    def toggled(self, text: str, term: str) -> str:
        """See :meth:`newsreader.library.Library.toggled`."""
        return self._asked(lambda finding: toggled(text, term, saved=finding.saved))

    def _similar(self, finding: Finding, number: int, limit: int, few: int) -> Found:
        began = time.perf_counter()
        row = finding.database.execute(
            "SELECT content FROM bodies WHERE article = ?", (number,)
        ).fetchone()
        if row is None:
            raise UnknownArticle(str(number))
        article = document(decode(row[0]))
        hits: list[Hit] = []
        query, share = Query(Everything()), 0.0
        try:
            words, share = telling_words(article, self._index, self._index.count(), few)
            query = Query(words)
        except IndexUnusable:
            finding.index_failed = True
        if query.has_words():
            ranked, _ = finding.hits(query, limit=limit * _LOOKED_AT, typed=False)
            enough = ALIKE / share * ranked[0].score if ranked else 0.0
            alike = [hit for hit in ranked if hit.score >= enough]
            hits = list(islice(one_a_story(finding.database, alike, number), limit))
        return finding.found(str(query), query, hits, began, len(hits))

    def _asked(self, question: Callable[[Finding], Answer]) -> Answer:
        def ask(database: Connection) -> tuple[Answer, bool]:
            finding = Finding(database, self._index, self._vocabulary)
            return question(finding), finding.index_failed

        answer, index_failed = self._catalogue.ask(ask)
        if index_failed:
            distrust(self._catalogue)
        return answer
