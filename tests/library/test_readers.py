"""No file can harm or hold up the others."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from newsreader.article import Article
from newsreader.library.readers import Outcome, Readers
from newsreader.reading import read_file
from tests.library.helpers import BAKERY, FERRY, feed, read_misbehaving, write


def read(paths: list[Path], *, deadline: float = 20.0, processes: int = 2) -> dict[str, Outcome]:
    """Read files with the misbehaving reader; what became of each, by its name."""
    with Readers(read_misbehaving, deadline=deadline, processes=processes) as readers:
        outcomes = [
            outcome for outcome in readers.read(map(os.fsencode, paths)) if outcome is not None
        ]
    names = [os.path.basename(os.fsdecode(outcome.path)) for outcome in outcomes]  # noqa: PTH119
    assert sorted(names) == sorted(path.name for path in paths), "each file once"
    return dict(zip(names, outcomes, strict=True))


def read_late(path: Path) -> list[Article]:
    """Read a file; one that is late only when there is a file ``go`` beside it."""
    while path.stem == "late" and not path.with_name("go").exists():
        threading.Event().wait(0.01)
    return read_file(path)


def test_articles_come_from_other_processes_as_they_are_in_the_file(tmp_path: Path) -> None:
    one = write(tmp_path / "one.txt", FERRY)
    two = write(tmp_path / "two.xml", feed(("g1", "Bridge opens"), ("g2", "Bridge closes")))
    outcomes = read([one, two])
    assert outcomes["one.txt"].articles == read_misbehaving(one)
    assert outcomes["two.xml"].articles == read_misbehaving(two)


def test_a_file_that_hangs_is_given_up_and_the_others_are_read(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.txt", f"Headline {n}\n\n{FERRY}") for n in range(60)]
    paths[3:3] = [write(tmp_path / f"hang-{n}.txt", FERRY) for n in range(2)]
    outcomes = read(paths, deadline=0.5)
    for name, outcome in outcomes.items():
        (article,) = outcome.articles
        expected = "reading took longer than 0.5 s" if name.startswith("hang") else None
        assert article.error == expected


def test_no_file_waits_for_those_that_hang(tmp_path: Path) -> None:
    others = [write(tmp_path / f"{n}.txt", f"Headline {n}\n\n{FERRY}") for n in range(60)]
    hanging = [write(tmp_path / f"hang-{n}.txt", FERRY) for n in range(4)]
    paths = [*others[:3], *hanging, *others[3:]]
    with Readers(read_misbehaving, processes=2, deadline=3600, patience=0.2) as readers:
        outcomes = (found for found in readers.read(map(os.fsencode, paths)) if found is not None)
        first = [next(outcomes).path for _ in others]
    assert sorted(first) == sorted(map(os.fsencode, others))


def test_a_file_nobody_waited_for_is_read_all_the_same(tmp_path: Path) -> None:
    others = [write(tmp_path / f"{n}.txt", f"Headline {n}\n\n{FERRY}") for n in range(60)]
    late = write(tmp_path / "late.txt", BAKERY)
    with Readers(read_late, processes=1, deadline=3600, patience=0.2) as readers:
        outcomes = (
            found for found in readers.read(map(os.fsencode, [late, *others])) if found is not None
        )
        first = [next(outcomes).path for _ in others]
        write(tmp_path / "go", "")
        (last,) = outcomes
    assert sorted(first) == sorted(map(os.fsencode, others))
    assert last.path == os.fsencode(late)
    assert last.articles[0].title.startswith("Bakery on Mill Street")


def test_a_file_that_crashes_its_reader_is_a_bad_row_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    paths = [write(tmp_path / f"{n}.txt", f"Headline {n}\n\n{FERRY}") for n in range(60)]
    paths[1:1] = [write(tmp_path / f"crash-{n}.txt", FERRY) for n in range(3)]
    outcomes = read(paths)
    assert {name for name, outcome in outcomes.items() if outcome.articles[0].error} == {
        "crash-0.txt",
        "crash-1.txt",
        "crash-2.txt",
    }


def test_a_reader_that_raises_is_a_bad_row(tmp_path: Path) -> None:
    outcomes = read([write(tmp_path / "raise.txt", FERRY)])
    (article,) = outcomes["raise.txt"].articles
    assert article.title == "raise.txt"
    assert article.error == "the reader failed on it (ValueError)"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_a_file_that_takes_too_much_memory_is_a_bad_row(tmp_path: Path) -> None:
    outcomes = read([write(tmp_path / "greedy.txt", FERRY), write(tmp_path / "a.txt", FERRY)])
    (article,) = outcomes["greedy.txt"].articles
    assert article.error == "reading took too much memory"
    assert outcomes["a.txt"].articles[0].error is None


def test_what_is_no_article_has_none(tmp_path: Path) -> None:
    outcomes = read([write(tmp_path / "picture.txt", FERRY)])
    assert outcomes["picture.txt"] == Outcome(os.fsencode(tmp_path / "picture.txt"))


def test_a_file_that_went_away_meanwhile_is_gone(tmp_path: Path) -> None:
    outcomes = read([tmp_path / "never.txt", write(tmp_path / "there.txt", BAKERY)])
    assert outcomes["never.txt"].gone
    assert not outcomes["there.txt"].gone


def test_a_feed_that_crashes_its_reader_is_a_broken_feed(tmp_path: Path) -> None:
    (article,) = read([write(tmp_path / "crash.rss", FERRY)])["crash.rss"].articles
    assert article.feed == "crash.rss"


def test_no_process_is_started_for_nothing() -> None:
    with Readers(read_misbehaving) as readers:
        assert list(readers.read([])) == []
