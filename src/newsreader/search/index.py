"""The full-text index: words → ranked article ids. Can be deleted at any time.

In the index's folder lie a manifest and one generation, a folder of Whoosh's files. The manifest
says which generation serves, what made it, and how many articles each of its last commits holds; it
is replaced by renaming, so it is always whole. :meth:`Index.rebuild` writes a new generation beside
the old one and then switches the manifest: until that moment, and if it never comes, the old one
serves. Formats are never migrated: whatever does not fit, and any exception while opening or
searching, is :class:`IndexUnusable`, and the answer to that is a rebuild.

One process writes at a time; any number read meanwhile and see a commit when it is done. Whoosh
stores pickles, so the folder is ours alone (mode 0700) and a folder of anybody else is not opened.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from traceback import format_exception
from typing import TYPE_CHECKING

import msgspec

from newsreader.article import Kind
from newsreader.errors import NewsreaderError, StorageError
from newsreader.search import analysis, stemming
from newsreader.search.query import Node

if TYPE_CHECKING:
    from newsreader.search.postings.files import Array
    from newsreader.search.postings.numbering import Numbering
    from newsreader.search.searching import Answer
    from newsreader.search.segments import Snapshot, Writer

SCHEMA = 6
"""Grows with every change of what is written."""

LOCK_SECONDS = 30.0
LOOKED_THROUGH = 1 << 29
"""Bytes; a larger index is not looked through as a whole."""

_log = logging.getLogger(__name__)


class IndexUnusable(StorageError):
    """The index is missing, damaged or made by another version: it has to be rebuilt."""


class IndexDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What the index needs of an article.

    Attributes:
        id: The article's id.
        title: Its headline; "" when it has none of its own.
        body: The text of its body.
        folded: The text of each kind of folded section it has.
        language: BCP 47 primary tag; None is taken for English.
        number: The article's number in the catalogue, by which searches are narrowed to some
            articles; at least 0, below 2³².
        sort_at: Where it stands in lists, in seconds since the epoch.
    """

    id: str
    title: str
    body: str
    folded: Mapping[Kind, str] = {}
    language: str | None = None
    number: int = 0
    sort_at: int = 0

    def texts(self) -> dict[str, str]:
        """Its texts by the name of the index's field."""
        folded = {kind.value: text for kind, text in self.folded.items() if kind is not Kind.BODY}
        return {"title": self.title, "body": self.body, **folded}


class Manifest(msgspec.Struct, frozen=True):
    """What the index's folder says of itself.

    Attributes:
        schema: Our version, that of the analysis and that of the stemmers.
        whoosh: Whoosh's version.
        generation: The generation that serves.
        commits: Articles in the index, by the number of Whoosh's commit. While a commit is being
            written both it and the one before it are listed.
    """

    schema: str
    whoosh: str
    generation: int
    commits: dict[int, int]


Documents = Callable[[Collection[str]], Iterable[IndexDocument]]


class Index:
    """The full-text index in a folder. All methods may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        """Touch nothing: the index is opened when it is first needed, or by :meth:`open`."""
        self.folder = folder
        self._lock = RLock()
        self._writing = RLock()
        self._manifest_path = str(folder / "manifest.json")
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, ...] = ()
        self._numbering: Numbering | None = None

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open the index in a folder.

        Raises:
            IndexUnusable: There is none, or none that can be used: ``Index(folder).rebuild(…)``.
        """
        index = cls(folder)
        index.refresh()
        return index

    # Reading.

    def search(
        self,
        tree: Node,
        *,
        kinds: Collection[Kind] = (),
        languages: Collection[str] = ("en",),
        limit: int | None = None,
        documents: Documents | None = None,
    ) -> dict[str, float]:
        """The ids of the articles a tree of words finds, best first; see :meth:`find`.

        Returns:
            Ids and scores, above 0, comparable within one query only.
        """
        answer = self.find(tree, kinds=kinds, languages=languages, limit=limit, documents=documents)
        return answer.by_id()

    def find(
        self,
        tree: Node,
        *,
        kinds: Collection[Kind] = (),
        languages: Collection[str] = ("en",),
        limit: int | None = None,
        documents: Documents | None = None,
        among: Array | None = None,
        newest: bool = False,
    ) -> Answer:
        """The articles a tree of words finds, best first; equals newest first, then by id.

        Args:
            tree: Words and phrases, such as ``joining.evaluate`` asks for.
            kinds: The kinds of folded section to search besides headline and body.
            languages: The languages of the articles; words are stemmed for each of them.
            limit: Only the first so many.
            documents: Gives the text of articles. Only ``=word`` needs it: exact forms are not
                indexed, so what ``word`` finds is looked through. Without it that is the answer.
            among: Only these articles: an array of truths, one for each number of an article. Those
                of greater numbers are left out.
            newest: Newest first instead of best first.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        from newsreader.search.searching import Question

        folded = sorted({kind.value for kind in kinds} - {Kind.BODY.value}) if kinds else ()
        fields = ("title", "body", *folded)
        spoken = analysis.spoken(languages)
        with self._reading() as snapshot:
            question = Question(snapshot, fields, spoken, documents, among)
            return question.answer(tree, limit, newest=newest)

    def ids(self) -> set[str]:
        """The ids of all articles in the index.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        with self._reading() as snapshot:
            return set(snapshot.ids())

    def count(self) -> int:
        """The number of articles in the index.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        with self._reading() as snapshot:
            return snapshot.count

    def vocabulary(self, beginnings: Collection[str]) -> dict[str, int]:
        """The terms (folded and stemmed) that begin so, and in how many articles each stands.

        Headlines and bodies count.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        with self._reading() as snapshot:
            return snapshot.vocabulary(beginnings)

    def frequency(self, term: str) -> int:
        """In how many articles a term stands, counted as :meth:`vocabulary` does.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        with self._reading() as snapshot:
            return snapshot.frequency(term)

    def examples(self, term: str, limit: int) -> list[str]:
        """The ids of at most so many articles a term stands in, rather in the headline than below.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        with self._reading() as snapshot:
            return snapshot.examples(term, limit)

    def refresh(self) -> None:
        """See what another process has committed. Cheap; searching does it by itself.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        with self._reading():
            pass

    def look_through(self) -> None:
        """Make sure that nothing in the index is damaged, so that no search has to, nor meets it.

        For a thread that has time: it takes a tenth of a second for 100,000 articles, or as long as
        the disk needs. An index so large that this would take long is left alone: then searches
        check what they read, as they do until this is done.

        Raises:
            IndexUnusable: The index has to be rebuilt.
        """
        with self._reading() as snapshot:
            segments = snapshot.segments
        if sum(segment.bytes for segment in segments) > LOOKED_THROUGH:
            return
        try:
            for segment in segments:
                segment.check_all()
        except Exception as error:  # the same border, without keeping searches waiting
            with self._lock:
                raise self._given_up(error) from error

    def rest(self) -> None:
        """Give back the memory that holds what was looked at, while nothing is searched for."""
        with self._lock:
            for segment in self._snapshot.segments if self._snapshot is not None else ():
                segment.rest()

    def close(self) -> None:
        """Let go of the index's files. A later call opens them again."""
        with self._lock:
            self._forget()

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        with self._lock:
            try:
                yield self._current()
            except NewsreaderError:
                raise
            except Exception as error:  # the border: a damaged index fails in any way it likes
                raise self._given_up(error) from error

    def _given_up(self, error: Exception) -> IndexUnusable:
        """What to raise for an index that failed; it is let go of."""
        from newsreader.search.segments import let_go

        self._forget()
        _log.warning("%s: damaged: %s", self.folder, "".join(format_exception(error)))
        let_go(error)
        return IndexUnusable(f"{self.folder}: the search index is damaged: {error}")

    def _current(self) -> Snapshot:
        try:
            status = os.stat(self._manifest_path)  # noqa: PTH116 - asked before every search
        except OSError as error:
            self._forget()
            raise IndexUnusable(f"{self.folder}: there is no search index") from error
        stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._snapshot is None or stamp != self._stamp:
            self._snapshot = self._open()
            self._stamp = stamp
        return self._snapshot

    def _forget(self) -> None:
        self._snapshot = None

    def _open(self) -> Snapshot:
        from newsreader.search.segments import Snapshot

        owner = self.folder.stat()
        if owner.st_uid != os.getuid() or owner.st_mode & 0o022:
            raise IndexUnusable(f"{self.folder}: others may write to the search index")
        for attempt in range(20):
            manifest = self._manifest()
            generation = self._generation(manifest.generation)
            try:
                snapshot = Snapshot(generation)
            except FileNotFoundError:  # a commit or rebuild has just swept what we were opening
                if attempt == 19:
                    raise
                time.sleep(0.01)
                continue
            if manifest.commits.get(snapshot.generation) == snapshot.count:
                return snapshot
            time.sleep(0.01)
        raise IndexUnusable(f"{self.folder}: the search index does not fit its manifest")

    @property
    def _manifest_file(self) -> Path:
        return Path(self._manifest_path)

    def _generation(self, number: int) -> Path:
        return self.folder / f"generation-{number}"

    def _manifest(self) -> Manifest:
        from newsreader.search.segments import WHOOSH_VERSION

        try:
            manifest = msgspec.json.decode(self._manifest_file.read_bytes(), type=Manifest)
        except (OSError, msgspec.DecodeError) as error:
            raise IndexUnusable(f"{self.folder}: the search index has no manifest") from error
        if (manifest.schema, manifest.whoosh) != (_schema_version(), WHOOSH_VERSION):
            raise IndexUnusable(f"{self.folder}: the search index was made by another version")
        return manifest

    # Writing.

    def update(self, documents: Iterable[IndexDocument], removed: Iterable[str] = ()) -> None:
        """Add documents, or replace those of the same id, and remove others: in one commit.

        Args:
            documents: The new and the changed; of several with one id the last counts.
            removed: Ids; those not in the index are passed over.

        Raises:
            IndexUnusable: The index has to be rebuilt.
            StorageError: It could not be written; nothing has changed.
        """
        added = {document.id: document for document in documents}
        with self._sole_writer():
            with self._reading() as snapshot:
                generation = snapshot.folder
                number, count = snapshot.generation, snapshot.count
                gone = snapshot.places({*added, *removed})
            if not added and not gone:
                return
            from newsreader.search.segments import Writer

            writer = Writer(generation, self._learnt())
            try:
                for document in added.values():
                    _add(writer, document)
                for one in gone:
                    writer.delete(one)
                commits = {writer.generation: count - len(gone) + len(added)}
                self._announce(generation, {number: count, **commits})
                writer.commit()
            except BaseException:
                writer.cancel()
                raise
            self._announce(generation, commits)

    def merge(self, *, everything: bool = False) -> bool:
        """Bring many segments together, so that searches stay quick: a commit does so little of it.

        Args:
            everything: Leave as few segments as there can be, none with deleted documents. Else
                only what is worth it: every article is copied a few times in its life.

        Returns:
            Whether there was anything to do.

        Raises:
            IndexUnusable: The index has to be rebuilt.
            StorageError: It could not be written; nothing has changed.
        """
        with self._sole_writer():
            with self._reading() as snapshot:
                generation = snapshot.folder
                number, count = snapshot.generation, snapshot.count
                if not snapshot.merges(everything=everything):
                    return False
            from newsreader.search.segments import Writer

            writer = Writer(generation)
            try:
                self._announce(generation, {number: count, writer.generation: count})
                writer.merge(everything=everything)
            except BaseException:
                writer.cancel()
                raise
            self._announce(generation, {writer.generation: count})
            return True

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Make the index anew from all documents; the old one serves until this is done.

        Args:
            documents: All of them; of several with one id the first counts.

        Raises:
            StorageError: It could not be written; the old index, if any, still serves.
        """
        with self._sole_writer():
            old = list(self.folder.glob("generation-*"))
            generation = self._generation(1 + max((_number(path) for path in old), default=0))
            try:
                generation.mkdir(mode=0o700)
                commits = self._write(generation, documents)
                self._announce(generation, commits)
            except BaseException:
                shutil.rmtree(generation, ignore_errors=True)
                raise
            for path in old:
                shutil.rmtree(path, ignore_errors=True)

    def _write(self, generation: Path, documents: Iterable[IndexDocument]) -> dict[int, int]:
        from newsreader.search import segments

        segments.create(generation)
        writer = segments.Writer(generation, self._learnt())
        seen: set[str] = set()
        try:
            for document in documents:
                if document.id not in seen:
                    seen.add(document.id)
                    _add(writer, document)
            writer.commit(everything=True)
        except BaseException:
            writer.cancel()
            raise
        return {writer.generation: len(seen)}

    def _learnt(self) -> Numbering:
        """What commits know of words already."""
        if self._numbering is None:
            from newsreader.search.postings.numbering import Numbering

            self._numbering = Numbering()
        return self._numbering

    def _announce(self, generation: Path, commits: dict[int, int]) -> None:
        from newsreader.search.segments import WHOOSH_VERSION

        manifest = Manifest(_schema_version(), WHOOSH_VERSION, _number(generation), commits)
        new = self._manifest_file.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(manifest))
        new.replace(self._manifest_file)

    @contextmanager
    def _sole_writer(self) -> Iterator[None]:
        """Keep other threads and processes from writing, and make a sentence of what goes wrong."""
        with self._writing:
            try:
                self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self.folder.chmod(0o700)
                with (self.folder / "lock").open("wb") as lock:
                    _acquire(lock.fileno(), self.folder)
                    yield
            except NewsreaderError:
                raise
            except OSError as error:
                from newsreader.search.segments import let_go

                _log.warning("%s: %s", self.folder, "".join(format_exception(error)))
                let_go(error)
                why = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or error
                message = f"{self.folder}: the search index could not be written: {why}"
                raise StorageError(message) from error


def _add(writer: Writer, document: IndexDocument) -> None:
    writer.add(document.id, document.number, document.sort_at, document.texts(), document.language)


def _acquire(handle: int, folder: Path) -> None:
    patience = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() > patience:
                message = (
                    f"{folder}: another newsreader is writing the search index; try again later"
                )
                raise StorageError(message) from error
            time.sleep(0.05)


def _schema_version() -> str:
    return f"{SCHEMA}.{analysis.VERSION}.{stemming.version()}"


def _number(generation: Path) -> int:
    digits = generation.name.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
