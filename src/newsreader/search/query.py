"""The query as a tree: what it is made of, and how it prints.

``grammar.parse`` makes the tree. The same tree searches, filters, and is kept as a saved search:
its words are answered by the full-text index, its facts (source, date, unread, …) by the catalogue,
and :mod:`~newsreader.search.joining` joins the two. ``str(query)`` is its normal form, which parses
to the same tree again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import msgspec

from newsreader.article import FOLDED_KINDS, Kind


class Field(StrEnum):
    """What is known of an article besides its words.

    ``source`` to ``passage`` are text, ``copies`` a number, ``date`` a date, ``is`` and ``has`` one
    word of a fixed list (:data:`STATES`, :data:`POSSESSIONS`).
    """

    SOURCE = "source"
    OUTLET = "outlet"
    AGENCY = "agency"
    PLACE = "place"
    BY = "by"
    TAG = "tag"
    LANG = "lang"
    STORY = "story"
    NOTE = "note"
    PASSAGE = "passage"
    COPIES = "copies"
    DATE = "date"
    IS = "is"
    HAS = "has"


STATES = ("unread", "read", "starred", "later", "archived", "muted")
POSSESSIONS = ("note", "tag", "passage", "copies", *(kind.value for kind in FOLDED_KINDS))


class Op(StrEnum):
    """How the value of a fact is compared.

    ``CONTAINS`` (``by:novikov``): the fact contains the value, both folded with ``analysis.fold``.
    ``EQUAL`` to ``GREATER_EQUAL`` (``source:=cbc``, ``copies:>3``): as written.
    ``ON`` to ``OLDER``: the spellings of a date; all five mean ``start <= date < end``.
    """

    CONTAINS = ""
    EQUAL = "="
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="
    ON = "date"
    AFTER = "after"
    BEFORE = "before"
    NEWER = "newer"
    OLDER = "older"


DATE_OPS = (Op.ON, Op.AFTER, Op.BEFORE, Op.NEWER, Op.OLDER)


class Word(msgspec.Struct, frozen=True):
    """A word to be found.

    Attributes:
        text: As typed. It may hold more than one word of the analysis (``AT&T``, ``東京都``), which
            then have to stand side by side; or ``*`` for letters left open (``gov*ment``).
        prefix: Words that begin so are found as well.
        fuzzy: The number of letters that may differ; 0 to 2.
        exact: As written: neither folded nor stemmed.
        title: In the headline only.
    """

    text: str
    prefix: bool = False
    fuzzy: int = 0
    exact: bool = False
    title: bool = False

    def __str__(self) -> str:
        text = self.text if _is_bare(self.text) else f'"{self.text}"'
        suffix = "*" if self.prefix else f"~{self.fuzzy}" if self.fuzzy else ""
        return f"{_lead(self)}{text}{suffix}"


class Phrase(msgspec.Struct, frozen=True):
    """Words that stand together.

    Attributes:
        words: As typed, at least two.
        within: None for side by side in this order; else in any order, so close that two words
            would be at most this many words apart (1 is side by side).
        prefix: The last word may be the beginning of one.
        exact: As written: neither folded nor stemmed.
        title: In the headline only.
    """

    words: tuple[str, ...]
    within: int | None = None
    prefix: bool = False
    exact: bool = False
    title: bool = False

    def __str__(self) -> str:
        suffix = "*" if self.prefix else f"~{self.within}" if self.within is not None else ""
        return f'{_lead(self)}"{" ".join(self.words)}"{suffix}'


class Fact(msgspec.Struct, frozen=True):
    """Something the catalogue or the marks know.

    Attributes:
        field: What is asked about.
        op: How it is compared.
        value: As typed, without quotes; lower case for ``is``, ``has`` and dates.
        start: For dates: the first day, or None for the beginning of time.
        end: For dates: the first day after, or None for no end.
    """

    field: Field
    op: Op
    value: str
    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        value = written(self.value)
        if self.op in DATE_OPS:
            return f"{self.op}:{value}"
        return f"{self.field}:{self.op}{value}"


class And(msgspec.Struct, frozen=True):
    """All of these; at least two, none of them an And."""

    children: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(f"({c})" if isinstance(c, Or) else str(c) for c in self.children)


class Or(msgspec.Struct, frozen=True):
    """Any of these; at least two, none of them an Or."""

    children: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(str(child) for child in self.children)


class Not(msgspec.Struct, frozen=True):
    """Everything but this."""

    child: Node

    def __str__(self) -> str:
        return f"-({self.child})" if isinstance(self.child, And | Or) else f"-{self.child}"


class Saved(msgspec.Struct, frozen=True):
    """A saved search used in a query: its name, and what it says."""

    name: str
    tree: Node

    def __str__(self) -> str:
        return f"@{written(self.name)}"


class Everything(msgspec.Struct, frozen=True):
    """All articles: what an empty query asks for."""

    def __str__(self) -> str:
        return ""


Node: TypeAlias = Word | Phrase | Fact | And | Or | Not | Saved | Everything


class Sort(StrEnum):
    """The order of a list: ``date`` is newest first, ``coverage`` what most outlets carry."""

    RELEVANCE = "relevance"
    DATE = "date"
    COVERAGE = "coverage"


class Problem(msgspec.Struct, frozen=True):
    """A mistake in a query. The rest of the query searches all the same.

    Attributes:
        start: Where it begins in the text that was parsed, in characters.
        end: Where it ends.
        message: One sentence for the reader.
        suggestion: What could stand there instead, or None.
    """

    start: int
    end: int
    message: str
    suggestion: str | None = None


class Query(msgspec.Struct, frozen=True):
    """A query that was understood, as far as it could be.

    Attributes:
        tree: What to find.
        sort: The order asked for, or None.
        kinds: The kinds of folded section searched besides headline and body.
        problems: The mistakes, from left to right.
    """

    tree: Node
    sort: Sort | None = None
    kinds: tuple[Kind, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        parts = [str(self.tree)]
        if self.kinds:
            all_of_them = set(self.kinds) == set(FOLDED_KINDS)
            names = ["all"] if all_of_them else [kind.value for kind in self.kinds]
            parts += [f"in:{name}" for name in names]
        if self.sort:
            parts.append(f"sort:{self.sort}")
        return " ".join(part for part in parts if part)

    def has_words(self) -> bool:
        """Whether the query looks for words that could be ranked and highlighted."""
        return any(True for _ in wanted(self.tree))


def wanted(tree: Node) -> Iterator[Word | Phrase]:
    """Yield the words and phrases an article may be found for, those under a "not" left out."""
    match tree:
        case Word() | Phrase():
            yield tree
        case And(children) | Or(children):
            for child in children:
                yield from wanted(child)
        case Saved(_, child):
            yield from wanted(child)


def is_words(tree: Node) -> bool:
    """Whether the index alone can answer this: words and phrases, and something positive in it."""
    match tree:
        case Word() | Phrase():
            return True
        case Or(children):
            return all(map(is_words, children))
        case And(children):
            positive = [child for child in children if not isinstance(child, Not)]
            negative = [child.child for child in children if isinstance(child, Not)]
            return bool(positive) and all(map(is_words, positive + negative))
        case Saved(_, child):
            return is_words(child)
    return False


def conjunction(children: list[Node]) -> Node:
    """All of these, in the flat shape an :class:`And` promises."""
    return _flat(And, children)


def disjunction(children: list[Node]) -> Node:
    """Any of these, in the flat shape an :class:`Or` promises."""
    return _flat(Or, children)


def negation(child: Node) -> Node:
    """All but this."""
    return child.child if isinstance(child, Not) else Not(child)


def _flat(shape: type[And] | type[Or], children: list[Node]) -> Node:
    flat: dict[Node, None] = {}
    for child in children:
        flat.update(dict.fromkeys(child.children if isinstance(child, shape) else (child,)))
    if not flat:
        return Everything()
    return next(iter(flat)) if len(flat) == 1 else shape(tuple(flat))


_BARE = re.compile(r"""(?![-+=@])(?![A-Za-z_]+:)[^\s"“”„‟＂()]+""")
_BARE_VALUE = re.compile(r"""(?![<>=])[^\s"“”„‟＂()*]+""")
_SUFFIX = re.compile(r"(\*+|~\d*)$")


def written(value: str) -> str:
    """A value or a name as it stands in a query: in quotes where it needs them."""
    return value if _BARE_VALUE.fullmatch(value) else f'"{value}"'


def _is_bare(text: str) -> bool:
    """Whether a word means itself without quotes."""
    return (
        text not in ("AND", "OR", "NOT")
        and _BARE.fullmatch(text) is not None
        and _SUFFIX.search(text) is None
    )


def _lead(node: Word | Phrase) -> str:
    return ("title:" if node.title else "") + ("=" if node.exact else "")
