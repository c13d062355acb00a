"""Settings, and where files live.

The settings are one TOML file. Every setting has a docstring below it, which is also its
documentation (``docs/configuration.md``); an unknown key or a wrong type is a
:class:`~newsreader.errors.ConfigError` that names the file, the place and what was expected.

``NEWSREADER_HOME`` puts everything below one folder (tests, portable use); otherwise platformdirs
knows the conventions of the system.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import msgspec

from newsreader.errors import ConfigError


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
    installed = Path(__file__).parent / "sample_feeds"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "sample_feeds"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user can set in ``config.toml``. Everything has a default that works."""

    library: tuple[str, ...] = ()
    """The folders and files opened by a plain ``newsreader``. ``newsreader add`` writes this."""

    theme: str = "newsreader"
    """The colour theme. ``ctrl+p`` › Theme tries them live; ``ansi-dark`` and ``ansi-light`` take
    the terminal's own colours."""

    mark_read_after: float = 1.0
    """Seconds an article has to be on the screen before it counts as read; ``-1`` for never."""

    measure: int = 80
    """The widest an article's lines get, in columns."""

    keys: dict[str, str] = {}
    """Other keys for an action, by its id: ``star = "s,asterisk"``. ``?`` shows the ids."""


def load(file: Path) -> Settings:
    """Read the settings file; the defaults if there is none.

    Raises:
        ConfigError: The file cannot be read, is no TOML, or says something we do not know.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: the settings cannot be read: {error}") from error
    try:
        return msgspec.convert(tomllib.loads(text), Settings, strict=True)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"{file}: {error}") from error


def add_to_library(file: Path, path: Path) -> bool:
    """Put a folder or file into the configured library; comments in the settings stay.

    Returns:
        False if it was there already.

    Raises:
        ConfigError: The settings cannot be understood or written.
    """
    # Read it as settings first: never write into a file we do not understand.
    known = load(file).library
    if str(path) in known:
        return False
    import tomlkit

    try:
        document = (
            tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
        )
        document["library"] = tomlkit.item([*known, str(path)]).multiline(True)
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".new")
        unfinished.write_text(tomlkit.dumps(document), encoding="utf-8")
        unfinished.replace(file)
    except OSError as error:
        raise ConfigError(f"{file}: the settings cannot be written: {error}") from error
    return True
