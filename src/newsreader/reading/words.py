"""Counting words, for reading times."""

from __future__ import annotations

import re

# Thai, Lao, Burmese and Khmer; kana; Han with its extensions. Korean sets spaces.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
# The bytes that these, and no punctuation of other scripts, begin with in UTF-8.
_THEIR_BYTES = bytes((0xE0, 0xE1, *range(0xE3, 0xF8)))
_LINK_TARGET = re.compile(r"\]\([^()\n]*\)")
_SPACES = (b"\n", b"\t", b"\r", b"\x0b", b"\x0c", "\xa0".encode(), "\u3000".encode())


def count_words(text: str) -> int:
    """Words in a text; in scripts that set no spaces, two characters count as a word."""
    if "](" in text:
        text = _LINK_TARGET.sub("]", text)
    data = text.encode("utf-8", "surrogatepass")
    characters = 0
    if len(data.translate(None, _THEIR_BYTES)) < len(data):
        text, characters = _WITHOUT_SPACES.subn(" ", text)
        data = text.encode("utf-8", "surrogatepass")
    return _between_spaces(data) + (characters + 1) // 2


def _between_spaces(data: bytes) -> int:
    """How many words white space parts, counted without making them."""
    for space in _SPACES:
        data = data.replace(space, b" ")
    while b"  " in data:
        data = data.replace(b"  ", b" ")
    data = data.strip(b" ")
    return data.count(b" ") + 1 if data else 0
