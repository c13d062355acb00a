"""The measures of reading measure: agreement is counted as it should be, every form is read."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from bench import material
from bench.measures import comments, feeds, furniture, main_content, markdown, metadata, strings
from bench.measures.shingles import agreement, averaged
from bench.table import Table

from tests.reading import FIXTURES, fixture

GOAT = "the goat came on board again on Monday morning"


def test_the_same_text_agrees_and_another_does_not() -> None:
    assert agreement(GOAT, f"{GOAT}!").f1 == 1
    assert agreement(GOAT, "nobody had bought a ticket for it").f1 == 0
    assert agreement("", "") == (1, 1)


def test_half_the_text_has_full_precision_and_half_the_recall() -> None:
    found = agreement("one two three four five", "one two three four")
    assert found == (1, 0.5)
    assert averaged([found, agreement("a", "a")]).f1 == pytest.approx(2 * 0.75 / 1.75)


def test_a_table_is_aligned() -> None:
    table = Table(work="goats", columns=("fed",), rows=(("ours", (0.5,)), ("theirs", (None,))))
    assert table.plain() == "goats     fed\nours    0.500\ntheirs      –"


def test_halves_are_all_and_share_nothing() -> None:
    numbers = list(range(7))
    even, odd = (material.half_of(numbers, half) for half in ("even", "odd"))
    assert sorted(even + odd) == material.half_of(numbers, None) == numbers


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one piece of every form."""
    page = fixture("page.html")
    body = ["The goat came on board.", "Nobody had bought a ticket for it, the mate said, at all."]
    files = {
        "articles/html/a.html": page,
        "articles/gold.json": json.dumps({"a": {"url": "https://x.example/a", "body": GOAT}}),
        "readability/a/source.html": page,
        "readability/a/expected.html": f"<p>{GOAT}</p>",
        "readability/a/expected-metadata.json": json.dumps(
            {"title": "Goat", "publishedTime": None}
        ),
        "pages/a.html": page,
        "pages/expected.json": json.dumps(
            {"a.html": {"url": "https://x.example/a", "with": ["goat"], "without": ["Subscribe"]}}
        ),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "feeds").mkdir()
    shutil.copy(FIXTURES / "feed.rss", tmp_path / "feeds")
    (tmp_path / "furniture").mkdir()
    labelled = {
        "url": "https://x.example/a",
        "first_body": 1,
        "last_body": 3,
        "lines": [["F", "Home"], *(["B", line] for line in [*body, body[1]]), ["F", "Share"]],
    }
    with gzip.open(tmp_path / "furniture" / "pages.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(labelled) + "\n")
    return tmp_path


def test_every_form_of_material_is_measured(data: Path) -> None:
    pytest.importorskip("readability", reason="make bench-reading brings it")
    found = material.load(data)
    for module in (main_content, markdown, furniture, comments, strings, metadata, feeds):
        table = module.measure(found)
        assert table is not None
        assert table.rows[0][0] == "newsreader"
        assert all(len(values) == len(table.columns) for _, values in table.rows)


def test_what_is_not_there_is_not_measured(tmp_path: Path) -> None:
    found = material.load(tmp_path)
    assert not any(found)
    assert main_content.measure(found) is None
