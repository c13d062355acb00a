"""What a segment knows of its documents: ``SEG.art``.

Sections, a value for each document in the order of their numbers, which is that of their dates:

    id              as bytes, all as long as the longest                bytes
    by id           numbers of documents in the order of ids            uint16 or 32
    number          the article's number in the catalogue               uint32
    date            where it stands in lists, seconds since the epoch   int64
    length FIELD    words in a field, as Whoosh's length byte           uint8
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsreader.search.postings.files import Array, ArrayFile, ArrayFileWriter, Layout
from newsreader.search.postings.whoosh_parts import LENGTHS


def length_section(field: str) -> str:
    """The section that has the lengths of a field."""
    return f"length {field}"


class Articles(NamedTuple):
    """Documents of a segment, in any order; an array has a value for each.

    Attributes:
        ids: As bytes.
        numbers: Of the articles in the catalogue.
        dates: In seconds since the epoch.
        lengths: Of each field, as Whoosh's length bytes.
    """

    ids: Array
    numbers: Array
    dates: Array
    lengths: Mapping[str, Array]

    def order(self) -> Array:
        """Their order by date; those of one moment by id, the last first: read from the end, the
        newest come first and equals by id."""
        from_last_id = np.argsort(self.ids, kind="stable")[::-1]
        return from_last_id[np.argsort(self.dates[from_last_id], kind="stable")]

    def taken(self, chosen: Array) -> Articles:
        """Some of them, in the order given."""
        lengths = {field: values[chosen] for field, values in self.lengths.items()}
        return Articles(self.ids[chosen], self.numbers[chosen], self.dates[chosen], lengths)

    def write(self, path: Path) -> Layout:
        """Write the file of a segment; they are in its order."""
        file = ArrayFileWriter(path)
        file.section("id", self.ids, self.ids.dtype)
        by_id = np.argsort(self.ids, kind="stable")
        file.section("by id", by_id, np.promote_types(np.min_scalar_type(len(by_id)), np.uint16))
        file.section("number", self.numbers, "<u4")
        file.section("date", self.dates, "<i8")
        for field, lengths in self.lengths.items():
            file.section(length_section(field), lengths, "u1")
        return file.close()


def joined(parts: list[Articles]) -> Articles:
    """The articles of several parts, one part after the other."""
    fields = sorted({field for part in parts for field in part.lengths})
    return Articles(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.dates for part in parts]),
        {
            field: np.concatenate(
                [part.lengths.get(field, np.zeros(len(part.ids), np.uint8)) for part in parts]
            )
            for field in fields
        },
    )


def read(file: ArrayFile, fields: Iterable[str]) -> Articles:
    """The articles of a segment."""
    sections = {field: length_section(field) for field in fields}
    return Articles(
        file.part("id"),
        file.part("number"),
        file.part("date"),
        {field: file.part(name) for field, name in sections.items() if name in file},
    )


def length_bytes(lengths: Array) -> Array:
    """Numbers of words as Whoosh's length bytes."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), 255).astype(np.uint8)
