"""``newsreader add``: keep a folder."""

from __future__ import annotations

from pathlib import Path

import click

from newsreader.commands.common import PATH


@click.command()
@click.argument("path", type=PATH)
def add(path: Path) -> None:
    """Put a folder or file into the configured library."""
    from newsreader import config
    from newsreader.errors import PathMissing

    path = path.expanduser().absolute()
    if not path.exists():
        raise PathMissing(path)
    file = config.places().config_file
    if config.add_to_library(file, path):
        click.echo(f"Added {path} to the library ({file}). `newsreader` opens it.", err=True)
    else:
        click.echo(f"{path} is in the library already.", err=True)
