"""Counting words, for reading times."""

from __future__ import annotations

import re

# Thai, Lao, Burmese and Khmer; kana; Han with its extensions. Korean sets spaces.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LINK_TARGET = re.compile(r"\]\([^()\n]*\)")


def count_words(text: str) -> int:
    """Words in a text; in scripts that set no spaces, two characters count as a word."""
    if "](" in text:
        text = _LINK_TARGET.sub("]", text)
    if text.isascii():
        return len(text.split())
    rest, characters = _WITHOUT_SPACES.subn(" ", text)
    return len(rest.split()) + (characters + 1) // 2
