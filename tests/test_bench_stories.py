"""The measures of finding copies measure what they say, on made-up articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from bench import copies, corpus, stories
from bench.forms import forms
from bench.measures import grouped

from newsreader.config import samples


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Made-up articles, and one page with what stands around an article."""
    items = list(corpus.made_up(40, seed=3))
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as lines:
        for item in items:
            body = "\n\n".join(item.paragraphs)
            lines.write(json.dumps({"title": item.title, "body": body}) + "\n")
    (tmp_path / "furniture").mkdir()
    with gzip.open(tmp_path / "furniture" / "pages.jsonl.gz", "wt", encoding="utf-8") as lines:
        for item in items[:4]:
            marked = [["F", "Home"], *(["B", text] for text in item.paragraphs), ["F", "Share"]]
            page = {"url": "", "first_body": 1, "last_body": len(marked) - 2, "lines": marked}
            lines.write(json.dumps(page) + "\n")
    return tmp_path


def test_every_table_is_printed_and_of_a_half_only_half(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strait = ("Wire/strait-coastguard.txt", "Daybreak/0412_strait.txt")
    files = [str(samples() / file) for file in strait]
    words = [str(data), "--stories", "5", "--articles", "20", "--forms", "40", "--half", "odd"]
    stories.main([*words, "--pair", *files])
    pair, pages, filled_in, noisy, speed = capsys.readouterr().out.strip().split("\n\n")
    assert "one story" in pair
    assert pages.startswith("2 articles with and without")
    assert pages.splitlines()[1].split() == ["ours", "1.000", "1.000"]
    assert filled_in.startswith("40 different texts of a few forms")
    assert "MinHash ≥ .7" in noisy
    assert speed.startswith("20 articles")


def test_the_same_seed_gives_the_same_copies_and_forms() -> None:
    articles = [(item.title, "\n\n".join(item.paragraphs)) for item in corpus.made_up(12)]
    made = copies.noisy_copies(articles, 5, seed=7)
    assert made == copies.noisy_copies(articles, 5, seed=7)
    assert {one.story for one in made} == set(range(5))
    assert forms(8, 1) == forms(8, 1) != forms(8, 2)
    assert not set(forms(8, 1, "even")) & set(forms(8, 1, "odd"))


def test_the_index_is_one_for_the_truth_and_none_for_chance() -> None:
    truth = [copies.Labelled("", number // 3) for number in range(9)]
    assert grouped.adjusted_rand(truth, [{0, 1, 2}, {3, 4, 5}, {6, 7, 8}]) == 1
    mixed = [{0, 3, 6}, {1, 4, 7}, {2, 5, 8}]
    assert grouped.adjusted_rand(truth, mixed) < 0
    assert grouped.wrong(truth, mixed) == 3


def test_peers_find_what_is_the_same_and_nothing_else() -> None:
    texts = [item.body for item in corpus.made_up(6)]
    texts.append(texts[2])
    for groups in (grouped.minhash(texts, 0.7), grouped.simhash(texts, 3)):
        assert {2, 6} in groups
        assert len(groups) == 6
