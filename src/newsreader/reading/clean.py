"""Decoding, and taking out the characters that must never reach a terminal: the one place for both.

A terminal acts on control characters: ESC and the C1 range start sequences that set the window
title, write the clipboard or move the cursor, and the toolkits above it pass most of them on.
Bidirectional overrides make text read as what it is not, and invisible characters hide words from a
search. So every text that enters an article goes through :func:`clean_text` or :func:`clean_line`,
*after* entities were decoded (``&#27;`` is an ESC in waiting).

Taken out: C0 except newline and tab, DEL, C1, U+202A-202E, U+2066-2069, U+200B, U+2060, U+FEFF,
U+00AD (soft hyphens: a terminal shows them or does not, and no search finds a word with one), and
U+FFFE and U+FFFF, which are no characters and which XML refuses.
Left in: ZWJ and ZWNJ (scripts and emoji need them) and the marks U+200E, U+200F and U+061C, which
right-to-left text needs and which, unlike overrides, cannot reorder strong characters.

Encodings are tried in the order byte order mark, declared, UTF-8, chardet on the first 64 KB, and
Windows-1252 as the last resort. UTF-8 with a few damaged bytes stays UTF-8: text in other encodings
hardly ever looks like it. A guess that chardet itself gives less than one in twenty is none. It is
chardet rather than charset-normalizer, which takes western text in Windows-1252 for DOS code pages.
"""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import NamedTuple

_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

_ASCII_SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_SPACES = _ASCII_SPACES + (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

_GUESS_FROM = 64 * 1024
_LEAST_CONFIDENCE = 0.05
_GOOD_PER_BAD = 4
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read these labels as (https://encoding.spec.whatwg.org/#names-and-labels).
_WEB_LABELS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Codecs that are no character encodings of files, or that take quadratic time.
_NO_ENCODINGS = {
    "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem",
}  # fmt: skip


class Decoded(NamedTuple):
    """Text, not yet cleaned, and the name of the encoding it was read with.

    Attributes:
        guessed: Whether neither the bytes nor a declaration settle the encoding.
    """

    text: str
    encoding: str
    guessed: bool = False

    @property
    def how(self) -> str:
        """The encoding as it is shown: ``utf-8``, ``windows-1252 (guessed)``."""
        name = re.sub(r"^cp(?=125\d$)", "windows-", self.encoding.lower().replace("_", "-"))
        return f"{name} (guessed)" if self.guessed else name


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Turn a file's bytes into text; never fails.

    Args:
        data: The whole file, or its beginning.
        declared: The encoding the file names itself (XML declaration, ``<meta>``), if any.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding)
    for name in (_known(declared), "utf-8"):
        if name is not None:
            try:
                return Decoded(data.decode(name), name)
            except (UnicodeError, ValueError):
                continue
    guess = "utf-8" if _is_damaged_utf8(data) else _guess(data)
    if guess is not None:
        return Decoded(data.decode(guess, "replace"), guess, guessed=True)
    return Decoded(data.decode("cp1252", "replace"), "cp1252", guessed=True)


def clean_text(text: str) -> str:
    """Take out what could act; newlines (made ``\\n``) and tabs stay."""
    # Nearly all text is printable but for these, which is known in a tenth of the time.
    if text.replace("\n", "").replace("\t", "").isprintable() or _SUSPECT.search(text) is None:
        return text
    text = text.replace("\r\n", "\n")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    text = _UNSAFE.sub("", text)
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def clean_line(text: str) -> str:
    """Like :func:`clean_text`, on one line, with white space collapsed."""
    return collapsed(clean_text(text))


def collapsed(text: str) -> str:
    """A text with its white space collapsed: ``" ".join(text.split())``, several times as fast."""
    for space in _ASCII_SPACES if text.isascii() else _SPACES:
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def display_name(path: Path) -> str:
    """A path's last part as it can be shown: undecodable bytes become U+FFFD."""
    return clean_line(os.fsencode(path.name).decode("utf-8", "replace")) or "(no name)"


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()[:40]).name
        " ".encode(name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return None if name in _NO_ENCODINGS else _WEB_LABELS.get(name, name)


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good >= _GOOD_PER_BAD * bad


def _guess(data: bytes) -> str | None:
    import chardet

    guess = chardet.detect(data[:_GUESS_FROM])
    return _known(guess["encoding"]) if guess["confidence"] >= _LEAST_CONFIDENCE else None
