"""What the library answers with: plain data, safe to hand from thread to thread.

``number`` is an article's place in the catalogue: short, quick, and good until the catalogue is
rebuilt. ``id`` is for ever. All text has been cleaned.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from newsreader.article import Article, Kind, Precision, PublishedFrom, Source

if TYPE_CHECKING:
    from newsreader.search.query import Problem
    from newsreader.search.snippets import Highlighter


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
            published (the beginning of the minute, day, month or year), else when its file was
            last changed.
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


Phase = Literal["looking", "reading", "indexing"]


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far a sync is.

    Attributes:
        phase: ``looking`` for files, ``reading`` them, ``indexing`` what was read.
        done: Files looked at or read; articles indexed.
        total: Of how many; 0 while that is not known.
        articles: How many articles the catalogue holds now.
    """

    phase: Phase
    done: int
    total: int
    articles: int


class Failure(msgspec.Struct, frozen=True):
    """A file or folder of the library that cannot be read, and why."""

    path: str
    error: str


class SyncResult(msgspec.Struct, frozen=True, tag="result"):
    """What a sync found and did.

    Attributes:
        sources: How many the library has now.
        articles: How many the library has now.
        added: Articles that are new.
        updated: Articles whose text or facts changed, edited files included.
        removed: Articles whose last file is gone.
        skipped: Files and folders of the library that hold no article.
        failed: All that cannot be read at present, whether it changed or not.
        seconds: How long it took.
        by_rules: New articles that rules changed.
        warnings: Sentences on what was left undone: the marks of other machines could not be had.
    """

    sources: int
    articles: int
    added: int
    updated: int
    removed: int
    skipped: int
    failed: list[Failure]
    seconds: float
    by_rules: int = 0
    warnings: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article the reader has kept, and where they stood.

    Attributes:
        key: Tells it from the article's others.
        text: The words, as they stood in the article.
        paragraph: Where they began: which paragraph of the body, from 0.
        start: Where in that paragraph, in characters.
        before: What stood before it, to find its place again: up to 32 characters.
        after: What stood after it.
        at: When it was kept, in seconds since the epoch.
    """

    key: str
    text: str
    paragraph: int
    start: int
    before: str = ""
    after: str = ""
    at: float = 0.0


class Position(msgspec.Struct, frozen=True):
    """How far an article was read.

    Attributes:
        paragraph: The paragraph at the top of the pane, from 0, as the app counts them.
        paragraphs: How many there are.
    """

    paragraph: int
    paragraphs: int


class SavedSearch(msgspec.Struct, frozen=True):
    """A query the reader gave a name."""

    name: str
    query: str


class Tag(msgspec.Struct, frozen=True):
    """A tag, and how many articles of this library carry it."""

    name: str
    articles: int


class Entry(msgspec.Struct, frozen=True):
    """An article as the library knows it.

    Attributes:
        outlet: Who published it; never empty.
        paths: The files that hold it, by name.
        shown: The kinds of section its source always shows open, since the reader said so.
        tags: As they were written, by name.
        note: Markdown, or None.
        passages: Those kept, in the order of their places.
        position: How far it was read, or None if it never was left halfway.
        story: The story it is a copy of, or None if it has no copies. An article without a
            headline has that of its story; ``article.title_from`` is then ``story``.
    """

    number: int
    article: Article
    source: Source
    outlet: str
    paths: tuple[Path, ...]
    read: bool
    starred: bool
    shown: frozenset[Kind] = frozenset()
    later: bool = False
    archived: bool = False
    muted: bool = False
    tags: tuple[str, ...] = ()
    note: str | None = None
    passages: tuple[Passage, ...] = ()
    position: Position | None = None
    story: InStory | None = None


class StoryCopy(msgspec.Struct, frozen=True):
    """One article of a story.

    Attributes:
        source: The name of its source.
        outlet: Who published it; never empty.
        path: The first of its files.
        title: Its headline; its story's if it has none of its own, and then ``borrowed``.
        published: ISO 8601, or None.
        words: In the body.
        similarity: How much of the shorter text is in the longer, of this one and the lead: 0 to 1.
        why: The same in a sentence: "91 % of the shorter text is in the longer".
        superseded: Whether its outlet has published a later version.
    """

    number: int
    id: str
    source: str
    outlet: str
    path: Path
    title: str
    borrowed: bool
    published: str | None
    words: int
    read: bool
    similarity: float
    why: str
    superseded: bool


class Story(msgspec.Struct, frozen=True):
    """Articles that carry the same text.

    Attributes:
        id: That of its lead.
        title: The lead's headline.
        articles: The lead first, then the fullest; earlier versions last.
    """

    id: str
    title: str
    articles: list[StoryCopy]


class Hit(msgspec.Struct, frozen=True):
    """An article that was found.

    Attributes:
        score: How well it fits, only to be compared within one answer; 0 where only facts were
            asked for.
        copies: The numbers of the other copies of its story that were found, where a story has one
            hit: that of its best copy.
    """

    number: int
    id: str
    score: float
    copies: tuple[int, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """The answer to a search.

    Attributes:
        query: What was asked.
        total: How many articles fit, or stories where a story has one hit, also beyond the limit.
        ms: How long it took, in milliseconds.
        hits: Best first, or newest first if asked for by date.
        problems: What was wrong with the query, and where.
        highlighter: Finds the words that were asked for in any text.
        kinds: The kinds of folded section that were searched besides headline and body.
        nearly: Nothing fits the query: the hits have some of its words, or words spelled nearly so.
    """

    query: str
    total: int
    ms: float
    hits: list[Hit]
    problems: list[Problem]
    highlighter: Highlighter
    kinds: tuple[Kind, ...] = ()
    nearly: bool = False


class Facet(msgspec.Struct, frozen=True):
    """A part of what a query finds.

    Attributes:
        label: What it is called: ``Harbour Gazette``, ``2025-07``.
        count: How many articles of the query's answer are in it.
        term: What the query needs to find these only: ``source:"Harbour Gazette"``;
            ``Library.toggled`` adds it, and takes it away again.
        chosen: Whether the query has that term.
    """

    label: str
    count: int
    term: str
    chosen: bool


class Facets(msgspec.Struct, frozen=True):
    """How what a query finds is spread: largest first, months latest first."""

    sources: list[Facet] = []
    months: list[Facet] = []
    agencies: list[Facet] = []
    tags: list[Facet] = []


class Completion(msgspec.Struct, frozen=True):
    """What could stand where something is being typed.

    Attributes:
        insert: The text for it, in quotes where it needs them; a field ends in its colon.
        label: What it is called.
        count: How many articles it finds, about; None where that is not known.
        start: Where in the query ``insert`` begins, in characters.
        end: Where what it replaces ends.
    """

    insert: str
    label: str
    count: int | None
    start: int
    end: int


class Undone(msgspec.Struct, frozen=True):
    """What was taken back, or done again.

    Attributes:
        verb: What the reader had done: ``star``.
        articles: To how many articles, as far as that was taken back.
        at: When, in seconds since the epoch.
        others: To how many sources and saved searches.
        kept: How many were left as they are, since they were changed again after it.
    """

    verb: str
    articles: int
    at: float
    others: int = 0
    kept: int = 0


class Deed(msgspec.Struct, frozen=True):
    """One thing the reader did, as the journal tells of it.

    Attributes:
        number: What to give to :meth:`~newsreader.library.Library.undo`.
        verb: What was done: ``star``.
        at: When, in seconds since the epoch.
        articles: To how many articles.
        others: To how many sources and saved searches.
        title: The headline of one of the articles, if it is known.
        undone: Whether it was taken back.
        machine: The name of the machine it was done on, if that was another.
    """

    number: int
    verb: str
    at: float
    articles: int
    others: int
    title: str | None
    undone: bool
    machine: str | None


class Orphan(msgspec.Struct, frozen=True):
    """An article the reader kept that is not in the library.

    Attributes:
        title: What it was called, if that is known.
        path: Where it was found last, if that is known.
        fields: The marks it has.
    """

    id: str
    title: str | None
    path: Path | None
    fields: tuple[str, ...]


class Outcome(msgspec.Struct, frozen=True):
    """What a rule would do.

    Attributes:
        rule: As it is written.
        numbers: The articles its query finds, best first.
        changes: How many of them it would change.
        problem: What is wrong with its query, or None.
    """

    rule: str
    numbers: tuple[int, ...]
    changes: int
    problem: str | None = None


class MarksSynced(msgspec.Struct, frozen=True):
    """What bringing the marks of several machines together did.

    Attributes:
        changed: Articles (and sources, and saved searches) that have other marks now.
        written: Lines added to the file of this machine.
        machines: The names of the other machines.
        passed_over: Lines that could not be understood.
    """

    changed: int
    written: int
    machines: tuple[str, ...]
    passed_over: int


class Session(msgspec.Struct, frozen=True):
    """What the reader did since a moment, as far as it stands.

    Attributes:
        read: Articles marked read.
        words: In the bodies of those that are in the library.
        archived: Articles archived.
        kept: Articles starred, put off, tagged, noted, or with a passage kept.
        titles: Of what was kept, the latest first.
        left: Articles of the library that are unread now.
    """

    read: int
    words: int
    archived: int
    kept: int
    titles: tuple[str, ...]
    left: int


class DayOfReading(msgspec.Struct, frozen=True):
    """What was read and kept on a day: ``2026-11-22``, of this machine's time zone."""

    day: str
    read: int
    kept: int


class SourceStats(msgspec.Struct, frozen=True):
    """What was read, kept and left of a source."""

    key: str
    name: str
    read: int
    kept: int
    unread: int


class Stats(msgspec.Struct, frozen=True):
    """What was read, kept and left, over all time.

    Attributes:
        articles: In this library, archived ones included, muted ones not.
        unread: Of them.
        read: By this reader, also what is in this library no more.
        kept: By this reader, likewise.
        archived: Of this library.
        notes: On articles.
        passages: Kept.
        gone: Articles that were kept and are not in this library.
        days: The latest on which something was read or kept, newest first.
        sources: Those most was read of first.
    """

    articles: int
    unread: int
    read: int
    kept: int
    archived: int
    notes: int
    passages: int
    gone: int
    days: tuple[DayOfReading, ...]
    sources: tuple[SourceStats, ...]
