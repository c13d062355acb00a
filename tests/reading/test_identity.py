"""Ids outlive moves, tracking parameters and better extraction."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading import identity

PLAIN = "https://gazette.example/2025/ferry-returns"


@pytest.mark.parametrize(
    "same",
    [
        "HTTPS://Gazette.Example/2025/ferry-returns",
        "http://www.gazette.example/2025/ferry-returns/",
        PLAIN + "?utm_source=x&utm_medium=y#comments",
        PLAIN + "?fbclid=abc",
        "https://gazette.example:443/2025/ferry%2Dreturns",
    ],
)
def test_one_article_under_several_addresses_has_one_id(same: str) -> None:
    assert identity.from_url(same) == identity.from_url(PLAIN) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/",
        "https://gazette.example",
        "https://gazette.example/index.html",
        "https://gazette.example/news",
        "file:///etc/passwd",
        "https://[broken",
        "nonsense",
        "",
    ],
)
def test_an_address_that_is_not_one_articles_does_not_count(url: str) -> None:
    assert identity.from_url(url) is None


def test_articles_told_apart_by_their_query_are_two() -> None:
    ids = {identity.from_url(f"https://gazette.example/story.php?id={n}") for n in (1, 2)}
    assert len(ids) == 2
    assert None not in ids


def test_white_space_does_not_change_the_id_of_a_text() -> None:
    assert identity.from_text("a  b\r\nc") == identity.from_text(" a b c ")


def test_the_forms_of_ids_cannot_be_taken_for_one_another() -> None:
    url = identity.canonical_url(PLAIN)
    assert url is not None
    ids = {
        identity.from_url(PLAIN),
        identity.from_text(url),
        identity.from_feed("", url),
        identity.from_path(Path(url)),
    }
    assert len(ids) == 4


@given(st.text())
def test_every_text_has_an_id_of_16_hex_digits(text: str) -> None:
    made = identity.from_text(text)
    assert len(made) == 16
    assert int(made, 16) >= 0
    identity.from_url(text)
    identity.from_url(f"https://a.example/{text}?{text}")
