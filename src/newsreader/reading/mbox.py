"""Reads mailboxes in the mbox format (RFC 4155): every message is an article.

The mailbox is split here and not by the standard library's ``mailbox``, which wants a file it can
write to. A message begins with a ``From `` line after an empty one, where a header follows; the
``>`` that protects such lines inside of a message is taken away.

Converting HTML takes a second a megabyte, and a mailbox may hold thousands of newsletters. So the
newest keep their links and layout, as many as there is time for; of the others the words are read.
Beyond a number of messages, one row says how many were left out.
"""

from __future__ import annotations

import logging
import re
from collections import Counter

import msgspec

from newsreader.article import Article
from newsreader.errors import ReadingError
from newsreader.reading import identity, mail
from newsreader.reading.assemble import unreadable
from newsreader.reading.opened import Opened

log = logging.getLogger(__name__)

_MOST = 5000
_WITH_LAYOUT = 6 * 1024 * 1024
_HEADERS_WITHIN = 64 * 1024
_START = re.compile(
    r"\s*From \S{1,300}[^\n]{0,200}\r?\n(?:>?[A-Za-z][A-Za-z0-9-]{0,60}:|\s)", re.ASCII
)
_BEGINS = re.compile(rb"(?:\A\s*|\n\r?\n)From [^\n]{1,500}\n(?=>?[A-Za-z][A-Za-z0-9-]{0,60}:)")
_PROTECTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MESSAGE_ID = re.compile(rb"^message-id:\s*(\S{1,500})", re.MULTILINE | re.IGNORECASE)


def is_mbox(start: str) -> bool:
    """Whether a text begins as a mailbox does."""
    return _START.match(start) is not None


def read(file: Opened) -> list[Article]:
    """The articles of a mailbox, in its order reversed: the newest message comes last in it.

    Raises:
        ReadingError: There is no message in it.
    """
    messages = _split(file.data)
    if not messages:
        raise ReadingError(file.path, "the mailbox has no messages")
    messages.reverse()
    ids = Counter(_id_of(data) for data in messages)
    articles = []
    room = _WITH_LAYOUT
    for data in messages[:_MOST]:
        room -= len(data)
        articles.append(_read(data, file, with_id=ids[_id_of(data)] == 1, bare=room < 0))
    if len(messages) > _MOST:
        why = f"of {len(messages):,} messages the newest {_MOST:,} were read"
        articles.append(unreadable(file, why, file.title))
    return articles


def _id_of(data: bytes) -> bytes:
    """A message's ``Message-ID``, well enough to see whether two messages have the same."""
    found = _MESSAGE_ID.search(data, 0, _HEADERS_WITHIN)
    return found[1] if found else b""


def _split(data: bytes) -> list[bytes]:
    begins = list(_BEGINS.finditer(data))
    ends = [*(match.start() for match in begins[1:]), len(data)]
    return [data[match.end() : end] for match, end in zip(begins, ends, strict=False)]


def _read(data: bytes, file: Opened, *, with_id: bool, bare: bool) -> Article:
    data = _PROTECTED.sub(rb"\1", data)
    try:
        return mail.article_of_message(data, file, feed=file.title, with_id=with_id, bare=bare)
    except ReadingError as error:
        why = error.why
    except Exception as error:  # one message must not cost the others
        log.info("%s: a message could not be read", file.name, exc_info=True)
        why = f"a message could not be read ({type(error).__name__})"
    return msgspec.structs.replace(
        unreadable(file, why, file.title), id=identity.from_text(data.decode("latin-1"))
    )
