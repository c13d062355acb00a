"""The language of an article: what it declares, else what its letters alone prove.

Only scripts (or letters) that one language of news uses are taken as proof: kana, Hangul, the
letters Ukrainian has and its neighbours have not. Everything else is left unknown rather than
guessed.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE | re.DOTALL)
_SAMPLE = 2000
_PROOFS = (
    ("ja", re.compile("[\u3041-\u30ff]"), 0.05),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("el", re.compile("[\u0370-\u03ff]"), 0.4),
    ("he", re.compile("[\u0590-\u05ff]"), 0.4),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.4),
)
# Every letter below lies here; quotation marks and dashes, which are in most texts, do not.
_FOREIGN = re.compile("[\u0370-\u1fff\u3041-\ud7af]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_NOT_ARABIC = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u0688\u0691\u06ba\u06d2]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_NOT_UKRAINIAN = re.compile("[ыэёъўЫЭЁЪЎ]")


def language_tag(declared: str | None) -> str | None:
    """The primary tag of a declared language (``en-GB`` gives ``en``), or None if it is none."""
    match = _TAG.fullmatch((declared or "").strip())
    return match[1].lower() if match else None


def guess_language(text: str) -> str | None:
    """The language a text's letters prove, or None."""
    sample = text[:_SAMPLE]
    if sample.isascii() or _FOREIGN.search(sample) is None:
        return None
    letters = sum(map(str.isalpha, sample)) or 1
    for language, pattern, share in _PROOFS:
        if len(pattern.findall(sample)) > share * letters:
            return language
    if len(_ARABIC.findall(sample)) > 0.4 * letters and not _NOT_ARABIC.search(sample):
        return "ar"
    if (
        len(_CYRILLIC.findall(sample)) > 0.4 * letters
        and _UKRAINIAN.search(sample)
        and not _NOT_UKRAINIAN.search(sample)
    ):
        return "uk"
    return None
