"""A query made narrower, and wide again, as text.

A facet puts its term into the query and takes it out again; a filter is put beside the query. What
was typed stays as it was typed where that says the right thing; where it would not (``a OR b`` with
a third word beside it), brackets are added, or the normal form stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from newsreader.article import FOLDED_KINDS
from newsreader.search.grammar import parse
from newsreader.search.query import And, Everything, Node, Query, conjunction

Saved = Mapping[str, str]


def narrowed(text: str, more: str, *, today: date | None = None, saved: Saved | None = None) -> str:
    """The query that finds what both find; ordered as the first asks, else as the second."""
    one, other = (parse(part, today=today, saved=saved) for part in (text, more))
    kinds = {*one.kinds, *other.kinds}
    both = Query(
        tree=_both(one.tree, other.tree),
        sort=one.sort or other.sort,
        kinds=tuple(kind for kind in FOLDED_KINDS if kind in kinds),
    )
    text, more = text.strip(), more.strip()
    if one.sort:  # the last order said is the one that counts
        text, more = more, text
    as_typed = (f"{text} {more}", f"({text}) {more}", f"{text} ({more})", f"({text}) ({more})")
    return _saying(both, as_typed, today, saved)


def has_term(
    text: str, term: str, *, today: date | None = None, saved: Saved | None = None
) -> bool:
    """Whether a query asks for a term besides everything else it asks for."""
    asked, wanted = (parse(part, today=today, saved=saved).tree for part in (text, term))
    return set(_parts(wanted)) <= set(_parts(asked))


def toggled(text: str, term: str, *, today: date | None = None, saved: Saved | None = None) -> str:
    """The query with a term added, or without it if it has it already."""
    if not has_term(text, term, today=today, saved=saved):
        return narrowed(text, term, today=today, saved=saved)
    query = parse(text, today=today, saved=saved)
    gone = set(_parts(parse(term, today=today, saved=saved).tree))
    rest = [part for part in _parts(query.tree) if part not in gone]
    without = msgspec.structs.replace(query, tree=conjunction(rest))
    standing = re.finditer(rf"(?<!\S){re.escape(term)}(?!\S)", text)
    as_typed = (text[: match.start()].rstrip() + text[match.end() :] for match in standing)
    return _saying(without, as_typed, today, saved)


def _parts(tree: Node) -> tuple[Node, ...]:
    if isinstance(tree, Everything):
        return ()
    return tree.children if isinstance(tree, And) else (tree,)


def _both(one: Node, other: Node) -> Node:
    return conjunction([*_parts(one), *_parts(other)])


def _saying(query: Query, as_typed: Iterable[str], today: date | None, saved: Saved | None) -> str:
    """The first of some texts that says the same as a query, else its normal form."""
    for text in as_typed:
        said = parse(text, today=today, saved=saved)
        same_parts = set(_parts(said.tree)) == set(_parts(query.tree))
        if same_parts and (said.sort, said.kinds) == (query.sort, query.kinds):
            return text.strip()
    return str(query)
