"""Commands that are typed: ``read source:cbc older:2w``, ``tag defence ukraine weapons``.

``rule QUERY -> tag x, archive`` keeps a rule, ``save NAME`` a search. All others are verbs: a verb,
what it needs, and a query that says which articles it is meant for; without a query, those selected
or the one under the cursor.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence

import msgspec

from newsreader.errors import NewsreaderError
from newsreader.library import Completion
from newsreader.tui import verbs
from newsreader.tui.verbs import VERBS, Verb
from newsreader.tui.widgets.completing import Complete, one_of

_NAMED: dict[str, Callable[[str], Verb]] = {"tag": verbs.tag, "untag": verbs.untag}
"""The verbs that need a name."""
_RULE, _RULES, _SAVE = "rule", "rules", "save"
NAMES = (*VERBS, *_NAMED, _RULE, _RULES, _SAVE)

_NAME = re.compile(r'"([^"]*)"?|(\S+)')


class NoCommand(NewsreaderError):
    """What was typed is no command; the message says why, and what could be meant."""


class Command(msgspec.Struct, frozen=True):
    """A verb, and the query for the articles it is meant for; empty for those at hand."""

    verb: Verb
    query: str


class SaveRule(msgspec.Struct, frozen=True):
    """A rule to keep, ``QUERY -> tag x, archive``; empty to show those there are."""

    text: str


class SaveSearch(msgspec.Struct, frozen=True):
    """What is listed is to be saved under a name; empty to be asked for it."""

    name: str


def parse_command(text: str) -> Command | SaveRule | SaveSearch:
    """Understand a command.

    Raises:
        NoCommand: There is no such verb, or it lacks its name.
    """
    name, _, rest = text.strip().lstrip(":").partition(" ")
    rest = rest.strip()
    if name in _OTHERS:
        return _OTHERS[name](rest)
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


_OTHERS: dict[str, Callable[[str], SaveRule | SaveSearch]] = {
    _RULE: SaveRule,
    _RULES: lambda _: SaveRule(""),
    _SAVE: SaveSearch,
}


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
