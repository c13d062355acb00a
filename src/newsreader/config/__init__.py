"""Settings, and where files live.

The settings are one TOML file; what can be set stands in :mod:`~newsreader.config.settings`. A
mistake in it is a sentence with its line and what was probably meant.

``NEWSREADER_HOME`` puts everything below one folder (tests, portable use); otherwise platformdirs
knows the conventions of the system.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from newsreader.config.settings import RuleSettings, Settings, SourceSettings
from newsreader.errors import ConfigError

__all__ = [
    "Places",
    "RuleSettings",
    "Settings",
    "SourceSettings",
    "add_to_library",
    "change",
    "load",
    "places",
    "read",
    "samples",
    "write",
]


class Places(msgspec.Struct, frozen=True):
    """The three folders we write to. None of them needs to exist yet."""

    config: Path
    """Holds ``config.toml``."""
    data: Path
    """Holds ``marks.sqlite3``: precious."""
    cache: Path
    """Holds catalogues and indexes: can be deleted at any time."""

    @property
    def config_file(self) -> Path:
        """The settings file, which may not exist."""
        return self.config / "config.toml"


def places() -> Places:
    """Where this user's files live: below ``NEWSREADER_HOME``, else where the system says."""
    home = os.environ.get("NEWSREADER_HOME")
    if home:
        base = Path(home).expanduser().absolute()
        return Places(config=base / "config", data=base / "data", cache=base / "cache")
    import platformdirs

    dirs = platformdirs.PlatformDirs("newsreader", appauthor=False)
    return Places(
        config=dirs.user_config_path, data=dirs.user_data_path, cache=dirs.user_cache_path
    )


def samples() -> Path:
    """The folder of the sample library that comes with the program."""
    installed = Path(__file__).parents[1] / "sample_feeds"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "sample_feeds"


def read(file: Path) -> tuple[Settings, list[str]]:
    """Read the settings file; the defaults if there is none.

    Returns:
        The settings, with defaults where there was a mistake, and a sentence on each mistake.

    Raises:
        ConfigError: The file cannot be read.
    """
    text = _text(file)
    if text is None:
        return Settings(), []
    # Imported here: what reads TOML costs, and many have no settings of their own.
    from newsreader.config.checking import check

    settings, problems = check(text)
    return settings, [f"{file}: {problem}" for problem in problems]


def load(file: Path) -> Settings:
    """Read the settings file and accept no mistake in it.

    Raises:
        ConfigError: The file cannot be read, is no TOML, or says something we do not know.
    """
    settings, problems = read(file)
    if problems:
        raise ConfigError(problems[0])
    return settings


def add_to_library(file: Path, path: Path) -> bool:
    """Put a folder or file into the configured library; comments in the settings stay.

    Returns:
        False if it was there already.

    Raises:
        ConfigError: The settings cannot be understood or written.
    """
    known = load(file).library
    if str(path) in known:
        return False
    change(file, "library", [*known, str(path)])
    return True


def change(file: Path, name: str, value: object) -> None:
    """Change one setting in the file; comments and all else in it stay.

    Raises:
        ConfigError: The settings cannot be understood or written.
    """
    # Read it as settings first: never write into a file we do not understand.
    load(file)
    import tomlkit

    document = tomlkit.parse(_text(file) or "")
    item = tomlkit.item(value)
    document[name] = item.multiline(True) if isinstance(item, tomlkit.items.Array) else item
    write(file, tomlkit.dumps(document))


def write(file: Path, text: str) -> None:
    """Write the settings file, whole or not at all; a link to it stays one.

    Raises:
        ConfigError: It cannot be written.
    """
    file = file.resolve()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".new")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
    except OSError as error:
        raise ConfigError(f"{file}: the settings cannot be written: {error}") from error


def _text(file: Path) -> str | None:
    """What is in the settings file; None if there is none."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: the settings cannot be read: {error}") from error
