"""What lists show: which articles, and what stands in a row of articles or of sources."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from newsreader.article import Precision, PublishedFrom


class View(StrEnum):
    """Which articles a list shows, by their marks."""

    UNREAD = "unread"
    ALL = "all"
    STARRED = "starred"
    LATER = "later"
    ARCHIVED = "archived"


class Scope(msgspec.Struct, frozen=True):
    """A part of the library.

    Attributes:
        view: Which articles, by their marks.
        source: The key of the one source to show, or None for all.
        every_copy: Whether each copy of a story has a row of its own. Otherwise a story has one
            row, that of its lead, and is listed while any of its copies would be. Within one
            source each of its copies has a row, but not the earlier versions of one.
        archived: Whether all there are fit, archived ones too, whatever the view: so searches look.
    """

    view: View = View.UNREAD
    source: str | None = None
    every_copy: bool = False
    archived: bool = False


class InStory(msgspec.Struct, frozen=True):
    """What an article's row says of the other copies of its story.

    Attributes:
        id: The story's id, which is that of its lead.
        lead: The number of the article that stands for the story in the lists: the fullest copy.
        copies: How many articles the story has, this one and earlier versions included.
        outlets: Who carries it, the lead's outlet first, each once.
        unread: How many of the copies have not been seen.
        starred: How many of them are starred.
        later: How many of them are to be read later.
    """

    id: str
    lead: int
    copies: int
    outlets: tuple[str, ...]
    unread: int
    starred: int
    later: int


class Row(msgspec.Struct, frozen=True):
    """What a list needs of an article.

    Attributes:
        published: ISO 8601, as exact as ``precision``; None if nothing is known.
        sort_at: Where it stands in the lists, in seconds since the epoch (UTC): when it was
            published (the beginning of the minute, day, month or year), else the date of its
            file.
        error: Why it could not be read, or None.
        words: In the body.
        tags: As they were written, by name.
        noted: Whether there is a note on it.
        passages: How many of its passages are kept.
        borrowed: Whether ``title`` is the headline of another copy, since this one has none.
        story: The story it is a copy of, or None if it has no copies.
    """

    number: int
    id: str
    title: str
    outlet: str
    published: str | None
    precision: Precision | None
    published_from: PublishedFrom | None
    sort_at: int
    read: bool
    starred: bool
    error: str | None
    words: int
    later: bool = False
    archived: bool = False
    muted: bool = False
    tags: tuple[str, ...] = ()
    noted: bool = False
    passages: int = 0
    borrowed: bool = False
    story: InStory | None = None


class SourceRow(msgspec.Struct, frozen=True):
    """A source in the list of sources.

    Attributes:
        error: Why the feed file it is could not be read, or None.
        apart: Whether the reader left it out of all stories.
    """

    key: str
    name: str
    articles: int
    unread: int
    error: str | None
    apart: bool = False


class Counts(msgspec.Struct, frozen=True):
    """How many articles each view shows over the whole library."""

    unread: int
    all: int
    starred: int
    later: int
    archived: int
