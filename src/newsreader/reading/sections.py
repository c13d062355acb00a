"""Tells the body of an article from what was glued to it.

The text is judged line by line. A line with a cue that *opens* a section ("Related articles") after
the body has begun starts a folded section; a cue that stands for itself ("Advertisement") folds its
line alone. Inside a folded section the body resumes where running text goes on for several
paragraphs. Cards (an outlet, an age, a headline) are related articles even without a heading.

If folding would leave no body at all, nothing is folded. Whatever is decided, every line is in
exactly one run, and the runs in order are the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsreader.article import Kind
from newsreader.reading.cards import is_age
from newsreader.reading.cues import Cue, cue_of
from newsreader.reading.wire import is_sentence

_PROSE_WORDS = 12
# Paragraphs of running text in a row that end a folded section. Comments are running text too.
_RESUME_AFTER = {
    Kind.RELATED: 2,
    Kind.COMMENTS: 6,
    Kind.HASHTAGS: 1,
    Kind.PROMOTION: 1,
    Kind.FURNITURE: 1,
}
# The longer the fold, the likelier it is the end of the page, and the more it takes to resume.
_LONG_FOLDS = (12, 20, 40, 60)
_BODY_BEGUN = 4
_TWO_CARDS = 12
_BARE_LIST = 3


class Run(NamedTuple):
    """Lines ``start`` up to ``stop`` that belong together.

    Attributes:
        kind: What they are.
        heading: Whether the first of them is the section's heading.
    """

    kind: Kind
    start: int
    stop: int
    heading: bool = False


def split(lines: Sequence[str]) -> list[Run]:
    """Tell body and glued-on sections apart; the runs cover all lines, in order."""
    splitter = _Splitter(lines)
    runs = splitter.runs()
    return runs if splitter.left_a_body() else _all_body(lines)


def is_prose(line: str) -> bool:
    """Whether a line is running text: long enough, and ending as sentences do."""
    return is_sentence(line) and (
        line.count(" ") + 1 >= _PROSE_WORDS or (not line.isascii() and len(line) >= 40)
    )


def _all_body(lines: Sequence[str]) -> list[Run]:
    return [Run(Kind.BODY, 0, len(lines))] if lines else []


class _Splitter:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._prose = [is_prose(line) for line in lines]
        self._ages = [is_age(line) for line in lines]
        self._has_ages = any(self._ages)
        self._runs: list[Run] = []
        self._folded_from = 0
        self._body_prose = 0

    def runs(self) -> list[Run]:
        open_kind: Kind | None = None
        for number, line in enumerate(self._lines):
            cue = None if self._prose[number] else cue_of(line)
            if open_kind is not None and self._resumes(number, open_kind):
                open_kind = None
            if open_kind is not None:
                if cue is not None and cue.opens and self._starts_anew(cue):
                    open_kind = cue.kind
                    self._start(cue.kind, number, heading=True)
                else:
                    self._extend(number)
            elif cue is not None and self._body_prose and cue.opens:
                open_kind = cue.kind
                self._folded_from = number
                self._start(cue.kind, number, heading=True)
            elif cue is not None and not cue.opens:
                self._continue(cue.kind, number)
            elif self._body_prose and self._is_card(number):
                open_kind = Kind.RELATED
                self._folded_from = number
                self._start(open_kind, number)
            else:
                self._body_prose += self._prose[number]
                self._continue(Kind.BODY, number)
        return self._runs

    def left_a_body(self) -> bool:
        """Whether running text is left in the body."""
        return any(
            any(self._prose[run.start : run.stop]) for run in self._runs if run.kind is Kind.BODY
        )

    def _start(self, kind: Kind, number: int, heading: bool = False) -> None:
        self._runs.append(Run(kind, number, number + 1, heading))

    def _extend(self, number: int) -> None:
        self._runs[-1] = self._runs[-1]._replace(stop=number + 1)

    def _continue(self, kind: Kind, number: int) -> None:
        if self._runs and self._runs[-1].kind is kind and not self._runs[-1].heading:
            self._extend(number)
        else:
            self._start(kind, number)

    def _starts_anew(self, cue: Cue) -> bool:
        """A heading of another kind, or one of the same kind where the last has had its lines."""
        run = self._runs[-1]
        return cue.kind is not run.kind or run.stop - run.start > 1

    def _resumes(self, number: int, kind: Kind) -> bool:
        """Whether the body goes on here, judged by how much running text follows.

        Lines that stand for themselves ("Advertisement") do not count. Right below the heading of
        a box less is enough than below other lines, which may be headlines with their teasers.
        """
        if not self._prose[number]:
            return False
        needed = _RESUME_AFTER[kind]
        if self._body_prose >= _BODY_BEGUN:
            needed += sum(number - self._folded_from > lines for lines in _LONG_FOLDS)
        if kind is Kind.RELATED:
            needed += self._teaser_likely(
                range(max(self._runs[-1].start + 1, number - _LONG_FOLDS[-1]), number)
            )
        for following in range(number, len(self._lines)):
            if self._prose[following]:
                needed -= 1
                if not needed:
                    return True
            elif not self._stands_alone(following):
                return False
        return False

    def _teaser_likely(self, items: range) -> int:
        """How likely running text below these lines of a box is a teaser: 0 below the heading, 1
        below headlines, -1 below several headlines without a teaser between them."""
        others = [number for number in items if not self._stands_alone(number)]
        if not others:
            return 0
        bare = not any(self._prose[number] or self._ages[number] for number in others)
        return -1 if bare and len(others) >= _BARE_LIST else 1

    def _stands_alone(self, number: int) -> bool:
        cue = None if self._prose[number] else cue_of(self._lines[number])
        return cue is not None and not cue.opens

    def _is_card(self, number: int) -> bool:
        """An outlet and an age, twice within what follows."""
        if not self._has_ages:
            return False
        following = self._ages[number : number + _TWO_CARDS]
        return sum(following) > 1 and any(following[:2])
