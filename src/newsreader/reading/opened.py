"""A file as the readers get it: its bytes, read once, unpacked if they are gzip, and within bounds.

What was packed with gzip is read as what is in it: ``page.html.gz`` is a page, and its suffix is
``.html``. Unpacking stops at the size a file may have, so that a bomb costs no more than a large
file; what is packed twice is refused where the content is looked at.
"""

from __future__ import annotations

import os
import stat
import zlib
from pathlib import Path
from typing import NamedTuple

from newsreader.errors import ReadingError
from newsreader.reading.clean import display_name
from newsreader.reading.dates import When, from_seconds, named_day
from newsreader.reading.learning import NOTHING, Learnt

LARGEST = 32 * 1024 * 1024
"""Bytes. No news item is larger; what is, is a dump, and would hold up everything else."""

LARGEST_ARCHIVE = 128 * 1024 * 1024
"""Bytes of a ZIP archive (EPUB), most of which is pictures that are never unpacked."""

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\3\4"


class Opened(NamedTuple):
    """A file that was read.

    Attributes:
        data: Its bytes, all of them, unpacked.
        changed: When it was last changed, in seconds since 1970.
        name: Its name as it can be shown.
        learnt: What its source's articles taught about its furniture.
    """

    path: Path
    data: bytes
    changed: float
    name: str
    learnt: Learnt = NOTHING

    @property
    def suffix(self) -> str:
        """The last suffix but ``.gz``, in lower case, with its dot."""
        return suffix_of(self.path)

    @property
    def title(self) -> str:
        """What the file is called, for want of a headline: its name without the suffix."""
        name = Path(self.name)
        stem = name.stem if name.suffix.lower() != ".gz" else Path(name.stem).stem
        return " ".join(stem.replace("_", " ").split()) or self.name

    @property
    def dated(self) -> When | None:
        """The file's own date, for want of the article's: when it was last changed, or the day its
        name states (``2026-11-05 ferry.txt``) if it was changed later.

        Copying, packing and cloning change a file and not its name. A name that states a later day
        says what the file is about.
        """
        changed, named = from_seconds(self.changed), named_day(self.name)
        if changed is None or (named is not None and named.value < changed.value[:10]):
            return named
        return changed


def suffix_of(path: Path) -> str:
    """A path's last suffix but ``.gz``, in lower case, with its dot."""
    suffix = path.suffix.lower()
    return Path(path.stem).suffix.lower() if suffix == ".gz" else suffix


def open_file(path: Path) -> Opened:
    """Read a file, without ever waiting for one that is a pipe or a device.

    Raises:
        ReadingError: It cannot be read, is no regular file, is larger than it may be, or is packed
            and broken.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ReadingError(path, "this is not a regular file")
            start = stream.read(len(_ZIP))
            largest = LARGEST_ARCHIVE if start == _ZIP else LARGEST
            if status.st_size > largest:
                raise ReadingError(path, f"the file is larger than {largest >> 20} MB")
            room = min(status.st_size or largest, largest) + 1
            data = start + stream.read(room)
    except OSError as error:
        raise ReadingError(path, _reason(error)) from error
    if len(data) > largest:
        raise ReadingError(path, f"the file is larger than {largest >> 20} MB")
    if data.startswith(_GZIP):
        data = _unpacked(path, data)
    return Opened(path, data, status.st_mtime, display_name(path))


def _unpacked(path: Path, data: bytes) -> bytes:
    """What gzip packed, of all members one after the other."""
    parts: list[bytes] = []
    room = LARGEST
    while data.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            part = unpacker.decompress(data, room + 1)
        except zlib.error as error:
            raise ReadingError(path, "the compressed file is broken") from error
        room -= len(part)
        if room < 0:
            raise ReadingError(path, f"unpacked, the file is larger than {LARGEST >> 20} MB")
        if not unpacker.eof:
            raise ReadingError(path, "the compressed file breaks off")
        parts.append(part)
        data = unpacker.unused_data.lstrip(b"\0")
    return b"".join(parts)


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, FileNotFoundError):
        return "the file is no longer there"
    if isinstance(error, IsADirectoryError):
        return "this is a folder"
    return (error.strerror or "it could not be opened").lower()
