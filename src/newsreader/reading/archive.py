"""A ZIP archive that is read within bounds, whatever it says about itself.

A few kilobytes can unpack to gigabytes, a name can stand in an archive a thousand times, and what
a directory says about sizes need not be true. So what counts is what really comes out: no member,
and not all of them together, may be larger than a file may be.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from newsreader.errors import ReadingError
from newsreader.reading.opened import LARGEST, Opened

_MOST_MEMBERS = 20_000
_LARGEST_MEMBER = 8 * 1024 * 1024
_STEEPEST = 200
_STEEP_FROM = 1024 * 1024


class Archive:
    """The members of a ZIP archive."""

    def __init__(self, file: Opened) -> None:
        """Look at what is in an archive; nothing is unpacked yet.

        Raises:
            ReadingError: It is broken, or has too many members.
        """
        self._file = file
        self._room = LARGEST
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
            self._members = {member.filename: member for member in self._zip.infolist()}
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            NotImplementedError,
            UnicodeError,
        ) as error:
            raise ReadingError(file.path, "the archive is broken") from error
        if len(self._zip.infolist()) > _MOST_MEMBERS:
            raise ReadingError(file.path, "the archive has too many files in it")

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes | None:
        """What is in a member; None if there is none of that name, or it is broken.

        Raises:
            ReadingError: It unpacks to more than a file may be.
        """
        member = self._members.get(name)
        if member is None:
            return None
        try:
            with self._zip.open(member) as stream:
                data = stream.read(min(_LARGEST_MEMBER, self._room) + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError,
                NotImplementedError):  # fmt: skip
            return None
        self._room -= len(data)
        steep = len(data) > max(_STEEP_FROM, _STEEPEST * max(member.compress_size, 1))
        if self._room < 0 or len(data) > _LARGEST_MEMBER or steep:
            raise ReadingError(self._file.path, "the archive unpacks to more than it may")
        return data
