"""Which addresses may stay links: only what leads to the web or writes a mail.

``javascript:``, ``data:`` and ``file:`` addresses are never kept where something could follow them;
neither is an address with white space or control characters hidden in it.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from newsreader.reading.clean import clean_line

_LONGEST = 4000
_HIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
# An address that is its own form, as most are.
_PLAIN = re.compile(r"https?://[\w.-]{1,250}(?:/[\w.~:/?#@!$&'*+,;=%-]{0,2000})?", re.ASCII)
_SAFE = "/:?#[]@!$&'()*+,;=-._~%"


def web_address(url: str | None) -> str | None:
    """An ``http`` or ``https`` address, cleaned, or None if it is none."""
    if not url:
        return None
    url = _HIDDEN.sub("", clean_line(url))
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or len(url) > _LONGEST:
        return None
    return url


def link_target(url: str, base: str | None = None) -> str | None:
    """Where a link may lead: made absolute against ``base``, in a form Markdown cannot misread.

    None for an address that could act or that leads nowhere.
    """
    if _PLAIN.fullmatch(url):
        return url
    url = _HIDDEN.sub("", clean_line(url))
    if len(url) > 1 and url.startswith("#") and len(url) < _LONGEST:
        return quote(url, safe=_SAFE, errors="replace").replace("(", "%28").replace(")", "%29")
    if url.lower().startswith("mailto:") and len(url) < _LONGEST:
        return quote(url, safe=_SAFE, errors="replace")
    try:
        absolute = url if not base or _ABSOLUTE.match(url) else urljoin(base, url)
        if _PLAIN.fullmatch(absolute):
            return absolute
    except ValueError:
        return None
    address = web_address(absolute)
    if address is None:
        return None
    return quote(address, safe=_SAFE, errors="replace").replace("(", "%28").replace(")", "%29")
