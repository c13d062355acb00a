"""Which pairs are worth a closer look, and what sketches alone say of them."""

from __future__ import annotations

import numpy as np
import pytest

from newsreader.stories.pairs import MOST_HOLDERS, Sketches, Verdict, sharing_keys
from newsreader.stories.running import parted
from newsreader.stories.sketch import Sketcher
from tests.stories.test_likeness import weather
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body


def verdict(one: str, other: str) -> Verdict:
    """What the sketches of two texts say; the same either way round."""
    made = Sketcher().sketches([parted(one), parted(other)])
    judged = Sketches({7: made[0], 3: made[1]}).judge(np.array([7, 3]), np.array([3, 7]))
    assert judged.verdicts[0] == judged.verdicts[1]
    assert judged.shares[0] == judged.shares[1]
    return Verdict(int(judged.verdicts[0]))


def test_a_cut_copy_is_one_at_sight() -> None:
    assert verdict(body(LIGHTHOUSE), body(LIGHTHOUSE[:4])) is Verdict.COPIES


def test_other_stories_are_none_at_sight() -> None:
    assert verdict(body(LIGHTHOUSE), body(ORCHESTRA)) is Verdict.NONE


def test_a_short_article_glued_to_another_is_none_at_sight() -> None:
    glued = body(LIGHTHOUSE) + "\n\n" + body(ORCHESTRA[:2])
    assert verdict(glued, body(ORCHESTRA[:2])) is Verdict.NONE


def test_a_form_filled_in_anew_is_never_a_copy_at_sight() -> None:
    one = weather("Harbourton", "cloudy", 14, 6, "north-west")
    assert verdict(one, weather("Lindenau", "sunny", 23, 11, "south")) is not Verdict.COPIES


def test_half_a_text_in_another_has_to_be_looked_at() -> None:
    mixed = body(LIGHTHOUSE[:3]) + "\n\n" + body(ORCHESTRA[:3])
    assert verdict(body(LIGHTHOUSE), mixed) is Verdict.LOOK


def test_pairs_that_share_two_keys_are_found_if_one_of_them_is_new() -> None:
    keys = np.array([1, 2, 1, 2, 1, 2, 3, 3])
    articles = np.array([10, 10, 11, 11, 12, 12, 12, 13])
    pairs, kept = sharing_keys(keys, articles, np.array([False] * 4 + [True] * 4))
    assert pairs.tolist() == [[10, 12, 2], [11, 12, 2]]
    assert kept.all()


@pytest.mark.parametrize("common", [1, 2])
def test_a_key_that_many_have_finds_no_more_than_so_many(common: int) -> None:
    holders = np.repeat(np.arange(MOST_HOLDERS + 20), common)
    keys = np.tile(np.arange(common), MOST_HOLDERS + 20)
    pairs, kept = sharing_keys(keys, holders, np.ones(len(keys), np.bool_))
    assert kept.sum() == MOST_HOLDERS * common
    assert len(pairs) == (0 if common == 1 else MOST_HOLDERS * (MOST_HOLDERS - 1) // 2 + 20 * 64)


def test_nothing_new_makes_no_pairs() -> None:
    nothing = np.empty(0, np.int64)
    pairs, kept = sharing_keys(nothing, nothing, np.empty(0, np.bool_))
    assert len(pairs) == len(kept) == 0
