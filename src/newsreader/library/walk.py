"""The files of a library, and the source each belongs to.

What counts: every regular file under the roots, however deep, by the path it was found under. Left
out, and counted: hidden names, the ``*_files`` folders browsers save beside a page, links that lead
nowhere, and what is no file (sockets, pipes). A root the user named is always looked into, whatever
it is called.

A folder is entered once, however many links lead to it, so that loops end; folders are entered
before links to folders, so that what lies in the library is found at its own place. Roots that
contain one another are harmless for the same reason: a file belongs to the first root that reaches
it.

Whose a file is: the first-level folder under its root that it lies in, else the root itself; for a
file opened singly, the folder it lies in. That a file is a feed, and so a source of its own, only
shows when it is read: see :func:`feed_source`.

File names are bytes. Keys and names of sources are text that can be shown.
"""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from newsreader.article import Source
from newsreader.reading.clean import clean_line, display_name


class FoundFile(msgspec.Struct, frozen=True):
    """A file that may hold articles.

    Attributes:
        path: Its absolute path, as the system has it.
        size: In bytes.
        mtime: When it was last changed, in nanoseconds since the epoch.
        source: Whose it is, unless it turns out to be a feed.
    """

    path: bytes
    size: int
    mtime: int
    source: Source


class Walk:
    """One walk over the roots: iterate over it for the files, then ask what was left out.

    Attributes:
        skipped: How many names were left out so far; a folder counts once.
        unopened: The folders that could not be opened, each with the reason.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots
        self._entered: set[tuple[int, int]] = set()
        self._found: set[bytes] = set()
        self._links: deque[tuple[bytes, Source | None]] = deque()
        self.skipped = 0
        self.unopened: dict[bytes, str] = {}

    def __iter__(self) -> Iterator[FoundFile]:
        for root in self._roots:
            path = os.fsencode(root)
            try:
                status = os.stat(path)  # noqa: PTH116 - bytes
            except OSError as error:
                self.unopened[path] = _reason(error)
                continue
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path, None)
            else:
                yield from self._file(path, status, folder_source(os.path.dirname(path)))  # noqa: PTH120
        while self._links:
            yield from self._folder(*self._links.popleft())

    def _folder(self, top: bytes, source: Source | None) -> Iterator[FoundFile]:
        """The files below ``top``. ``source`` is whose they are; None for a root, where each folder
        in it is a source."""
        waiting = [(top, source)]
        while waiting:
            folder, whose = waiting.pop()
            folders = []
            for entry in self._entries(folder):
                if entry.name.startswith(b"."):
                    self.skipped += 1
                    continue
                below = whose or folder_source(entry.path)
                try:
                    if entry.is_dir():
                        if entry.name.endswith(b"_files"):
                            self.skipped += 1
                        elif entry.is_symlink():
                            self._links.append((entry.path, below))
                        else:
                            folders.append((entry.path, below))
                    else:
                        mine = whose or folder_source(folder)
                        yield from self._file(entry.path, entry.stat(), mine)
                except OSError:
                    self.skipped += 1
            waiting.extend(reversed(folders))

    def _entries(self, folder: bytes) -> list[os.DirEntry[bytes]]:
        """What lies in a folder, by name; nothing if it was entered before or cannot be."""
        try:
            status = os.stat(folder)  # noqa: PTH116 - bytes
            identity = (status.st_dev, status.st_ino)
            if identity in self._entered:
                return []
            self._entered.add(identity)
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.unopened[folder] = _reason(error)
            return []

    def _file(self, path: bytes, status: os.stat_result, source: Source) -> Iterator[FoundFile]:
        if not stat.S_ISREG(status.st_mode):
            self.skipped += 1
        elif path not in self._found:
            self._found.add(path)
            yield FoundFile(path, status.st_size, status.st_mtime_ns, source)


def folder_source(folder: bytes) -> Source:
    """The source a folder is."""
    return Source(key=source_key(folder), name=display_name(Path(os.fsdecode(folder))))


def feed_source(path: bytes, title: str | None) -> Source:
    """The source a feed file is: called what the feed calls itself, else as the file is."""
    name = clean_line(title or "") or display_name(Path(os.fsdecode(path)))
    return Source(key=source_key(path), name=name)


def source_key(path: bytes) -> str:
    """A path as text that can be shown and stored: what cannot be shown is written ``\\x1b``."""
    text = path.decode("utf-8", "backslashreplace")
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _reason(error: OSError) -> str:
    return f"could not be opened: {(error.strerror or str(error)).lower()}"
