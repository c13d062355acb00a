"""Finding within one article: some text as it stands, or a ``/regular expression/``.

Text is found whatever its case and accents. An expression runs in a process of its own, which is
ended when it takes too long: no expression anybody can type keeps the app from answering.
"""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

MOST = 10_000
"""So many matches are enough."""
SECONDS = 1.0
LONGEST = 500
"""Characters of what is looked for."""

_CHILD = Path(__file__).with_name("regex_child.py")


class Matches(msgspec.Struct, frozen=True):
    """What was found.

    Attributes:
        spans: For each text the start and end of every match, in characters, in their order.
        problem: Why nothing could be looked for, in a sentence; None if it could.
    """

    spans: list[list[tuple[int, int]]] = []
    problem: str | None = None

    def count(self) -> int:
        """How many matches there are."""
        return sum(map(len, self.spans))


class _Answer(msgspec.Struct):
    spans: list[list[tuple[int, int]]] = []
    problem: str | None = None


def find_within(texts: Sequence[str], wanted: str, *, seconds: float = SECONDS) -> Matches:
    """Find something in the texts of an article. Never raises, whatever is wanted.

    Args:
        texts: Such as the paragraphs on the screen; a match lies within one.
        wanted: Text, or an expression between slashes; case and, for text, accents do not matter.
        seconds: How long an expression may take.
    """
    none: list[list[tuple[int, int]]] = [[] for _ in texts]
    if len(wanted) > LONGEST:
        return Matches(none, f"What is looked for may have at most {LONGEST} characters.")
    if len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/"):
        answer = _expression(texts, wanted[1:-1], seconds)
        return Matches(answer.spans or none, answer.problem)
    return Matches(_plain(texts, wanted))


def _plain(texts: Sequence[str], wanted: str) -> list[list[tuple[int, int]]]:
    """Matches of a text as it stands, none overlapping."""
    needle, _ = _folded(" ".join(wanted.split()))
    found: list[list[tuple[int, int]]] = []
    left = MOST
    for text in texts:
        folded, offsets = _folded(text)
        spans: list[tuple[int, int]] = []
        at = folded.find(needle) if needle else -1
        while at >= 0 and left:
            spans.append((offsets[at], offsets[at + len(needle)]))
            left -= 1
            at = folded.find(needle, at + len(needle))
        found.append(spans)
    return found


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """A text without case and accents, and for each of its characters, and its end, where in the
    text it begins."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " "), range(len(text) + 1)
    folded: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        plain = unicodedata.normalize("NFKD", character).casefold()
        for part in " " if character.isspace() else plain:
            if not unicodedata.combining(part):
                folded.append(_SAME.get(part, part))
                offsets.append(at)
    return "".join(folded), [*offsets, len(text)]


_SAME = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "\u2010": "-"}


def _expression(texts: Sequence[str], pattern: str, seconds: float) -> _Answer:
    asked = {"pattern": pattern, "texts": [_sendable(text) for text in texts], "most": MOST}
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_CHILD)],
            input=msgspec.json.encode(asked | {"pattern": _sendable(pattern)}),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
        )
        answer = msgspec.json.decode(done.stdout, type=_Answer)
    except subprocess.TimeoutExpired:
        return _Answer(problem="This expression takes too long.")
    except (subprocess.SubprocessError, OSError, msgspec.DecodeError):
        return _Answer(problem="This expression could not be tried.")
    if answer.problem:
        return _Answer(problem=f"This is no regular expression: {answer.problem}.")
    return answer


def _sendable(text: str) -> str:
    """A text without lone surrogates, which JSON cannot carry; of the same length."""
    return text.encode("utf-8", "replace").decode("utf-8")
