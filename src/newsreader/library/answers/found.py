"""What a search finds, how that is spread, and what helps to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newsreader.article import Kind

if TYPE_CHECKING:
    from newsreader.search.query import Problem
    from newsreader.search.snippets import Highlighter


class Hit(msgspec.Struct, frozen=True):
    """An article that was found.

    Attributes:
        score: How well it fits, only to be compared within one answer; 0 where only facts were
            asked for.
        copies: The numbers of the other copies of its story that were found, where a story has one
            hit: that of its best copy.
    """

    number: int
    id: str
    score: float
    copies: tuple[int, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """The answer to a search.

    Attributes:
        query: What was asked.
        total: How many articles fit, or stories where a story has one hit, also beyond the limit.
        ms: How long it took, in milliseconds.
        hits: Best first, or newest first if asked for by date.
        problems: What was wrong with the query, and where.
        highlighter: Finds the words that were asked for in any text.
        kinds: The kinds of folded section that were searched besides headline and body.
        nearly: Nothing fits the query: the hits have some of its words, or words spelled nearly so.
    """

    query: str
    total: int
    ms: float
    hits: list[Hit]
    problems: list[Problem]
    highlighter: Highlighter
    kinds: tuple[Kind, ...] = ()
    nearly: bool = False


class Facet(msgspec.Struct, frozen=True):
    """A part of what a query finds.

    Attributes:
        label: What it is called: ``Harbour Gazette``, ``2025-07``.
        count: How many articles of the query's answer are in it.
        term: What the query needs to find these only: ``source:"Harbour Gazette"``;
            ``Library.toggled`` adds it, and takes it away again.
        chosen: Whether the query has that term.
    """

    label: str
    count: int
    term: str
    chosen: bool


class Facets(msgspec.Struct, frozen=True):
    """How what a query finds is spread: largest first, months latest first."""

    sources: list[Facet] = []
    months: list[Facet] = []
    agencies: list[Facet] = []
    tags: list[Facet] = []


class Completion(msgspec.Struct, frozen=True):
    """What could stand where something is being typed.

    Attributes:
        insert: The text for it, in quotes where it needs them; a field ends in its colon.
        label: What it is called.
        count: How many articles it finds, about; None where that is not known.
        start: Where in the query ``insert`` begins, in characters.
        end: Where what it replaces ends.
    """

    insert: str
    label: str
    count: int | None
    start: int
    end: int


class SavedSearch(msgspec.Struct, frozen=True):
    """A query the reader gave a name."""

    name: str
    query: str
