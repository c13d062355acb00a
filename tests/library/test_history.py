"""The searches of before."""

from __future__ import annotations

from pathlib import Path

from newsreader.library.history import history, remember


def test_the_newest_search_comes_first_and_each_once(tmp_path: Path) -> None:
    file = tmp_path / "data" / "searches.txt"
    for query in ("ferry", "goat OR ferry", "ferry", "  "):
        remember(file, query)
    assert history(file) == ["ferry", "goat OR ferry"]


def test_what_cannot_be_read_or_written_is_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    remember(blocked / "searches.txt", "ferry")
    assert history(blocked / "searches.txt") == []


def test_control_characters_stay_out(tmp_path: Path) -> None:
    file = tmp_path / "searches.txt"
    file.write_bytes(b"fer\x1b[31mry\n\xff\xfe\n")
    assert not any("\x1b" in query for query in history(file))
