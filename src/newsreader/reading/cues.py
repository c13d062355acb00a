"""The cue words of ``data/cues.toml``: what a line announces, judged by its words alone.

Lines are compared with case, punctuation, bullets and numbers taken away. The words are data, so
that a language is added without touching code.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from newsreader.article import Kind
from newsreader.reading.phrases import says

_LONGEST = 120
_LONGEST_CREDIT = 8
_PHRASE = 2  # spaces in a phrase that is a cue even with a full stop
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc]")
_BETWEEN_WORDS = re.compile(r"(?:[^\w©]|_)+")
_NUMBER = re.compile(r"\d+(?: \d+)*")
_WILD = " \\S+(?: \\S+){0,5}"


class Cue(NamedTuple):
    """What a line announces.

    Attributes:
        kind: The kind of section it belongs to.
        opens: Whether it is a heading that what follows belongs to, or stands for itself.
    """

    kind: Kind
    opens: bool


_PHOTO = Cue(Kind.FURNITURE, opens=False)


@lru_cache(maxsize=4096)
def cue_of(line: str) -> Cue | None:
    """What a whole line announces, or None."""
    if len(line) > _LONGEST:
        return None
    key = normalised(line)
    phrases, wild = _phrases()
    cue = phrases.get(key)
    ends_a_sentence = line[-1:] == "." and line[-3:] != "..." and line[:1] != "©"
    if cue is not None:
        return None if ends_a_sentence and key.count(" ") < _PHRASE else cue
    if not ends_a_sentence and not line[:1].islower():
        match = wild.fullmatch(key)
        cue = _groups()[int((match.lastgroup or "")[1:])] if match else None
    return _PHOTO if cue is None and _credits_a_photo(line, ends_a_sentence) else cue


def _credits_a_photo(line: str, ends_a_sentence: bool) -> bool:
    return (
        line.count(" ") <= _LONGEST_CREDIT
        and (not ends_a_sentence or line[0] in "(（")
        and says("photo", line) > 0
    )


def normalised(line: str, *, numbers: bool = False) -> str:
    """A line as it is compared: its words without case, punctuation and bullets, every number as 0
    unless ``numbers`` are to stay."""
    words = _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", line.casefold())).strip()
    return words if numbers else _NUMBER.sub("0", words)


@cache
def _table() -> list[dict[str, object]]:
    text = (Path(__file__).parent / "data" / "cues.toml").read_text("utf-8")
    groups: list[dict[str, object]] = tomllib.loads(text)["cue"]
    return groups


@cache
def _groups() -> list[Cue]:
    return [Cue(Kind(str(group["kind"])), bool(group["opens"])) for group in _table()]


@cache
def _phrases() -> tuple[dict[str, Cue], re.Pattern[str]]:
    """The phrases without ``*``, and one expression with a group ``gN`` for those of group N."""
    whole: dict[str, Cue] = {}
    wild: list[str] = []
    for number, (group, cue) in enumerate(zip(_table(), _groups(), strict=True)):
        expressions = []
        for phrases in group.values():
            for phrase in phrases if isinstance(phrases, list) else ():
                parts = [re.escape(normalised(part)) for part in phrase.split("*")]
                if len(parts) == 1:
                    whole.setdefault(normalised(phrase), cue)
                else:
                    expressions.append(_WILD.join(parts).replace(f"{_WILD}\\ ", _WILD + " "))
        if expressions:
            wild.append(f"(?P<g{number}>{'|'.join(expressions)})")
    return whole, re.compile("|".join(wild))
