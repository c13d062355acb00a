"""How much of the shorter of two texts is in the longer, and whether that makes them copies.

Copies are told by *containment of the shorter text* (measured on 181 pages: half of it in the
longer separates "the same article with other furniture" from all else, where Jaccard and SimHash
do not), so that a copy that was cut down still belongs. The words of the shorter text are sought in
the longer one in runs, wherever they moved to; a word in another spelling, or misread by a scanner,
counts as found where its neighbours are. Three things that contain each other are no copies:

- Texts of one form (weather, markets, obituaries): what they share is the form, and what fills it,
  numbers and names, differs. Copies agree on these.
- An article with another glued to it: one unbroken run, late in the longer text, after much prose
  that the shorter text does not know.
- Texts that share only a paragraph or two of background, or a few lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain, islice, pairwise

import msgspec

from newsreader.stories.normalise import forms, is_name, is_number, shapes, words_of_chunk
from newsreader.stories.running import Parted
from newsreader.stories.sketch import FEWEST_WORDS

ENOUGH = 0.5
"""The share of the shorter text that has to be in the longer."""

ENOUGH_OF_HEAD, ENOUGH_OF_ALL = 0.75, 0.3
"""Or this share of its head, and of it all."""

FEWEST_SHARED = 40
"""Words that have to be shared however short the texts are."""

_FACTS = 5
_OTHER_FACTS = 0.28
_NUMBERS = 4
_OTHER_NUMBERS = 0.34
_OTHER_WORDS = 0.2
_LONGEST_SLOT = 6
_STRAY = 3
_COMMON = 8
_SHORTEST_RUN = 5
_NEAR = 0.5
_STRANGE_HEAD = 60
_STRANGE_SHARE = 0.33
_UNBROKEN = 0.75

_MOST_CHUNKS = 1 << 17
"""So many runs of characters are remembered."""


class Text:
    """A body, taken apart once for all it is compared with.

    Attributes:
        words: As they stand there, those of the running text first.
        running: How many of them are running text.
        is_fair: Whether that is a fair stretch.
        shapes: What they are compared by.
    """

    def __init__(self, body: Parted) -> None:
        running, rest = body.running.split(), body.rest.split()
        known = _CHUNKS.taken_apart([*running, *rest])
        taken = [word for chunk in running for word in known[chunk]]
        self.running = len(taken)
        self.is_fair = body.is_fair
        taken += [word for chunk in rest for word in known[chunk]]
        self.words = [word for word, _ in taken]
        self.shapes = [shape for _, shape in taken]

    @cached_property
    def pairs(self) -> list[str]:
        """Each two words in a row."""
        return list(map(" ".join, pairwise(self.shapes)))

    @cached_property
    def places(self) -> dict[str, int | list[int]]:
        """Where each two words stand in a row; a list of places if there are several."""
        # Nearly all have one place: hundreds of lists a text would keep the garbage collector busy.
        found: dict[str, int | list[int]] = {}
        for place, pair in enumerate(self.pairs):
            known = found.setdefault(pair, place)
            if known != place:
                if isinstance(known, int):
                    found[pair] = [known, place]
                else:
                    known.append(place)
        return found


class _Chunks:
    """Runs of characters, taken apart into words with their shapes; remembered, for any thread."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[str, str]]] = {}

    def taken_apart(self, chunks: Iterable[str]) -> Mapping[str, list[tuple[str, str]]]:
        """The words in each of these, each with its shape; and in others. What is new is taken
        apart all at once."""
        known = self._known
        if len(known) > _MOST_CHUNKS:
            known = self._known = {}
        new = [chunk for chunk in set(chunks) if chunk not in known]
        words = [words_of_chunk(chunk) for chunk in new]
        every = [*chain.from_iterable(words)]
        shaped = zip(every, shapes(forms(every)), strict=True)
        known.update(
            (chunk, [*islice(shaped, len(own))]) for chunk, own in zip(new, words, strict=True)
        )
        return known


_CHUNKS = _Chunks()


class Likeness(msgspec.Struct, frozen=True):
    """What two texts have in common.

    Attributes:
        share: Of the words of the shorter running text, how many are in the longer: 0 to 1.
        shared: The number of these words.
        copies: Whether that makes the two copies of one text.
        why_not: If not, in a few words.
    """

    share: float
    shared: int
    copies: bool
    why_not: str | None = None

    def sentence(self) -> str:
        """What the reader is told: "91 % of the shorter text is in the longer"."""
        return f"{int(self.share * 100)} % of the shorter text is in the longer"


def likeness(one: Text, other: Text) -> Likeness:
    """Compare two texts; the order does not matter."""
    by_running = one.is_fair and other.is_fair

    def length(text: Text) -> int:
        return text.running if by_running else len(text.words)

    shorter, longer = sorted((one, other), key=lambda text: (length(text), text.shapes))
    if not length(shorter):
        return Likeness(0.0, 0, copies=False, why_not="there is no text")
    found = _Found(shorter, length(shorter), longer)
    share = found.shared / length(shorter)
    why_not = _why_not(found, share)
    return Likeness(share, found.shared, copies=why_not is None, why_not=why_not)


def _why_not(found: _Found, share: float) -> str | None:
    if found.length < FEWEST_WORDS:
        return "the text is too short to tell"
    # Other articles glued to the shorter one, too, leave less than half of it to be found.
    of_head = share >= ENOUGH_OF_ALL and found.best_head() >= ENOUGH_OF_HEAD
    if found.shared < FEWEST_SHARED or (share < ENOUGH and not of_head):
        return "too little is shared"
    if found.is_of_one_form():
        return "only the form is the same"
    if found.is_glued_on():
        return "the one is only glued to the other"
    return None


class _Found:
    """The words of the shorter text found in the longer.

    Attributes:
        length: How many words of the shorter text were sought.
        shared: How many were found, those in another spelling among them.
    """

    def __init__(self, shorter: Text, length: int, longer: Text) -> None:
        self._shorter, self._longer = shorter, longer
        self._at = aligned(shorter, longer)[:length]
        self._found = [place for place, there in enumerate(self._at) if there >= 0]
        self._near: list[int] = []
        self._others: list[int] = []
        self._other_numbers = 0
        for last, place in pairwise(self._found):
            if place > last + 1:
                self._fill(range(last + 1, place), range(self._at[last] + 1, self._at[place]))
        self.length = length
        self.shared = len(self._found) + len(self._near)

    def is_of_one_form(self) -> bool:
        """Whether what fills the text is other than what fills the longer one: numbers and names
        above all, of those that were found or have others in their place."""
        words, shapes = self._shorter.words, self._shorter.shapes
        same = [*self._found, *self._near]
        numbers = sum(is_number(shapes[place]) for place in (*same, *self._others))
        facts, other_facts = (
            sum(is_number(shapes[place]) or is_name(words[place]) for place in places)
            for places in (same, self._others)
        )
        facts += other_facts
        return (
            (facts >= _FACTS and other_facts > facts * _OTHER_FACTS)
            or (numbers >= _NUMBERS and self._other_numbers > numbers * _OTHER_NUMBERS)
            or len(self._others) > (len(same) + len(self._others)) * _OTHER_WORDS
        )

    def _fill(self, here: range, there: range) -> None:
        """Look at what stands between two words that were found, in the one text and the other."""
        if not (len(here) <= _LONGEST_SLOT and 0 < len(there) <= _LONGEST_SLOT):
            return
        mine = [self._shorter.shapes[place] for place in here]
        theirs = [self._longer.shapes[place] for place in there]
        if len(mine) == len(theirs):
            near = list(map(_near, mine, theirs))
        else:
            near = [_near("".join(mine), "".join(theirs))] * len(mine)
        for place, is_near in zip(here, near, strict=True):
            (self._near if is_near else self._others).append(place)
        if any(map(is_number, theirs)):
            self._other_numbers += sum(is_number(one) and one not in theirs for one in mine)

    def is_glued_on(self) -> bool:
        """Whether what was found is one run after much that is something else, in either text."""
        there = sorted(self._at[place] for place in self._found)
        return _is_late_run(self._longer, there) or _is_late_run(self._shorter, self._found)

    def best_head(self) -> float:
        """The largest share found of the text up to some place, a fair stretch at least."""
        best, found = 0.0, 0
        for place, there in enumerate(self._at, 1):
            found += there >= 0
            if place >= FEWEST_WORDS:
                best = max(best, found / place)
        return best


def _is_late_run(text: Text, places: Sequence[int]) -> bool:
    """Whether these places of a text are one run that begins after much else."""
    few = len(places) // 20  # a word or two may be found anywhere
    begin, end = places[few], places[-1 - few]
    return (
        begin >= _STRANGE_HEAD
        and begin >= _STRANGE_SHARE * text.running
        and len(places) >= _UNBROKEN * (end - begin + 1)
    )


def aligned(shorter: Text, longer: Text) -> list[int]:
    """For each word of the shorter text where it stands in the longer, or -1.

    Two words in a row are sought; from there on the texts go side by side until they part.
    """
    here, there, places = shorter.shapes, longer.shapes, longer.places
    pairs = [*shorter.pairs, ""]
    at = [-1] * len(here)
    offset, since = 0, _STRAY + 1
    for place, word in enumerate(here):
        beside = place + offset
        if since <= _STRAY and 0 <= beside < len(there) and there[beside] == word:
            at[place], since = beside, 0
            continue
        since += 1
        found = places.get(pairs[place])
        if isinstance(found, list):
            rare = len(found) <= _COMMON or since <= 2 * _STRAY
            found = min(found, key=lambda start: abs(start - beside)) if rare else None
        if found is not None:
            offset, since = found - place, 0
            at[place] = found
    return _without_chance(at)


def _without_chance(at: list[int]) -> list[int]:
    """The places without runs of a few words, such as any two texts have in common."""
    run: list[int] = []
    last = 0
    for place, there in enumerate([*at, -2]):
        if there == -1:
            continue
        if run and (there == -2 or place - last > _STRAY + 1 or not 0 < there - at[last] <= 8):
            if len(run) < _SHORTEST_RUN:
                for chance in run:
                    at[chance] = -1
            run = []
        run.append(place)
        last = place
    return at


def _near(one: str, other: str) -> bool:
    """Whether two words may be the same one, misread or in another spelling."""
    if one == other:
        return True
    if is_number(one) and is_number(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > _NEAR
