from __future__ import annotations

from datetime import date

import pytest

from newsreader.search.grammar import parse
from newsreader.search.loosening import loosened

RIGHT = {"fery": "ferry", "harbuor": "harbour", "oldtown": "old town"}


@pytest.mark.parametrize(
    ("query", "looser"),
    [
        ("ferry", []),
        ("fery", ["ferry"]),
        ("ferry goat", ["ferry OR goat"]),
        ("fery goat", ["ferry goat", "fery OR goat", "ferry OR goat"]),
        ("oldtown", ["old town", "old OR town"]),
        ("title:fery", ["title:ferry"]),
        (
            '"fery harbuor"',
            [
                '"ferry harbour"',
                '"fery harbuor" OR fery OR harbuor',
                '"ferry harbour" OR ferry OR harbour',
            ],
        ),
        ("fery OR goat", ["ferry OR goat"]),
        (
            "(fery OR goat) brass",
            ["(ferry OR goat) brass", "fery OR goat OR brass", "ferry OR goat OR brass"],
        ),
        ("fery source:cbc -rain", ["ferry source:cbc -rain"]),
        ("ferry goat is:unread", ["(ferry OR goat) is:unread"]),
        ("=fery", []),
        ("=ferry goat", []),
        ("fery*", []),
        ("fery~", []),
        ("is:unread", []),
        ("", []),
    ],
)
def test_what_is_asked_instead(query: str, looser: list[str]) -> None:
    tree = parse(query, today=date(2025, 7, 16)).tree
    assert [str(other) for other in loosened(tree, RIGHT.get)] == looser
