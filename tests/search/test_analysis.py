from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsreader.search.analysis import (
    fold,
    has_words,
    positions,
    query_terms,
    query_words,
    surface,
    terms,
    words,
)

ALPHABET = "aéÉßﬁＡ1.,'’-_ \n\u0301\u00ad京都かガｶﾞสวัสดีمُحَ한국🙂🇺🇦Київйї\u200dİ½"


def cut(text: str, language: str = "en") -> list[str]:
    return [terms(language)[token.raw] for token in words(text)]


@given(st.one_of(st.text(max_size=60), st.text(ALPHABET, max_size=60)))
@example("京\u3099\u0301都")
@example("\u0301a’’s'")
def test_offsets_are_those_of_the_original_text(text: str) -> None:
    end = position = -1
    for token in words(text):
        assert text[token.start : token.end] == token.raw
        assert 0 <= token.start < token.end <= len(text)
        assert token.position in (position, position + 1)
        assert token.start >= end or token.position == position or token.start > 0
        end, position = token.start, token.position
        assert terms("en")[token.raw]


@given(st.text(ALPHABET, max_size=40))
def test_the_words_searched_for_are_found_where_they_stand(text: str) -> None:
    known = positions(text, "en")
    for token in query_words(text):
        (term,) = query_terms(token.raw)
        assert token.position in known[term]


@given(st.text(string.ascii_letters + string.digits + "_'., ", max_size=12))
def test_plain_words_are_searched_for_as_they_stand_in_texts(text: str) -> None:
    assert query_words(text) == list(words(text))


@given(st.text(max_size=40))
def test_folding_is_finished_at_once(text: str) -> None:
    assert has_words(text) == bool(list(words(text)))
    assert fold(text.upper()) or not text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("cafe\u0301", "CAFÉ"),
        ("ﬁnale", "finale"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("ＵＮ", "un"),
        ("U.S.", "us"),
        ("U.S", "us"),
        ("p.m.", "pm"),
        ("Ukraine’s", "ukraine"),
        ("reporters'", "reporters"),
        ("don’t", "dont"),
        ("O'Neil", "oneil"),
        ("l’homme", "homme"),
        ("1,000,000", "1000000"),
        ("Ukra\u00adine", "ukraine"),
        ("ёлка", "елка"),
        ("Ки\u0301їв", "київ"),
        ("п’ять", "п'ять"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("ｶﾞｽ", "ガス"),
        ("İstanbul", "istanbul"),
    ],
)
def test_the_same_word_differently_written(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("й", "и"), ("ї", "і"), ("3.5", "35"), ("1.000", "1000"), ("かき", "がき"), ("อา", "อำ")],
)
def test_what_differs_in_more_than_dress_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "group",
    [
        "defence defense defences",
        "colour color colours colored colouring",
        "organise organize organised organizing organisers",
        "organisation organization organizations",
        "centre center centres centered centred",
        "analyse analyze analysing",
        "licence license licensed",
        "theatre theaters",
        "neighbour neighbors neighbor’s",
        "travelled traveling",
        "weapon weapons",
        "programme programs",
    ],
)
def test_british_and_american_words_are_one(group: str) -> None:
    assert len({terms("en")[word] for word in group.split()}) == 1


def test_words_that_only_look_american_keep_apart() -> None:
    assert len({terms("en")[word] for word in ("size", "sise", "prize", "prise", "seize")}) == 5


@pytest.mark.parametrize(
    ("language", "group"),
    [
        ("uk", "зброя зброї зброю зброєю"),
        ("uk", "Україна України Україні Україною"),
        ("ru", "оружие оружия оружием"),
        ("de", "Häuser hauser Hauses"),
        ("fr", "nations nation"),
        ("es", "noticias noticia"),
        ("sv", "nyheter nyheterna"),
    ],
)
def test_each_language_has_its_stems(language: str, group: str) -> None:
    assert len({terms(language)[word] for word in group.split()}) == 1


def test_a_language_without_stems_keeps_its_words() -> None:
    assert cut("Weapons in Tlön", "xx") == ["weapons", "in", "tlon"]


def test_a_query_stands_for_its_word_in_every_language() -> None:
    assert query_terms("Weapons", ("en", "xx")) == {"weapon", "weapons"}


def test_what_holds_a_word_together() -> None:
    assert cut("AT&T's $5bn, 3.5bn or 2,000; state-of-the-art #mill_town") == [
        *("at", "t", "5bn", "3.5bn", "or", "2000", "state", "of", "the", "art", "mill", "town")
    ]


def test_scripts_without_spaces_are_cut_into_characters_and_pairs() -> None:
    assert cut("東京都") == ["東", "東京", "京", "京都", "都"]
    assert [token.raw for token in query_words("東京都へiPhone")] == [
        *("東京", "京都", "都へ", "iPhone")
    ]
    assert [token.position for token in query_words("東京都へiPhone")] == [0, 1, 2, 4]
    assert [token.raw for token in query_words("京")] == ["京"]
    assert cut("ดี")[0] == "ดี"


def test_hangul_in_pieces_is_hangul() -> None:
    composed = "한국어를"
    assert cut(unicodedata.normalize("NFD", composed)) == cut(composed)


def test_pictographs_are_words() -> None:
    assert cut("So 🎻🎻 🇺🇦!") == ["so", "🎻", "🎻", "🇺🇦"]


def test_a_surface_is_the_word_as_written() -> None:
    assert surface("Ukraine’s") == "Ukraine"
    assert surface("cafe\u0301") == "café"
    assert surface("O’Neil") == "O'Neil"
    assert surface("U.S.") == "U.S."
