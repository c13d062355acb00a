"""A file as the readers get it: its bytes, read once and within bounds."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from newsreader.errors import ReadingError
from newsreader.reading.clean import display_name

LARGEST = 32 * 1024 * 1024
"""Bytes. No news item is larger; what is, is a dump, and would hold up everything else."""


class Opened(NamedTuple):
    """A file that was read.

    Attributes:
        data: Its bytes, all of them.
        changed: When it was last changed, in seconds since 1970.
        name: Its name as it can be shown.
    """

    path: Path
    data: bytes
    changed: float
    name: str

    @property
    def suffix(self) -> str:
        """The last suffix, in lower case, with its dot."""
        return self.path.suffix.lower()

    @property
    def title(self) -> str:
        """What the file is called, for want of a headline: its name without the suffix."""
        stem = Path(self.name).stem
        return " ".join(stem.replace("_", " ").split()) or self.name


def open_file(path: Path) -> Opened:
    """Read a file, without ever waiting for one that is a pipe or a device.

    Raises:
        ReadingError: It cannot be read, is no regular file, or is larger than ``LARGEST``.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ReadingError(path, "this is not a regular file")
            if status.st_size > LARGEST:
                raise ReadingError(path, f"the file is larger than {LARGEST >> 20} MB")
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise ReadingError(path, _reason(error)) from error
    if len(data) > LARGEST:
        raise ReadingError(path, f"the file is larger than {LARGEST >> 20} MB")
    return Opened(path, data, status.st_mtime, display_name(path))


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, FileNotFoundError):
        return "the file is no longer there"
    if isinstance(error, IsADirectoryError):
        return "this is a folder"
    return (error.strerror or "it could not be opened").lower()
