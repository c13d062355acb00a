"""Which pairs are worth a closer look, and what sketches alone say of them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from newsreader.stories.pairs import MOST_HOLDERS, Sharing, Sketches, Verdict
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


def packed(*keys: tuple[int, int]) -> NDArray[np.uint64]:
    """Keys, each with the number of its article."""
    return np.array([key << 32 | article for key, article in keys], np.uint64)


def pairs(sharing: Sharing) -> list[list[int]]:
    return [pair for some in sharing.pairs() for pair in some.tolist()]


def test_pairs_that_share_two_keys_are_found_if_one_of_them_is_new() -> None:
    held = packed((1, 10), (2, 10), (1, 11), (2, 11))
    new = packed((1, 12), (2, 12), (3, 12), (3, 13))
    sharing = Sharing([held], new)
    assert pairs(sharing) == [[10, 12, 2], [11, 12, 2]]
    assert sharing.kept.tolist() == new.tolist()


def test_a_key_that_many_have_finds_no_more_than_so_many() -> None:
    more = 20
    keys = packed(*((key, article) for key in (1, 2) for article in range(MOST_HOLDERS + more)))
    sharing = Sharing([], keys)
    assert len(sharing.kept) == 2 * MOST_HOLDERS
    assert len(pairs(sharing)) == MOST_HOLDERS * (MOST_HOLDERS - 1) // 2 + more * MOST_HOLDERS
    assert not len(Sharing([keys[:MOST_HOLDERS]], packed((1, 999))).kept)


def test_nothing_new_makes_no_pairs() -> None:
    sharing = Sharing([packed((1, 10), (2, 10))], packed())
    assert pairs(sharing) == sharing.kept.tolist() == []


def test_pairs_are_the_same_however_many_articles_are_asked_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = packed(*((key, article) for key in range(5) for article in range(key, 40, key + 1)))
    held, new = keys[keys & 0xFFFFFFFF < 20], keys[keys & 0xFFFFFFFF >= 20]
    at_once = pairs(Sharing([held], new))
    monkeypatch.setattr("newsreader.stories.pairs._MEETINGS", 7)
    assert len([*Sharing([held], new).pairs()]) > 5
    assert sorted(pairs(Sharing([held], new))) == sorted(at_once)
