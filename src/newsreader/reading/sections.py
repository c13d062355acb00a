"""Tells the body of an article from what was glued to it.

The text is judged line by line. A line with a cue that *opens* a section ("Related articles") after
the body has begun starts a folded section; a cue that stands for itself ("Advertisement") folds its
line alone. Inside a folded section the body resumes where running text goes on for several
paragraphs. Cards (an outlet, an age, a headline) are related articles even without a heading.

Comments are running text too, so once an article has several paragraphs nothing but another heading
ends its comments; near the top, and where the same heading comes again right after a paragraph,
"Comments" is a button in the middle of the article. Comments need no heading where names, ages and
"Reply" give them away.

Lines the source is known to repeat (``learning``) are folded, too, but never in the first run of
running text, whole paragraphs only below the body, and a few words between two paragraphs, which
may be a heading, not at all.

If folding would leave no body at all, nothing is folded. Whatever is decided, every line is in
exactly one run, and the runs in order are the lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsreader.article import Kind
from newsreader.reading.cards import LONGEST_AGE, is_age
from newsreader.reading.cues import Cue, cue_of
from newsreader.reading.dates import parse_date
from newsreader.reading.learning import NOTHING, Learnt, fingerprint, is_short
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
_BODY_BEFORE_COMMENTS = 3
_TWO_CARDS = 12
_BARE_LIST = 3
_SUBHEADING = 5
_LONGEST_NAME = 40
_LONGEST_ANSWER = 12
_COMMENT = 30  # lines within which a second comment begins
_ANSWERS = frozenset((
    "reply", "like", "report", "like reply", "like · reply", "reply share", "antworten",
    "répondre", "responder", "відповісти", "ответить", "返信", "rispondi",
))  # fmt: skip


class Run(NamedTuple):
    """Lines ``start`` up to ``stop`` that belong together.

    Attributes:
        kind: What they are.
        heading: Whether the first of them is the section's heading.
        why: The rule that folds them; None for the body.
    """

    kind: Kind
    start: int
    stop: int
    heading: bool = False
    why: str | None = None


def split(lines: Sequence[str], learnt: Learnt = NOTHING) -> list[Run]:
    """Tell body and glued-on sections apart; the runs cover all lines, in order.

    Args:
        learnt: The lines that the source of the text is known to repeat.
    """
    splitter = _Splitter(lines, learnt)
    runs = splitter.runs()
    if splitter.left_a_body():
        return runs
    return split(lines) if learnt else _all_body(lines)


def why_recurring(articles: int) -> str:
    """The reason to fold a line that so many articles of a source have."""
    return f"a line that recurs in {articles} articles of this source"


def is_prose(line: str) -> bool:
    """Whether a line is running text: long enough, and ending as sentences do."""
    return (
        line.count(" ") + 1 >= _PROSE_WORDS or (len(line) >= 40 and not line.isascii())
    ) and is_sentence(line)


def _is_answer(line: str) -> bool:
    """Whether a line is the button below a comment."""
    return line.casefold() in _ANSWERS


def _all_body(lines: Sequence[str]) -> list[Run]:
    return [Run(Kind.BODY, 0, len(lines))] if lines else []


class _Splitter:
    def __init__(self, lines: Sequence[str], learnt: Learnt) -> None:
        self._lines = lines
        self._prose = [is_prose(line) for line in lines]
        self._recurs = self._recurring(learnt) if learnt else [0] * len(lines)
        self._ages = [len(line) <= LONGEST_AGE and is_age(line) for line in lines]
        self._has_ages = any(self._ages)
        self._answered = any(len(line) <= _LONGEST_ANSWER and _is_answer(line) for line in lines)
        self._runs: list[Run] = []
        self._folded_from = 0
        self._body_prose = 0

    def runs(self) -> list[Run]:
        open_kind: Kind | None = None
        for number, line in enumerate(self._lines):
            cue = self._cue(number)
            if open_kind is not None and self._resumes(number, open_kind):
                open_kind = None
            if open_kind is not None:
                if cue is not None and cue.opens and self._starts_anew(cue, number):
                    open_kind = cue.kind
                    self._start(cue.kind, number, f"a heading of its own: {line}", heading=True)
            elif cue is not None and self._body_prose and cue.opens:
                open_kind = cue.kind
                self._folded_from = number
                self._start(cue.kind, number, f"a heading of its own: {line}", heading=True)
            elif cue is not None and not cue.opens:
                self._continue(cue.kind, number, f"a line that stands for itself: {line}")
            elif self._recurs[number]:
                self._continue(Kind.FURNITURE, number, why_recurring(self._recurs[number]))
            elif self._body_prose and self._answered and self._is_comment(number):
                open_kind = Kind.COMMENTS
                self._folded_from = number
                self._start(open_kind, number, "two comments in a row")
            elif self._body_prose and self._has_ages and self._is_card(number):
                open_kind = Kind.RELATED
                self._folded_from = number
                self._start(open_kind, number, "two cards in a row")
            else:
                self._body_prose += self._prose[number]
                self._continue(Kind.BODY, number)
        self._close(len(self._lines))
        return self._runs

    def _cue(self, number: int) -> Cue | None:
        return None if self._prose[number] else cue_of(self._lines[number])

    def _recurring(self, learnt: Learnt) -> list[int]:
        """In how many stories each line is that is to be folded for that; else 0.

        What is folded is no running text any more.
        """
        recurs = [learnt.get(fingerprint(line), 0) for line in self._lines]
        own = [number for number, prose in enumerate(self._prose) if prose]
        for number in range(own[0] if own else 0, len(recurs)):
            if not self._prose[number]:
                break
            recurs[number] = 0
        for number in range(1, len(recurs) - 1):
            if recurs[number] and self._is_subheading(number):
                recurs[number] = 0
        last = max((number for number in own if not recurs[number]), default=-1)
        for number in own:
            if recurs[number] and (number > last or is_short(self._lines[number])):
                self._prose[number] = False
            else:
                recurs[number] = 0
        return recurs

    def _is_subheading(self, number: int) -> bool:
        """Whether a line reads like one of the headings ("What we know") that some sources put into
        every article: a few words alone between two paragraphs."""
        line = self._lines[number]
        return (
            line.count(" ") < _SUBHEADING
            and line[:1].isupper()
            and not is_sentence(line.rstrip("?"))
            and self._cue(number) is None
            and self._prose[number - 1]
            and self._prose[number + 1]
        )

    def left_a_body(self) -> bool:
        """Whether running text is left in the body."""
        return any(
            any(self._prose[run.start : run.stop]) for run in self._runs if run.kind is Kind.BODY
        )

    def _start(
        self, kind: Kind, number: int, why: str | None = None, *, heading: bool = False
    ) -> None:
        self._close(number)
        self._runs.append(Run(kind, number, number, heading, why))

    def _close(self, number: int) -> None:
        """The last run stops before this line."""
        if self._runs:
            self._runs[-1] = self._runs[-1]._replace(stop=number)

    def _continue(self, kind: Kind, number: int, why: str | None = None) -> None:
        if not self._runs or self._runs[-1].kind is not kind or self._runs[-1].heading:
            self._start(kind, number, why)

    def _starts_anew(self, cue: Cue, number: int) -> bool:
        """A heading of another kind, or one of the same kind where the last has had its lines."""
        run = self._runs[-1]
        return cue.kind is not run.kind or number - run.start > 1

    def _resumes(self, number: int, kind: Kind) -> bool:
        """Whether the body goes on here, judged by how much running text follows.

        Lines that stand for themselves ("Advertisement") do not count. Right below the heading of
        a box less is enough than below other lines, which may be headlines with their teasers.
        """
        if not self._prose[number]:
            return False
        if kind is Kind.COMMENTS and self._runs[-1].heading and self._runs[-1].start == number - 1:
            heading = self._lines[number - 1]
            if self._comes_again(heading, number + 1):
                return True
        if kind is Kind.COMMENTS and self._body_prose >= _BODY_BEFORE_COMMENTS:
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
        cue = self._cue(number)
        return self._recurs[number] > 0 or (cue is not None and not cue.opens)

    def _comes_again(self, heading: str, number: int) -> bool:
        return number < len(self._lines) and self._lines[number] == heading

    def _is_comment(self, number: int) -> bool:
        """A name above an age or a date, twice within what follows, with "Reply" between."""
        if not self._is_signed(number):
            return False
        following = range(number + 1, min(number + _COMMENT, len(self._lines)))
        return any(self._is_signed(other) for other in following) and any(
            _is_answer(self._lines[other]) for other in following
        )

    def _is_signed(self, number: int) -> bool:
        if number + 1 >= len(self._lines) or self._prose[number]:
            return False
        return (
            len(self._lines[number]) <= _LONGEST_NAME
            and not self._ages[number]
            and (self._ages[number + 1] or parse_date(self._lines[number + 1]) is not None)
        )

    def _is_card(self, number: int) -> bool:
        """An outlet and an age, twice within what follows."""
        following = self._ages[number : number + _TWO_CARDS]
        return sum(following) > 1 and any(following[:2])
