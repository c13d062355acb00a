"""The rules of a library at work: on what arrives, on what is there, and for a look beforehand."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING

from newsreader import config
from newsreader.config.actions import NoAction
from newsreader.errors import BadRule, ConfigError
from newsreader.library import rules
from newsreader.library.answers.deeds import Outcome
from newsreader.library.catalogue import Catalogue
from newsreader.library.database import locked, transaction
from newsreader.library.events import Change
from newsreader.library.rules import Rule

if TYPE_CHECKING:
    from newsreader.library import Library


class Rules:
    """The rules of a library: those of the settings, then those saved with the marks."""

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self._library = library
        self._catalogue = catalogue

    def all(self) -> list[Rule]:
        """The rules in the order in which they are run."""
        try:
            settings, _ = config.read(self._library.places.config_file)
        except ConfigError:
            settings = config.Settings()
        return self._catalogue.ask(lambda database: rules.rules_of(settings.rules, database))

    def save(self, text: str) -> Rule:
        """Keep a rule for the articles that arrive from now on.

        Args:
            text: ``QUERY -> tag x, archive``.

        Raises:
            BadRule: It is not understood; says why.
        """
        rule = _understood(text)
        self._library.change([rules.saved(rule)], "save a rule")
        return rule

    def remove(self, rule: Rule) -> None:
        """Remove a saved rule; what it did stays done."""
        self._library.change([rules.removed(rule)], "remove a rule")

    def attempt(self, rule: Rule | str) -> Outcome:
        """What a rule would do to the articles there are; nothing is done.

        Raises:
            BadRule: It is not understood.
        """
        rule = _understood(rule) if isinstance(rule, str) else rule
        found = self._library.search(rule.query, nearly=False)
        changes = rule.changes(hit.id for hit in found.hits)
        real = self._catalogue.ask(lambda database: rules.without_those_made(database, changes))
        return Outcome(
            rule=str(rule),
            numbers=tuple(hit.number for hit in found.hits),
            changes=len({id_ for id_, _, _ in real}),
            problem=found.problems[0].message if found.problems else None,
        )

    def apply(self, rule: Rule | str) -> int:
        """Do what a rule does to all articles there are; how many it changed.

        Raises:
            BadRule: It is not understood, or there is a mistake in its query.
        """
        rule = _understood(rule) if isinstance(rule, str) else rule
        found = self._library.search(rule.query, nearly=False)
        if found.problems:
            raise BadRule(f"{rule.query}: {found.problems[0].message}")
        changes = rule.changes(hit.id for hit in found.hits)
        real = self._catalogue.ask(lambda database: rules.without_those_made(database, changes))
        return self._library.change(real, rule.verb)

    def run_on_arrivals(self) -> int:
        """Run the rules on the articles that are new since they ran last.

        Left to another process where one is writing to the catalogue: that will do it. A rule with
        a mistake in its query does nothing, since without what is wrong it might find everything;
        the articles wait for it to be put right.

        Returns:
            How many articles they changed.
        """
        with locked(self._catalogue.writer_lock, wait=0) as ours:
            if not ours:
                return 0
            arrived = self._catalogue.ask(rules.arrived)
            changed: set[str] = set()
            waiting = False
            for rule in self.all() if arrived else ():
                found = self._library.search(rule.query, nearly=False)
                waiting = waiting or bool(found.problems)
                if not found.problems:
                    ids = [hit.id for hit in found.hits if hit.id in arrived]
                    changed |= self._run(rule, ids)
            if arrived and not waiting:
                with self._catalogue.borrowed() as database, transaction(database):
                    rules.looked_at(database, arrived)
            return len(changed)

    def _run(self, rule: Rule, ids: Collection[str]) -> set[str]:
        def real(database: sqlite3.Connection) -> list[Change]:
            changes = rule.changes(ids)
            return rules.without_those_made(database, rules.untouched(database, changes))

        changes = self._catalogue.ask(real)
        self._library.change(changes, rule.verb)
        return {id_ for id_, _, _ in changes}


def _understood(text: str) -> Rule:
    try:
        return rules.understood(text)
    except NoAction as error:
        raise BadRule(str(error)) from error
