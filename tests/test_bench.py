"""The measures measure: agreement is counted as it should be, every form is read, every program is
asked the same."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from bench import corpus, corpus_file, figures, files, material, questions
from bench.figures import Row
from bench.measures import comments, feeds, furniture, main_content, markdown, metadata, strings
from bench.measures.shingles import agreement, averaged
from bench.peers.newsreader_index import NewsreaderIndex
from bench.peers.sqlite_fts5 import SqliteFts5
from bench.rows import building, searching
from bench.setting import Setting
from bench.table import Table
from bench.terminal import Terminal

from newsreader.reading import read_file
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


# The measures of everything else: the corpus, the peers, the table.


def test_the_same_seed_gives_the_same_corpus() -> None:
    items = list(corpus.made_up(20))
    assert items == list(corpus.made_up(20))
    assert items != list(corpus.made_up(20, seed=2))
    assert len({item.id for item in items}) == 20
    words = sum(len(item.body.split()) for item in items) / len(items)
    assert 250 < words < 600


def test_a_real_corpus_is_taken_as_it_is_and_put_together_anew_beyond(tmp_path: Path) -> None:
    real = tmp_path / "real.jsonl"
    texts = [
        "A goat came on board. It had no ticket. The mate wept.",
        "Snow fell. It lay. It went.",
    ]
    real.write_text("\n".join(json.dumps({"title": text[:6], "body": text}) for text in texts))
    items = list(corpus.from_file(real, 5))
    assert [item.body for item in items[:2]] == texts
    assert all(set(item.body.split()) <= set(" ".join(texts).split()) for item in items)


def test_every_article_is_read_from_the_files_a_corpus_is_written_as(tmp_path: Path) -> None:
    items = list(corpus.made_up(40))
    files.write_mixed(items, tmp_path / "mixed")
    files.write_plain(items, tmp_path / "plain")
    for folder in ("mixed", "plain"):
        paths = [path for path in (tmp_path / folder).rglob("*") if path.is_file()]
        found = [article for path in paths for article in read_file(path)]
        assert len(found) == 40
        assert not [article for article in found if article.error]
        titles = {item.title for item in items}
        # Plain text of one form in five has no headline of its own.
        assert len(titles & {article.title for article in found}) >= 32


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    """A very small run."""
    bytes_ = corpus_file.write(corpus.made_up(60), tmp_path / "corpus.jsonl")
    return Setting(tmp_path, 60, bytes_, ("newsreader", "SQLite FTS5"))


def test_searching_is_measured_for_everybody_who_can_be_asked(setting: Setting) -> None:
    built = {row.work: row for row in building.measure(setting)}
    assert all(row.figures["newsreader"] is not None for row in built.values())
    found = {row.work: row for row in searching.measure(setting)}
    for work in ("one common word, top 50", "phrase", "each key of a query typed"):
        assert found[work].figures["newsreader"] is not None
        assert found[work].figures["SQLite FTS5"] is not None
    assert "SQLite FTS5 cannot be asked" in found["fuzzy, one letter"].note


def test_programs_find_the_same_articles(setting: Setting) -> None:
    items = list(setting.items())
    asked = questions.choose(items, 10)
    found: list[list[set[int]]] = []
    for engine in (NewsreaderIndex(), SqliteFts5()):
        folder = setting.index_of(engine.name)
        engine.build([items], folder)
        engine.open(folder)
        answers: Iterator[Sequence[tuple[int, float]]] = (
            engine.ask(engine.prepare(question))  # type: ignore[arg-type]
            for question in (*asked.one, *asked.two, *asked.phrases, *asked.rarer_phrases)
        )
        found.append([{hit[0] for hit in hits} for hits in answers])
        engine.close()
    assert found[0] == found[1]
    assert any(found[0])


def test_a_row_says_whether_it_holds_and_why_a_figure_is_missing() -> None:
    row = Row(
        work="fetch",
        figures={"newsreader": figures.of([1, 2, 3]), "dog": figures.once(4), "cat": None},
        targets=(figures.Target(1, "dog"), figures.Target(2, of="p95"), figures.Target(1, "cat")),
        note="cats do not fetch.",
    )
    assert figures.table([row]).splitlines()[2:] == [
        "| fetch | ms   | 2.00 / 3.00 | 4.00 | –   | ≤ 1 × dog, ≤ 2.00 at p95, ≤ 1 × cat | 0.50, 1.50, – |",
        "fetch: cats do not fetch.",
    ]


def test_a_frame_is_seen_when_the_program_has_painted_it() -> None:
    script = "import time; print('\\x1b[1mgo\\x1b[mat'); time.sleep(60)"
    with Terminal([sys.executable, "-c", script]) as terminal:
        assert terminal.until("goat") > 0
        assert terminal.megabytes() > 1
