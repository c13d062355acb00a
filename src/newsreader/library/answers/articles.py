"""An article as it is read, with the reader's marks and the other copies of its story."""

from __future__ import annotations

from pathlib import Path

import msgspec

from newsreader.article import Article, Kind, Source
from newsreader.library.answers.lists import InStory


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
        why: Why it belongs to it, in a sentence; None for the one that stands for the story.
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
    why: str | None = None


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
