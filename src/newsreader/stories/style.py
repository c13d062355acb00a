"""Whether two wordings differ in house style only: the same said in another spelling.

Style is spelling, capitals, hyphens and quotation marks; numbers in words or figures; the sign and
place of a currency (``$85 billion``, ``USD 85 billion``); the order and shortening of a date
(``Feb. 24``, ``24 February``), and "on" before a day; a title in short (``Sen.``); the
transcription of a name (``Zelenskyy``, ``Zelensky``). All else is substance, numbers above all.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from newsreader.stories.normalise import form, is_name, is_number, words_of_chunk

_CURRENCIES = frozenset(
    (
        "usd", "eur", "gbp", "cad", "aud", "nzd", "inr", "jpy", "chf", "uah", "us", "ca", "au",
        "dollar", "dollars", "euro", "euros", "pound", "pounds", "sterling", "rs", "rupee",
        "rupees", "yen",
    )
)  # fmt: skip
_ALSO_WORDS = frozenset(("us", "ca", "au"))
_SIGNS = frozenset("$€£¥₹")
_MONTHS = frozenset(
    form(month)
    for month in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )
)  # fmt: skip
_DAYS = frozenset(
    form(day)
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
_ORDINALS = ("st", "nd", "rd", "th")
_LONGEST = 8
_SHORTEST_STUMP = 2
_SHORTEST_NAME = 5
_TRANSCRIBED = 0.75


class _Word(NamedTuple):
    """A word as it stands there, its form, and whether it ends with the stop of a short form."""

    raw: str
    form: str
    stopped: bool


def is_style(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two runs of text differ in house style only.

    Args:
        one: What stands in one copy: words with their punctuation.
        other: What stands there in the other.
    """
    mine, theirs = _words(one), _words(other)
    if _said(mine) == _said(theirs):
        return True
    if not mine or not theirs:
        return {word.form for word in (*mine, *theirs)} <= _CURRENCIES - _ALSO_WORDS
    if max(len(mine), len(theirs)) > _LONGEST:
        return False
    if _said(_without_currency(one, mine)) == _said(_without_currency(other, theirs)):
        return True
    if _same_date(mine, theirs):
        return True
    mine, theirs = _without_on(mine), _without_on(theirs)
    return len(mine) == len(theirs) and all(map(_same_word, mine, theirs))


def _words(chunks: Sequence[str]) -> list[_Word]:
    return [
        _Word(word, form(word), chunk.rstrip(",;:)").endswith("."))
        for chunk in chunks
        for word in words_of_chunk(chunk)
    ]


def _said(words: Sequence[_Word]) -> str:
    return "".join(word.form for word in words)


def _without_currency(chunks: Sequence[str], words: list[_Word]) -> list[_Word]:
    """The words without the currency, where a copy names one and an amount of it."""
    amount = any(is_number(word.form) for word in words)
    named = any(word.form in _CURRENCIES for word in words)
    if not amount or not (named or any(_SIGNS.intersection(chunk) for chunk in chunks)):
        return words
    return [word for word in words if word.form not in _CURRENCIES]


def _without_on(words: list[_Word]) -> list[_Word]:
    """The words without an "on" before a day or month."""
    after = [*words[1:], None]
    return [
        word
        for word, following in zip(words, after, strict=True)
        if word.form != "on" or following is None or following.form not in _DAYS | _MONTHS
    ]


def _same_date(mine: Sequence[_Word], theirs: Sequence[_Word]) -> bool:
    """Whether the same day is named, in whatever order."""
    one, other = (sorted(_plain(word) for word in words) for words in (mine, theirs))
    return one == other and not _MONTHS.isdisjoint(one) and any(map(is_number, one))


def _plain(word: _Word) -> str:
    """A word of a date: without the ending of an ordinal, months in full."""
    for ending in _ORDINALS:
        if word.form.endswith(ending) and word.form.removesuffix(ending).isdigit():
            return word.form.removesuffix(ending)
    months = [month for month in _MONTHS if month.startswith(word.form)]
    return months[0] if len(months) == 1 and len(word.form) > _SHORTEST_STUMP else word.form


def _same_word(one: _Word, other: _Word) -> bool:
    if one.form == other.form:
        return True
    if is_number(one.form) or is_number(other.form):
        return False
    shorter, longer = sorted((one, other), key=lambda word: len(word.form))
    if shorter.stopped and len(shorter.form) >= _SHORTEST_STUMP:
        return longer.form.startswith(shorter.form)
    return _same_name(shorter, longer)


def _same_name(shorter: _Word, longer: _Word) -> bool:
    """Whether two spellings may be one name in two transcriptions."""
    return (
        len(shorter.form) >= _SHORTEST_NAME
        and is_name(shorter.raw)
        and is_name(longer.raw)
        and not (_DAYS | _MONTHS).intersection((shorter.form, longer.form))
        and shorter.form[0] == longer.form[0]
        and SequenceMatcher(None, shorter.form, longer.form, autojunk=False).ratio() >= _TRANSCRIBED
    )
