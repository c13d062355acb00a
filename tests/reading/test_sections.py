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


def test_comments_without_names_do_not_lead_back_to_the_article() -> None:
    found = kinds(PROSE, PROSE, PROSE, "Comments", *[PROSE] * 40)
    assert found == [(Kind.BODY, 3), (Kind.COMMENTS, 41)]


def test_related_articles_below_the_comments_are_related_articles() -> None:
    found = kinds(PROSE, PROSE, PROSE, "3 comments", PROSE, "Related Articles", "Lighthouse")
    assert found == [(Kind.BODY, 3), (Kind.COMMENTS, 2), (Kind.RELATED, 2)]


def test_a_comments_button_above_a_paragraph_is_only_a_button() -> None:
    found = kinds(*[PROSE] * 5, "Comments", PROSE, "Comments", "Nils", PROSE)
    assert found == [(Kind.BODY, 5), (Kind.COMMENTS, 1), (Kind.BODY, 1), (Kind.COMMENTS, 3)]


def test_a_comments_button_near_the_top_does_not_hide_the_article() -> None:
    assert kinds(PROSE, "Comments", *[PROSE] * 8)[-1] == (Kind.BODY, 8)


@pytest.mark.parametrize("when", ["2 hours ago", "July 2, 2025 at 6:30 pm"])
def test_comments_without_a_heading_are_known_by_names_and_answers(when: str) -> None:
    comment = ["Nils", when, "I was on that ferry.", "Reply"]
    assert kinds(*[PROSE] * 3, *comment, *comment) == [(Kind.BODY, 3), (Kind.COMMENTS, 8)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Related Articles", "a heading of its own: Related Articles"),
        ("Share", "a line that stands for itself: Share"),
    ],
)
def test_every_folded_run_says_which_rule_folded_it(line: str, why: str) -> None:
    body, folded = split([PROSE, PROSE, line])
    assert (body.why, folded.why) == (None, why)


@pytest.mark.parametrize(
    "line",
    ["(AP Photo/Ida Holm, File)", "Photo: Ida Holm / Getty Images", "Foto: Ida Holm/dpa",
     "Фото: Укрінформ", "写真：共同"],
)  # fmt: skip
def test_whose_picture_it_is_is_folded(line: str) -> None:
    assert kinds(PROSE, line, PROSE) == [(Kind.BODY, 1), (Kind.FURNITURE, 1), (Kind.BODY, 1)]


@pytest.mark.parametrize("line", ["Photo: the ferry Marta at the old pier, before the boiler went, with a goat",
                                  "Getty Images said no."])  # fmt: skip
def test_captions_and_sentences_stay_in_the_body(line: str) -> None:
    assert kinds(PROSE, line, PROSE) == [(Kind.BODY, 3)]


def test_cards_are_related_articles_without_a_heading() -> None:
    card = ["Island Courier", "2 hours ago", "Lighthouse stays open"]
    assert kinds(PROSE, PROSE, *card, *card) == [(Kind.BODY, 2), (Kind.RELATED, 6)]


def test_a_text_of_nothing_but_furniture_is_not_folded() -> None:
    assert kinds("Share", "Comments", "Advertisement") == [(Kind.BODY, 3)]


def test_subheadings_stay_in_the_body() -> None:
    assert kinds(PROSE, "What it costs", PROSE, "The islands", PROSE) == [(Kind.BODY, 5)]
