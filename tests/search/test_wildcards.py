"""Words with letters left open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search.grammar import parse
from newsreader.search.index import Index, IndexDocument
from newsreader.search.query import Word
from newsreader.search.snippets import Highlighter
from newsreader.search.wildcards import MAX_OPEN, Wildcard, is_open


def wildcard(text: str, *, prefix: bool = False) -> Wildcard:
    return Wildcard(text, ("en",), prefix=prefix)


@pytest.mark.parametrize(
    ("text", "fits", "fits_not"),
    [
        ("gov*ment", "government govment", "governments gov ment movement"),
        ("*berg", "iceberg berg heidelberg", "bergen ice"),
        ("h*l*k*", "helsinki-like hulk halk helak", "hello"),
        ("go*ogle", "google goxogle", "gogle"),
        ("a*bc*cd", "abccd axbcxcd", "abcd axxbcd"),
    ],
)
def test_a_star_stands_for_any_letters_or_none(text: str, fits: str, fits_not: str) -> None:
    prefix = text.endswith("*")
    found = wildcard(text.removesuffix("*"), prefix=prefix)
    assert all(map(found.fits, fits.split()))
    assert not any(map(found.fits, fits_not.split()))
    assert found.fitting([*fits.split(), *fits_not.split()]) == set(fits.split())


def test_a_term_stands_for_words_that_have_its_stem() -> None:
    assert wildcard("gov*ment").means("govern")
    assert not wildcard("gov*ment").means("gove")
    assert not wildcard("*ment").means("govern")
    assert wildcard("comp*ies").means("compani")
    assert wildcard("organi*tion").means("organis")


@given(st.text("abc*", max_size=8), st.text("abc", max_size=8))
def test_what_fits_is_what_a_plain_search_for_the_letters_says(text: str, word: str) -> None:
    if not is_open(text):
        return
    assert wildcard(text).fits(word) == _fits(text, word)


def _fits(text: str, word: str) -> bool:
    if not text:
        return not word
    if text[0] == "*":
        return _fits(text[1:], word) or (bool(word) and _fits(text, word[1:]))
    return word[:1] == text[0] and _fits(text[1:], word[1:])


def test_what_is_no_single_word_is_not_left_open() -> None:
    for text in ("*", "**", "plain", "a-b*c", "東*京", "*".join("abcdef")):
        assert not is_open(text)
    assert is_open("*".join("abcdefg"[: MAX_OPEN + 1]))


@pytest.mark.parametrize(
    "text", ["gov*ment", "*ber*g*", "title:*ment", "-gov*ment", "(a* OR *b*c)"]
)
def test_open_letters_are_read_again_as_they_are_written(text: str) -> None:
    query = parse(text)
    assert not query.problems
    assert parse(str(query)).tree == query.tree


def test_articles_are_found_and_marked_by_words_with_letters_left_open(tmp_path: Path) -> None:
    bodies = {
        "1": "The government met the ferrymen.",
        "2": "An iceberg was sighted off the harbour.",
        "3": "Movements of ships are announced.",
    }
    index = Index(tmp_path / "index")
    index.rebuild(IndexDocument(id=id_, title="", body=body) for id_, body in bodies.items())
    for text, found in (("gov*ment", "1"), ("*berg", "2"), ("*men*", "13"), ("m*ments", "3")):
        query = parse(text)
        assert set(index.search(query.tree)) == set(found), text
        for id_ in found:
            assert Highlighter(query).spans(bodies[id_]), text
    assert not index.search(Word("gov*berg"))
