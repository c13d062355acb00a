"""The verbs: what a key or a command does to articles, and taking it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from newsreader.library import Library, Row, Undone, fields
from newsreader.tui import wording

Change = Callable[[Library, Sequence[str]], int]
"""Changes the articles with these ids; tells how many of them it did change."""


class Verb(msgspec.Struct, frozen=True):
    """Something that can be done to articles.

    Attributes:
        name: What the reader calls it: ``star``.
        done: How it is told: ``Starred`` (12 articles).
        change: What does it.
        undone_by: The verb that takes it away again, for those that one key does both of.
        has: Whether an article has it already; then the key does the other.
    """

    name: str
    done: str
    change: Change
    undone_by: str = ""
    has: Callable[[Row], bool] = lambda _: False


def _sets(name: str, done: str, field: str, value: str | None, verb: str = "") -> Verb:
    def change(library: Library, ids: Sequence[str]) -> int:
        return library.mark(ids, field, value, verb or name)

    return Verb(name, done, change)


def _toggles(name: str, done: str, field: str, undone_by: str, has: Callable[[Row], bool]) -> Verb:
    made = _sets(name, done, field, fields.SET)
    return Verb(name, done, made.change, undone_by, has)


VERBS = {
    verb.name: verb
    for verb in (
        _sets("read", "Marked read", fields.READ, fields.SET, "mark read"),
        _sets("unread", "Marked unread", fields.READ, None, "mark unread"),
        _toggles("star", "Starred", fields.STARRED, "unstar", lambda row: row.starred),
        _sets("unstar", "Unstarred", fields.STARRED, None),
        _toggles("later", "Kept for later", fields.LATER, "sooner", lambda row: row.later),
        _sets("sooner", "No longer kept for later", fields.LATER, None),
        _toggles("archive", "Archived", fields.ARCHIVED, "unarchive", lambda row: row.archived),
        _sets("unarchive", "Taken out of the archive", fields.ARCHIVED, None),
        _sets("done", "Archived", fields.ARCHIVED, fields.SET, "archive the story"),
        _toggles("mute", "Muted", fields.MUTED, "unmute", lambda row: row.muted),
        _sets("unmute", "Unmuted", fields.MUTED, None),
    )
}
"""The verbs that need nothing but articles, by name."""


def tag(name: str) -> Verb:
    """Gives articles a tag."""
    return Verb("tag", f"Tagged {name}", partial(_tag, name=name))


def untag(name: str) -> Verb:
    """Takes a tag away from articles."""
    return Verb("untag", f"Tag {name} taken away", partial(_untag, name=name))


def _tag(library: Library, ids: Sequence[str], name: str) -> int:
    return library.tag(ids, name)


def _untag(library: Library, ids: Sequence[str], name: str) -> int:
    return library.untag(ids, name)


class Targets(msgspec.Struct, frozen=True):
    """What a verb is meant for, by the numbers of articles.

    Attributes:
        alone: Those that are meant alone.
        stories: Those that stand for all the copies of their story.
    """

    alone: Sequence[int] = ()
    stories: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.alone or self.stories)

    @property
    def numbers(self) -> Sequence[int]:
        """All of them."""
        return [*self.alone, *self.stories]


async def do(library: Library, verb: Verb, targets: Targets) -> str:
    """Do it to some articles, as one step that can be undone; what was done, as a sentence.

    Raises:
        NewsreaderError: The marks cannot be written, or a name is none.
    """

    def change() -> int:
        ids = library.ids(targets.alone)
        return verb.change(library, [*ids, *library.with_copies(targets.stories)])

    changed = await asyncio.to_thread(change)
    return f"{verb.done}: {wording.plural(changed, 'article')} · U takes it back"


def described(step: Undone) -> str:
    """A step in a few words: what, to how many, and what of it was left as it is."""
    parts = [step.verb]
    if step.articles:
        parts.append(wording.plural(step.articles, "article"))
    if step.kept:
        parts.append(f"{wording.count(step.kept)} changed since, left as they are")
    return ", ".join(parts)
