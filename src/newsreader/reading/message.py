"""A mail message as its parts, whatever state it is in.

The parser is the standard library's. Its lenient policy is taken, and headers are decoded here: the
strict one (``policy.default``) builds every header with a recursive parser that raises on what
broken mailers wrote and takes its time on what a hostile one did. Headers are cut to 16 KB.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple

from newsreader.reading.clean import Decoded, clean_line, decode
from newsreader.reading.dates import When, from_moment, stated_day

_LONGEST_HEADER = 16 * 1024
_MOST_PARTS = 5000
_DEEPEST = 20
_FOLDED = re.compile(r"[\r\n]+(?=[ \t])")
_FAMILY_FIRST = re.compile(
    r"(?P<family>[^\W\d_][\w'’-]+), (?P<given>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.]*)?)"
)
_YEARS = range(1970, 2101)
_UNTOLD_ZONE = "-0000"  # UTC, in a zone that the sender keeps to itself
_TEXTS = ("text/plain", "text/html")
_SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature",
               "application/x-pkcs7-signature")  # fmt: skip
_FLOWED = re.compile(r"(?<!^--) \n(?!>)", re.MULTILINE)


class _Bounded(Compat32):
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY = _Bounded()


class Shown(NamedTuple):
    """A text that a message shows."""

    decoded: Decoded
    is_html: bool


def parse(data: bytes) -> Message | None:
    """A message; None for one that is nothing but boundaries."""
    if data.count(b"\n--") > _MOST_PARTS:
        return None
    message: Message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=_POLICY)
    return message


def header(message: Message, name: str) -> str:
    """A header, decoded, on one line; empty if the message has none of that name."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return clean_line(_decoded_words(str(value)))
    return ""


def address(said: str) -> tuple[str, str]:
    """The name and the address of a header such as ``From``; either may be empty."""
    name, where = parseaddr(said[:1000])
    return given_name_first(clean_line(name).strip("\"' ")), clean_line(where)


def given_name_first(name: str) -> str:
    """A name in its usual order: ``Roe, Jane`` gives ``Jane Roe``."""
    return _FAMILY_FIRST.sub(r"\g<given> \g<family>", name) if name.count(",") == 1 else name


def sent_at(said: str) -> When | None:
    """The moment that a date in a header states (RFC 5322), with its zone; without one, the day."""
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.year not in _YEARS:
        return None
    if moment.tzinfo is None and _UNTOLD_ZONE not in said:
        return stated_day(moment.year, moment.month, moment.day)
    return from_moment(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def shown(message: Message, *, html: bool) -> list[Shown]:
    """The texts a message shows, one after the other; of alternatives, HTML or plain text."""
    return list(_shown(message, html, 0))


def attached(message: Message) -> list[str]:
    """The names of the files attached to a message."""
    return [
        name
        for part in message.walk()
        if not part.is_multipart()
        and not _is_embedded(part)
        and part.get_content_type() not in _SIGNATURES
        and (name := _file_name(part))
    ]


def payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    try:
        data = part.get_payload(decode=True)
    except Exception:  # uuencode and base64 that break off raise whatever comes up
        data = None
    return data if isinstance(data, bytes) else b""


def text_of(part: Message, declared: str | None = None) -> Decoded:
    """The text of a part, decoded by the part's own charset, else by ``declared``."""
    return decode(payload(part), parameter(part, "charset") or declared)


def parameter(part: Message, name: str) -> str:
    """A parameter of a part's ``Content-Type``; empty if it has none of that name."""
    try:
        value = part.get_param(name)
    except Exception:  # of RFC 2231 every part may be malformed
        return ""
    return clean_line(value[2] if isinstance(value, tuple) else str(value or ""))


def _shown(part: Message, html: bool, depth: int) -> Iterator[Shown]:
    kind = part.get_content_type()
    children = _children(part)
    if depth > _DEEPEST:
        return
    if kind == "multipart/alternative":
        options = [texts for child in children if (texts := list(_shown(child, html, depth + 1)))]
        fitting = (texts for texts in options if any(text.is_html for text in texts) is html)
        yield from next(fitting, options[0] if options else [])
    elif kind == "multipart/related":
        yield from _shown(root_of(part), html, depth + 1) if children else ()
    elif children:
        if kind == "message/rfc822":
            yield Shown(Decoded(header(children[0], "subject"), "utf-8"), False)
        for child in children:
            yield from _shown(child, html, depth + 1)
    elif kind in _TEXTS and part.get_content_disposition() != "attachment":
        yield Shown(_unflowed(part) if kind == "text/plain" else text_of(part), kind == "text/html")


def root_of(related: Message) -> Message:
    """The part of a ``multipart/related`` that the others belong to (RFC 2387): the one its
    ``start`` names, else its first."""
    children = _children(related)
    start = parameter(related, "start")
    named = (child for child in children if start and header(child, "content-id") == start)
    return next(named, children[0] if children else related)


def _children(part: Message) -> list[Message]:
    inside = part.get_payload()
    return (
        [child for child in inside if isinstance(child, Message)]
        if isinstance(inside, list)
        else []
    )


def _unflowed(part: Message) -> Decoded:
    """A plain text whose lines were broken in transit (RFC 3676) with its paragraphs restored."""
    decoded = text_of(part)
    if parameter(part, "format").lower() != "flowed":
        return decoded
    glue = "" if parameter(part, "delsp").lower() == "yes" else " "
    text = _FLOWED.sub(glue, decoded.text.replace("\r\n", "\n"))
    return decoded._replace(text=text)


def _is_embedded(part: Message) -> bool:
    return part.get_content_disposition() != "attachment" and "content-id" in part


def _file_name(part: Message) -> str:
    try:
        return clean_line(_decoded_words(part.get_filename() or ""))[:200]
    except Exception:  # as above
        return ""


def _decoded_words(value: str) -> str:
    """A header's text, its encoded words (RFC 2047) and its bare bytes decoded."""
    value = _FOLDED.sub("", value)
    try:
        chunks = decode_header(value) if "=?" in value else [(value, None)]
    except (HeaderParseError, ValueError, AssertionError):
        chunks = [(value, None)]
    return "".join(_chunk(chunk, charset) for chunk, charset in chunks)


def _chunk(chunk: bytes | str, charset: str | None) -> str:
    if isinstance(chunk, str):
        if chunk.isascii():
            return chunk
        chunk = chunk.encode("utf-8", "surrogateescape")
    return decode(chunk, charset).text
