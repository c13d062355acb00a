"""The running text of a body: what copies share, where pages share all else.

Menus, captions, lists of headlines and tables that folding did not know as furniture are on every
page of an outlet; two short articles between them would look like copies. They stand in short lines
that end without a full stop. So lines that are long, or end as sentences do, are set before the
others, and where there is a fair stretch of them it is they that make two texts copies.
"""

from __future__ import annotations

from typing import NamedTuple

_SENTENCE_ENDS = ".!?…。！？।؟"
_CLOSING = "'\"”’»)]）」』 \t"
_SENTENCE = 45
_LONG = 150
_FAIR_STRETCH = 300


class Parted(NamedTuple):
    """A body in two parts.

    Attributes:
        running: The running text, a paragraph a line, each once; all there is if there is hardly
            any.
        rest: The other lines.
        is_fair: Whether there is a fair stretch of running text.
    """

    running: str
    rest: str = ""
    is_fair: bool = True


def parted(text: str) -> Parted:
    """Set the running text of a body apart from the rest."""
    running: dict[str, None] = {}  # a caption may stand there once for every size of its picture
    rest: list[str] = []
    for line in _joined(text):
        if _is_running(line):
            running[line] = None
        else:
            rest.append(line)
    if sum(map(len, running)) < _FAIR_STRETCH:
        return Parted(text, "", is_fair=False)
    return Parted("\n".join(running), "\n".join(rest))


def _joined(text: str) -> list[str]:
    """The lines, those that only go on in the next one joined to it."""
    lines: list[str] = []
    goes_on = False
    for whole in text.split("\n"):
        line = whole.strip()
        if goes_on and line[:1].islower():
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
        goes_on = bool(line)
    return lines


def _is_running(line: str) -> bool:
    if len(line) >= _LONG:
        return True
    return len(line) >= _SENTENCE and line.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS
