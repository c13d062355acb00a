"""What a rule does: ``tag ferries, archive``."""

from __future__ import annotations

import re
from difflib import get_close_matches

import msgspec

ACTIONS = ("tag", "star", "later", "read", "archive", "mute")
_ARROW = re.compile(r"\s*(?:->|→|⇒)\s*")


class Action(msgspec.Struct, frozen=True):
    """One thing a rule does. ``tag`` is the name of the tag for the action ``tag``, else None."""

    name: str
    tag: str | None = None

    def __str__(self) -> str:
        return self.name if self.tag is None else f"tag {self.tag}"


class NoAction(ValueError):
    """What a rule should do is not understood; says what it could be."""


def parse_actions(text: str) -> tuple[Action, ...]:
    """Understand what a rule should do.

    Raises:
        NoAction: One of the actions is none, or there is none at all.
    """
    actions = tuple(_action(part.strip()) for part in text.split(",") if part.strip())
    if not actions:
        raise NoAction(f"a rule needs something to do: {_choice()}")
    return actions


def parse_rule(text: str) -> tuple[str, tuple[Action, ...]]:
    """Understand a rule on one line, ``QUERY -> tag x, archive``: its query, and what to do.

    Raises:
        NoAction: There is no arrow in it, no query before, or no action after it.
    """
    query, *rest = _ARROW.split(text.strip(), maxsplit=1)
    if not query or not rest:
        raise NoAction("a rule is a query, an arrow and what to do: ferry -strike -> tag boats")
    return query, parse_actions(rest[0])


def _action(text: str) -> Action:
    name, _, rest = text.partition(" ")
    name, rest = name.casefold(), rest.strip().lstrip("#")
    if name not in ACTIONS:
        near = get_close_matches(name, ACTIONS, 1)
        hint = f"; did you mean `{near[0]}`?" if near else f": {_choice()}"
        raise NoAction(f"`{name}` is nothing a rule can do{hint}")
    if name == "tag" and not rest:
        raise NoAction("`tag` needs a name: tag ferries")
    if name != "tag" and rest:
        raise NoAction(f"`{name}` stands alone; actions are separated by commas")
    return Action(name, rest or None)


def _choice() -> str:
    return ", ".join("tag NAME" if action == "tag" else action for action in ACTIONS)
