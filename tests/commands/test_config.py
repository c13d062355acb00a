"""``newsreader config``: every setting shown, nothing the reader wrote lost, no mistake kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsreader import config
from newsreader.cli import commands


def run(*arguments: str) -> Result:
    """Run the command; nobody sits at a terminal."""
    return CliRunner().invoke(commands, ["config", *arguments])


@pytest.fixture
def file() -> Path:
    """Where the settings are."""
    return config.places().config_file


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shell script that is the editor; it is called with the file."""
    script = tmp_path / "editor"
    monkeypatch.setenv("VISUAL", str(script))

    def write(commands: str) -> None:
        script.write_text(f"#!/bin/sh\n{commands}\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)

    write("true")
    return script


def test_the_path_is_told(file: Path) -> None:
    assert run("--path").stdout.strip() == str(file)
    assert not file.exists()


def test_every_setting_is_shown_with_what_was_set(file: Path) -> None:
    config.write(file, 'theme = "nord" # blue\n')
    shown = run("--show").stdout
    assert 'theme = "nord" # blue' in shown
    assert all(name in shown for name in config.Settings.__struct_fields__)


def test_what_is_written_in_the_editor_is_kept(file: Path, editor: Path) -> None:
    editor.write_text('#!/bin/sh\nsed -i "s/^# measure = 80/measure = 66/" "$1"\n')
    assert run().exit_code == 0
    assert config.load(file).measure == 66
    assert "# theme" in file.read_text(encoding="utf-8")


def test_a_look_at_the_settings_changes_nothing(file: Path, editor: Path) -> None:
    assert editor.exists()
    assert run().exit_code == 0
    assert not file.exists()
    assert not list(file.parent.glob("*draft*"))


def test_settings_with_a_mistake_are_not_kept_and_not_lost(file: Path, editor: Path) -> None:
    config.write(file, 'theme = "nord"\n')
    editor.write_text("#!/bin/sh\necho '[keys' >> \"$1\"\n")
    result = run()
    assert result.exit_code == 2
    assert "not valid TOML" in result.stderr
    (draft,) = file.parent.glob("*draft*")
    assert str(draft) in result.stderr
    assert draft.read_text(encoding="utf-8").endswith("[keys\n")
    assert file.read_text(encoding="utf-8") == 'theme = "nord"\n'
    editor.write_text('#!/bin/sh\nsed -i "s/^\\[keys$/[keys]/" "$1"\n')
    assert run().exit_code == 0
    assert file.read_text(encoding="utf-8").endswith("[keys]\n")
    assert not draft.exists()


def test_a_mistake_in_the_settings_does_not_stop_a_command(file: Path, tmp_path: Path) -> None:
    config.write(file, f'library = ["{tmp_path}"]\ntehme = "nord"\n')
    (tmp_path / "a.txt").write_text("The ferry is back\n\nIt crossed the harbour twice.\n")
    result = CliRunner().invoke(commands, ["search", "ferry"])
    assert result.exit_code == 0
    assert "did you mean `theme`?" in result.stderr
