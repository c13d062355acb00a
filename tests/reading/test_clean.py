"""What must never reach a terminal does not get past the one place that cleans."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading.clean import clean_line, clean_text, collapsed, decode, display_name

HARMFUL = [
    *(chr(code) for code in (*range(32), 127, *range(128, 160)) if chr(code) not in "\n\t"),
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x2060, 0xFEFF)),
]


@given(st.text(alphabet=st.characters() | st.sampled_from([*HARMFUL, "\ud800", "\n"])))
def test_nothing_harmful_is_left_in_any_text(text: str) -> None:
    cleaned = clean_text(text)
    assert not any(character in HARMFUL for character in cleaned)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned


@given(st.text(alphabet=st.characters() | st.sampled_from([*HARMFUL, "\n", "\t"])))
def test_a_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


def test_line_ends_become_newlines_and_no_words_are_glued() -> None:
    assert clean_text("a\r\nb\rc\x0cd\u2028e\tf") == "a\nb\nc\nd\ne\tf"


def test_joiners_and_direction_marks_stay() -> None:
    for text in ("👩\u200d🚀", "می\u200cخواهم", "שלום\u200f!"):
        assert clean_text(text) == text


def test_an_unpaired_surrogate_becomes_a_replacement_character() -> None:
    assert clean_text("a\ud800b") == "a\ufffdb"


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding"),
    [
        ("Größe".encode(), None, "Größe", "utf-8"),
        ("Größe".encode("utf-8-sig"), "cp1252", "Größe", "utf-8"),
        (b"\xff\xfe" + "Größe".encode("utf-16-le"), None, "Größe", "utf-16-le"),
        ("Größe".encode("latin-1"), "ISO-8859-1", "Größe", "cp1252"),
        ("港の朝市".encode("shift_jis"), "Shift_JIS", "港の朝市", "cp932"),
        ("Größe".encode(), "no-such-encoding", "Größe", "utf-8"),
        ("Größe".encode(), "punycode", "Größe", "utf-8"),
    ],
)
def test_the_encoding_is_the_one_marked_declared_or_utf8(
    data: bytes, declared: str | None, text: str, encoding: str
) -> None:
    assert decode(data, declared) == (text, encoding, False)


def test_undeclared_western_text_is_not_taken_for_a_dos_code_page() -> None:
    text = "Le café de la Gare, où l’été dure plus longtemps, a rouvert à Noël. " * 5
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("data", "text", "how"),
    [
        ("Größe".encode(), "Größe", "utf-8"),
        (b"It\x92s late", "It’s late", "windows-1252 (guessed)"),
        ("Пором повернувся до гавані.".encode("cp1251"), "Пором повернувся до гавані.", "windows-1251 (guessed)"),
        ("Größe, Übel, Öl, Bär und Maß".encode() + b"\xc3", "Größe, Übel, Öl, Bär und Maß\ufffd", "utf-8 (guessed)"),
        (b"\xff\xfeG\0", "G", "utf-16-le"),
    ],
)  # fmt: skip
def test_how_a_file_was_decoded_can_be_shown(data: bytes, text: str, how: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.how) == (text, how)


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    assert isinstance(decode(data, declared).text, str)


def test_a_name_that_is_no_text_is_shown_cleaned() -> None:
    assert display_name(Path(os.fsdecode(b"a\x1b]0;x\xff.txt"))) == "a]0;x\ufffd.txt"


@given(
    st.text(alphabet=st.characters() | st.sampled_from(list(" \n\t\x0b\x1f\x85\xa0\u2009\u3000")))
)
def test_white_space_collapses_to_single_spaces(text: str) -> None:
    assert collapsed(text) == " ".join(text.split())
