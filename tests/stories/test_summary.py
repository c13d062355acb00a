"""What an outlet did, in a line."""

from __future__ import annotations

from newsreader.stories.summary import Copy, compare
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body

QUOTED = "'It never once asked me for a day off,' said Ingrid Falk, who mends the village's nets."


def said(fuller: str, other: str) -> str:
    copies = [Copy("a", "Daybreak", "Headline", fuller), Copy("b", "Wire", None, other)]
    [found] = compare(copies).copies
    return found.summary


def test_a_cut_copy() -> None:
    assert said(body(LIGHTHOUSE), body(LIGHTHOUSE[:-2])) == "same text, cut by 2 paragraphs"


def test_who_is_quoted_is_named() -> None:
    more = (*LIGHTHOUSE[:1], QUOTED, *LIGHTHOUSE[1:-1])
    summary = said(body(LIGHTHOUSE), body(more))
    assert summary == "same text, cut by 1 paragraph; adds a quotation by Ingrid Falk"
    assert said(body((*LIGHTHOUSE, QUOTED)), body(LIGHTHOUSE)) == (
        "same text, cut by 1 paragraph; leaves out a quotation by Ingrid Falk"
    )


def test_a_changed_number_is_given() -> None:
    other = body(ORCHESTRA).replace("26 years", "27 years")
    assert said(body(ORCHESTRA), other) == "same text; changes “26” to “27”"


def test_nothing_but_style() -> None:
    other = body(LIGHTHOUSE).replace("Harbour", "Harbor").replace("'", "’")
    assert said(body(LIGHTHOUSE), other) == "same text; in another house style"


def test_another_text_is_said_to_be_one() -> None:
    assert said(body(LIGHTHOUSE), body(ORCHESTRA)) == "another text"


def test_no_two_copies_have_one_name() -> None:
    copies = [
        Copy("a", "Wire", None, body(LIGHTHOUSE), "1.txt"),
        Copy("b", "Wire", None, body(LIGHTHOUSE[:5]), "2.txt"),
        Copy("c", "Wire", None, body(LIGHTHOUSE[:4]), "2.txt"),
        Copy("d", "Post", None, body(LIGHTHOUSE[:3]), "1.txt"),
    ]
    found = compare(copies)
    names = [found.fullest.name, *(copy.name for copy in found.copies)]
    assert names == ["Wire (1.txt)", "Wire (2.txt) (b)", "Wire (2.txt) (c)", "Post"]


def test_all_are_compared_with_the_fullest() -> None:
    copies = [
        Copy("a", "Gazette", None, body(LIGHTHOUSE[:3])),
        Copy("b", "Daybreak", "Keeper", body(LIGHTHOUSE)),
        Copy("c", "Wire", None, body(LIGHTHOUSE[:5])),
    ]
    found = compare(copies)
    assert found.fullest.name == "Daybreak"
    assert [copy.name for copy in found.copies] == ["Wire", "Gazette"]
    assert all(copy.similarity == 1 for copy in found.copies)
