"""What a reader does to the articles of a library: the side of it that writes marks.

Marks are by id, and are kept whether the article is there or not. Everything here can be undone,
but for the reading position, which nobody would want taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newsreader.library import fields, journal, listing, searches
from newsreader.library.answers.articles import Passage, Tag
from newsreader.library.answers.deeds import Deed, MarksSynced, Orphan, Undone
from newsreader.library.answers.found import SavedSearch
from newsreader.library.answers.stats import Session, Stats
from newsreader.library.catalogue import Catalogue
from newsreader.library.events import Change
from newsreader.library.marks import Marks
from newsreader.library.stories import has_news, settle
from newsreader.reading.clean import clean_text

if TYPE_CHECKING:
    from newsreader.article import Kind
    from newsreader.library.pages import Page

Answer = TypeVar("Answer")


class Marking:
    """The marks of a library."""

    _catalogue: Catalogue
    _marks: Marks

    def mark(self, ids: Sequence[str], field: str, value: str | None, verb: str) -> int:
        """Mark articles, as one step that can be undone.

        Args:
            ids: The articles; any id will do, marks do not need the article.
            field: ``read``, ``starred``, ``later``, ``archived`` (which marks read as well) or
                ``muted``; see :mod:`~newsreader.library.fields` for others.
            value: ``"1"``, or None to take the mark away.
            verb: What the reader did, to be named when it is undone: ``star``.

        Returns:
            How many articles it changed.
        """
        changes: list[Change] = [(id_, field, value) for id_ in ids]
        if field == fields.ARCHIVED and value is not None:
            changes += [(id_, fields.READ, fields.SET) for id_ in ids]
        return self.change(changes, verb)

    def change(self, changes: Iterable[Change], verb: str) -> int:
        """Change any fields of any articles, as one step that can be undone.

        Args:
            changes: Ids, fields, and what to set, or None to clear it.
            verb: What the reader did.

        Returns:
            How many articles it changed.
        """
        changes = list(changes)
        ids = list(dict.fromkeys(id_ for id_, _, _ in changes))
        keeping = [
            id_ for id_, field, value in changes if value is not None and fields.keeps(field)
        ]
        found_at, titles = self._catalogue.ask(
            lambda database: (
                listing.whereabouts(database, ids),
                listing.titles(database, keeping),
            )
        )
        return self._marks.change(changes, verb, found_at, titles)

    def undo(self, batch: int | None = None) -> Undone | None:
        """Take back the last thing done, also of an earlier session; or another, by its number in
        the journal. None if there is nothing (any more) to take back.

        What was changed again since is left as it is; the answer says how many articles that was.
        """
        return self._stepped(self._marks.undo(batch))

    def redo(self) -> Undone | None:
        """Do again what was taken back last, unless something was done since."""
        return self._stepped(self._marks.redo())

    def _stepped(self, step: Undone | None) -> Undone | None:
        """A step to and fro, with what it meant for the stories."""
        others = self._settle()
        return None if step is None else msgspec.structs.replace(step, stories=others)

    def _settled(self, answer: Answer) -> Answer:
        """An answer, after the stories follow it."""
        self._settle()
        return answer

    def _settle(self) -> bool:
        """Have the stories follow what the reader has just said of them, or taken back; whether
        there was anything."""
        if not self._catalogue.ask(has_news):
            return False
        with self._catalogue.borrowed() as database:
            settle(database)
        return True

    def journal(self, since: float = 0.0) -> list[Deed]:
        """What was done since a moment (in seconds since the epoch), newest first: each can be
        taken back with :meth:`undo`, whatever was done after it."""
        return self._catalogue.ask(lambda database: journal.deeds(database, since))

    def session(self, since: float) -> Session:
        """What was read, kept and left since a moment, in seconds since the epoch."""
        from newsreader.library import stats

        return self._catalogue.ask(lambda database: stats.session(database, since))

    def stats(self, days: int = 14) -> Stats:
        """What was read, kept and left over all time, and on the last days anything was."""
        from newsreader.library import stats

        return self._catalogue.ask(lambda database: stats.stats(database, days))

    def orphans(self) -> list[Orphan]:
        """The articles the reader kept (starred, tagged, …) that are not in this library: their
        files are gone, or they belong to another library. No mark of theirs is lost."""
        return self._catalogue.ask(journal.orphans)

    def sync_marks(self, folder: Path) -> MarksSynced:
        """Bring the marks of this machine and those in a folder that machines share together.

        Raises:
            StorageError: The folder cannot be read or written.
        """
        from newsreader.library.marks_sync import sync_marks

        return self._settled(sync_marks(self._marks, folder))

    def export(self, numbers: Sequence[int], *, gone: bool = False) -> list[Page]:
        """Articles as pages to be kept elsewhere; :mod:`~newsreader.library.exporting` writes them.

        Args:
            numbers: Which.
            gone: Whether what was kept and is gone goes with them.
        """
        from newsreader.library import exporting

        pages = self._catalogue.ask(lambda database: exporting.pages_of(database, numbers))
        if gone:
            orphans = self.orphans()
            pages += self._catalogue.ask(
                lambda database: exporting.pages_of_gone(database, orphans)
            )
        return pages

    def import_marks(self, path: Path) -> tuple[int, int]:
        """Take in the marks of an export, as one step that can be undone. What an article has
        already stays as it is.

        Returns:
            How many marks were found, and how many of them are new.

        Raises:
            StorageError: The export cannot be read.
        """
        from newsreader.library import importing

        found = importing.exported_marks(path)
        new = self._catalogue.ask(lambda database: importing.lacking(database, found))
        self.change(new, "import")
        return len(found), len(new)

    def tag(self, ids: Sequence[str], name: str) -> int:
        """Give articles a tag; how many did not have it.

        Raises:
            BadName: There is nothing in the name, or a comma, which parts names in rules.
        """
        name = fields.tag_name(name)
        known = {fields.tag_field(tag.name): tag.name for tag in self.tags()}
        field = fields.tag_field(name)
        return self.mark(ids, field, known.get(field, name), f"tag {name}")

    def untag(self, ids: Sequence[str], name: str) -> int:
        """Take a tag away from articles; how many had it."""
        name = fields.tidy_name(name)
        return self.mark(ids, fields.tag_field(name), None, f"untag {name}")

    def tags(self) -> list[Tag]:
        """Every tag ever given and not taken away, the commonest in this library first."""
        return self._catalogue.ask(listing.tags)

    def note(self, id: str, text: str) -> bool:
        """Keep a note on an article, in Markdown, in the place of the one there is; nothing but
        white space removes it. Whether that changed anything."""
        text = clean_text(text).strip()
        verb = "note" if text else "remove the note"
        return bool(self.mark([id], fields.NOTE, text or None, verb))

    def keep_passage(self, number: int, selected: str, near: int | None = None) -> Passage | None:
        """Keep a passage of an article.

        Args:
            number: The article.
            selected: The text selected, however the screen had wrapped it.
            near: The paragraph of the body it was selected in, where that matters.

        Returns:
            The passage, or None where the article's body does not have these words.

        Raises:
            UnknownArticle: There is none with that number.
        """
        from newsreader.library.passages import passage_of

        entry = self._catalogue.ask(lambda database: listing.entry(database, number))
        passage = passage_of(entry.article, selected, near)
        if passage is not None and all(kept.key != passage.key for kept in entry.passages):
            value = msgspec.json.encode(passage).decode()
            self.mark([entry.article.id], f"{fields.PASSAGE}{passage.key}", value, "keep a passage")
        return passage

    def drop_passage(self, id: str, key: str) -> bool:
        """Keep a passage no longer; whether it was kept."""
        return bool(self.mark([id], f"{fields.PASSAGE}{key}", None, "drop a passage"))

    def read_to(self, id: str, paragraph: int, paragraphs: int) -> None:
        """Keep how far an article was read: which paragraph is at the top, of how many."""
        self._marks.read_to(id, paragraph, paragraphs)

    def always_show(self, source: str, kind: Kind, show: bool) -> None:
        """Open a kind of section in every article of a source, or fold it again; can be undone.

        Args:
            source: The source's key.
            kind: What to show: ``related``, ``comments``, …
            show: Whether to show it.
        """
        verb = f"always show {kind}" if show else f"fold {kind} again"
        field = f"{fields.SHOWN}{kind}"
        self._marks.mark([fields.of_source(source)], field, fields.SET if show else None, verb)

    def saved_searches(self) -> list[SavedSearch]:
        """The saved searches, in the reader's order."""
        return self._catalogue.ask(searches.saved_searches)

    def save_search(self, name: str, query: str) -> None:
        """Save a query: at the end of the saved searches, or in the place of the one of that name.

        Raises:
            BadName: There is nothing in the name.
        """
        changes = self._catalogue.ask(lambda database: searches.saved(database, name, query))
        self._marks.change(changes, f"save the search {fields.tidy_name(name)}")

    def rename_search(self, name: str, to: str) -> None:
        """Give a saved search another name.

        Raises:
            BadName: There is nothing in the new name, or another search has it.
        """
        changes = self._catalogue.ask(lambda database: searches.renamed(database, name, to))
        self._marks.change(changes, f"rename the search {name}")

    def remove_search(self, name: str) -> None:
        """Remove a saved search."""
        changes = self._catalogue.ask(lambda database: searches.removed(database, name))
        self._marks.change(changes, f"remove the search {name}")

    def move_search(self, name: str, to: int) -> None:
        """Move a saved search to a place in the order, from 0."""
        changes = self._catalogue.ask(lambda database: searches.moved(database, name, to))
        self._marks.change(changes, f"move the search {name}")
