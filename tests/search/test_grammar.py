from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsreader.article import FOLDED_KINDS, Kind
from newsreader.search.grammar import MAX_DEPTH, MAX_LENGTH, MAX_OPEN, MAX_TERMS, parse
from newsreader.search.query import (
    And,
    Everything,
    Fact,
    Field,
    Node,
    Not,
    Op,
    Or,
    Phrase,
    Problem,
    Query,
    Saved,
    Sort,
    Word,
    wanted,
)

TODAY = date(2025, 7, 16)

PIECES = [
    *(
        "pope",
        "Kyiv",
        "U.S.",
        "at&t",
        "東京",
        "مرحبا",
        "🙂",
        "é",
        "OR",
        "AND",
        "NOT",
        "last",
        "week",
    ),
    *("title:", "by:", "in:", "sort:", "is:", "has:", "date:", "after:", "newer:", "copies:", "x:"),
    *(
        "related",
        "all",
        "unread",
        "2025-07",
        "2w",
        "..",
        "yesterday",
        "3",
        ">",
        "=",
        "@",
        "morning",
    ),
    *(
        "(",
        ")",
        '"',
        "“",
        "-",
        "+",
        "*",
        "~",
        "~2",
        " ",
        "  ",
        "\n",
        ":",
        "/",
        "\\",
        "\ud800",
        "\0",
    ),
]
queries = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
)


def read(text: str, *, typing: bool = False) -> Query:
    return parse(text, today=TODAY, typing=typing, saved={"morning": "is:unread newer:1d"})


def tree(text: str) -> Node:
    return read(text).tree


def problem(text: str) -> Problem:
    (only,) = read(text).problems
    return only


@given(queries, st.booleans())
@example("(" * 300 + "a" + ")" * 300, False)
@example("NOT " * 100 + "a", True)
@example('title:(a "b c', True)
@example('"-a" "=b" "@c" "OR" "d*" "e~2" "f:g" "(h)" "+i"', False)
@example('@"morning"*', False)
def test_any_text_is_a_query_and_its_normal_form_says_the_same(text: str, typing: bool) -> None:
    query = read(text, typing=typing)
    printed = str(query)
    if len(printed) > MAX_LENGTH:
        return
    again = read(printed)
    assert (again.tree, again.sort, again.kinds) == (query.tree, query.sort, query.kinds)
    assert again.problems == () or isinstance(query.tree, Everything)
    assert str(again) == printed


@given(queries)
def test_every_problem_has_its_place_in_the_text(text: str) -> None:
    starts = []
    for found in read(text).problems:
        assert 0 <= found.start <= found.end <= len(text)
        assert found.message
        starts.append(found.start)
    assert starts == sorted(starts)


@given(queries)
def test_trees_are_as_flat_as_they_promise(text: str) -> None:
    def check(node: Node) -> None:
        match node:
            case And(children) | Or(children):
                assert len(children) > 1
                for child in children:
                    assert type(child) is not type(node)
                    assert not isinstance(child, Everything)
                    check(child)
            case Not(child):
                assert not isinstance(child, Not)
                check(child)

    check(tree(text))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a AND b", "a b"),
        ("a b OR c d", "a b OR c d"),
        ("(a) ((b))", "a b"),
        ("a a A", "a A"),
        ("NOT NOT a", "a"),
        ("--a", "a"),
        ("-(a OR b)", "-(a OR b)"),
        ("+a", "a"),
        ("(a OR b) OR c", "a OR b OR c"),
        ("title:(a OR -b)", "title:a OR -title:b"),
        ("by:(ann bob)", "by:ann by:bob"),
        ("sort:date a in:comments,related", "a in:related in:comments sort:date"),
        ("in:all", "in:all"),
        ("on:Last  Week a", 'date:"last week" a'),
        ("on:3 days ago", 'date:"3 days ago"'),
        ("copies:>=03", "copies:>=3"),
        ("“joint production”", '"joint production"'),
        ('"pope"', "pope"),
        ("ukraine & russia ???", "ukraine russia"),
        ("http://example.org/a:b", '"http://example.org/a:b"'),
        ("10:30", "10:30"),
        ("@morning a", "@morning a"),
        ("longword~ word~ word~0", "longword~2 word~1 word"),
    ],
)
def test_the_normal_form(text: str, printed: str) -> None:
    assert str(read(text)) == printed


def test_what_the_signs_mean() -> None:
    assert tree("ukr*") == Word("ukr", prefix=True)
    assert tree("gov*ment") == Word("gov*ment")
    assert tree("*ber*g*") == Word("*ber*g", prefix=True)
    assert tree("zelensky~1") == Word("zelensky", fuzzy=1)
    assert tree("=US") == Word("US", exact=True)
    assert tree("title:=Ca*") == Word("Ca", prefix=True, exact=True, title=True)
    assert tree('"a b"~3') == Phrase(("a", "b"), within=3)
    assert tree('="a b"') == Phrase(("a", "b"), exact=True)
    assert tree("@morning") == Saved("morning", tree("is:unread newer:1d"))
    assert tree("source:=cbc") == Fact(Field.SOURCE, Op.EQUAL, "cbc")
    assert tree('by:"Ann Lee"') == Fact(Field.BY, Op.CONTAINS, "Ann Lee")
    assert tree("older:3m") == Fact(Field.DATE, Op.OLDER, "3m", None, date(2025, 4, 16))
    july = (date(2025, 7, 1), date(2025, 8, 1))
    assert tree("date:2025-07") == Fact(Field.DATE, Op.ON, "2025-07", *july)


def test_words_about_the_whole_query_are_not_searched_for() -> None:
    query = read("(pope in:related) sort:relevance")
    assert query == Query(Word("pope"), sort=Sort.RELEVANCE, kinds=(Kind.RELATED,))
    assert read("a in:all").kinds == FOLDED_KINDS


def test_the_word_at_the_cursor_is_left_open_while_typing() -> None:
    assert read("pope ukr", typing=True).tree == And((Word("pope"), Word("ukr", prefix=True)))
    assert read("title:ukr", typing=True).tree == Word("ukr", prefix=True, title=True)
    for finished in ("ukr ", "ukr~1", '"ukr"', "=ukr", "(ukr)", "-ukr"):
        assert all(
            not word.prefix for word in wanted(read(f"pope {finished}", typing=True).tree)
        ), finished


@pytest.mark.parametrize(
    ("text", "place", "message", "suggestion"),
    [
        ("titel:pope", "titel:", "no field `titel`; did you mean `title`?", "title:"),
        ("quux:pope", "quux:", "no field `quux`", None),
        ('a "b c', '"b c', "this quote is never closed", '"b c"'),
        ("a (b", "(", "this bracket is never closed", None),
        ("a ) b", ")", "this bracket closes nothing", ""),
        ("is:unraed", "is:unraed", "`is:` is one of unread, read, starred, later, archived, muted",
         "is:unread"),
        ("a newer:soon", "newer:soon", "`newer:` needs an age: 3d, 2w, 6m or 1y", "newer:2w"),
        ("source:", "source:", "`source:` needs a value", None),
        ("copies:many", "copies:many", "`copies:` needs a number, as in `copies:>3`", "copies:>1"),
        ("date:>2025", "date:>2025", "dates are compared with `after:` and `before:`", "after:2025"),
        ("a OR", "OR", "OR needs a word on both sides", None),
        ("AND a", "AND", "AND needs a word on both sides", None),
        ("a -in:all", "in:all", "`in:` speaks of the whole query: `-` is ignored", None),
        ("a*b*c*d*e*f", "a*b*c*d*e*f", "`*` stands for letters of one word, a few times at most",
         "f*"),
        ("=gov*ment", "=gov*ment", "a word as written has no open letters", "gov*ment"),
        ("word~7", "word~7", "at most 2 letters may differ", "word~2"),
        ("@mornin", "@mornin", "no saved search `mornin`; did you mean `morning`?", "@morning"),
        ("...", "...", "there is no word in this to search for", None),
    ],
)  # fmt: skip
def test_a_mistake_is_marked_at_its_place(
    text: str, place: str, message: str, suggestion: str | None
) -> None:
    start = text.index(place)
    assert problem(text) == Problem(start, start + len(place), message, suggestion)


def test_a_bad_date_is_left_out_and_shown() -> None:
    query = read("pope date:2024-13-45")
    assert query.tree == Word("pope")
    assert query.problems[0].message.startswith("`2024-13-45` is no date; write 2025-07-02")


def test_length_depth_and_number_of_words_are_bounded() -> None:
    assert read("a" * 10_000).problems[-1].message == "only the first 500 characters count"
    assert len(read("(" * 30 + "a").problems) == 2
    words = list(wanted(tree(" ".join(f"w{number}" for number in range(90)))))
    assert len(words) == MAX_TERMS
    words = list(wanted(tree(" ".join(f"w{number}*" for number in range(20)))))
    assert sum(word.prefix for word in words) == MAX_OPEN
    assert tree("(" * MAX_DEPTH + "a OR b" + ")" * MAX_DEPTH) == Or((Word("a"), Word("b")))


def test_saved_searches_that_use_each_other_come_to_an_end() -> None:
    saved = {"a": "@b " * 100, "b": "@a " * 100}
    query = parse("@a " * 100, today=TODAY, saved=saved)
    assert query.problems


def test_a_broken_saved_search_says_so() -> None:
    query = parse("@old pope", today=TODAY, saved={"old": "date:someday ferry"})
    assert query.problems[0].message.startswith("in the saved search `old`: `someday` is no date")
    assert query.tree == And((Saved("old", Word("ferry")), Word("pope")))


def test_surrogates_never_reach_a_value() -> None:
    assert tree("source:a\ud800b") == Fact(Field.SOURCE, Op.CONTAINS, "a\ufffdb")
