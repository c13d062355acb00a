"""What the commands share: the library they ask, and how they speak."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from newsreader.config import Settings
    from newsreader.library import Library, Progress, SyncResult

PATH = click.Path(path_type=Path)
"""The type of an argument that is a path."""

PATIENCE = 10.0
"""Seconds a question waits for another process to finish reading; then what there is answers it."""

library_option = click.option(
    "--library",
    "-l",
    "roots",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="A folder or file of the library, as often as needed; without it, the configured library.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


class Refused(click.ClickException):
    """A sentence on standard error, and exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"newsreader: {self.message}", file=file, err=file is None)


def when(published: str | None) -> str | None:
    """A date for people, as precise as it is known: ``2026-09-13 21:25`` where they are."""
    from datetime import datetime

    if published is None or "T" not in published:
        return published
    try:
        return f"{datetime.fromisoformat(published).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return published


def settings() -> Settings:
    """The settings; what is wrong with them is said.

    Raises:
        ConfigError: The file cannot be read.
    """
    from newsreader import config

    found, problems = config.read(config.places().config_file)
    for problem in problems:
        click.echo(f"newsreader: {problem}", err=True)
    return found


def configured(settings: Settings) -> list[Path]:
    """The folders and files of the configured library."""
    return [Path(path).expanduser() for path in settings.library]


def opened(roots: Sequence[Path]) -> Library:
    """Open the library named, else the configured one; what it warns of is said.

    Raises:
        Refused: None is named, and none configured.
        NewsreaderError: It cannot be opened.
    """
    from newsreader import config
    from newsreader.library import Library

    places = config.places()
    roots = roots or configured(settings())
    if not roots:
        raise Refused(
            "no library: name one with --library PATH, or `newsreader add PATH` to keep one"
        )
    library = Library.open(roots, places)
    for warning in library.warnings:
        click.echo(f"newsreader: {warning}", err=True)
    return library


def bring_up_to_date(library: Library, wait: float | None = None) -> SyncResult:
    """Sync, with a progress bar where somebody is looking; what it warns of is said.

    Args:
        library: The library.
        wait: Seconds to wait for another process that does the same; None as long as it takes.
    """
    result = _with_progress(library, wait) if sys.stderr.isatty() else library.sync(wait=wait)
    for warning in result.warnings:
        click.echo(f"newsreader: {warning}", err=True)
    return result


def _with_progress(library: Library, wait: float | None) -> SyncResult:
    with click.progressbar(length=1, label="Looking", file=sys.stderr, width=0) as bar:

        def report(progress: Progress) -> None:
            bar.label = progress.phase.capitalize()
            bar.length = max(1, progress.total)
            bar.pos = min(progress.done, bar.length)
            bar.update(0)

        return library.sync(report, wait=wait)


def printable(path: Path) -> str:
    """A path as text; bytes that are no UTF-8 show as �, control characters are left out."""
    from newsreader.reading.clean import clean_line

    return clean_line(str(path).encode("utf-8", "replace").decode("utf-8"))
