"""The terms of a segment, in Whoosh's own format: ``SEG.trm``, an ordered hash of term entries.

Whoosh writes and reads that file term by term; here it is written in bulk and read as arrays, in
which a term is an ordinal. The format is that of Whoosh's ``OrderedHashWriter`` with CRC-32 hashes:
the entries, sorted; 256 tables of hashes; where these begin; a pickle; the place of every entry.
A key is the number of its field (two bytes) and the term; what stands under it is Whoosh's term
info, of which ``post`` and ``pos`` say at which posting and position of the field the term begins.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from array import array
from pathlib import Path
from typing import NamedTuple

import numpy as np

from newsreader.search.postings.files import Array, ArrayFile, ArrayFileWriter, Layout
from newsreader.search.postings.resembling import MOST_LETTERS, distances

INFO = np.dtype(
    [
        ("inlined", "u1"),
        ("weight", ">f4"),
        ("df", ">u4"),
        ("minlength", "u1"),
        ("maxlength", "u1"),
        ("maxweight", ">f4"),
        ("minid", ">u4"),
        ("maxid", ">u4"),
        ("post", ">i8"),
        ("pos", ">i4"),
    ]
)
"""Whoosh's ``W3TermInfo`` as it lies in the file."""

_HEADER = b"HSH3" + struct.pack("!Bii", 1, 0, 0)  # 1: CRC-32
_LENGTHS = struct.Struct("!ii")
_SLOT = np.dtype([("hash", ">u4"), ("at", ">i8")])
_TABLES = 256
_DIRECTORY = np.dtype([("start", ">i8"), ("slots", ">i4")])
_POINTER = struct.Struct("!Iq")
_ENTRY = struct.Struct("!BfIBBfIIqi")
_HEAD = 10
"""Bytes of an entry before its term: two lengths and the field."""


class Entry(NamedTuple):
    """A term of a field: in how many documents it stands, and where that is written."""

    df: int
    post: int
    pos: int


class Terms(NamedTuple):
    """Where the terms of a segment lie; kept in the TOC.

    Attributes:
        layout: Of the file.
        fields: For each field its number, the ordinal of its first term, and how many there are.
        directory: The first byte of the directory of hash tables.
        places: The first byte of the places of entries.
        width: The numpy type of a place.
    """

    layout: Layout
    fields: dict[str, tuple[int, int, int]]
    directory: int
    places: int
    width: str


class LexiconWriter:
    """Writes terms in bulk: field by field, and in each field in order."""

    def __init__(self, path: Path) -> None:
        self._file = ArrayFileWriter(path)
        self._file.write_bytes(_HEADER)
        self._fields: dict[str, tuple[int, int, int]] = {}
        self._hashes = array("I")
        self._places = array("q")

    def begin_field(self, name: str) -> None:
        """The terms that follow are those of a field."""
        self._fields[name] = (len(self._fields), len(self._places), 0)

    def add(self, terms: list[bytes], infos: Array) -> None:
        """Add terms of the field begun, sorted and after those added before.

        Args:
            terms: In UTF-8.
            infos: An entry for each, of type ``INFO``.
        """
        name = next(reversed(self._fields))
        number, first, count = self._fields[name]
        self._fields[name] = (number, first, count + len(terms))
        head = struct.pack("!H", number)
        seed = zlib.crc32(head)
        self._hashes.extend([zlib.crc32(term, seed) for term in terms])
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        size = _HEAD + INFO.itemsize
        starts = np.cumsum(lengths + size) - (lengths + size)
        self._places.extend((starts + self._file.tell()).tolist())
        entries = np.empty(int(lengths.sum()) + size * len(terms), np.uint8)
        heads = np.empty((len(terms), _HEAD), np.uint8)
        heads[:, :4] = (lengths + 2).astype(">i4").view(np.uint8).reshape(-1, 4)
        heads[:, 4:] = np.frombuffer(struct.pack("!i", INFO.itemsize) + head, np.uint8)
        entries[starts[:, None] + np.arange(_HEAD)] = heads
        values = starts + _HEAD + lengths
        rows = np.ascontiguousarray(infos).view(np.uint8).reshape(-1, INFO.itemsize)
        entries[values[:, None] + np.arange(INFO.itemsize)] = rows
        letters = np.frombuffer(b"".join(terms), np.uint8)
        before = np.cumsum(lengths) - lengths
        entries[np.repeat(starts + _HEAD - before, lengths) + np.arange(len(letters))] = letters
        self._file.write_bytes(entries.data)

    def close(self) -> Terms:
        """Write the hash tables and end the file."""
        directory = self._write_tables()
        start = self._file.tell()
        self._file.write_bytes(directory.tobytes())
        extras_at = self._file.tell()
        kind, width = ("i", ">i4") if extras_at < 2**31 else ("q", ">i8")
        fieldmap = {name: number for name, (number, _, _) in self._fields.items()}
        extras = {"fieldmap": fieldmap, "indextype": kind, "indexlen": len(self._places)}
        self._file.write_bytes(pickle.dumps(extras, 2))
        places = self._file.tell()
        self._file.write_bytes(np.array(self._places, width).tobytes())
        self._file.write_bytes(struct.pack("!i", self._file.tell() - extras_at))
        return Terms(self._file.close(), self._fields, start, places, width)

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.abandon()

    def _write_tables(self) -> Array:
        """Write the tables; returns their directory.

        A key goes into the first free slot from its own on. That is where, in the order of their
        own slots, each comes after the one before it; what runs over a table's end goes into the
        free slots at its beginning.
        """
        hashes = np.frombuffer(self._hashes, np.uint32) if self._hashes else np.empty(0, np.uint32)
        places = np.array(self._places, np.int64)
        bucket = (hashes & 255).astype(np.int64)
        slots = 2 * np.bincount(bucket, minlength=_TABLES)
        base = np.cumsum(slots) - slots
        own = (hashes >> np.uint32(8)).astype(np.int64) % np.maximum(slots[bucket], 1)
        room = 2 * base[bucket] + own  # a table's run over its end must not touch the next
        order = np.argsort(room, kind="stable")
        count = np.arange(len(room))
        standing = np.maximum.accumulate(room[order] - count) + count - base[bucket[order]]
        table = np.zeros(int(slots.sum()), _SLOT)
        ends = (base + slots)[bucket[order]]
        inside = standing < ends
        taken = order[inside]
        table["hash"][standing[inside]] = hashes[taken]
        table["at"][standing[inside]] = places[taken]
        for key in order[~inside].tolist():
            at = int(base[bucket[key]])
            while table["at"][at]:
                at += 1
            table[at] = (hashes[key], places[key])
        directory = np.empty(_TABLES, _DIRECTORY)
        directory["start"] = base * _SLOT.itemsize + self._file.tell()
        directory["slots"] = slots
        self._file.write_bytes(table.tobytes())
        return directory


class Lexicon:
    """The terms of a segment. Those of a field are ordinals from 0, in the order of their bytes."""

    def __init__(self, path: Path, terms: Terms) -> None:
        self._file = ArrayFile(path, terms.layout)
        self._data = self._file.data
        self._fields = terms.fields
        self._heads = {name: struct.pack("!H", field[0]) for name, field in terms.fields.items()}
        size = _TABLES * _DIRECTORY.itemsize
        self._file.check(terms.directory, terms.directory + size)
        directory = np.frombuffer(self._data, _DIRECTORY, _TABLES, terms.directory)
        self._tables: list[tuple[int, int]] = directory.tolist()
        count = sum(field[2] for field in terms.fields.values())
        self._places_at = terms.places
        self._places = np.frombuffer(self._data, terms.width, count, terms.places)

    def check_all(self) -> None:
        """See :meth:`~newsreader.search.postings.files.ArrayFile.check_all`."""
        self._file.check_all()

    def rest(self) -> None:
        """See :meth:`~newsreader.search.postings.files.ArrayFile.rest`."""
        self._file.rest()

    def count(self, field: str) -> int:
        """The number of terms of a field."""
        return self._fields[field][2] if field in self._fields else 0

    def find(self, field: str, term: bytes) -> Entry | None:
        """A term's entry, by its hash."""
        head = self._heads.get(field)
        if head is None:
            return None
        key = head + term
        wanted = zlib.crc32(key)
        start, slots = self._tables[wanted & 255]
        check, data = self._file.check, self._data
        end = start + slots * _POINTER.size
        slot = start + (wanted >> 8) % slots * _POINTER.size if slots else start
        for _ in range(slots):
            check(slot, slot + _POINTER.size)
            hashed, at = _POINTER.unpack_from(data, slot)
            if not at:
                return None
            if hashed == wanted:
                value = at + _LENGTHS.size + len(key)
                check(at, value + _ENTRY.size)
                if data[at : at + 4] == len(key).to_bytes(4, "big") and (
                    data[at + _LENGTHS.size : value] == key
                ):
                    entry = _ENTRY.unpack_from(data, value)
                    return Entry(entry[2], entry[8], entry[9])
            slot += _POINTER.size
            if slot == end:
                slot = start
        return None

    def entry(self, field: str, ordinal: int) -> Entry:
        """The entry of the term with an ordinal."""
        at = self._place(field, ordinal)
        self._file.check(at, at + _LENGTHS.size)
        length, _ = _LENGTHS.unpack_from(self._data, at)
        value = at + _LENGTHS.size + length
        self._file.check(at, value + _ENTRY.size)
        entry = _ENTRY.unpack_from(self._data, value)
        return Entry(entry[2], entry[8], entry[9])

    def terms(self, field: str, start: int = 0, stop: int | None = None) -> list[bytes]:
        """The terms with the ordinals of a range."""
        places = self._range(field, start, stop)
        if not len(places):
            return []
        first = int(places[0])
        ends = places + _LENGTHS.size + self._key_lengths(places)
        text = self._data[first : int(ends[-1])]
        bounds = zip((places - first + _HEAD).tolist(), (ends - first).tolist(), strict=True)
        return [text[a:b] for a, b in bounds]

    def resembling(self, field: str, start: int, stop: int, word: bytes, most: int) -> list[bytes]:
        """The terms of a range that become a word by changing at most so many bytes; of a word too
        long to tell, those about as long."""
        places = self._range(field, start, stop)
        if not len(places):
            return []
        lengths = self._key_lengths(places) - 2
        fitting = np.abs(lengths - len(word)) <= most
        places, lengths = places[fitting] + _HEAD, lengths[fitting]
        if len(word) <= MOST_LETTERS:
            letters = np.frombuffer(self._data, np.uint8)
            near = distances(word, letters, places, lengths) <= most
            places, lengths = places[near], lengths[near]
        bounds = zip(places.tolist(), lengths.tolist(), strict=True)
        return [self._data[at : at + length] for at, length in bounds]

    def infos(self, field: str, start: int = 0, stop: int | None = None) -> Array:
        """The entries with the ordinals of a range, as an array of type ``INFO``."""
        places = self._range(field, start, stop)
        if not len(places):
            return np.empty(0, INFO)
        first = int(places[0])
        values = places - first + _LENGTHS.size + self._key_lengths(places)
        last = first + int(values[-1]) + INFO.itemsize
        self._file.check(first, last)
        raw = np.frombuffer(self._data, np.uint8, last - first, first)
        return raw[values[:, None] + np.arange(INFO.itemsize)].view(INFO)[:, 0]

    def frequencies(self, field: str, start: int = 0, stop: int | None = None) -> Array:
        """In how many documents the terms with the ordinals of a range stand."""
        return self.infos(field, start, stop)["df"].astype(np.int64)

    def beginning_with(self, field: str, prefix: bytes) -> tuple[int, int]:
        """The range of ordinals of the terms that begin so."""
        count = self.count(field)
        if not prefix:
            return 0, count
        first = self._bisect(field, prefix, 0, count)
        after = prefix.rstrip(b"\xff")
        if not after:
            return first, count
        return first, self._bisect(field, after[:-1] + bytes([after[-1] + 1]), first, count)

    def _bisect(self, field: str, term: bytes, low: int, high: int) -> int:
        data, check = self._data, self._file.check
        while low < high:
            middle = (low + high) // 2
            at = self._place(field, middle)
            check(at, at + _HEAD)
            end = at + _LENGTHS.size + int.from_bytes(data[at : at + 4], "big")
            check(at, end)
            if data[at + _HEAD : end] < term:
                low = middle + 1
            else:
                high = middle
        return low

    def _place(self, field: str, ordinal: int) -> int:
        at = self._fields[field][1] + ordinal
        width = self._places.itemsize
        self._file.check(self._places_at + at * width, self._places_at + (at + 1) * width)
        return int(self._places[at])

    def _range(self, field: str, start: int, stop: int | None) -> Array:
        if field not in self._fields:
            return np.empty(0, np.int64)
        _, first, count = self._fields[field]
        end = count if stop is None else stop
        width = self._places.itemsize
        self._file.check(
            self._places_at + (first + start) * width, self._places_at + (first + end) * width
        )
        return self._places[first + start : first + end].astype(np.int64)

    def _key_lengths(self, places: Array) -> Array:
        first, last = int(places[0]), int(places[-1]) + 4
        self._file.check(first, last)
        raw = np.frombuffer(self._data, np.uint8, last - first, first)
        return raw[(places - first)[:, None] + np.arange(4)].view(">i4")[:, 0].astype(np.int64)
