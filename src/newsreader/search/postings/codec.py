"""Array postings as Whoosh's own searcher reads them: its codec, segment, and readers.

The app answers with ``executor``, which goes over whole arrays. Whoosh's searcher walks the same
files posting by posting through these classes, slowly, and so says in the tests what is right. The
TOC pickles segments by the names of their classes: this module must keep its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from newsreader.search.postings.articles import length_section
from newsreader.search.postings.files import ArrayFile, Layout
from newsreader.search.postings.lexicon import Terms
from newsreader.search.postings.matcher import ArrayMatcher
from newsreader.search.postings.whoosh_parts import (
    LENGTHS,
    OrderedHashReader,
    PerDocumentReader,
    W3Codec,
    W3Segment,
    W3TermInfo,
    W3TermsReader,
)

TERMS, DOCUMENTS, FREQUENCIES, POSITIONS = ".trm", ".doc", ".frq", ".pos"
ARTICLES, HEAVIEST = ".art", ".top"
"""What the names of a segment's files end in."""


class ArraySegment(W3Segment):  # type: ignore[misc]
    """A segment as the TOC keeps it: besides what Whoosh knows of one, what its files must be."""

    terms: Terms
    layouts: dict[str, Layout]

    def should_assemble(self) -> bool:
        """Never: loose files can be mapped one by one."""
        return False

    def path(self, folder: str, ending: str) -> Path:
        """Where one of its files lies."""
        name: str = self.make_filename(ending)
        return Path(folder, name)

    def open(self, folder: str, ending: str) -> ArrayFile:
        """Map one of its files of arrays."""
        return ArrayFile(self.path(folder, ending), self.layouts[ending])


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """What Whoosh asks for the readers of a segment. Writing is for ``ArrayWriter``, whole fields
    at a time; Whoosh's own way, posting by posting, is not offered."""

    def new_segment(self, _: object, indexname: str) -> ArraySegment:
        return ArraySegment(self, indexname)

    def per_document_writer(self, *_: object) -> None:
        return None

    def field_writer(self, *_: object) -> None:
        return None

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayPerDocumentReader:
        return ArrayPerDocumentReader(storage, segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        return ArrayTermsReader(self, storage, segment)


class ArrayPerDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """Deletions, lengths and ids of the documents of a segment."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._segment = segment
        self._articles = segment.open(storage.folder, ARTICLES)

    def close(self) -> None:
        """Maps close themselves."""

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> frozenset[int]:
        return frozenset(self._segment.deleted_docs())

    def all_doc_ids(self) -> Iterator[int]:
        gone = self.deleted_docs()
        return (number for number in range(self.doc_count_all()) if number not in gone)

    def iter_docs(self) -> Iterator[tuple[int, dict[str, str]]]:
        return ((number, self.stored_fields(number)) for number in self.all_doc_ids())

    def supports_columns(self) -> bool:
        return False

    def has_column(self, _: str) -> bool:
        return False

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        section = length_section(fieldname)
        if section not in self._articles:
            return default
        byte = int(self._articles.part(section, docnum, docnum + 1)[0])
        return int(LENGTHS[byte]) if byte else default

    def field_length(self, fieldname: str) -> int:
        return int(self._segment._fieldlengths.get(fieldname, 0))

    def min_field_length(self, fieldname: str) -> int:
        return self._extreme_length(fieldname, np.min)

    def max_field_length(self, fieldname: str) -> int:
        return self._extreme_length(fieldname, np.max)

    def _extreme_length(self, fieldname: str, extreme: Any) -> int:
        section = length_section(fieldname)
        if section not in self._articles:
            return 0
        return int(LENGTHS[int(extreme(self._articles.part(section)))])

    def has_vector(self, *_: object) -> bool:
        return False

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """A document's id: all there is to show of it."""
        return {"id": self._articles.part("id", docnum, docnum + 1)[0].decode()}


class ArrayTermsReader(W3TermsReader):  # type: ignore[misc]
    """The file of terms, read as Whoosh reads it, and matchers over the arrays."""

    def __init__(self, codec: ArrayCodec, storage: Any, segment: ArraySegment) -> None:
        name = segment.make_filename(TERMS)
        self._codec = codec
        self._dbfile = storage.open_file(name)
        self._tindex = OrderedHashReader(self._dbfile, storage.file_length(name))
        self._fieldmap = self._tindex.extras["fieldmap"]
        self._fieldunmap = sorted(self._fieldmap, key=self._fieldmap.__getitem__)
        self._streams = [
            segment.open(storage.folder, ending) for ending in (DOCUMENTS, FREQUENCIES, POSITIONS)
        ]

    def close(self) -> None:
        self._tindex.close()

    def term_info(self, fieldname: str, tbytes: bytes) -> Any:
        info = super().term_info(fieldname, tbytes)
        if isinstance(info._length, tuple):  # Whoosh 2.7.4 forgets to take it out
            info._length = info._length[0]
        return info

    def matcher(
        self, fieldname: str, tbytes: bytes, format_: object, scorer: object = None
    ) -> ArrayMatcher:
        info: W3TermInfo = self.term_info(fieldname, tbytes)
        return ArrayMatcher(self._streams, info, format_, (fieldname, tbytes), scorer)
