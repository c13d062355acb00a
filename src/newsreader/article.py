"""The plain data every floor speaks: articles, their sections, related items, and sources.

Nothing here does anything; the readers make these, the catalogue stores them, the app shows them.
Every text field has been through ``reading.clean`` (no control characters, no bidi overrides).
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What a section of an article is. All kinds but the body are shown folded."""

    BODY = "body"
    RELATED = "related"
    COMMENTS = "comments"
    HASHTAGS = "hashtags"
    PROMOTION = "promotion"
    FURNITURE = "furniture"


FOLDED_KINDS = tuple(kind for kind in Kind if kind is not Kind.BODY)


class Format(StrEnum):
    """How the text of a section is to be shown.

    In ``plain`` a line is a paragraph and nothing is interpreted; ``markdown`` is CommonMark.
    """

    PLAIN = "plain"
    MARKDOWN = "markdown"


class TitleFrom(StrEnum):
    """Where a headline was found: ``lead`` means cut from the first sentence, ``name`` from the
    file's name, ``story`` borrowed from another copy of the same story."""

    TEXT = "text"
    META = "meta"
    FEED = "feed"
    LEAD = "lead"
    STORY = "story"
    NAME = "name"


class PublishedFrom(StrEnum):
    """Where a date was found: ``file`` means the file's own, of its last change or in its name."""

    TEXT = "text"
    META = "meta"
    FEED = "feed"
    FILE = "file"


class Precision(StrEnum):
    """How exactly the date of an article is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"


class RelatedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One card inside a related section.

    Attributes:
        outlet: Who published it, as the card says, or None.
        age: When, in the card's own words ("10 hours ago"), or None.
        title: Its headline.
        text: Its teaser or text; may be empty. Plain.
    """

    outlet: str | None = None
    age: str | None = None
    title: str = ""
    text: str = ""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A run of an article.

    Attributes:
        kind: What it is.
        format: How ``text`` is to be shown.
        heading: The heading the file gives it ("Related Articles"), or None.
        text: The text below the heading; for a related section with items, the whole run.
        items: The cards of a related section, in the order of the file.
        why: For a folded section, the rule that folded it, in a few plain words ("a heading of its
            own: Related Articles"); None for the body.
    """

    kind: Kind
    format: Format = Format.PLAIN
    heading: str | None = None
    text: str = ""
    items: tuple[RelatedItem, ...] = ()
    why: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One news item as it was read from a file.

    Attributes:
        id: 16 hex digits; see ``reading.identity`` for what it is made from.
        title: The headline, one line, never empty.
        title_from: Where the headline was found.
        byline: The authors' names, without "By", or None.
        agency: The wire agency's short name ("AP"), or None.
        outlet: Who published it, or None where only the source's name is known.
        place: The dateline's place ("Kyiv, Ukraine"), or None.
        language: BCP 47 primary tag ("en"), or None where nobody says.
        url: The original's address (http or https), or None.
        published: ISO 8601, as exact as ``published_precision`` says: ``2025``, ``2025-07``,
            ``2025-07-02`` or ``2025-07-02T18:30:00+00:00``; None if nothing is known.
        published_precision: How exact ``published`` is.
        published_from: Where ``published`` was found.
        published_about: Whether it is approximate: the text says only how long ago ("3 hours ago"),
            and that was counted from the file's date.
        words: Words in the body; for scripts without spaces, characters ÷ 2.
        feed: For what comes out of a file that is a source of its own (a feed, a mailbox, an EPUB),
            its title, or the file's name where it has none; None for any other file.
        encoding: How the file's bytes were decoded, such as ``utf-8`` or
            ``windows-1252 (guessed)``; None where a library decodes.
        error: Why the file could not be read, in a few plain words; then ``sections`` is empty.
        sections: The article's runs in the order of the file, the body among them.
    """

    id: str
    title: str
    title_from: TitleFrom
    byline: str | None = None
    agency: str | None = None
    outlet: str | None = None
    place: str | None = None
    language: str | None = None
    url: str | None = None
    published: str | None = None
    published_precision: Precision | None = None
    published_from: PublishedFrom | None = None
    published_about: bool = False
    words: int = 0
    feed: str | None = None
    encoding: str | None = None
    error: str | None = None
    sections: tuple[Section, ...] = ()

    def text(self, kind: Kind = Kind.BODY) -> str:
        """All text of one kind of section, runs separated by a blank line."""
        return "\n\n".join(section.text for section in self.sections if section.kind is kind)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where articles come from.

    Attributes:
        key: Stable and unique in a library: the path of the folder or feed file.
        name: What it is called on the screen; two sources may share a name.
    """

    key: str
    name: str
