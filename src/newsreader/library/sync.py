"""Brings catalogue and index up to date with the files on disk.

Walk, compare, read what changed, catalogue it, index it, find the copies of one story. A file
counts as changed if its size, its time of change or its folder differ from what the catalogue
knows. What changed is read by
:mod:`~newsreader.library.readers`, newest files first, and committed to the catalogue several times
a second; the index follows in batches that grow, so that search works soon and does not cost more
for it. What the sources' articles then teach about their furniture (see
:mod:`~newsreader.library.learnt`) has some of them read once more, and taken apart anew.

It can be killed at any moment. A file is committed together with the articles in it, so it is
either read or read again. What the index lacks is listed in the catalogue, and struck off only
after the index was committed; that both speak of the same index shows in the number of documents,
which is kept in the catalogue. Where they disagree, the index is asked for its ids; where it cannot
be read at all, it is made anew from the catalogue.

One process writes at a time. A second waits for the first, and then looks for itself.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from newsreader.errors import StorageError
from newsreader.library.answers.synced import Failure, Phase, Progress, SyncResult
from newsreader.library.catalogue import Catalogue
from newsreader.library.cataloguing import Cataloguer, SeenFile
from newsreader.library.database import (
    is_damage,
    is_free,
    locked,
    prepare_for_much,
    transaction,
    why,
)
from newsreader.library.following import Following
from newsreader.library.following_beside import FollowingBeside
from newsreader.library.learnt import learn_again, learn_early, learnt_by_folder
from newsreader.library.marks import Marks
from newsreader.library.readers import DEADLINE, Outcome, Readers, ReadFile
from newsreader.library.walk import FoundFile, Walk, source_key
from newsreader.search.index import Index

_COMMIT_EVERY = 0.25
_MOST_PENDING = 2_000
_TELL_EVERY = 500
_MANY = 500
"""Files from which on a process for index and stories is worth its start."""

_log = logging.getLogger(__name__)

Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


class Sync:
    """One sync of one library."""

    def __init__(
        self,
        roots: Sequence[Path],
        catalogue: Catalogue,
        marks: Marks,
        index: Index,
        *,
        report: Report,
        cancelled: Cancelled,
        read: ReadFile | None = None,
        deadline: float = DEADLINE,
    ) -> None:
        self._roots = roots
        self._catalogue = catalogue
        self._marks = marks
        self._index = index
        self._report = report
        self._cancelled = cancelled
        self._read = read
        self._deadline = deadline
        self._articles = 0
        self._again: set[bytes] = set()
        self._began = time.monotonic()

    def run(self, wait: float | None = None) -> SyncResult:
        """Bring everything up to date.

        Args:
            wait: How many seconds to wait for another process that is at it; then, what there is
                has to do. None waits as long as it takes.

        Raises:
            StorageError: Catalogue or index cannot be written. What was catalogued stays.
        """
        self._articles = self._catalogue.ask(lambda database: Cataloguer(database).count())
        self._tell("looking", 0, 0)
        lock = self._catalogue.writer_lock
        with locked(lock, wait=wait, cancelled=self._cancelled) as ours:
            if not ours:
                return self._catalogue.ask(lambda database: self._result(database, None, None))
            try:
                return self._run_on_what_is_whole()
            except sqlite3.DatabaseError as error:
                sentence = f"{self._catalogue.path}: cannot be written: {why(error)}"
                raise StorageError(sentence) from error

    def _run_on_what_is_whole(self) -> SyncResult:
        """Run; what turns out to be damaged is thrown away and made anew."""
        try:
            return self._run()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            _log.warning("%s: damaged", self._catalogue.path, exc_info=True)
        if not self._marks.heal():
            self._catalogue.throw_away()
        return self._run()

    def _run(self) -> SyncResult:
        with self._catalogue.borrowed() as database:
            cataloguer = Cataloguer(database)
            walk = Walk(self._roots)
            found = self._look(walk)
            if found is not None:
                with transaction(database):
                    changed = _differences(found, cataloguer, walk)
                if len(changed) >= _MANY:
                    prepare_for_much(database)
                with self._following(len(changed), database) as following:
                    if self._take_in(changed, cataloguer, following, database):
                        with transaction(database):
                            cataloguer.drop_departed()
                            self._again |= learn_again(database)
                        self._split_again(
                            [file for file in found if file.path in self._again],
                            cataloguer,
                            following,
                            database,
                        )
                        self._marks.carry(cataloguer.successions())
                        self._marks.remember(cataloguer.marked_paths())
                    following.finish(self._cancelled)
            return self._result(database, cataloguer, walk)

    def _following(self, files: int, database: sqlite3.Connection) -> Following | FollowingBeside:
        """What has index and stories follow: for many files a process of its own."""
        if files >= _MANY and self._marks.is_file:
            return FollowingBeside(
                self._catalogue.path, self._marks.address, self._index.folder, self._tell_of_index
            )
        return Following(database, self._index, self._tell_of_index)

    def _look(self, walk: Walk) -> list[FoundFile] | None:
        """All files there are, or None if we were called off."""
        found = []
        for file in walk:
            found.append(file)
            if len(found) % _TELL_EVERY == 0:
                self._tell("looking", len(found), 0)
                if self._cancelled():
                    return None
        return found

    def _take_in(
        self,
        changed: list[FoundFile],
        cataloguer: Cataloguer,
        following: Following | FollowingBeside,
        database: sqlite3.Connection,
        *,
        learning: bool = True,
    ) -> bool:
        """Read and catalogue the files that changed; whether we came to the end of them."""
        by_path = {file.path: file for file in changed}
        known = learnt_by_folder(database)
        done = 0
        pending: list[Outcome] = []
        looked = time.monotonic()

        def commit() -> None:
            with transaction(database):
                for outcome in pending:
                    if not outcome.gone:
                        lines = outcome.lines if learning else {}
                        cataloguer.put(by_path[outcome.path], outcome.articles, lines)
                again = learn_early(database) if learning else set()
            if again:
                known.update(learnt_by_folder(database))
                self._again |= again
            pending.clear()
            self._articles = cataloguer.count()
            self._tell("reading", done, len(changed))
            following.some()

        def learnt(path: bytes) -> bytes:
            return known.get(by_path[path].source.key, b"")

        with Readers(self._read, deadline=self._deadline) as readers:
            for outcome in readers.read(by_path, learnt):
                if outcome is not None:
                    done += 1
                    pending.append(outcome)
                if time.monotonic() - looked < _COMMIT_EVERY:
                    continue
                # While stories are being written reading goes on, and more is committed at once.
                if len(pending) >= _MOST_PENDING or is_free(database):
                    commit()
                if self._cancelled():
                    return False
                looked = time.monotonic()
            commit()
        return True

    def _split_again(
        self,
        files: list[FoundFile],
        cataloguer: Cataloguer,
        following: Following | FollowingBeside,
        database: sqlite3.Connection,
    ) -> None:
        """Read files again whose sources have taught us something. Nothing in them has changed, so
        nothing is learnt from them, and nobody is told of it."""
        updated = cataloguer.updated
        if files:
            self._take_in(files, cataloguer, following, database, learning=False)
        cataloguer.updated = updated

    def _tell(self, phase: Phase, done: int, total: int) -> None:
        self._report(Progress(phase, done, total, self._articles))

    def _tell_of_index(self, done: int, total: int) -> None:
        self._tell("indexing", done, total)

    def _result(
        self, database: sqlite3.Connection, cataloguer: Cataloguer | None, walk: Walk | None
    ) -> SyncResult:
        def count(question: str) -> int:
            return int(database.execute(question).fetchone()[0])

        failed = {
            source_key(path): error
            for path, error in database.execute(
                "SELECT files.path, articles.error FROM articles"
                " JOIN files ON files.number = articles.file WHERE articles.error IS NOT NULL"
            )
        }
        failed |= {
            source_key(path): reason for path, reason in (walk.unopened if walk else {}).items()
        }
        return SyncResult(
            sources=count("SELECT count(*) FROM sources"),
            articles=count("SELECT count(*) FROM articles"),
            added=cataloguer.added if cataloguer else 0,
            updated=cataloguer.updated if cataloguer else 0,
            removed=cataloguer.removed if cataloguer else 0,
            skipped=count("SELECT count(*) FROM files WHERE skipped")
            + (walk.skipped if walk else 0),
            failed=[Failure(path, failed[path]) for path in sorted(failed)],
            seconds=round(time.monotonic() - self._began, 3),
        )


def _differences(found: list[FoundFile], cataloguer: Cataloguer, walk: Walk) -> list[FoundFile]:
    """Forget the files that are gone; the files to read, newest first."""
    there = {file.path for file in found}
    # What lies in a folder that cannot be opened at the moment has not gone for that.
    closed = tuple(os.path.join(folder, b"") for folder in walk.unopened)  # noqa: PTH118 - bytes
    seen = cataloguer.files()
    gone = [
        file.number
        for path, file in seen.items()
        if path not in there and not path.startswith(closed)
    ]
    if gone:
        cataloguer.remove(gone)
        seen = cataloguer.files()
    changed = [file for file in found if not _is_known(file, seen.get(file.path))]
    return sorted(changed, key=lambda file: -file.mtime)


def _is_known(file: FoundFile, seen: SeenFile | None) -> bool:
    return seen is not None and seen.is_still(file)
