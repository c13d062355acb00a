"""Articles set in lines: whole, within the width, typeset as they should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsreader.article import Format
from newsreader.tui.widgets.article.headers import plain
from newsreader.tui.widgets.article.layout import set_block
from newsreader.tui.widgets.article.markdown import blocks

from .material import document, lines_of, text_of

_MARKDOWN = st.lists(
    st.sampled_from(
        [
            "",
            "A paragraph with *emphasis*, `code` and [a link](https://a.example).",
            "# Heading",
            "- item",
            "  - nested",
            "        - deep",
            "10. numbered",
            "> quote",
            "> > > > > > > > deep quote",
            "```",
            "    code that is long and goes on and on and on and on and on and on and on",
            "| a | b |",
            "|---|--:|",
            "| 1 | a rather long cell with 港の朝市 in it | too many |",
            "![a picture](https://a.example/i.png)",
            "[^1]: a note",
            "---",
            "<b>html</b>",
            "x" * 200,
            "港の朝市が三十年ぶりに再開された。" * 5,
        ]
    ),
    max_size=25,
).map("\n".join)


@given(st.one_of(st.text(max_size=300), _MARKDOWN), st.integers(12, 120))
def test_a_plain_text_of_any_width_keeps_every_character(text: str, width: int) -> None:
    for block in plain(text, 0):
        lines = set_block(block, width)
        drawn = "".join(text_of(line) for line in lines)
        assert "".join(drawn.split()) == "".join(block.text.split())
        assert all(cell_len(text_of(line)) <= width for line in lines)
    assert "".join("".join(block.text.split()) for block in plain(text, 0)) == "".join(text.split())


@given(_MARKDOWN, st.integers(12, 120))
def test_markdown_of_any_width_keeps_every_character(text: str, width: int) -> None:
    for block in blocks(text, {}):
        lines = set_block(block, width)
        assert all(cell_len(text_of(line)) <= width for line in lines)
        if block.table is None:
            runs = [run for line in lines for run in line.runs if not run.fill]
            drawn = "".join(block.text[run.start : run.end] for run in runs)
            assert "".join(drawn.split()) == "".join(block.text.split())
        else:
            runs = [run for line in lines for run in line.runs if not run.fill]
            covered = {at for run in runs for at in range(run.start, run.end)}
            missing = [c for at, c in enumerate(block.text) if at not in covered]
            assert not "".join(missing).strip()


@given(_MARKDOWN)
def test_paragraphs_are_numbered_in_rising_order(text: str) -> None:
    numbers = [block.paragraph for block in blocks(text, {}, 5)]
    assert numbers == sorted(set(numbers))
    assert all(5 <= number <= 5 + text.count("\n") for number in numbers)


def set_markdown(text: str, width: int = 40) -> list[str]:
    return lines_of(document(text, Format.MARKDOWN, width=width))[4:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one\n- two\n  - in it", ["• one", "• two", "  ◦ in it"]),
        ("9. nine\n10. ten", [" 9. nine", "10. ten"]),
        ("- one\n\n- two", ["• one", "", "• two"]),
        ("- one\n\n  more of it", ["• one", "", "  more of it"]),
        ("> said\n>\n> and said", ["▌ said", "▌", "▌ and said"]),
        ("> > said", ["▌ ▌ said"]),
        ("a\n\n---\n\nb", ["a", "", "─" * 40, "", "b"]),
        ("![the pier](https://a.example/i.png)", ["[image: the pier]"]),
        ("so.[^a]\n\n[^a]: Not *quite*.", ["so.[a]", "", "[a] Not quite."]),
        ("see [it][1]\n\n[1]: https://a.example", ["see it"]),
        ("one  \ntwo", ["one", "two"]),
        ("```\na\n  b\n```", ["a", "  b"]),
        ("| a | b |\n|---|--:|\n| c | 10 |", ["a │  b", "──┼───", "c │ 10"]),
    ],
)
def test_markdown_is_typeset(text: str, expected: list[str]) -> None:
    assert [line.rstrip() for line in set_markdown(text)] == expected


def test_lines_of_an_item_stand_below_each_other() -> None:
    assert set_markdown("1. First the boats came in, all of them, and were tied up", 36) == [
        "1. First the boats came in, all of",
        "   them, and were tied up",
    ]


def test_a_wide_table_is_wrapped_and_a_very_wide_one_becomes_a_list() -> None:
    wide = "| town | remark |\n|---|---|\n| Ost | it will be dearer by spring than it is now |"
    assert all(len(line) <= 30 for line in set_markdown(wide, 30))
    assert any("│" in line for line in set_markdown(wide, 30))
    many = "|" + "|".join(f"column {n}" for n in range(12)) + "|\n" + "|---" * 12 + "|\n"
    many += "|" + "|".join(f"value {n}" for n in range(12)) + "|"
    lines = set_markdown(many, 30)
    assert lines[:2] == ["column 0", "  value 0"]
    assert lines[-1] == "  value 11"
