"""The fields of marks: what can be kept of an article, of a source, and of a saved search.

A mark is a field of something, with a value. Fields there may be many of carry their name behind a
colon, so that each can change for itself. What is marked is an article by its id; a source and a
saved search have a key that no article can have.
"""

from __future__ import annotations

import unicodedata

import msgspec

from newsreader.errors import BadName
from newsreader.library.answers.articles import Passage
from newsreader.reading.clean import clean_line, clean_text

READ = "read"
STARRED = "starred"
LATER = "later"
ARCHIVED = "archived"
MUTED = "muted"
FLAGS = (READ, STARRED, LATER, ARCHIVED, MUTED)
"""Set or not; their value is :data:`SET`."""
SET = "1"

NOTE = "note"
"""Markdown."""
TAG = "tag:"
"""Begins a tag's field, which goes on with its name in lower case; the value is the name as it was
written first."""
PASSAGE = "passage:"
"""Begins a passage's field, which goes on with its key; the value is JSON."""
SHOWN = "show:"
"""Begins the fields of a source that say which kinds of section it shows."""
APART = "apart"
"""Of an article, that it joins no story by itself; of a source, that none of its articles does."""
JOINED = "joined"
"""With whom the reader joined an article in one story: all those of the same value."""

_KEEPING = (STARRED, LATER, NOTE)
_LONGEST_NAME = 60


def tag_field(name: str) -> str:
    """The field of a tag: the same for ``Defence`` and ``defence``."""
    return f"{TAG}{unicodedata.normalize('NFC', name.casefold())}"


def keeps(field: str) -> bool:
    """Whether a mark says that the reader wants to have the article again."""
    return field in _KEEPING or field.startswith((TAG, PASSAGE))


KEPT = f"(field IN {_KEEPING} OR field GLOB '{TAG}*' OR field GLOB '{PASSAGE}*')"
"""The same as a condition in SQL."""


def tidy_name(name: str) -> str:
    """The name of a tag or a saved search as it is kept: on one line, without quotation marks,
    which could not be written in a query. Empty if nothing is left."""
    return clean_line(name.replace('"', " ")).lstrip("#@ ")[:_LONGEST_NAME].strip()


def tag_name(name: str) -> str:
    """The name of a tag as it is kept.

    Raises:
        BadName: There is nothing in the name, or a comma, which parts names in rules.
    """
    name = tidy_name(name)
    if not name:
        raise BadName("a tag needs a name of at least one letter")
    if "," in name:
        raise BadName("a tag has no comma in its name: add one tag after the other")
    return name


def of_source(key: str) -> str:
    """What marks of a whole source are kept under."""
    return f"source:{key}"


def is_article(key: str) -> bool:
    """Whether marks are those of an article."""
    return ":" not in key


def cleaned(field: str, value: str) -> str | None:
    """A value that somebody else has written, fit to be kept; None where it means nothing."""
    if field in FLAGS:
        return SET if value == SET else None
    if field.startswith(TAG):
        return tidy_name(value) or None
    if field.startswith(PASSAGE):
        try:
            passage = msgspec.json.decode(value, type=Passage)
        except msgspec.DecodeError:
            return None
        safe = {
            name: clean_text(text)
            for name, text in msgspec.structs.asdict(passage).items()
            if isinstance(text, str)
        }
        return msgspec.json.encode(msgspec.structs.replace(passage, **safe)).decode()
    return clean_text(value)
