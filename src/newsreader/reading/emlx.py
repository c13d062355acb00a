"""Reads the messages of Apple Mail (``.emlx``): a line with a number of bytes, a message of so many
bytes, and a property list with flags, which says nothing of the message."""

from __future__ import annotations

import re

from newsreader.article import Article
from newsreader.reading import mail
from newsreader.reading.opened import Opened

_LENGTH = re.compile(rb"\s*(\d{1,10})[ \t]*\r?\n")


def is_emlx(start: str) -> bool:
    """Whether a text begins with a number on a line of its own, and goes on as a message does."""
    found = _LENGTH.match(start.encode("latin-1", "replace"))
    return found is not None and mail.is_mail(start[found.end() :])


def read(file: Opened) -> list[Article]:
    """The one article of the file.

    Raises:
        ReadingError: The message has no text.
    """
    found = _LENGTH.match(file.data)
    start, length = (found.end(), int(found[1])) if found else (0, len(file.data))
    return mail.read(file._replace(data=file.data[start : start + length]))
