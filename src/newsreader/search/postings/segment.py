"""A segment as it is read: its files mapped, and what is derived from them kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from newsreader.search.postings import counts
from newsreader.search.postings.articles import length_section
from newsreader.search.postings.codec import (
    ARTICLES,
    DOCUMENTS,
    FREQUENCIES,
    HEAVIEST,
    POSITIONS,
    TERMS,
    ArraySegment,
)
from newsreader.search.postings.counts import Packed
from newsreader.search.postings.files import Array, ArrayFile
from newsreader.search.postings.halves import HALF, whole
from newsreader.search.postings.lexicon import Lexicon


class SegmentArrays:
    """The files of a segment, which never change, and which of its documents are deleted, which
    does.

    Attributes:
        size: The number of its documents, the deleted ones too.
        fields: The fields that have words.
        lexicon: Its terms.
        documents: Numbers of documents, by field; see :meth:`postings`.
        frequencies: How often terms stand in them, by field; see ``counts``.
        positions: And where, by field.
        articles: What is known of its documents; see ``articles``.
        heaviest: The documents its frequent terms weigh most in, if it has such; see ``heaviest``.
        bytes: How large its files are, that of the terms aside.
    """

    def __init__(self, folder: str, segment: ArraySegment) -> None:
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self.fields = tuple(segment.terms.fields)
        self.lexicon = Lexicon(segment.path(folder, TERMS), segment.terms)
        self.documents = segment.open(folder, DOCUMENTS)
        self.frequencies = segment.open(folder, FREQUENCIES)
        self.positions = segment.open(folder, POSITIONS)
        self.articles = segment.open(folder, ARTICLES)
        self.heaviest = segment.open(folder, HEAVIEST) if HEAVIEST in segment.layouts else None
        self.bytes = sum(layout.size for layout in segment.layouts.values())
        self._words: dict[str, int] = segment._fieldlengths
        self._deleted = frozenset(segment.deleted_docs())

    @property
    def _files(self) -> list[ArrayFile | Lexicon]:
        files = (self.documents, self.frequencies, self.positions, self.articles, self.heaviest)
        return [self.lexicon, *(file for file in files if file is not None)]

    def check_all(self) -> None:
        """Make sure of all files, so that no search has to.

        Raises:
            Damaged: Something in them is not what was written.
        """
        for file in self._files:
            file.check_all()

    def rest(self) -> None:
        """Give back the memory that holds what was looked at of the files."""
        for file in self._files:
            file.rest()

    def postings(
        self, field: str, start: int, stop: int, *, ascending: bool = True
    ) -> tuple[Array, Packed]:
        """The documents of consecutive postings of a field, and how often the terms stand there.

        Args:
            field: Its name.
            start: The first of them.
            stop: The one after the last.
            ascending: Whether the documents are, which are then those of one term.
        """
        listed = self.documents.part(field, start, stop)
        packed = counts.read(self.frequencies, field, start, stop)
        if self.size > HALF:
            listed = whole(listed, packed.bytes, ascending=ascending)
        return listed, packed

    def alive(self) -> Array:
        """For each document whether it is not deleted."""
        alive = np.ones(self.size, bool)
        alive[list(self._deleted)] = False
        return alive

    def total_length(self, field: str) -> int:
        """The words of a field in all documents, the deleted ones too."""
        return self._words.get(field, 0)

    def length_bytes(self, field: str) -> Array:
        """The number of words each document has in a field, as Whoosh's length byte."""
        section = length_section(field)
        if section not in self.articles:
            return np.zeros(self.size, np.uint8)
        return self.articles.part(section)

    @cached_property
    def frequent(self) -> dict[int, int]:
        """The rows of ``heaviest``, by the first postings of their terms."""
        posts = [] if self.heaviest is None else self.heaviest.part("post").tolist()
        return dict(zip(posts, range(len(posts)), strict=True))

    @cached_property
    def numbers(self) -> Array:
        """The number of each document's article in the catalogue."""
        return self.articles.part("number")

    @cached_property
    def ids(self) -> Array:
        """The id of each document's article, as bytes."""
        return self.articles.part("id")

    @cached_property
    def dates(self) -> Array:
        """When each document was published; ascending."""
        return self.articles.part("date")

    def documents_of(self, ids: Sequence[str]) -> list[int]:
        """The numbers of the documents that have one of these ids and are not deleted.

        A document that was changed is deleted and added again: two of one segment may have one id.
        """
        known, order = self.ids, self.articles.part("by id")
        wanted = [id_.encode() for id_ in ids]
        found = []
        for id_, place in zip(
            wanted, known.searchsorted(wanted, sorter=order).tolist(), strict=True
        ):
            at = place
            while at < self.size and known[order[at]] == id_:
                found.append(int(order[at]))
                at += 1
        return [number for number in found if number not in self._deleted]
