"""The page of the language says what is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from newsreader.search.facts import FIELDS
from newsreader.search.grammar import parse
from newsreader.search.query import Everything

PAGE = (Path(__file__).parents[2] / "docs" / "searching.md").read_text(encoding="utf-8")
LANGUAGE = PAGE.partition("## The language")[2].partition("\n## ")[0]
ROWS = [line for line in LANGUAGE.splitlines() if line.startswith("| `")]
SAID = [said for row in ROWS for said in re.findall(r"`([^`]+)`", row) if len(said) > 1]
EXAMPLES = [said for said in SAID if said not in ("AND", "OR")]


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_example_is_understood(query: str) -> None:
    parsed = parse(query, today=date(2025, 7, 16), saved={"morning": "is:unread"})
    assert parsed.problems == ()
    assert not isinstance(parsed.tree, Everything) or parsed.sort or parsed.kinds


def test_every_field_has_an_example() -> None:
    named = {name for said in EXAMPLES for name in re.findall(r"\b([a-z]+):", said)}
    assert named == set(FIELDS)
