"""What an outlet made of a story: its text beside the fullest copy, paragraph by paragraph.

Which word stands where is settled for the two texts as wholes (as in ``likeness``), so that it does
not matter where the paragraphs of either begin or whether they changed places. Each paragraph of
the fuller copy is then set beside the words of the other that belong to it, and the two are
compared word by word; what belongs to none was added. Differences of house style are told from
those of substance (``style``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

import msgspec

from newsreader.stories.likeness import Text, aligned
from newsreader.stories.normalise import form, words_of_chunk
from newsreader.stories.running import Parted
from newsreader.stories.style import is_style

_HELD = 0.3
"""A paragraph of which less is in the other text was cut, or added."""


class Change(StrEnum):
    """What became of some words: ``style`` is the same in another spelling, ``changed`` other words
    in their place."""

    SAME = "same"
    STYLE = "style"
    CHANGED = "changed"
    CUT = "cut"
    ADDED = "added"


class Piece(msgspec.Struct, frozen=True):
    """Some words of a paragraph.

    Attributes:
        change: What became of them.
        before: As they stand in the fuller copy; empty if added.
        after: As they stand in the other; empty if cut.
    """

    change: Change
    before: str
    after: str


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of either copy, beside what is there in the other.

    Attributes:
        change: Of the paragraph as a whole: ``cut`` or ``added`` if the other has nothing in its
            place, ``changed`` if they differ in more than style.
        pieces: Its words in order.
        moved: Whether it stands elsewhere in the other copy.
    """

    change: Change
    pieces: tuple[Piece, ...]
    moved: bool = False

    @property
    def before(self) -> str:
        """As the fuller copy has it."""
        return " ".join(piece.before for piece in self.pieces if piece.before)

    @property
    def after(self) -> str:
        """As the other copy has it."""
        return " ".join(piece.after for piece in self.pieces if piece.after)


def compared(fuller: str, other: str) -> tuple[Paragraph, ...]:
    """Set a copy beside the fuller one.

    Args:
        fuller: The body of the fuller copy, a paragraph a line.
        other: The body of the other.

    Returns:
        The paragraphs in the order of the fuller copy, each added one where the other has it.
    """
    mine, theirs = _Body(fuller), _Body(other)
    runs = _runs(mine, theirs)
    found: list[tuple[tuple[int, int], Paragraph]] = []
    latest = -1
    for number, chunks in enumerate(mine.paragraphs):
        own = [run for run in runs if run.owner == number]
        if own:
            pieces = tuple(_pieces(chunks, [chunk for run in own for chunk in run.chunks]))
            paragraph = Paragraph(_of_all(pieces), pieces, moved=own[0].place < latest)
            latest = max(latest, own[0].place)
        else:
            paragraph = Paragraph(Change.CUT, (Piece(Change.CUT, " ".join(chunks), ""),))
        found.append(((number, -1), paragraph))
    after = -1
    for run in runs:
        if run.owner >= 0:
            after = run.owner
        else:
            piece = Piece(Change.ADDED, "", " ".join(run.chunks))
            found.append(((after, run.place), Paragraph(Change.ADDED, (piece,))))
    return tuple(paragraph for _, paragraph in sorted(found, key=lambda placed: placed[0]))


class _Body:
    """A text as paragraphs of chunks, and each of its words' chunk and paragraph."""

    def __init__(self, text: str) -> None:
        self.text = Text(Parted(text))
        self.paragraphs = [line.split() for line in text.splitlines() if line.strip()]
        self.chunks = [chunk for chunks in self.paragraphs for chunk in chunks]
        self.paragraph_of = [
            number for number, chunks in enumerate(self.paragraphs) for _ in chunks
        ]
        self.chunk_of = [
            place for place, chunk in enumerate(self.chunks) for _ in words_of_chunk(chunk)
        ]


class _Run(msgspec.Struct, frozen=True):
    """Chunks of the other text that belong to one paragraph of the fuller, -1 for none.

    Attributes:
        place: Of the first of them in the other text.
    """

    owner: int
    place: int
    chunks: list[str]


def _runs(mine: _Body, theirs: _Body) -> list[_Run]:
    """The other text in its order, cut where the paragraphs of the fuller begin."""
    owners = [-1] * len(theirs.chunks)
    held = [0] * len(mine.paragraphs)
    for word, there in enumerate(aligned(theirs.text, mine.text)):
        if there >= 0:
            owner = mine.paragraph_of[mine.chunk_of[there]]
            owners[theirs.chunk_of[word]] = owner
            held[owner] += 1
    for place, owner in enumerate(owners):
        if owner >= 0 and held[owner] < _HELD * len(mine.paragraphs[owner]):
            owners[place] = -1
    begin = 0
    for chunks in theirs.paragraphs:
        owners[begin : begin + len(chunks)] = _spread(owners[begin : begin + len(chunks)])
        begin += len(chunks)
    found = []
    # What was added is kept apart paragraph by paragraph.
    kept = [(owner, place if owner < 0 else -1)
            for owner, place in zip(owners, theirs.paragraph_of, strict=True)]  # fmt: skip
    place = 0
    for (owner, _), group in groupby(kept):
        length = len(list(group))
        found.append(_Run(owner, place, theirs.chunks[place : place + length]))
        place += length
    return found


def _spread(owners: list[int]) -> list[int]:
    """A paragraph whose words that belong nowhere go with those around them, if it is held."""
    known = [owner for owner in owners if owner >= 0]
    if len(known) < _HELD * len(owners):
        return [-1] * len(owners)
    spread = []
    owner = known[0]
    for own in owners:
        owner = own if own >= 0 else owner
        spread.append(owner)
    return spread


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Compare two paragraphs word by word."""
    found = _without_swaps(list(_differences(before, after)))
    for change, group in groupby(found, key=lambda difference: difference.change):
        of_one_kind = list(group)
        yield Piece(
            change,
            " ".join(chunk for difference in of_one_kind for chunk in difference.before),
            " ".join(chunk for difference in of_one_kind for chunk in difference.after),
        )


class _Difference(NamedTuple):
    """Some words of two paragraphs, and what became of them."""

    change: Change
    before: Sequence[str]
    after: Sequence[str]


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[_Difference]:
    one, other = (
        [tuple(map(form, words_of_chunk(chunk))) for chunk in side] for side in (before, after)
    )
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for what, begin, end, there, until in matcher.get_opcodes():
        mine, theirs = before[begin:end], after[there:until]
        if what == "equal":
            for left, right in zip(mine, theirs, strict=True):
                yield _Difference(Change.SAME if left == right else Change.STYLE, [left], [right])
        elif is_style(mine, theirs):
            yield _Difference(Change.STYLE, mine, theirs)
        else:
            change = Change.CHANGED if mine and theirs else Change.CUT if mine else Change.ADDED
            yield _Difference(change, mine, theirs)


def _without_swaps(found: list[_Difference]) -> Iterator[_Difference]:
    """What was cut before some words and added after them, or with the word that follows it, may be
    the same in another style: ``Dec. 3``, ``3 December``; ``Tuesday``, ``on Tuesday``."""
    at = 0
    while at < len(found):
        for length in (3, 2):
            some = found[at : at + length]
            mine = [chunk for difference in some for chunk in difference.before]
            theirs = [chunk for difference in some for chunk in difference.after]
            if (
                some[0].change in (Change.CUT, Change.ADDED)
                and len(some) == length
                and is_style(mine, theirs)
            ):
                yield _Difference(Change.STYLE, mine, theirs)
                at += length
                break
        else:
            yield found[at]
            at += 1


def _of_all(pieces: Sequence[Piece]) -> Change:
    changes = {piece.change for piece in pieces}
    if changes == {Change.SAME}:
        return Change.SAME
    return Change.STYLE if changes <= {Change.SAME, Change.STYLE} else Change.CHANGED
