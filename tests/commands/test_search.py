"""``newsreader search`` and ``newsreader list``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from newsreader.cli import commands
from tests.library.helpers import BAKERY, FERRY, ORCHARD, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "home"))
    news = tmp_path / "news"
    write(news / "Gazette" / "ferry.txt", FERRY, changed=1_600_000_000)
    write(news / "Gazette" / "bakery.txt", BAKERY, changed=1_700_000_000)
    write(news / "Courier" / "orchard.txt", ORCHARD, changed=1_500_000_000)
    return news


def run(folder: Path, *words: str, **more: Any) -> Result:
    return CliRunner().invoke(commands, [*words, "--library", str(folder)], **more)


def hits(folder: Path, *words: str) -> list[str]:
    """The first words of the headlines, in the order printed."""
    lines = run(folder, *words, "--jsonl").stdout.splitlines()
    return [json.loads(line)["title"].split()[0] for line in lines]


def test_hits_are_printed_with_snippets_and_plain_into_a_pipe(folder: Path) -> None:
    result = run(folder, "search", "goat")
    assert result.stdout.splitlines()[0] == "Harbour ferry returns after a winter on the slip"
    assert "a goat that nobody had invited" in result.stdout
    assert "\x1b" not in result.stdout
    assert "1 found" in result.stderr


def test_a_terminal_gets_colour_unless_nobody_wants_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[33m\x1b[1mgoat" in run(folder, "search", "goat", color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(folder, "search", "goat", color=True).stdout


def test_dates_are_told_as_the_clock_on_the_wall_does_and_to_scripts_as_the_standard_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    write(
        folder / "Gazette" / "lock.md", "---\ndate: 2026-03-01T20:30:00Z\n---\n# Lock\n\nA lock.\n"
    )
    try:
        assert "Gazette · 2026-03-02 05:30 · " in run(folder, "search", "lock").stdout
        assert '"2026-03-01T20:30:00+00:00"' in run(folder, "search", "lock", "--json").stdout
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_line_of_json_for_each(folder: Path) -> None:
    (line,) = run(folder, "search", "goat", "--jsonl").stdout.splitlines()
    assert json.loads(line)["source"] == "Gazette"


def test_the_order_the_source_and_the_number_can_be_chosen(folder: Path) -> None:
    assert hits(folder, "search", "the", "--sort", "date") == ["Bakery", "Harbour", "Frost"]
    assert hits(folder, "search", "the", "--sort", "date", "-n", "1") == ["Bakery"]
    assert hits(folder, "search", "the", "--source", "courier") == ["Frost"]
    assert hits(folder, "search", "bakery OR pear", "--source", "courier") == ["Frost"]


def test_a_hit_is_opened_by_its_place(folder: Path) -> None:
    result = run(folder, "search", "the sort:date", "--open", "2")
    assert "crossed the harbour on Saturday" in result.stdout
    result = run(folder, "search", "goat", "--open", "7")
    assert result.exit_code == 2
    assert "none in place 7" in result.stderr


def test_counting(folder: Path) -> None:
    assert run(folder, "search", "the", "--count").stdout == "3\n"
    result = run(folder, "search", "gaot", "--count")
    assert (result.stdout, result.exit_code) == ("0\n", 1)


def test_facets(folder: Path) -> None:
    result = run(folder, "search", "the", "--facets")
    assert "       2  Gazette  (source:Gazette)" in result.stdout
    found = json.loads(run(folder, "search", "the", "--facets", "--json").stdout)
    assert found["sources"][0]["count"] == 2


def test_what_nearly_fits_is_said_to_be_so(folder: Path) -> None:
    result = run(folder, "search", "harbuor")
    assert result.exit_code == 0
    assert "nothing fits" in result.stderr
    assert "did you mean harbour" in result.stderr
    assert json.loads(run(folder, "search", "harbuor", "--json").stdout)["nearly"] is True


def test_a_list_is_a_filter_newest_first(folder: Path) -> None:
    assert hits(folder, "list", "is:unread") == ["Bakery", "Harbour", "Frost"]
    assert hits(folder, "list", "source:gazette -goat") == ["Bakery"]
    result = run(folder, "list", "harbuor")
    assert (result.stdout, result.exit_code) == ("", 1)


def test_what_is_wrong_with_a_query_is_said_and_the_rest_searched(folder: Path) -> None:
    result = run(folder, "search", "titel:ferry")
    assert "no field `titel`; did you mean `title`?" in result.stderr
    assert result.stdout.startswith("Harbour ferry")


def test_what_is_only_in_folded_sections_is_said_to_be_there(folder: Path) -> None:
    write(
        folder / "Gazette" / "tram.txt", f"{FERRY}\n\nRelated Articles\n\nWalrus seen at the quay\n"
    )
    result = run(folder, "search", "walrus")
    assert "in:all" in result.stderr
    assert "in:all" not in run(folder, "search", "in:all walrus").stderr


def test_nothing_found_says_what_may_have_been_meant(folder: Path) -> None:
    result = run(folder, "search", "gaot", "--count")
    assert (result.stdout, result.exit_code) == ("0\n", 1)
    assert "did you mean goat" in result.stderr
    assert "no source is called `Gazete`; did you mean Gazette" in (
        run(folder, "search", "goat", "--source", "Gazete").stderr
    )
    assert "no source is called `zebra`" in run(folder, "list", "goat", "--source", "zebra").stderr
