"""Settings, and where files live."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader import config
from newsreader.errors import ConfigError


def test_home_puts_everything_below_one_folder(home: Path) -> None:
    places = config.places()
    assert all(home in place.parents for place in (places.config, places.data, places.cache))


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert config.load(tmp_path / "none.toml") == config.Settings()


def test_adding_keeps_what_the_user_wrote(tmp_path: Path) -> None:
    file = tmp_path / "deeper" / "config.toml"
    file.parent.mkdir()
    file.write_text('# mine\ntheme = "nord" # blue\n\n[keys]\nstar = "b"\n', encoding="utf-8")
    assert config.add_to_library(file, Path("/news"))
    assert not config.add_to_library(file, Path("/news"))
    text = file.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# blue" in text
    settings = config.load(file)
    assert settings.library == ("/news",)
    assert settings.theme == "nord"
    assert settings.keys == {"star": "b"}


@pytest.mark.parametrize(
    "text", ["theme = ", "tehme = 'nord'", "measure = 'x'", "[keys]\nstar = 1"]
)
def test_a_mistake_names_the_file_and_the_place(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml"):
        config.load(file)


def test_a_file_we_do_not_understand_is_never_written(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("theme = ", encoding="utf-8")
    with pytest.raises(ConfigError):
        config.add_to_library(file, Path("/news"))
    assert file.read_text(encoding="utf-8") == "theme = "


def test_every_setting_is_documented() -> None:
    page = Path(__file__).parents[1] / "docs" / "configuration.md"
    text = page.read_text(encoding="utf-8")
    for name in config.Settings.__struct_fields__:
        assert name in text
