"""From text to the words it is searched by: one tokenizer for index, query and highlighting.

A word is folded (case, accents, width, apostrophes, ``U.S.`` = ``us``, ``Ukraine's`` = ``ukraine``,
``1,000`` = ``1000``), brought to one spelling where British and American English differ, and
stemmed for its language. Scripts written without spaces, and Korean, whose particles grow on to the
words, are cut into overlapping pairs of characters and into single ones. Pictographs are words.

Only the found word is folded, never the text, so that offsets are those of the original text.

Sources: Unicode Annex 15 (NFKD) and 29 (what holds a word together); Snowball, snowballstem.org;
the pairs are those of Lucene's CJKBigramFilter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from newsreader.search import stemming

VERSION = 2
"""Grows with every change that makes other terms of a text: an index of another one is rebuilt."""


class Token(NamedTuple):
    """A word where it stands in a text.

    Attributes:
        raw: As written: ``text[start:end]``.
        start: Offset of its first character.
        end: Offset behind its last character.
        position: Its number in the text; words side by side differ by one. A character of a script
            without spaces has the same position as the pair it begins.
    """

    raw: str
    start: int
    end: int
    position: int


def _ranges(*bounds: tuple[int, int]) -> str:
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in bounds)


def _marks() -> str:
    """The combining marks, which are part of the word they stand in but not of ``\\w``."""
    blocks = (range(0x300, 0x1E00), range(0x20D0, 0x2100), range(0xA800, 0xAC00))
    marks = (chr(c) for block in blocks for c in block if unicodedata.category(chr(c))[0] == "M")
    return "".join(marks)


_UNSPACED = _ranges(
    (0x0E00, 0x0E3A),  # Thai
    (0x0E40, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17D3),  # Khmer
    (0x3005, 0x3007),  # 々〆〇
    (0x3040, 0x309F),  # Hiragana
    (0x30A1, 0x30FA),  # Katakana
    (0x30FC, 0x30FF),
    (0x3100, 0x312F),  # Bopomofo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),  # Hangul
    (0xAC00, 0xD7FF),
    (0x1100, 0x11FF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),  # half-width Katakana
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
_PICTOGRAPHS = _ranges((0x2600, 0x27BF), (0x1F300, 0x1F64F), (0x1F680, 0x1FAFF))
_FLAG = f"[{_ranges((0x1F1E6, 0x1F1FF))}]{{2}}"
_MARKS = _marks()
_INVISIBLE = "\u00ad\u200c\u200d\u2060"  # may stand inside a word
_APOSTROPHES = "'’‘ʼ＇`´"
_CLUSTER_MARKS = _MARKS + "\u3099\u309a\uff9e\uff9f"

_START = rf"[^\W_{_UNSPACED}]"
_PART = rf"(?:{_START}|[{_MARKS}{_INVISIBLE}])"
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_WORD = re.compile(
    rf"(?:{_LETTER}\.)+{_LETTER}(?!{_PART})\.?(?:[{_APOSTROPHES}][sS](?!{_PART}))?"  # U.S., U.S.'s
    rf"|\d+(?:[.,]\d+)+{_PART}*"  # 1,000.5 and 3.5bn
    rf"|{_START}{_PART}*(?:[{_APOSTROPHES}]{_PART}+)*"  # don't
    rf"|[{_UNSPACED}][{_UNSPACED}{_CLUSTER_MARKS}]*"
    rf"|{_FLAG}|[{_PICTOGRAPHS}]"
)
_CLUSTER = re.compile(
    rf"[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|.[{_CLUSTER_MARKS}]*"  # Hangul in pieces
)
_NEXT = rf"(?:[{_APOSTROPHES}][sS])?[\W_]*"
_INSIDE = re.compile(f"[{_INVISIBLE}]")
_SPACED_START = re.compile(_START)
_UNSPACED_START = re.compile(f"[{_UNSPACED}]")

_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$|(?<=[sS])[{_APOSTROPHES}]$")
_ELISION = re.compile(
    rf"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|(?:d|n|s)?[ae]ll|sull|gl)[{_APOSTROPHES}]"
    rf"(?={_LETTER}{{2}})",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DROPPED = re.compile(f"[{_APOSTROPHES}{_INVISIBLE}\u0640]")
# й, ў and ї are letters of their own; Thai and Indic vowels are marks and stay.
_ACCENTS = re.compile(
    r"(?<![иу])\u0306|(?<!і)\u0308"
    r"|[\u0300-\u0305\u0307\u0309-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def words(text: str) -> Iterator[Token]:
    """Yield the words of a text in their order.

    A run of a script without spaces gives each of its characters, and each pair of neighbours, at
    the position of the first of the two.
    """
    position = 0
    for match in _WORD.finditer(text):
        raw = match[0]
        start = match.start()
        if not _UNSPACED_START.match(raw):
            yield Token(raw, start, match.end(), position)
            position += 1
            continue
        clusters = list(_CLUSTER.finditer(raw))
        for cluster, following in zip(clusters, [*clusters[1:], None], strict=True):
            first = start + cluster.start()
            yield Token(cluster[0], first, start + cluster.end(), position)
            if following:
                end = start + following.end()
                yield Token(text[first:end], first, end, position)
            position += 1


def query_words(text: str) -> list[Token]:
    """The words of a text that is searched for: of pairs and single characters, only the pairs."""
    if text.isascii() and text.isalnum():
        return [Token(text, 0, len(text), 0)]  # nearly always, and told ten times as quickly
    found: list[Token] = []
    for token in words(text):
        if found and token.start < found[-1].end:
            if token.position > found[-1].position:
                if token.end > found[-1].end:
                    found.append(token)
            else:
                found[-1] = token
        else:
            found.append(token)
    return found


def standing(surfaces: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    """What finds the places in a text where words may stand one after the other as written, and a
    few others."""
    first = re.escape(surfaces[0])
    if not _SPACED_START.match(surfaces[0]):
        return re.compile(first)
    here = _NEXT.join(map(re.escape, surfaces))
    # A pattern that begins with plain letters is looked for many times as quickly.
    here = here.replace(first, rf"{first}(?<!{_START}{first})", 1)
    return re.compile(here + ("" if prefix else rf"(?!{_PART})"))


def is_plain(text: str) -> bool:
    """Whether every letter in a text's words is written as a word "as written" has it: composed,
    with nothing invisible beside it."""
    if text.isascii():
        return True
    return not _INSIDE.search(text) and unicodedata.is_normalized("NFC", text)


def is_spaced(word: str) -> bool:
    """Whether a word is of a script that puts spaces between words."""
    return _SPACED_START.match(word) is not None


def has_words(text: str) -> bool:
    """Whether there is anything in a text that can be searched for."""
    return _WORD.search(text) is not None


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Fold a word (or a name, to compare names): case, accents, width, apostrophes, acronyms.

    Never empty unless the text is.
    """
    raw = text
    text = _ELISION.sub("", _POSSESSIVE.sub("", text))
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", text)).translate(_LETTERS)
    text = _THOUSANDS.sub("", _DROPPED.sub("", text.casefold()))
    if "." in text and not text[0].isdecimal():
        text = text.replace(".", "")
    return text or raw


@lru_cache(maxsize=20_000)
def surface(raw: str) -> str:
    """A word as written, for ``=word``: only the possessive and invisible characters are gone."""
    raw = _DROPPED.sub(
        lambda match: "" if match[0] in _INVISIBLE else "'", _POSSESSIVE.sub("", raw)
    )
    return unicodedata.normalize("NFC", raw)


class _Terms(dict[str, str]):
    """Raw word → term, in one language; computes what it does not hold."""

    MOST = 200_000

    def __init__(self, language: str) -> None:
        self.stem = stemming.stemmer(language)

    def __missing__(self, raw: str) -> str:
        if len(self) >= self.MOST:
            self.clear()
        term = self[raw] = self.stem(fold(raw))
        return term


_terms: dict[str, _Terms] = {}


def terms(language: str | None) -> dict[str, str]:
    """The terms of a language: a mapping from a raw word to what it is indexed as.

    Args:
        language: BCP 47 tag; None is taken for English.
    """
    found = _terms.get(language or "en")  # nearly always
    if found is None:
        name = primary(language or "en")
        found = _terms.get(name)
        if found is None:
            found = _terms[name] = _Terms(name)
    return found


def primary(language: str) -> str:
    """The primary part of a language tag: ``en`` of ``en-GB``."""
    return language.split("-")[0].casefold()


def positions(text: str, language: str | None) -> dict[str, list[int]]:
    """The terms of a text, each with the positions it stands at."""
    found: dict[str, list[int]] = {}
    term_of = terms(language)
    for raw, _, _, position in words(text):
        term = term_of[raw]
        if term in found:
            found[term].append(position)
        else:
            found[term] = [position]
    return found


def query_terms(word: str, languages: Collection[str] = ("en",)) -> frozenset[str]:
    """What a single word may have been indexed as, in articles of any of these languages."""
    return frozenset(terms(language)[word] for language in languages)


def spoken(languages: Collection[str]) -> tuple[str, ...]:
    """The languages to look for a word in: these, and English, which stands for "unknown"."""
    return tuple(sorted({"en", *(primary(language) for language in languages)}))
