"""Rules: what is to be done with articles that arrive.

A rule is a query and what to do with what it finds: ``title:markets -> tag markets, archive``.
Rules stand in the settings, or are kept with the marks, like saved searches. After a sync they are
run on the articles that are new, one after the other, each as a batch that can be undone: so a rule
that mutes takes articles from those after it.

A rule never changes what was ever changed of an article, by the reader or by a rule: undoing what
one did is final, also when the catalogue is made anew and everything arrives once more.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import suppress

import msgspec

from newsreader.config import RuleSettings
from newsreader.config.actions import Action, NoAction, parse_actions, parse_rule
from newsreader.library import fields
from newsreader.library.database import json_list
from newsreader.library.events import Change
from newsreader.reading.clean import clean_line

_KEY = "rule:"
_FIELDS = {
    "star": fields.STARRED,
    "later": fields.LATER,
    "read": fields.READ,
    "mute": fields.MUTED,
}


class Rule(msgspec.Struct, frozen=True):
    """A rule.

    Attributes:
        query: The articles it is for.
        actions: What to do with them.
        saved: Whether it is kept with the marks, not in the settings.
    """

    query: str
    actions: tuple[Action, ...]
    saved: bool = False

    def __str__(self) -> str:
        return f"{self.query} → {', '.join(map(str, self.actions))}"

    @property
    def verb(self) -> str:
        """What undo names it by."""
        return f"rule {self}"

    def changes(self, ids: Iterable[str]) -> list[Change]:
        """What it does to articles."""
        changes: list[Change] = []
        for id_ in ids:
            for action in self.actions:
                if action.tag is not None:
                    changes.append((id_, fields.tag_field(action.tag), action.tag))
                elif action.name == "archive":
                    changes.append((id_, fields.ARCHIVED, fields.SET))
                    changes.append((id_, fields.READ, fields.SET))
                else:
                    changes.append((id_, _FIELDS[action.name], fields.SET))
        return changes


def rules_of(settings: Iterable[RuleSettings], database: sqlite3.Connection) -> list[Rule]:
    """All rules: those of the settings, then those that were saved, in their order."""
    rules = [Rule(rule.query, parse_actions(rule.do)) for rule in settings]
    for (text,) in database.execute(
        "SELECT value FROM marks WHERE field = 'rule' AND article >= ? AND article < ?"
        " ORDER BY value",
        (_KEY, _KEY[:-1] + ";"),
    ):
        with suppress(NoAction):  # One that a newer program saved on another machine.
            rules.append(understood(text))
    return rules


def understood(text: str) -> Rule:
    """A rule on one line.

    Raises:
        NoAction: It is not understood.
    """
    query, actions = parse_rule(clean_line(text))
    return Rule(query, actions, saved=True)


def saved(rule: Rule) -> Change:
    """What it takes to save a rule."""
    return _key_of(rule), "rule", str(rule)


def removed(rule: Rule) -> Change:
    """What it takes to remove a saved rule."""
    return _key_of(rule), "rule", None


def untouched(database: sqlite3.Connection, changes: Collection[Change]) -> list[Change]:
    """Those changes of marks that nobody ever changed."""
    ids = json_list({article for article, _, _ in changes})
    touched = set(
        database.execute(
            "SELECT article, field FROM events WHERE article IN (SELECT value FROM json_each(?))",
            (ids,),
        )
    )
    return [change for change in changes if change[:2] not in touched]


def without_those_made(database: sqlite3.Connection, changes: Collection[Change]) -> list[Change]:
    """Those changes that would change something; a tag is there however it is written."""
    ids = json_list({article for article, _, _ in changes})
    there = set(
        database.execute(
            "SELECT article, field FROM marks WHERE article IN (SELECT value FROM json_each(?))",
            (ids,),
        )
    )
    return [change for change in changes if change[:2] not in there]


def arrived(database: sqlite3.Connection) -> set[str]:
    """The ids of the articles no rule has looked at."""
    return {id_ for (id_,) in database.execute("SELECT id FROM arrived")}


def looked_at(database: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Rules have looked at these articles."""
    database.executemany("DELETE FROM arrived WHERE id = ?", [(id_,) for id_ in ids])


def _key_of(rule: Rule) -> str:
    return f"{_KEY}{hashlib.sha256(str(rule).encode()).hexdigest()[:16]}"
