"""The key table with the user's own keys in it.

Overrides come from the settings (``[keys]``). Textual silently takes a key from another action,
ignores unknown ids and accepts key names that do not exist, so :func:`resolve` checks all three
and says so in a sentence each; the default then stays.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from newsreader.tui.key_names import display, parse
from newsreader.tui.keys import ACTIONS, Action, Scope


class KeyMap(msgspec.Struct, frozen=True):
    """The table with the user's overrides in place.

    Attributes:
        actions: Every action with the keys that hold.
        problems: One sentence for each override that could not be taken.
    """

    actions: tuple[Action, ...] = ACTIONS
    problems: tuple[str, ...] = ()

    def overrides(self) -> dict[str, str]:
        """What differs from the table, in the form Textual's ``set_keymap`` takes."""
        defaults = {action.id: action for action in ACTIONS}
        return {
            action.id: ",".join(keys for keys in action.keys if " " not in keys)
            for action in self.actions
            if action.keys != defaults[action.id].keys
        }

    def sequences(self, scopes: Sequence[Scope], prefix: str) -> dict[str, Action]:
        """What may follow ``prefix``: second key → action, the innermost scope first."""
        found: dict[str, Action] = {}
        for scope in scopes:
            for action in self.actions:
                if action.scope is not scope:
                    continue
                for keys in action.keys:
                    first, _, rest = keys.partition(" ")
                    if rest and first == prefix:
                        found.setdefault(rest, action)
        return found


def resolve(overrides: Mapping[str, str]) -> KeyMap:
    """Put the user's keys into the table.

    Args:
        overrides: Action id → keys, several separated by commas; ``star = "s,*"``.
            Keys may be written as symbols (``/``) or names (``slash``).
    """
    table = {action.id: action for action in ACTIONS}
    problems: list[str] = []
    for id_, text in overrides.items():
        if id_ not in table:
            close = difflib.get_close_matches(id_, table, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            problems.append(f"Keys: there is no action {id_}{hint}")
            continue
        keys = tuple(parse(part) for part in text.split(",") if part.strip())
        bad = [part for part, name in zip(text.split(","), keys, strict=False) if name is None]
        if bad or not keys:
            problems.append(
                f"Keys: {id_}: {', '.join(bad) or 'nothing'} is no key; the default stays"
            )
            continue
        wanted = msgspec.structs.replace(
            table[id_], keys=tuple(key for key in keys if key is not None)
        )
        taken = clash(wanted, table.values())
        if taken:
            problems.append(
                f"Keys: {id_}: {display(taken[0])} already means {taken[1].id}; the default stays"
            )
            continue
        table[id_] = wanted
    return KeyMap(tuple(table.values()), tuple(problems))


_LISTS = {Scope.LIST, Scope.ARTICLES, Scope.SOURCES}
_SCREENS = {Scope.DIALOG, Scope.COMPARE, Scope.NOTE, Scope.JOURNAL, Scope.RULES}


def _overlap(one: Scope, other: Scope) -> bool:
    panes = set(Scope) - {Scope.APP, Scope.MAIN, *_SCREENS}
    if one is other or (Scope.LIST in (one, other) and {one, other} <= _LISTS):
        return True
    return not ({one, other} <= panes or not _SCREENS.isdisjoint((one, other)))


def clash(wanted: Action, table: Iterable[Action]) -> tuple[str, Action] | None:
    """The first key of ``wanted`` that another action of an overlapping scope already has."""
    for other in table:
        if other.id == wanted.id or not _overlap(wanted.scope, other.scope):
            continue
        for mine in wanted.keys:
            for theirs in other.keys:
                if (
                    mine == theirs
                    or mine == theirs.partition(" ")[0]
                    or (mine.partition(" ")[0] == theirs)
                ):
                    return mine, other
    return None
