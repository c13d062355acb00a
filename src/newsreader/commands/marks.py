"""``newsreader marks``: what concerns the marks alone, whatever library they are of."""

from __future__ import annotations

from pathlib import Path

import click

from newsreader.commands.common import PATH, Refused, settings


@click.group(short_help="Bring the marks of several machines together.")
def marks() -> None:
    """The marks: what you read, starred, tagged, noted."""


@marks.command()
@click.argument("folder", type=PATH, required=False)
def sync(folder: Path | None) -> None:
    """Bring the marks of this machine and those in FOLDER together.

    FOLDER is one that your machines share: a synced folder, a network drive, a stick. Each machine
    adds to a file of its own there and takes in the others'; the last change of a mark wins.
    Without FOLDER it is `marks_folder` of the settings; then a library that is brought up to date
    does the same.
    """
    from newsreader import config
    from newsreader.library.marks import Marks
    from newsreader.library.marks_file import NAME
    from newsreader.library.marks_sync import sync_marks

    chosen = folder or settings().marks_folder
    if not chosen:
        raise Refused("name a folder, or set `marks_folder` (`newsreader config`)")
    own = Marks(
        config.places().data / NAME, lambda warning: click.echo(f"newsreader: {warning}", err=True)
    )
    try:
        synced = sync_marks(own, Path(chosen).expanduser())
    finally:
        own.close()
    others = ", ".join(synced.machines) or "no other machine yet"
    click.echo(f"{synced.changed:,} changed here, {synced.written:,} written; with {others}")
    if synced.passed_over:
        click.echo(
            f"newsreader: {synced.passed_over:,} lines there are not understood, and left alone",
            err=True,
        )
