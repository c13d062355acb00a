"""Texts are cut into pieces that are quick to set, and nothing is lost by it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Format
from newsreader.tui.widgets.article.pieces import _LONGEST_BLOCK, cut

_LINES = st.lists(
    st.sampled_from(
        ["", "A paragraph.", "# Heading", "- item", "1. item", "```", "> quote", "    code", "x" * 3000]
    ),
    max_size=40,
)  # fmt: skip


def visible(text: str) -> str:
    return "".join(text.split())


@given(_LINES, st.sampled_from(Format))
def test_nothing_is_lost_between_the_pieces(lines: list[str], format: Format) -> None:
    text = "\n".join(lines)
    assert visible("".join(piece.text for piece in cut(text, format))) == visible(text)


def test_a_long_text_is_many_pieces() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 100 for number in range(500))
    assert len(cut(text, Format.MARKDOWN)) > 20
    assert max(len(piece.text) for piece in cut(text, Format.MARKDOWN)) < 20_000


def test_one_endless_line_is_cut_between_words() -> None:
    for kind in Format:
        pieces = cut("word " * 100_000, kind)
        assert max(len(piece.text) for piece in pieces) <= _LONGEST_BLOCK
        assert all(piece.text.startswith("word") for piece in pieces)


def test_a_code_block_with_blank_lines_stays_whole() -> None:
    code = "```\n" + "\n\n".join(f"line {number}" for number in range(900)) + "\n```"
    pieces = cut(f"Before.\n\n{code}\n\nAfter.", Format.MARKDOWN)
    assert [piece.text.count("```") for piece in pieces if "```" in piece.text] == [2]
