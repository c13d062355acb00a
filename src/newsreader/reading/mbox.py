"""Reads mailboxes in the mbox format (RFC 4155): every message is an article.

The mailbox is split here and not by the standard library's ``mailbox``, which wants a file it can
write to. A message begins with a ``From `` line after an empty one, where a header follows; the
``>`` that protects such lines inside of a message is taken away.

Converting HTML takes a second a megabyte, and a mailbox may hold thousands of newsletters. So the
newest keep their links and layout, as many as there is time for; of the others the words are read.
One row says how many were left out, and of how many only the words were read.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from itertools import accumulate

import msgspec

from newsreader.article import Article
from newsreader.errors import ReadingError
from newsreader.reading import identity, mail
from newsreader.reading.assemble import unreadable
from newsreader.reading.learning import learnt_among
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
    if len(file.data) <= _WITH_LAYOUT:
        articles = _without_furniture(articles, messages, file, ids)
    left_out = _left_out(messages)
    if left_out:
        articles.append(unreadable(file, left_out, file.title))
    return articles


def _left_out(messages: list[bytes]) -> str:
    """What was not read of a mailbox, the newest message first, in a few plain words."""
    read = messages[:_MOST]
    sizes = accumulate(map(len, read))
    whole = sum(size <= _WITH_LAYOUT for size in sizes)
    said = []
    if len(messages) > len(read):
        said.append(f"of {len(messages):,} messages the newest {_MOST:,} were read")
    if len(read) > whole:
        said.append(f"links and layout were kept of the newest {whole:,}, of the others the words")
    return "; ".join(said)


def _without_furniture(
    articles: list[Article], messages: list[bytes], file: Opened, ids: Counter[bytes]
) -> list[Article]:
    """The articles of a mailbox, those that hold its furniture read again with that known."""
    good = [article for article in articles if article.error is None]
    learnt, holding = learnt_among(good)
    again = {id(article) for article, holds in zip(good, holding, strict=True) if holds}
    file = file._replace(learnt=learnt)
    return [
        _read(data, file, with_id=ids[_id_of(data)] == 1, bare=False)
        if id(article) in again
        else article
        for data, article in zip(messages, articles, strict=False)
    ]


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
