"""Queries made to break parsers: none may raise, whatever the index is then asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.search.grammar import MAX_EXACT, MAX_FUZZY, MAX_OPEN, MAX_TERMS, parse
from newsreader.search.index import Index
from newsreader.search.query import And, Node, Not, Or, Phrase, Saved, Word
from newsreader.search.snippets import Highlighter
from tests.search.library import ARTICLES, LANGUAGES, TODAY, answer
from tests.search.nasty import FOUND, MORE, OURS


def test_there_are_as_many_of_ours_as_were_found() -> None:
    assert len(set(OURS)) > len(FOUND)


def test_each_class_of_ours_has_its_own() -> None:
    more = [text for texts in MORE.values() for text in texts]
    assert len(more) == len({*more} - {*FOUND} - {*OURS}) >= len(FOUND)


@pytest.mark.parametrize("nasty", MORE)
def test_every_class_of_nasty_queries_is_answered(index: Index, nasty: str) -> None:
    for text in MORE[nasty]:
        for typing in (False, True):
            query = parse(text, today=TODAY, typing=typing, saved={"a": "@a ferry", "b": text})
            assert set(answer(index, query)) <= ARTICLES.keys(), text
            for problem in query.problems:
                assert 0 <= problem.start <= problem.end <= len(text), text
                assert problem.message, text


@pytest.mark.parametrize("nasty", MORE)
def test_a_nasty_query_asks_for_bounded_work(nasty: str) -> None:
    for text in MORE[nasty]:
        leaves = list(_leaves(parse(text, today=TODAY, typing=True).tree))
        words = [leaf for leaf in leaves if isinstance(leaf, Word | Phrase)]
        assert len(leaves) <= MAX_TERMS, text
        assert sum(_is_open(leaf) for leaf in words) <= MAX_OPEN, text
        assert sum(leaf.exact for leaf in words) <= MAX_EXACT, text
        assert all(leaf.fuzzy <= MAX_FUZZY for leaf in words if isinstance(leaf, Word)), text


def _leaves(tree: Node) -> Iterator[Node]:
    match tree:
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child)
        case Not(child) | Saved(_, child):
            yield from _leaves(child)
        case _:
            yield tree


def _is_open(leaf: Word | Phrase) -> bool:
    return leaf.prefix or (isinstance(leaf, Word) and leaf.fuzzy > 0)


@pytest.mark.parametrize("typing", [False, True], ids=["finished", "typing"])
def test_every_nasty_query_is_answered(index: Index, typing: bool) -> None:
    for text in [*FOUND, *OURS]:
        query = parse(text, today=TODAY, typing=typing)
        assert set(answer(index, query)) <= ARTICLES.keys(), text


def test_every_nasty_query_can_be_highlighted() -> None:
    for text in [*FOUND, *OURS]:
        highlighter = Highlighter(parse(text, today=TODAY, typing=True), LANGUAGES)
        for document, _ in ARTICLES.values():
            for start, end in highlighter.spans(document.body):
                assert 0 <= start < end <= len(document.body)
            highlighter.snippet(document.body, width=40)


def test_nothing_in_a_nasty_text_keeps_it_from_the_index(tmp_path: Path) -> None:
    from newsreader.search.index import IndexDocument

    index = Index(tmp_path / "index")
    texts = [text for text in [*FOUND, *OURS] if text.isprintable()]
    index.rebuild(
        IndexDocument(id=f"{number:04}", title=text, body=text, language="xx")
        for number, text in enumerate(texts)
    )
    assert index.count() == len(texts)
