"""Files of arrays: written front to back, mapped to be read, every block checked before it is read.

A file is a row of sections, one array each, which begin at multiples of eight bytes. Where a
section lies (:class:`Section`) and the CRC-32 of every block of 8 KB (:class:`Layout`) are kept in
Whoosh's TOC, so that a file holds nothing but its arrays.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

BLOCK = 1 << 13
"""Bytes with one checksum."""
_ALIGNED = 8
_AT_ONCE = 1 << 23
"""Bytes; so much memory is taken while all of a file is checked."""

Array = npt.NDArray[Any]


class Damaged(Exception):
    """A file is not what was written."""


class Section(msgspec.Struct, frozen=True):
    """Where an array lies in a file.

    Attributes:
        start: Its first byte.
        count: How many values it has.
        dtype: Their type, as numpy writes it.
    """

    start: int
    count: int
    dtype: str


class Layout(msgspec.Struct, frozen=True):
    """What a file must be.

    Attributes:
        size: In bytes.
        sums: The CRC-32 of every block, as little-endian uint32.
        sections: By name.
    """

    size: int
    sums: bytes
    sections: dict[str, Section]


class ArrayFileWriter:
    """Writes a file of sections, one after the other."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._size = 0
        self._sums: list[int] = []
        self._sum = 0
        self._sections: dict[str, Section] = {}
        self._name = ""
        self._dtype: np.dtype[Any] = np.dtype(np.uint8)
        self._start = 0

    def begin(self, name: str, dtype: npt.DTypeLike) -> None:
        """End the section before, and begin another."""
        self._end()
        self.write_bytes(bytes(-self._size % _ALIGNED))
        self._name, self._dtype, self._start = name, np.dtype(dtype), self._size

    def write(self, values: Array) -> None:
        """Add values to the section that was begun."""
        if len(values):
            plain = np.ascontiguousarray(values, self._dtype)
            self.write_bytes(plain.data.cast("B"))

    def section(self, name: str, values: Array, dtype: npt.DTypeLike) -> None:
        """Write a whole section."""
        self.begin(name, dtype)
        self.write(values)

    def write_bytes(self, data: bytes | memoryview) -> None:
        """Add bytes as they are."""
        view = memoryview(data)
        self._file.write(view)
        while len(view):
            room = BLOCK - self._size % BLOCK
            part, view = view[:room], view[room:]
            self._sum = crc32(part, self._sum)
            self._size += len(part)
            if self._size % BLOCK == 0:
                self._sums.append(self._sum)
                self._sum = 0

    def tell(self) -> int:
        """The number of bytes written."""
        return self._size

    def close(self) -> Layout:
        """End the file and have it last through a power cut."""
        self._end()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        sums = [*self._sums, self._sum] if self._size % BLOCK else self._sums
        return Layout(self._size, np.array(sums, "<u4").tobytes(), self._sections)

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.close()

    def _end(self) -> None:
        if self._name:
            count = (self._size - self._start) // self._dtype.itemsize
            self._sections[self._name] = Section(self._start, count, self._dtype.str)
            self._name = ""


class ArrayFile:
    """A file of sections, mapped.

    Attributes:
        data: Its bytes. They have to be asked for with :meth:`check` before they are believed.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        """Map a file.

        Raises:
            Damaged: It is longer or shorter than it was written.
        """
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size != layout.size:
                raise Damaged(f"{path.name} has {size} bytes instead of {layout.size}")
            self.data: mmap.mmap | bytes = (
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
            )
        self._name = path.name
        self._bytes = memoryview(self.data)
        self._sums = np.frombuffer(layout.sums, "<u4").astype(np.uint32).data
        self._good = bytearray(len(self._sums))
        self._arrays = {
            name: (
                np.frombuffer(self.data, section.dtype, section.count, section.start)
                if section.count
                else np.empty(0, section.dtype),
                section,
            )
            for name, section in layout.sections.items()
        }

    def check(self, start: int, stop: int) -> None:
        """Make sure that bytes are those that were written.

        Raises:
            Damaged: They are not.
        """
        good, end = self._good, (stop + BLOCK - 1) // BLOCK
        block = good.find(0, start // BLOCK, end)
        while block >= 0:
            at = block * BLOCK
            if crc32(self._bytes[at : at + BLOCK]) != self._sums[block]:
                raise Damaged(f"{self._name} is damaged near byte {at}")
            good[block] = 1
            block = good.find(0, block + 1, end)

    def check_all(self) -> None:
        """Make sure of all there is, so that nothing has to be checked when it is read.

        Raises:
            Damaged: Something is not what was written.
        """
        for start in range(0, len(self._bytes), _AT_ONCE):
            self.check(start, min(start + _AT_ONCE, len(self._bytes)))
            self.rest()

    def rest(self) -> None:
        """Give the memory back that holds what was looked at. The system keeps that as long as it
        likes, and it is there again when it is looked at the next time."""
        if isinstance(self.data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self.data.madvise(mmap.MADV_DONTNEED)

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def part(self, name: str, start: int = 0, stop: int | None = None) -> Array:
        """Values of a section, mapped, never copied.

        Raises:
            Damaged: They are not those that were written.
        """
        array, section = self._arrays[name]
        end = section.count if stop is None else stop
        if not 0 <= start <= end <= section.count:
            raise Damaged(f"{self._name} has no values {start} to {end} of {name}")
        if end > start:
            width = array.itemsize
            self.check(section.start + start * width, section.start + end * width)
        return array[start:end]


def sync(path: Path) -> None:
    """Have a file, or a folder's list of files, last through a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
