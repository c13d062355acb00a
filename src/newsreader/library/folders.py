"""Where a library's catalogue and index are kept.

In the user's cache, one folder a library. Where that cannot be written (read-only, or the disk is
full), in a temporary folder for the session: on the disk, or else in the memory that most systems
keep for such files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from newsreader.config import Places
from newsreader.errors import StorageError
from newsreader.library.catalogue import NAME, Catalogue
from newsreader.library.marks import Marks

_LEAST_ROOM = 4 * 1024 * 1024
"""Bytes free, below which no library is begun: some 500 articles with their index."""


class Kept(msgspec.Struct, frozen=True):
    """A catalogue, and where it is.

    Attributes:
        catalogue: Open.
        places: The places it was opened with; the cache may be ``temporary``.
        temporary: What to delete when the library is closed, if anything.
    """

    catalogue: Catalogue
    places: Places
    temporary: Path | None = None


def keep(
    roots: tuple[Path, ...], places: Places, marks: Marks, warn: Callable[[str], None]
) -> Kept:
    """Open the catalogue of these roots where it can be kept.

    Raises:
        StorageError: Nowhere.
    """
    try:
        _make_sure_of_room(folder_of(roots, places))
        return Kept(Catalogue(folder_of(roots, places), marks), places)
    except StorageError as error:
        for base in _temporary_folders():
            try:
                temporary = Path(tempfile.mkdtemp(prefix="newsreader-", dir=base))
            except OSError:
                continue
            elsewhere = msgspec.structs.replace(places, cache=temporary)
            try:
                kept = Kept(Catalogue(folder_of(roots, elsewhere), marks), elsewhere, temporary)
            except StorageError:
                shutil.rmtree(temporary, ignore_errors=True)
                continue
            warn(f"{error}. This session works from a temporary folder.")
            return kept
        raise


def folder_of(roots: tuple[Path, ...], places: Places) -> Path:
    """The folder of these roots; their order counts, for it decides whose a file is."""
    digest = hashlib.sha256(b"\0".join(os.fsencode(root) for root in roots)).hexdigest()[:16]
    return places.cache / "libraries" / digest


def absolute(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Roots as absolute paths without ``..``, each once, in the order given.

    Links are kept as they are, so that a library is the same one when a link is led elsewhere.
    """
    return tuple(
        dict.fromkeys(Path(os.path.abspath(os.path.expanduser(path))) for path in paths)  # noqa: PTH100, PTH111
    )


def _make_sure_of_room(folder: Path) -> None:
    """Refuse a disk on which a new catalogue could not grow; one that is there can be read."""
    if (folder / NAME).exists():
        return
    there = next(parent for parent in folder.parents if parent.exists())
    if shutil.disk_usage(there).free < _LEAST_ROOM:
        raise StorageError(f"{folder}: the disk is full")


def _temporary_folders() -> list[str]:
    return [tempfile.gettempdir(), *filter(None, [os.environ.get("XDG_RUNTIME_DIR")]), "/dev/shm"]
