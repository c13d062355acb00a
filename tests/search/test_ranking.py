from __future__ import annotations

import numpy as np

from newsreader.search.grammar import parse
from newsreader.search.joining import Matches
from newsreader.search.postings.files import Array
from newsreader.search.query import Node, Phrase, Word
from newsreader.search.ranking import favoured

HEADLINES = {"whole": {"ferry", "goat"}, "half": {"ferry"}, "none": set[str]()}
BODIES = {"whole": {"ferry", "goat"}, "half": {"ferry", "goat"}, "none": {"goat"}}
EQUAL = dict.fromkeys(HEADLINES, 1.0)


def words(node: Node) -> tuple[Array, Array]:
    assert isinstance(node, Word | Phrase)
    texts = HEADLINES if node.title else {k: HEADLINES[k] | BODIES[k] for k in BODIES}
    word = str(node).removeprefix("title:")
    found = [at for at, text in enumerate(texts.values()) if word in text]
    return np.array(found, np.int32), np.ones(len(found), np.float32)


def ranked(query: str) -> dict[str, float]:
    found = Matches(np.ones(len(EQUAL), bool), np.ones(len(EQUAL), np.float32))
    scores = favoured(parse(query).tree, found, words)
    return dict(zip(EQUAL, scores.tolist(), strict=True))


def test_a_headline_with_all_the_words_counts_most() -> None:
    found = ranked("ferry goat")
    assert found["whole"] > 3 * found["half"] > 3 * found["none"] == 3


def test_where_any_word_will_do_more_of_them_count_more() -> None:
    found = ranked("goat OR zebra OR tuba OR ferry")
    assert found["whole"] > found["half"] > found["none"]


def test_a_single_word_counts_most_in_a_headline() -> None:
    found = ranked("ferry")
    assert found["whole"] == found["half"] > found["none"] == 1


def test_what_is_no_word_changes_nothing() -> None:
    assert ranked("is:unread") == EQUAL
    assert ranked("=ferry =goat") == EQUAL


def test_where_nothing_was_found_no_word_is_asked_for() -> None:
    nothing = Matches(np.zeros(3, bool), np.zeros(3, np.float32))

    def never(_node: Node) -> tuple[Array, Array]:
        raise AssertionError

    assert not favoured(parse("ferry goat").tree, nothing, never).any()
