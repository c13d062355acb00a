"""``newsreader marks sync``: one folder, several machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader import config
from newsreader.config import Places, places
from newsreader.library import Library
from tests.commands.helpers import refused, run
from tests.library.helpers import found


def star_everything(news: Path, where: Places) -> None:
    """Bring the library up to date, and star all of it."""
    with Library.open([news], where) as library:
        library.sync()
        ids = [row.id for row in library.rows([hit.number for hit in library.search("").hits])]
        library.mark(ids, "starred", "1", "star")


def test_marks_travel_over_a_folder(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    star_everything(news, places())
    assert "no other machine yet" in run("marks", "sync", str(tmp_path / "shared")).stdout
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "other home"))
    told = run("marks", "sync", str(tmp_path / "shared")).stdout
    assert told.startswith("3 changed here")
    with Library.open([news], places()) as library:
        library.sync()
        assert library.counts().starred == 3


def test_without_a_folder_it_says_which_setting_to_make() -> None:
    assert "marks_folder" in run("marks", "sync", code=2).stderr


def test_a_library_brought_up_to_date_syncs_with_the_folder_of_the_settings(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = f'marks_folder = "{tmp_path}/shared"\n'
    (tmp_path / "shared").mkdir()
    star_everything(news, places())
    config.write(places().config_file, setting)
    run("marks", "sync")
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path / "other home"))
    config.write(places().config_file, setting)
    with Library.open([news], places()) as library:
        library.sync()
        assert found(library, "is:starred ferry") == {"Harbour"}
        assert library.sync().warnings == ()


def test_a_shared_folder_that_is_not_there_is_said_and_not_made(news: Path, tmp_path: Path) -> None:
    config.write(places().config_file, f'marks_folder = "{tmp_path}/stick/marks"\n')
    with Library.open([news], places()) as library:
        (warning,) = library.sync().warnings
    assert f"{tmp_path}/stick/marks: no such" in warning
    assert not (tmp_path / "stick").exists()
    assert "stick" in run("index", str(news)).stderr
    assert "cannot be" in refused("marks", "sync")
