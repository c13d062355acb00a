"""``newsreader export`` and ``import``: out, and back in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.helpers import refused, run


@pytest.fixture(autouse=True)
def starred(news: Path) -> None:
    """One article is starred."""
    assert news
    run("rules", "--apply", "ferry -> star, tag boats")


def test_what_was_kept_is_exported_to_a_folder_and_imported_elsewhere(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export", "--to", str(tmp_path / "kept"))
    (file,) = (tmp_path / "kept").iterdir()
    assert "Harbour ferry" in file.read_text(encoding="utf-8")
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "other home"))
    told = run("import", str(tmp_path / "kept"), "--library", str(news)).stderr
    assert "2 marks found, 2 of them new" in told
    assert "Harbour" in run("search", "tag:boats", "--library", str(news)).stdout


def test_the_name_says_the_format(tmp_path: Path) -> None:
    run("export", "", "--to", str(tmp_path / "all.json"))
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))) == 3
    run("export", "bakery", "--to", str(tmp_path / "one.html"))
    assert "Hollander" in (tmp_path / "one.html").read_text(encoding="utf-8")


def test_without_a_place_it_is_printed() -> None:
    (one,) = json.loads(run("export", "--format", "json").stdout)
    assert one["tags"] == ["boats"]
    assert run("export").stdout.startswith("---\n")
    assert run("export", "--format", "html").stdout.startswith("<!DOCTYPE html>")


def test_nothing_found_is_nothing_exported(tmp_path: Path) -> None:
    run("export", "walrus", "--to", str(tmp_path / "kept"), code=1)
    assert not (tmp_path / "kept").exists()


def test_an_export_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "no such file" in refused("import", str(tmp_path / "nowhere"))
