"""A library: the folders and files opened together, with their catalogue, index and marks.

This is all the app and the commands know of what lies below. Everything here may be called from any
thread, and by several processes at once.
"""

from __future__ import annotations

import builtins
import os
import shutil
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from newsreader import config
from newsreader.config import Places
from newsreader.errors import ConfigError, PathMissing, StorageError
from newsreader.library import copies, history, listing
from newsreader.library.ahead import ROWS, Ahead, FirstLook
from newsreader.library.answers.articles import Entry, Passage, Position, Story, StoryCopy, Tag
from newsreader.library.answers.deeds import Deed, MarksSynced, Orphan, Outcome, Undone
from newsreader.library.answers.found import Completion, Facet, Facets, Found, Hit, SavedSearch
from newsreader.library.answers.lists import Counts, InStory, Row, Scope, SourceRow, View
from newsreader.library.answers.stats import Session, Stats
from newsreader.library.answers.synced import Failure, Progress, SyncResult
from newsreader.library.database import Connection, Stamp
from newsreader.library.folders import Kept, absolute, keep
from newsreader.library.marks import Marks
from newsreader.library.marks_file import NAME as MARKS_NAME
from newsreader.library.storied import Storied

if TYPE_CHECKING:
    from newsreader.article import Article
    from newsreader.library.ruling import Rules
    from newsreader.library.searcher import Searcher
    from newsreader.search.index import Index
    from newsreader.search.snippets import Snippet

__all__ = [
    "Completion",
    "Counts",
    "Deed",
    "Entry",
    "Facet",
    "Facets",
    "Failure",
    "FirstLook",
    "Found",
    "Hit",
    "InStory",
    "Library",
    "MarksSynced",
    "Orphan",
    "Outcome",
    "Passage",
    "Position",
    "Progress",
    "Row",
    "SavedSearch",
    "Scope",
    "Session",
    "SourceRow",
    "Stats",
    "Story",
    "StoryCopy",
    "SyncResult",
    "Tag",
    "Undone",
    "View",
]

_PATIENCE = 10.0
"""Seconds to wait for a question that is being answered while the library is closed."""


class Library(Storied):
    """Folders and files opened together.

    Attributes:
        roots: The folders and files, absolute, each once.
        places: Where its files are; the cache may be a temporary folder.
        warnings: Sentences the reader should see: a cache or marks that cannot be written, marks
            that were damaged. It may grow while the library is open.
    """

    def __init__(
        self, roots: tuple[Path, ...], kept: Kept, marks: Marks, warnings: list[str]
    ) -> None:
        """Use :meth:`open` instead."""
        self.roots = roots
        self.places = kept.places
        self.warnings = warnings
        self._catalogue = kept.catalogue
        self._temporary = kept.temporary
        self._marks = marks
        self._index: Index | None = None
        self._searcher: Searcher | None = None
        self._opening = threading.Lock()
        self._ahead: Ahead | None = None

    @classmethod
    def open(cls, roots: Sequence[Path], places: Places) -> Library:
        """Open a library with what is known of it: no file is looked at yet, see :meth:`sync`.

        Where the cache cannot be written, a temporary folder is used until the library is closed.

        Raises:
            PathMissing: One of the roots is not there.
            StorageError: Not even a temporary folder can be written.
        """
        roots = absolute(roots)
        for root in roots:
            if not os.path.exists(root):  # noqa: PTH110 - a folder that may not be entered is no error
                raise PathMissing(root)
        warnings: list[str] = []
        marks = Marks(places.data / MARKS_NAME, warnings.append)
        try:
            kept = keep(roots, places, marks, warnings.append)
        except BaseException:
            marks.close()
            raise
        return cls(roots, kept, marks, warnings)

    def look_ahead(self) -> None:
        """Begin to ask for what the app shows first, in a thread; see :meth:`first_look`."""
        self._ahead = Ahead(self._look)

    def first_look(self, seconds: float) -> FirstLook | None:
        """What the app shows first, if :meth:`look_ahead` was called and it comes in time; once."""
        ahead, self._ahead = self._ahead, None
        return None if ahead is None else ahead.result(seconds)

    def _look(self) -> FirstLook:
        scope = Scope()
        numbers = self.list(scope)
        return FirstLook(
            scope=scope,
            numbers=numbers,
            rows=self.rows(numbers[:ROWS]),
            counts=self.counts(),
            searches=self.saved_searches(),
            sources=self.sources(),
        )

    def close(self) -> None:
        """Close what is open. Nothing may be called after."""
        self.first_look(_PATIENCE)
        if self._index is not None:
            self._index.close()
        self._catalogue.close()
        self._marks.close()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def sync(
        self,
        report: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        wait: float | None = None,
    ) -> SyncResult:
        """Bring catalogue and index up to date with the files, in this process.

        Args:
            report: Hears how far it is, several times a second.
            cancelled: Asked as often whether to stop; what was done until then stays.
            wait: Seconds to wait while another process does the same; then what is there has to do.
                None waits as long as it takes.

        Raises:
            StorageError: The disk is full, or the cache cannot be written any more. What was
                catalogued until then can be read.
        """
        # Imported here, for the app leaves this to another process.
        from newsreader.library.sync import Sync

        sync = Sync(
            self.roots,
            self._catalogue,
            self._marks,
            self._the_index(),
            report=report,
            cancelled=cancelled,
        )
        result = sync.run(wait)
        # First, for what was done elsewhere no rule should do over.
        warnings = self._sync_marks()
        by_rules = self.rules.run_on_arrivals()
        return msgspec.structs.replace(result, by_rules=by_rules, warnings=warnings)

    @property
    def rules(self) -> Rules:
        """The rules for articles that arrive."""
        from newsreader.library.ruling import Rules

        return Rules(self, self._catalogue)

    def sources(self) -> list[SourceRow]:
        """The sources that have articles, by name."""
        return [*self._catalogue.ask(_sources)]

    def counts(self, *, every_copy: bool = False) -> Counts:
        """How many rows each view shows: by story, or by article."""
        return self._catalogue.ask(lambda database: _counts(database, every_copy))

    def stamp(self) -> Stamp:
        """What differs once articles have come, changed or gone; asking costs next to nothing."""
        return self._catalogue.stamp()

    def list(self, scope: Scope, keep: Collection[int] = ()) -> list[int]:
        """The numbers of the articles in a scope, newest first; of a story only its lead's, unless
        every copy is asked for.

        Args:
            scope: Which articles.
            keep: Numbers to list whatever their marks, so that a list stands still.
        """
        return self._catalogue.ask(lambda database: listing.numbers(database, scope, keep))

    def rows(self, numbers: Sequence[int]) -> builtins.list[Row]:
        """Rows of a list, in the order of ``numbers``; without those that are no longer there."""
        return self._catalogue.ask(lambda database: copies.rows(database, numbers))

    def ids(self, numbers: Sequence[int]) -> builtins.list[str]:
        """The ids of articles, in their order; without those that are no longer there."""
        return self._catalogue.ask(lambda database: listing.ids(database, numbers))

    def entry(self, number: int) -> Entry:
        """An article with all there is.

        Raises:
            UnknownArticle: There is none with that number.
        """
        return self._catalogue.ask(lambda database: copies.entry(database, number))

    def entry_by_id(self, id: str) -> Entry:
        """An article by its id, or by the beginning of it (four digits or more).

        Raises:
            UnknownArticle: There is none, or more than one begins so.
        """
        return self._catalogue.ask(
            lambda database: copies.entry(database, listing.number_of(database, id))
        )

    def search(
        self,
        text: str,
        *,
        limit: int | None = None,
        scope: Scope | None = None,
        typing: bool = False,
        among: Collection[int] | None = None,
        nearly: bool = True,
    ) -> Found:
        """Find articles. Any text is a query; what is wrong with it stands in the answer.

        Args:
            text: The query.
            limit: The most hits to return; they are all counted.
            scope: Where to look; None for everywhere.
            typing: Whether the last word may be unfinished.
            among: The numbers of the only articles to look at; None for all.
            nearly: Whether to answer with what has some of the words, or words spelled much alike,
                where nothing fits (``Found.nearly`` says so). Not for what acts on all it finds.
        """
        return self._the_searcher().search(
            text, limit=limit, scope=scope, typing=typing, among=among, nearly=nearly
        )

    def get_ready(self) -> None:
        """Import and open what searching needs, so that no search has to wait for it."""
        self._the_searcher().get_ready()

    def look_through(self) -> None:
        """Check the index for damage, so that no search has to; damaged, it is made anew by the
        next sync."""
        self._the_searcher().look_through()

    def rest(self) -> None:
        """Give back memory that searches took, when none is likely to follow soon."""
        from newsreader.library.memory import give_back

        if self._index is not None:
            self._index.rest()
        give_back()

    def facets(
        self, text: str, scope: Scope | None = None, *, found: Found | None = None
    ) -> Facets:
        """How what a query finds is spread over sources, months, agencies and tags.

        Args:
            text: The query; "" for everything.
            scope: Where to look; None for everywhere.
            found: What it found, if that is known: its last word may have been unfinished.
        """
        return self._the_searcher().facets(text, scope, found)

    def toggled(self, text: str, term: str) -> str:
        """The query with the term of a facet added, or without it if it has it already."""
        return self._the_searcher().toggled(text, term)

    def narrowed(self, text: str, more: str) -> str:
        """One query that finds what both find, in the order of the first."""
        return self._the_searcher().narrowed(text, more)

    def complete(
        self, text: str, cursor: int | None = None, limit: int = 10
    ) -> builtins.list[Completion]:
        """What could be typed next: fields, their values, saved searches, words; likeliest first.

        Args:
            text: The query so far.
            cursor: Characters before the cursor; None for all of them.
            limit: The most completions to return.
        """
        cursor = len(text) if cursor is None else cursor
        return self._the_searcher().complete(text, cursor, limit)

    def did_you_mean(self, text: str, *, typing: bool = False) -> str | None:
        """What a query that finds little was probably meant to be; None if that finds no more.

        Args:
            text: The query.
            typing: Whether the last word may be unfinished.
        """
        return self._the_searcher().did_you_mean(text, typing)

    def similar(self, number: int, limit: int = 20) -> Found:
        """More like this: articles alike in rare words, most alike first, copies of a story once.

        Args:
            number: The article, which is not among them; nor are copies of it.
            limit: The most hits to return.

        Raises:
            UnknownArticle: There is none with that number.
        """
        return self._the_searcher().similar(number, limit)

    def history(self) -> builtins.list[str]:
        """The searches of before, newest first."""
        return history.history(self.places.data / history.NAME)

    def remember(self, query: str) -> None:
        """Put a search into the history."""
        history.remember(self.places.data / history.NAME, query)

    def snippet(self, number: int, found: Found) -> Snippet | None:
        """The passage of an article that shows best why it was found; None if only its headline or
        its facts do."""
        from newsreader.library.finding import snippet

        return self._catalogue.ask(lambda database: snippet(database, number, found))

    def stories(self, query: str = "") -> builtins.list[Story]:
        """The stories with more than one copy that a query finds, in the order of a search."""
        numbers = [hit.number for hit in self.search(query).hits]
        return self._catalogue.ask(lambda database: copies.stories_among(database, numbers))

    def coverage(self, number: int, limit: int = 10) -> Found:
        """Articles on the same event in other words, most alike first; no copies of it.

        Args:
            number: The article.
            limit: The most to return.

        Raises:
            UnknownArticle: There is none with that number.
        """
        from newsreader.library.similar import FEW

        found = self._the_searcher().similar(number, limit * 3, FEW)
        alike = [hit.number for hit in found.hits]
        covering = self._catalogue.ask(lambda database: copies.same_event(database, number, alike))
        best = set(covering[:limit])
        hits = [hit for hit in found.hits if hit.number in best]
        return msgspec.structs.replace(found, hits=hits, total=len(hits))

    def whole(self, number: int) -> Article:
        """The file of an article as it came, nothing taken out and nothing folded.

        Read anew, in a process that can be ended; ``error`` says if that did not work.

        Raises:
            UnknownArticle: There is none with that number.
            StorageError: The file is gone, or the process gave up.
        """
        from newsreader.library.whole import whole_page

        return whole_page(self.entry(number).paths[0])

    def _the_searcher(self) -> Searcher:
        index = self._the_index()
        with self._opening:
            if self._searcher is None:
                from newsreader.library.searcher import Searcher

                self._searcher = Searcher(self._catalogue, index)
            return self._searcher

    def _sync_marks(self) -> tuple[str, ...]:
        """Bring the marks together with those in the folder of the settings, if there is one; a
        sentence if that could not be done."""
        with suppress(ConfigError):
            settings, _ = config.read(self.places.config_file)
            folder = Path(settings.marks_folder).expanduser()
            try:
                if settings.marks_folder and not folder.is_dir():
                    # It may be a disk that is not there at present: nothing is made in its place.
                    raise PathMissing(folder)
                if settings.marks_folder:
                    self.sync_marks(folder)
            except (PathMissing, StorageError) as error:
                return (f"Marks were not brought together with those of other machines: {error}",)
        return ()

    def _the_index(self) -> Index:
        # Not with the library, for what searching needs takes long to import.
        with self._opening:
            if self._index is None:
                from newsreader.search.index import Index

                self._index = Index(self._catalogue.path.with_name("index"))
            return self._index


# Counted once, and kept until something changes: it is asked for with every list that is shown.


def _sources(database: Connection) -> list[SourceRow]:
    return database.remembered("sources", lambda: listing.sources(database), "main", "marks")


def _counts(database: Connection, every_copy: bool) -> Counts:
    return database.remembered(
        ("counts", every_copy),
        lambda: listing.counts(database, every_copy=every_copy),
        "main",
        "marks",
    )
