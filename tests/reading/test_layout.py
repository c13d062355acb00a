"""Lines broken for want of room are joined; lines the writer broke are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.reading.layout import is_hard_wrapped, lines_of, paragraphs_of
from newsreader.reading.plain_text import dissect_text
from tests.reading import fixture

LIST = (
    "- a list of things that are fairly long, said the clerk at last\n"
    "- and another one of them, which goes on for quite a bit, too\n"
    "- and a third, which is as long as the others before it were\n"
    "- and a fourth, to be on the safe side of things for once ok\n"
)


def test_a_hard_wrapped_text_is_shown_in_paragraphs() -> None:
    body = dissect_text(fixture("hard_wrapped.txt")).body()
    assert [len(line.split()) for line in body.split("\n")] == [53, 37]


@pytest.mark.parametrize(
    "text",
    [
        "The tide came in,\nthe tide went out,\nand nobody was there.\nNobody at all.\n",
        fixture("scraped.txt"),
        LIST,
    ],
)
def test_lines_the_writer_broke_stay(text: str) -> None:
    assert not is_hard_wrapped(text, lines_of(text))


@given(st.text(alphabet=st.sampled_from("ab -\n\t.")))
def test_joining_loses_no_word(text: str) -> None:
    joined = paragraphs_of(text, lines_of(text))
    assert " ".join(line.text for line in joined).split() == text.split()
