from __future__ import annotations

from newsreader.search.grammar import parse
from newsreader.search.query import Node, Phrase, Word
from newsreader.search.ranking import favoured

HEADLINES = {"whole": {"ferry", "goat"}, "half": {"ferry"}, "none": set[str]()}
BODIES = {"whole": {"ferry", "goat"}, "half": {"ferry", "goat"}, "none": {"goat"}}
EQUAL = dict.fromkeys(HEADLINES, 1.0)


def words(node: Node) -> dict[str, float]:
    assert isinstance(node, Word | Phrase)
    texts = HEADLINES if node.title else {k: HEADLINES[k] | BODIES[k] for k in BODIES}
    word = str(node).removeprefix("title:")
    return {id_: 30.0 for id_, text in texts.items() if word in text}


def ranked(query: str) -> dict[str, float]:
    return favoured(parse(query).tree, EQUAL, words)


def test_a_headline_with_all_the_words_counts_most() -> None:
    found = ranked("ferry goat")
    assert 2 == found["whole"] > found["half"] > found["none"] == 1


def test_where_any_word_will_do_more_of_them_count_more() -> None:
    found = ranked("goat OR zebra OR tuba OR ferry")
    assert found["whole"] > found["half"] > found["none"]


def test_a_single_word_changes_nothing() -> None:
    assert ranked("ferry") == EQUAL
    assert ranked("is:unread") == EQUAL
    assert ranked("=ferry =goat") == EQUAL


def test_only_what_was_found_has_a_score() -> None:
    assert favoured(parse("ferry goat").tree, {"none": 1.0}, words) == {"none": 1.0}
