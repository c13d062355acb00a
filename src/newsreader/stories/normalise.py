"""Text → words, and what words are compared by, so that copies in another house style agree.

What no outlet can be relied on to keep is evened out: capitals, quotation marks, the stops of
``U.S.``, the ``'s`` of a possessive, accents, hyphens, numbers in words, and British against
American spelling. The rules of spelling are blunt on purpose (``our`` is ``or`` in every word): a
word need only become the same in every copy, not be right. :func:`shape` goes further, for text
that was printed and scanned: letters that are taken for each other become one.

Dateline and credit are no part of a body: reading has taken them out. Scripts that set no spaces
are cut into overlapping pairs of characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from unicodedata import normalize

SHORTEST_NAME = 4
"""Letters of a word that may be a name."""

_WORD = re.compile(r"\d(?:[.,]?\d)+|\w+(?:['’]\w+)*")
_LETTERS_WITH_STOPS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?:\W|$))")
_FRACTION = re.compile("[¼-¾⅐-⅞]")
_RUN_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LETTERS = re.compile(r"[a-z]{5,}")

_SPELLINGS = tuple(
    (re.compile(british, re.MULTILINE), american)
    for british, american in (
        (r"ae|oe", "e"),
        (r"our", "or"),
        (r"is(e|ed|er|ers|es|ing|ation|ations|able)$", r"iz\1"),
        (r"ys(e|ed|er|es|ing)$", r"yz\1"),
        (r"tre(s|d)?$", r"ter\1"),
        (r"([lmpt])\1", r"\1"),
        (r"nce(s|d|less)?$", r"nse\1"),
        (r"ogue(s)?$", r"og\1"),
        (r"grame(s)?$", r"gram\1"),
        (r"dgement", "dgment"),
    )
)
_WORDS = {
    "grey": "gray", "greys": "grays", "tyre": "tire", "tyres": "tires", "kerb": "curb",
    "cheque": "check", "cheques": "checks", "aluminium": "aluminum", "plough": "plow",
    "jewellery": "jewelry", "sceptic": "skeptic", "sceptics": "skeptics",
    "sceptical": "skeptical", "cosy": "cozy", "mould": "mold", "gaol": "jail", "storey": "story",
    "storeys": "stories", "pyjamas": "pajamas", "practise": "practice",
    "practised": "practiced", "adviser": "advisor", "advisers": "advisors",
    "whisky": "whiskey", "moustache": "mustache", "sulphur": "sulfur", "draught": "draft",
    "manoeuvre": "maneuver", "manoeuvres": "maneuvers", "learnt": "learned", "spelt": "spelled",
    "burnt": "burned", "towards": "toward", "amongst": "among", "whilst": "while",
    "jan": "january", "feb": "february", "aug": "august", "sept": "september",
    "sep": "september", "oct": "october", "nov": "november", "dec": "december",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_SHAPES = (("rn", "m"), ("nn", "m"), ("vv", "w"), ("cl", "d"))
_LIKE = str.maketrans("i1jtec0q58h6u9y", "lllloooosbbbngv")


def words_of(text: str) -> list[str]:
    """The words of a text as they stand there; hyphens part them."""
    return [word for chunk in text.split() for word in words_of_chunk(chunk)]


def words_of_chunk(chunk: str) -> list[str]:
    """The words in a run of characters without white space."""
    if "." in chunk:
        chunk = _LETTERS_WITH_STOPS.sub(r"\1", chunk)
    if chunk.isascii():
        return _WORD.findall(chunk)
    chunk = _FRACTION.sub(lambda match: f" {normalize('NFKC', match[0])}", chunk)
    found: list[str] = _WORD.findall(chunk)
    if _RUN_WITHOUT_SPACES.search(chunk):
        return [part for word in found for part in _pairs(word)]
    return found


@lru_cache(1 << 17)
def form(word: str) -> str:
    """What a word is compared by; empty for one that is only marks."""
    [found] = forms([word])
    return found


@lru_cache(1 << 17)
def shape(form: str) -> str:
    """A form with those letters made one that a scanner takes for each other; a number stays."""
    [found] = shapes([form])
    return found


def forms(words: Sequence[str]) -> list[str]:
    """The forms of many words, which is quicker than one after the other."""
    found = [_WORDS.get(plain, plain) for plain in map(_plain, words)]
    return _each(found, _LETTERS.fullmatch, _american)


def shapes(forms: Sequence[str]) -> list[str]:
    """The shapes of many forms."""
    return _each(forms, lambda form: not is_number(form), _as_seen)


def _each(
    words: Sequence[str], is_meant: Callable[[str], object], change: Callable[[str], str]
) -> list[str]:
    """Words, those that are meant changed: all at once, one a line."""
    found = list(words)
    places = [place for place, word in enumerate(found) if is_meant(word)]
    if places:
        changed = change("\n".join([found[place] for place in places]))
        for place, word in zip(places, changed.split("\n"), strict=True):
            found[place] = word
    return found


def _plain(word: str) -> str:
    """A word without capitals, accents and marks."""
    plain = word.lower()
    if not plain.isascii():
        plain = normalize("NFKD", plain.casefold())
        plain = "".join(c for c in plain if c.isalnum() or c in "'’.,")
    if not plain.isalnum():
        plain = plain.replace("’", "'").removesuffix("'s")
        plain = plain.replace("'", "").replace(",", "").replace("_", "")
    return plain


def _american(lines: str) -> str:
    for british, american in _SPELLINGS:
        lines = british.sub(american, lines)
    return lines


def _as_seen(lines: str) -> str:
    for seen, meant in _SHAPES:
        lines = lines.replace(seen, meant)
    return lines.translate(_LIKE)


def is_number(form: str) -> bool:
    """Whether a form is written in figures alone."""
    return form.replace(".", "").isdigit()


def is_name(word: str) -> bool:
    """Whether a word, as it stands in a text, is written like a name: capital, four letters."""
    return len(word) >= SHORTEST_NAME and word[0].isupper()


def is_telling(form: str) -> bool:
    """Whether a form says something by itself: articles and prepositions are short everywhere."""
    return len(form) > 3 or is_number(form) or _RUN_WITHOUT_SPACES.search(form) is not None


def _pairs(word: str) -> list[str]:
    """A word, or where no spaces are set, its overlapping pairs of characters."""
    if len(word) < 3 or not _RUN_WITHOUT_SPACES.search(word):
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]
