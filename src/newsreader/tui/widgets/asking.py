"""What the list asks of the library. All of it reads the disk, and runs in threads."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsreader.library import Found, Library, SavedSearch, Scope, View
from newsreader.tui.widgets.article_row import Listed
from newsreader.tui.widgets.wish import Like, Wish


class Part(msgspec.Struct, frozen=True):
    """The part of the library that is listed: a view or a source, or what a saved search finds."""

    scope: Scope
    saved: SavedSearch | None = None

    @property
    def everywhere(self) -> Scope:
        """Where a search looks: in every article, archived or not."""
        return Scope(view=View.ALL, every_copy=self.scope.every_copy, archived=True)


def list_part(library: Library, part: Part) -> tuple[Sequence[int], Found | None]:
    """The articles of a part, newest first unless a saved search says otherwise."""
    if part.saved is None:
        return library.list(part.scope), None
    newest_first = library.narrowed(part.saved.query, "sort:date")
    found = library.search(newest_first, scope=part.everywhere, nearly=False)
    return [hit.number for hit in found.hits], found


def answer(library: Library, part: Part, wish: Wish, *, typing: bool) -> Found:
    """What the library has for a wish.

    Args:
        library: The library.
        part: What was listed when it was wished for.
        wish: What is looked for.
        typing: Whether the last word may be unfinished.
    """
    if wish.like is not None:
        like = _like(library, wish.like)
        if not wish.filter:
            return like
        numbers = [hit.number for hit in like.hits]
        return library.search(wish.filter, typing=typing, among=numbers, nearly=False)
    if wish.query:
        query = library.narrowed(wish.query, wish.filter) if wish.filter else wish.query
        return library.search(query, scope=part.everywhere, typing=typing)
    # A filter leaves the list in its order.
    query = library.narrowed(wish.filter, "sort:date")
    if part.saved is not None:
        query = library.narrowed(part.saved.query, query)
    scope = part.everywhere if part.saved is not None else part.scope
    return library.search(query, scope=scope, typing=typing, nearly=False)


def _like(library: Library, like: Like) -> Found:
    return library.coverage(like.number) if like.event else library.similar(like.number)


def as_query(library: Library, part: Part, wish: Wish) -> str:
    """What is listed, as a query that can be saved; empty for a whole view or source."""
    query = wish.query or (part.saved.query if part.saved else "")
    if wish.filter:
        query = library.narrowed(query, wish.filter) if query else wish.filter
    return query


def rows(library: Library, numbers: Sequence[int], found: Found | None) -> list[Listed]:
    """What the rows of articles show; in a search with the words found."""
    if found is None:
        return [Listed(row) for row in library.rows(numbers)]
    listed = []
    for row in library.rows(numbers):
        snippet = library.snippet(row.number, found)
        listed.append(
            Listed(
                row,
                found.highlighter.spans(row.title, headline=True),
                snippet.text if snippet else "",
                snippet.spans if snippet else (),
            )
        )
    return listed
