"""One search of the index as it is: a tree of words → numbers of documents with their scores.

"And", "or" and "not" are the set algebra of ``query.combine``. Exact forms (``=word``) are not in
the index, which they would double: what the word finds in any form is looked through as text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from newsreader.search.matching import Pattern
from newsreader.search.query import And, Node, Phrase, Word, combine, conjunction

if TYPE_CHECKING:
    from newsreader.search.index import Documents, IndexDocument
    from newsreader.search.segments import Snapshot

Scores = dict[int, float]
Remembered = Callable[[object, Callable[[], Scores]], Scores]
"""Gives what is kept under a key, or has it found."""


class Question:
    """A search: where, in which fields, for which languages.

    ``documents`` gives the texts that exact words are looked for in; without it, any form will do.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        remembered: Remembered,
        fields: tuple[str, ...],
        languages: tuple[str, ...],
        documents: Documents | None,
    ) -> None:
        self._snapshot = snapshot
        self._remembered = remembered
        self._fields = fields
        self._languages = languages
        self._documents = documents

    def answer(self, tree: Node) -> Scores:
        """The numbers and scores of what a tree of words finds."""
        return combine(tree, self._answer, lambda: set(self._snapshot.numbers()))

    def _answer(self, node: Node) -> Scores | None:
        match node:
            case Word() | Phrase():
                found = self._found(node)
                return self._as_written((node,), found) if node.exact else found
            case And(children):
                exact = tuple(c for c in children if isinstance(c, Word | Phrase) and c.exact)
                if exact:
                    # Texts are slow to look into: only those that have everything else are.
                    loose = [_loose(c) if c in exact else c for c in children]
                    return self._as_written(exact, self.answer(conjunction(loose)))
        return None

    def _found(self, node: Word | Phrase) -> Scores:
        """A word or phrase as the index knows it: in any of its forms."""
        pattern = Pattern(node, self._languages)
        fields = self._searched(pattern)
        key = (node, fields, self._languages)
        return self._remembered(key, lambda: self._snapshot.scores(pattern, fields))

    def _as_written(self, exact: tuple[Word | Phrase, ...], found: Scores) -> Scores:
        """Those of the documents found in whose text all of these stand as they are written."""
        if self._documents is None or not found:
            return found
        patterns = [Pattern(node, self._languages) for node in exact]
        numbers = dict(zip(self._snapshot.ids(found), found, strict=True))
        return {
            numbers[document.id]: found[numbers[document.id]]
            for document in self._documents(numbers.keys())
            if document.id in numbers and self._has_all(document, patterns)
        }

    def _has_all(self, document: IndexDocument, patterns: list[Pattern]) -> bool:
        texts = document.texts()
        return all(
            any(pattern.is_in(texts.get(field, "")) for field in self._searched(pattern))
            for pattern in patterns
        )

    def _searched(self, pattern: Pattern) -> tuple[str, ...]:
        return ("title",) if pattern.title else self._fields


def _loose(node: Node) -> Node:
    assert isinstance(node, Word | Phrase)
    return msgspec.structs.replace(node, exact=False)
