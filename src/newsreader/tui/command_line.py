"""Commands that are typed: ``read source:cbc older:2w``, ``tag defence ukraine weapons``.

A verb, what it needs, and a query that says which articles it is meant for; without a query, those
selected or the one under the cursor.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsreader.errors import NewsreaderError
from newsreader.library import Completion
from newsreader.tui import verbs
from newsreader.tui.verbs import VERBS, Verb
from newsreader.tui.widgets.completing import Complete, one_of

_NAMED: dict[str, Callable[[str], Verb]] = {"tag": verbs.tag, "untag": verbs.untag}
"""The verbs that need a name."""
NAMES = (*VERBS, *_NAMED)

_NAME = re.compile(r'"([^"]*)"?|(\S+)')


class NoCommand(NewsreaderError):
    """What was typed is no command; the message says why, and what could be meant."""


@dataclass(frozen=True)
class Command:
    """A verb, and the query for the articles it is meant for; empty for those at hand."""

    verb: Verb
    query: str


def parse_command(text: str) -> Command:
    """Understand a command.

    Raises:
        NoCommand: There is no such verb, or it lacks its name.
    """
    name, _, rest = text.strip().lstrip(":").partition(" ")
    rest = rest.strip()
    if name in VERBS:
        return Command(VERBS[name], rest)
    if name in _NAMED:
        given = _NAME.match(rest)
        if given is None:
            raise NoCommand(f"{name} needs a name: {name} defence source:cbc")
        return Command(_NAMED[name](given[1] or given[2]), rest[given.end() :].strip())
    close = difflib.get_close_matches(name, NAMES, n=1)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(NAMES)}"
    raise NoCommand(f"There is no command {name}; {hint}")


def complete_command(query: Complete, tags: Callable[[], Sequence[str]]) -> Complete:
    """Completes a command: its verb, then the tag it needs, then its query.

    Args:
        query: Completes a query.
        tags: Tells the tags there are.
    """

    def complete(text: str, cursor: int) -> Sequence[Completion]:
        name, blank, rest = text.partition(" ")
        if not blank:
            return _moved(one_of([f"{verb} " for verb in NAMES])(text, cursor), 0)
        start = len(name) + 1
        if name in _NAMED and " " not in rest:
            return _moved(one_of(list(tags()))(rest, cursor - start), start)
        if name in _NAMED:
            start = text.index(" ", start) + 1
        return _moved(query(text[start:], cursor - start), start)

    return complete


def _moved(offers: Sequence[Completion], by: int) -> Sequence[Completion]:
    return [
        Completion(offer.insert, offer.label, offer.count, offer.start + by, offer.end + by)
        for offer in offers
    ]
