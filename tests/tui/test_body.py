"""Texts are cut into pieces that are quick to mount, and nothing is lost by it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Format
from newsreader.tui.widgets.body import _LONGEST_BLOCK, pieces

_LINES = st.lists(
    st.sampled_from(
        [
            "",
            "A paragraph.",
            "# Heading",
            "- item",
            "1. item",
            "```",
            "> quote",
            "    code",
            "x" * 3000,
        ]
    ),
    max_size=40,
)


def visible(text: str) -> str:
    return "".join(text.split())


@given(_LINES, st.sampled_from(Format))
def test_nothing_is_lost_between_the_pieces(lines: list[str], format: Format) -> None:
    text = "\n".join(lines)
    assert visible("".join(piece for _, piece in pieces(text, format))) == visible(text)


def test_a_long_text_is_many_pieces() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 100 for number in range(500))
    assert len(pieces(text, Format.MARKDOWN)) > 20
    assert max(len(piece) for _, piece in pieces(text, Format.MARKDOWN)) < 20_000


def test_one_endless_line_is_cut_between_words() -> None:
    for kind in Format:
        cut = pieces("word " * 100_000, kind)
        assert max(len(piece) for _, piece in cut) <= _LONGEST_BLOCK
        assert all(piece.startswith("word") for _, piece in cut)


def test_a_code_block_with_blank_lines_stays_whole() -> None:
    code = "```\n" + "\n\n".join(f"line {number}" for number in range(2000)) + "\n```"
    texts = [piece for kind, piece in pieces(f"Before.\n\n{code}\n\nAfter.", Format.MARKDOWN)]
    assert sum("```" in text for text in texts) <= 1 or all(
        kind is Format.PLAIN for kind, text in pieces(code, Format.MARKDOWN)
    )
