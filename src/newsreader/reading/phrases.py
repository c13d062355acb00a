"""The phrases of ``data/phrases.toml``: what lines around an article begin or end with.

They tell what a line is, not what it announces (that is ``cues``): an embargo, a credit, an
editor's note, whose picture it is, a pointer to other articles.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_LONGEST = 300
_MARKS = r"[\s(（\[【*•·—–-]*"


def says(group: str, line: str) -> int:
    """How many characters of a line say that it is of this group; 0 if it is not."""
    if len(line) > _LONGEST:
        return 0
    match = _pattern(group).match(line)
    return match.end() if match else 0


def ends(group: str, line: str) -> bool:
    """Whether a line ends as those of this group do."""
    return line.rstrip(" )）").casefold().endswith(_phrases(group))


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "data" / "phrases.toml").read_text("utf-8"))


@cache
def _phrases(group: str) -> tuple[str, ...]:
    return tuple(phrase for phrases in _table()[group].values() for phrase in phrases)


@cache
def _pattern(group: str) -> re.Pattern[str]:
    said = "|".join(
        re.escape(phrase) + (r"\b" if phrase[-1].isalnum() and phrase.isascii() else "")
        for phrase in sorted(_phrases(group), key=len, reverse=True)
    )
    return re.compile(rf"{_MARKS}(?:{said})", re.IGNORECASE)
