"""The lines that a source's articles have in common are learnt, once a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Article, Kind, Section, TitleFrom
from newsreader.reading.learning import (
    Fingerprints,
    fingerprint,
    fingerprints_of,
    learn,
    pack_learnt,
    unpack_learnt,
)
from newsreader.reading.plain_text import dissect_text
from newsreader.reading.sections import split

PROSE = "The {} is back after a long winter in the yard, and all the islands are glad of it today, says {}."
APPEAL = "Support local papers along the river"
ABOUT = (
    "The Lindenau Gazette has been printed on the old quay since the year of the great flood, by two"
    " families who have not spoken to each other for most of that time."
)


def article(*lines: str, title: str = "Ferry returns") -> Article:
    body = Section(kind=Kind.BODY, text="\n".join(lines))
    return Article(id="0" * 16, title=title, title_from=TitleFrom.LEAD, sections=(body,))


def story(number: int, *lines: str) -> Fingerprints:
    own = [PROSE.format(f"ferry {number}", f"captain {part}") for part in range(3)]
    return fingerprints_of(article(*own, *lines))


def learns(stories: list[Fingerprints], line: str) -> bool:
    return fingerprint(line) in learn(stories)


def test_a_line_of_three_stories_is_furniture() -> None:
    assert learn([story(number, APPEAL) for number in range(3)]) == {fingerprint(APPEAL): 3}


def test_case_and_punctuation_make_no_other_line() -> None:
    assert fingerprint("» SUPPORT local papers, along the river!") == fingerprint(APPEAL)


def test_numbers_make_another_line() -> None:
    assert fingerprint("Harbour 2, Bakery 1") != fingerprint("Harbour 0, Bakery 3")


@pytest.mark.parametrize("line", ["", "___", "7", "3 : 0"])
def test_a_line_without_words_is_never_learnt(line: str) -> None:
    assert fingerprint(line) == 0


def test_two_stories_teach_nothing() -> None:
    assert not learn([story(number, APPEAL) for number in range(2)])


def test_copies_of_a_story_are_one_story() -> None:
    assert not learn([story(1, APPEAL), story(1, APPEAL, "Printed twice"), story(1, APPEAL)])


def test_in_a_large_source_three_stories_are_not_enough() -> None:
    few = [story(number, APPEAL) for number in range(3)]
    assert not learns(few + [story(number) for number in range(3, 100)], APPEAL)


def test_in_a_small_source_two_stories_are_enough_at_the_foot() -> None:
    some = [story(0, APPEAL), story(1, APPEAL), story(2)]
    assert learns(some, APPEAL)


def test_a_paragraph_takes_a_fifth_of_the_stories() -> None:
    others = [story(number) for number in range(10, 30)]
    assert not learns([*(story(number, ABOUT) for number in range(3)), *others], ABOUT)
    assert learns([*(story(number, ABOUT) for number in range(9)), *others], ABOUT)


def test_a_learnt_line_is_folded_and_says_why() -> None:
    lines = [PROSE.format("ferry", "Ida"), APPEAL, PROSE.format("pier", "Per")]
    runs = split(lines, {fingerprint(APPEAL): 5})
    assert [run.kind for run in runs] == [Kind.BODY, Kind.FURNITURE, Kind.BODY]
    assert runs[1].why == "a line that recurs in 5 articles of this source"


def test_the_first_paragraphs_are_never_folded_for_recurring() -> None:
    lines = [PROSE.format("ferry", "Ida"), PROSE.format("pier", "Per"), APPEAL]
    learnt = {fingerprint(line): 9 for line in lines}
    assert [(run.kind, run.stop) for run in split(lines, learnt)] == [
        (Kind.BODY, 2),
        (Kind.FURNITURE, 3),
    ]


def test_a_paragraph_is_folded_only_below_the_body() -> None:
    own = PROSE.format("ferry", "Ida")
    learnt = {fingerprint(ABOUT): 9}
    assert [run.kind for run in split([own, "The islands", ABOUT, own], learnt)] == [Kind.BODY]
    assert split([own, "The islands", ABOUT], learnt)[-1].kind is Kind.FURNITURE


def test_a_learnt_line_is_no_headline_where_another_is() -> None:
    learnt = {fingerprint("The Lindenau Gazette"): 3}
    text = "The Lindenau Gazette\n{}" + PROSE.format("ferry", "Ida")
    assert (
        dissect_text(text.format("Ferry returns\n"), learnt=learnt).facts.title == "Ferry returns"
    )
    assert dissect_text(text.format(""), learnt=learnt).facts.title == "The Lindenau Gazette"


@given(st.lists(st.sampled_from([PROSE, ABOUT, APPEAL, "Comments", "Share", ""]) | st.text()))
def test_every_line_is_in_exactly_one_run_whatever_was_learnt(lines: list[str]) -> None:
    runs = split(lines, {fingerprint(line): 3 for line in lines[::2]})
    assert [n for run in runs for n in range(run.start, run.stop)] == list(range(len(lines)))


@given(st.lists(st.text(alphabet="ab \n", max_size=60), max_size=20))
def test_fingerprints_come_back_as_they_were_stored(lines: list[str]) -> None:
    found = fingerprints_of(article(*lines))
    assert Fingerprints.unpack(*found.pack()) == found
    learnt = dict.fromkeys(found.short, 4)
    assert unpack_learnt(pack_learnt(learnt)) == learnt


def test_a_heading_that_recurs_between_paragraphs_is_no_furniture() -> None:
    lines = [PROSE.format("ferry", name) for name in ("she", "he", "Ida", "Tove", "Max")]
    lines.insert(3, "What we know")
    learnt = {fingerprint("What we know"): 5}
    assert [run.kind for run in split(lines, learnt)] == [Kind.BODY]
    below = [*lines[:3], "What we know", "Home"]
    assert split(below, learnt)[-1].kind is Kind.FURNITURE
