"""The stories of a library: which articles are copies, how they differ, and what the reader says to
that.

A correction is a mark (``apart``, ``joined``), so it holds for good and can be undone; the stories
are settled anew at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from newsreader.errors import UnknownArticle
from newsreader.library import copies, fields, listing
from newsreader.library.answers.articles import Story
from newsreader.library.marking import Marking

if TYPE_CHECKING:
    from newsreader.stories.summary import Comparison


class Storied(Marking):
    """The stories of a library."""

    def story(self, number: int) -> Story:
        """The story of an article with all its copies, and how alike they are; one of a single
        article if it has no copies.

        Raises:
            UnknownArticle: There is none with that number.
        """
        return self._catalogue.ask(lambda database: copies.story(database, number))

    def with_copies(self, numbers: Collection[int]) -> list[str]:
        """The ids of articles and of all their copies: what a verb on a folded row acts on."""
        return self._catalogue.ask(lambda database: copies.with_copies(database, numbers))

    def compare(self, numbers: Sequence[int]) -> Comparison:
        """Set articles beside the fullest of them: paragraphs, then words.

        Raises:
            UnknownArticle: One of them is not there.
        """
        return self._catalogue.ask(lambda database: copies.comparison(database, numbers))

    def split(self, number: int) -> int:
        """Split a copy off its story for good; can be undone.

        Returns:
            How many articles it changed: none if it stood apart already.

        Raises:
            UnknownArticle: There is none with that number.
        """
        [id_] = self._ids([number])
        changes = [(id_, fields.APART, fields.SET), (id_, fields.JOINED, None)]
        return self._settled(self.change(changes, "split off"))

    def join(self, numbers: Sequence[int]) -> int:
        """Join articles in one story for good, with all copies of each; can be undone.

        Returns:
            How many articles it changed.

        Raises:
            UnknownArticle: One of them is not there.
        """
        ids = self._ids(numbers)
        joined = self._catalogue.ask(lambda database: copies.joined_with(database, ids))
        together = {*ids, *joined}
        by = min(together)
        return self._settled(self.change([(id_, fields.JOINED, by) for id_ in together], "join"))

    def leave_out(self, source: str, leave: bool) -> None:
        """Leave a source out of all stories, or let it in again; can be undone.

        Args:
            source: The source's key.
            leave: Whether to leave it out.
        """
        verb = "leave out of stories" if leave else "let into stories"
        key = fields.of_source(source)
        self._settled(self.change([(key, fields.APART, fields.SET if leave else None)], verb))

    def _ids(self, numbers: Sequence[int]) -> list[str]:
        rows = self._catalogue.ask(lambda database: listing.rows(database, numbers))
        if len(rows) < len(numbers):
            known = {row.number for row in rows}
            raise UnknownArticle(str(next(n for n in numbers if n not in known)))
        return [row.id for row in rows]
