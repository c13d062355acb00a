"""``newsreader import``: marks back from what was exported."""

from __future__ import annotations

from pathlib import Path

import click

from newsreader.commands.common import PATH, library_option, opened
from newsreader.errors import PathMissing


@click.command(name="import", short_help="Restore marks, notes and passages from an export.")
@click.argument("path", type=PATH)
@library_option
def import_(path: Path, roots: tuple[Path, ...]) -> None:
    """Restore the marks in an export: a folder of Markdown, an HTML or a JSON file.

    Marks an article has already stay as they are. It is one step, which can be undone in the app.
    """
    if not path.exists():
        raise PathMissing(path)
    with opened(roots) as library:
        found, new = library.import_marks(path)
    click.echo(f"{found:,} marks found, {new:,} of them new", err=True)
