"""Reads mail saved as plain text: ``From:``, ``Sent:``, ``Subject:`` lines, and the text below.

So mail programs print and forward a message, in the language of whoever reads it; copies in
archives look the same. What a mailer wrote for mailers is ``mail``'s.
"""

from __future__ import annotations

import re

from newsreader.article import Article, PublishedFrom, TitleFrom
from newsreader.reading import identity, message
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import clean_text, decode
from newsreader.reading.dates import parse_date
from newsreader.reading.opened import Opened
from newsreader.reading.plain_text import dissect_text
from newsreader.reading.wire import Facts

_NAMES = {
    "from": "from", "von": "from", "de": "from", "expéditeur": "from", "від": "from",
    "от": "from", "da": "from", "差出人": "from",
    "to": "to", "an": "to", "à": "to", "para": "to", "кому": "to", "a": "to", "宛先": "to",
    "cc": "to", "bcc": "to", "kopie": "to", "reply-to": "to", "copie": "to", "копія": "to",
    "date": "date", "sent": "date", "datum": "date", "gesendet": "date", "envoyé": "date",
    "fecha": "date", "enviado": "date", "дата": "date", "надіслано": "date", "日時": "date",
    "送信日時": "date", "data": "date",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject",
    "тема": "subject", "oggetto": "subject", "件名": "subject",
    "attachments": "to", "anlagen": "to", "pièces jointes": "to", "importance": "to",
}  # fmt: skip
_LINE = re.compile(
    r"[*_]{0,2}(?P<name>[^\W\d_][\w -]{0,20}?)\s{0,2}[:：][*_]{0,2}[ \t]*(?P<said>.*)"
)
_GIVEN = re.compile(r"\s*[\[<(](?:mailto:)?[^\s<>\[\]()]*@[^\s<>\[\]()]*[\])>]?|\bmailto:\S+")
_LONGEST_HEAD = 12
_HEAD_WITHIN = 4096
_LONGEST_NAME = 30
_NEEDED = {"from", "subject"}


def is_saved_mail(start: str) -> bool:
    """Whether a text begins with lines that say who wrote it and what about."""
    start = start.lstrip()[:_HEAD_WITHIN]
    if ":" not in start.partition("\n")[0][:_LONGEST_NAME]:
        return False
    names, _ = _head(decode(start.encode("latin-1", "replace")).text)
    return names.keys() >= _NEEDED and len(names) > len(_NEEDED)


def read(file: Opened) -> list[Article]:
    """The one article of a mail saved as text."""
    decoded = decode(file.data)
    text = clean_text(decoded.text)
    said, end = _head(text)
    name, _ = message.address(said["from"])
    name = name or message.given_name_first(_GIVEN.sub("", said["from"]).strip(" ;,\"'"))
    dated = said.get("date", "")
    when = parse_date(dated) or message.sent_at(dated)
    facts = Facts(
        title=said["subject"] or None, byline=None if "@" in name else name or None, when=when
    )
    found = dissect_text(text[end:], facts, learnt=file.learnt)
    return [
        article_of(
            found,
            file,
            id=identity.from_text(decoded.text),
            title_from=TitleFrom.META if said["subject"] else TitleFrom.TEXT,
            published_from=PublishedFrom.META if when else PublishedFrom.TEXT,
            encoding=decoded.how,
        )
    ]


def _head(text: str) -> tuple[dict[str, str], int]:
    """What the lines above a mail say, by what they are; and where the mail begins."""
    found: dict[str, str] = {}
    end = len(text) - len(text.lstrip("\ufeff\r\n \t"))
    for line in text[end:].splitlines(keepends=True)[:_LONGEST_HEAD]:
        match = _LINE.fullmatch(line.rstrip("\r\n"))
        name = _NAMES.get(match["name"].lower()) if match else None
        if match is None or name is None:
            break
        found.setdefault(name, " ".join(match["said"].split()))
        end += len(line)
    return found, end
