"""Article ids: 16 hex digits that outlive moving a file and reading it better.

An id is made from the feed's id and the entry's guid, or from a mail's Message-ID; else from the
article's canonical address; else from the decoded text with white space collapsed. Never from a
path, nor from what extraction made of the file. Each form has a prefix of its own, so that no
address can pass for a text.

A canonical address counts only if it looks like that of one article: many pages name their site's
front page, and all of those would become one article.

A file that could not be read has nothing but its path. Its id is of the path, so that the row
stays the same row until the file can be read; there is nothing in it worth a lasting mark.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from newsreader.reading.clean import collapsed

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|oly_\w+_id"
    r"|_hs(?:enc|mi)|vero_\w+|wt_?mc\w*|at_(?:medium|campaign|custom\d|link\w*)|ns_\w+|ito|cmp|cmpid"
    r"|smid|smtyp|soc_(?:src|trk)|spm|ref_?src|ref_?url|referrer|guccounter|guce_\w+|xtor|sr_share"
    r"|ftag|ocid|taid|s_cid|icid|intcid",
    re.IGNORECASE,
)
_FRONT_PAGE = re.compile(
    r"(?:index|home|default|main|start|front|homepage)(?:\.\w{2,5})?", re.IGNORECASE
)


def from_feed(feed_id: str, guid: str) -> str:
    """The id of an entry that carries a guid of its own."""
    return _digest("feed", feed_id, guid)


def from_message(message_id: str) -> str:
    """The id of a mail, from its ``Message-ID``, which is the same in every mailbox it lies in."""
    return _digest("message", message_id)


def from_url(url: str) -> str | None:
    """The id of an article at an address; None if the address is not that of one article."""
    canonical = canonical_url(url)
    return None if canonical is None else _digest("url", canonical)


def from_text(text: str) -> str:
    """The id of an article that is known by its text alone (decoded, not yet cleaned)."""
    return _digest("text", collapsed(text))


def of_document(url: str | None, text: str) -> str:
    """The id of an article that is a file of its own: over its address, else over its text."""
    return (from_url(url) if url else None) or from_text(text)


def from_path(path: Path) -> str:
    """The id of the row of a file that could not be read."""
    return _digest("file", os.fsencode(path.absolute()).decode("latin-1"))


def canonical_url(url: str) -> str | None:
    """An article's address in the form copies of it share, or None if it is not one article's.

    Scheme and host in lower case, http as https, no ``www.``, no default port, no fragment, no
    tracking parameters, no slash at the end, one way of percent encoding.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    host = host.removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._",
                 errors="surrogateescape").rstrip("/")  # fmt: skip
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        if not _TRACKING.fullmatch(name)
    ]
    if not _names_an_article(path, query):
        return None
    encoded = urlencode(query, errors="surrogateescape")
    return urlunsplit(("https", host, path, encoded, ""))


def _names_an_article(path: str, query: list[tuple[str, str]]) -> bool:
    """Whether an address leads to one article: by a number in its query, by two or more steps, or
    by one step that is more than a plain word."""
    if any(any(map(str.isdigit, value)) for _, value in query):
        return True
    steps = [step for step in path.split("/") if step and not _FRONT_PAGE.fullmatch(step)]
    return len(steps) > 1 or any(re.search(r"[\d%_-]", step) for step in steps)


def _digest(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]
