"""The body stays whole; what was glued to it is folded, by the words it begins with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import Kind
from newsreader.reading.sections import split

PROSE = "The ferry is back after a long winter in the yard, and the islands are glad of it."


def kinds(*lines: str) -> list[tuple[Kind, int]]:
    return [(run.kind, run.stop - run.start) for run in split(lines)]


@given(st.lists(st.text() | st.sampled_from([PROSE, "Comments", "Share", "1 h ago", "More news"])))
def test_every_line_is_in_exactly_one_run(lines: list[str]) -> None:
    runs = split(lines)
    assert [n for run in runs for n in range(run.start, run.stop)] == list(range(len(lines)))
    assert not lines or any(run.kind is Kind.BODY for run in runs)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Related Articles", Kind.RELATED), ("More from the Gazette", Kind.RELATED),
        ("You may also like:", Kind.RELATED), ("Читайте також", Kind.RELATED),
        ("Lesen Sie auch", Kind.RELATED), ("À lire aussi :", Kind.RELATED),
        ("Te puede interesar", Kind.RELATED), ("関連記事", Kind.RELATED),
        ("Comments (3)", Kind.COMMENTS), ("12 comments", Kind.COMMENTS),
        ("Коментарі", Kind.COMMENTS), ("Kommentare", Kind.COMMENTS),
        ("Commentaires", Kind.COMMENTS), ("Comentarios", Kind.COMMENTS), ("コメント", Kind.COMMENTS),
        ("Tags", Kind.HASHTAGS), ("Sign up for our newsletter", Kind.PROMOTION),
        ("© 2025 Harbour Gazette", Kind.FURNITURE),
    ],
)  # fmt: skip
def test_a_cue_after_the_body_opens_a_folded_section(heading: str, kind: Kind) -> None:
    assert kinds(PROSE, PROSE, heading, "Lighthouse stays open") == [(Kind.BODY, 2), (kind, 2)]


@pytest.mark.parametrize("line", ["Share", "Advertisement", "Teilen", "Реклама", "広告"])
def test_a_line_between_paragraphs_is_folded_alone(line: str) -> None:
    assert kinds(PROSE, line, PROSE, PROSE) == [(Kind.BODY, 1), (Kind.FURNITURE, 1), (Kind.BODY, 2)]


def test_the_body_goes_on_after_a_box_of_related_articles() -> None:
    found = kinds(PROSE, PROSE, "Related Articles", "Lighthouse stays open", *[PROSE] * 4)
    assert found == [(Kind.BODY, 2), (Kind.RELATED, 2), (Kind.BODY, 4)]


def test_comments_that_read_like_an_article_stay_comments() -> None:
    found = kinds(PROSE, PROSE, "Comments", "Nils", PROSE, "Ida", PROSE, "Per", PROSE)
    assert found == [(Kind.BODY, 2), (Kind.COMMENTS, 7)]


def test_cards_are_related_articles_without_a_heading() -> None:
    card = ["Island Courier", "2 hours ago", "Lighthouse stays open"]
    assert kinds(PROSE, PROSE, *card, *card) == [(Kind.BODY, 2), (Kind.RELATED, 6)]


def test_a_text_of_nothing_but_furniture_is_not_folded() -> None:
    assert kinds("Share", "Comments", "Advertisement") == [(Kind.BODY, 3)]


def test_subheadings_stay_in_the_body() -> None:
    assert kinds(PROSE, "What it costs", PROSE, "The islands", PROSE) == [(Kind.BODY, 5)]
