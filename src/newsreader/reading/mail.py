"""Reads mail (RFC 5322 and MIME): newsletters above all, each message an article.

The headers give the facts: ``Subject`` the headline, ``Date`` the date with its zone, ``From`` the
author, ``List-Id`` the outlet, ``Message-ID`` the id. A message that came through a list or can be
unsubscribed from is a newsletter, whose sender may be its outlet. The HTML is preferred to the
plain text; what is attached is listed by name.
"""

from __future__ import annotations

import html
import re
from email.message import Message

from newsreader.article import Article, Kind, PublishedFrom, Section, TitleFrom
from newsreader.errors import ReadingError
from newsreader.reading import identity, message
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import clean_text
from newsreader.reading.dates import When, parse_date
from newsreader.reading.dissect import Dissection
from newsreader.reading.learning import Learnt
from newsreader.reading.links import web_address
from newsreader.reading.markdown import dissect_body
from newsreader.reading.opened import Opened
from newsreader.reading.plain_text import dissect_text
from newsreader.reading.wire import Facts

_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t].*)?|[ \t]+\S.*")
_TELLING = frozenset((
    "received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature",
    "content-type", "content-transfer-encoding", "x-mailer", "list-id", "list-unsubscribe",
))  # fmt: skip
_NEEDED = frozenset(("from", "subject", "date", "to"))
_FEWEST_NEEDED = 2
_LIST = ("list-id", "list-unsubscribe", "list-post", "list-url")
# "Letters from Iceland" is a name of its own: who writes from somewhere has two names.
_WRITES_FOR = re.compile(
    r"(?P<byline>\S+\s\S.{0,60}?)\s+from\s+(?P<outlet>[^\W_a-z].*)"
    r"|(?P<byline2>\S.{0,60}?),?\s+(?:at|via|@)\s+(?P<outlet2>[^\W_a-z].*)"
)
_LIST_NAME = re.compile(r"\s*\"?(?P<name>[^<\"]*?)\"?\s*<(?P<id>[^>]*)>")
_NO_NAME = re.compile(r"[0-9a-f]{8,}|\bmc list\b|^[\W\d_]*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<?(https?://[^\s<>]+)>?")
_ENCRYPTED = "multipart/encrypted"


def is_mail(start: str) -> bool:
    """Whether a text begins with the headers of a message that a mailer wrote."""
    names = set()
    for line in start.lstrip("\r\n").split("\n"):
        if not line.strip():
            break
        found = _HEADER.fullmatch(line)
        if found is None:
            return False
        if found["name"]:
            names.add(found["name"].lower())
    return bool(names & _TELLING) and len(names & _NEEDED) >= _FEWEST_NEEDED


def read(file: Opened) -> list[Article]:
    """The one article of a file that holds a message.

    Raises:
        ReadingError: The message has no text.
    """
    return [article_of_message(file.data, file)]


def article_of_message(
    data: bytes,
    file: Opened,
    *,
    feed: str | None = None,
    with_id: bool = True,
    bare: bool = False,
) -> Article:
    """The article of a message.

    Args:
        data: The message as it is in the file.
        file: The file it is in.
        feed: For a message in a mailbox, what the mailbox is called.
        with_id: Whether its ``Message-ID`` is its own.
        bare: Whether its words will do, without links and layout, which is ten times as fast.

    Raises:
        ReadingError: The message has no text.
    """
    parsed = message.parse(data)
    if parsed is None:
        raise ReadingError(file.path, "the mail has too many parts")
    facts = _facts(parsed)
    stated = Facts(title=facts.title, when=facts.when)
    shown = message.shown(parsed, html=True)
    found = _dissect(parsed, shown, facts, file.learnt, bare)
    if not found.sections and (not stated.title or parsed.get_content_type() == _ENCRYPTED):
        encrypted = parsed.get_content_type() == _ENCRYPTED
        raise ReadingError(
            file.path, "the mail is encrypted" if encrypted else "the mail has no text"
        )
    attached = message.attached(parsed)
    if attached:
        found.sections.append(
            Section(kind=Kind.FURNITURE, heading="Attachments", text="\n".join(attached))
        )
    own = message.header(parsed, "message-id") if with_id else ""
    text = " ".join([stated.title or "", *(part.decoded.text for part in shown)])
    return article_of(
        found,
        file,
        id=identity.from_message(own) if own else identity.from_text(text),
        title_from=TitleFrom.META if stated.title else TitleFrom.TEXT,
        published_from=PublishedFrom.META if stated.when else PublishedFrom.TEXT,
        feed=feed,
        encoding=shown[0].decoded.how if shown else None,
    )


def _facts(parsed: Message) -> Facts:
    name, _ = message.address(message.header(parsed, "from"))
    byline: str | None = name or None
    outlet: str | None = None
    shared = _WRITES_FOR.fullmatch(name)
    if shared:
        byline = (shared["byline"] or shared["byline2"]).strip("' ")
        outlet = shared["outlet"] or shared["outlet2"]
    if any(header in parsed for header in _LIST):
        outlet = _list_name(message.header(parsed, "list-id")) or outlet or name or None
    if byline and outlet and byline.casefold() == outlet.casefold():
        byline = None
    return Facts(
        title=message.header(parsed, "subject") or None,
        byline=byline,
        outlet=outlet,
        url=_address(parsed),
        language=message.header(parsed, "content-language").split(",")[0] or None,
        when=when_sent(parsed),
    )


def _list_name(said: str) -> str | None:
    found = _LIST_NAME.match(said)
    name = found["name"] if found else ""
    return None if _NO_NAME.search(name) else name


def _address(parsed: Message) -> str | None:
    """Where the list's archive has the message (RFC 5064), or the newsletter says it lies."""
    for name in ("archived-at", "x-original-url", "list-post"):
        found = _IN_BRACKETS.search(message.header(parsed, name))
        if found:
            return web_address(found[1])
    return None


def when_sent(parsed: Message) -> When | None:
    """When a message says it was sent; else when the last server says it came in."""
    received = message.header(parsed, "received").rpartition(";")[2]
    stated = message.header(parsed, "date")
    return message.sent_at(stated) or parse_date(stated) or message.sent_at(received)


def _dissect(
    parsed: Message, shown: list[message.Shown], facts: Facts, learnt: Learnt, bare: bool
) -> Dissection:
    from newsreader.reading import newsletter

    if any(text.is_html for text in shown):
        page = "\n".join(
            text.decoded.text if text.is_html else _as_html(text.decoded.text) for text in shown
        )
        plain = [text for text in message.shown(parsed, html=False) if not text.is_html]
        if bare and not plain:
            return dissect_text(newsletter.words_of(page), facts, learnt=learnt)
        if not bare:
            read = newsletter.to_markdown(page)
            if read.markdown.strip():
                facts.url = facts.url or read.url
                facts.language = facts.language or read.language
                return dissect_body(read.markdown, 0, facts, learnt)
        shown = plain
    text = clean_text("\n\n".join(text.decoded.text for text in shown))
    return dissect_text(text, facts, learnt=learnt)


def _as_html(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs if part)
