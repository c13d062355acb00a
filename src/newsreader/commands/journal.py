"""``newsreader journal``: what was done, to be undone one by one."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from newsreader.commands.common import json_option, library_option, opened


@click.command(short_help="What you did, newest first; undo any of it.")
@library_option
@click.option(
    "--days", type=click.IntRange(min=1), default=1, show_default=True, help="So many days back."
)
@click.option("--undo", type=int, metavar="NUMBER", help="Take back what has this number.")
@json_option
def journal(roots: tuple[Path, ...], days: int, undo: int | None, as_json: bool) -> None:
    """Tell what was done to articles, newest first, each with a number to undo it by.

    Anything can be undone, whatever was done after it: what was changed again since stays as it is.
    """
    with opened(roots) as library:
        if undo is not None:
            undone = library.undo(undo)
            if undone is None:
                click.echo(f"newsreader: there is nothing to undo with number {undo}", err=True)
                sys.exit(1)
            kept = f", {undone.kept:,} left as they were changed since" if undone.kept else ""
            click.echo(f"Undone: {undone.verb}, {undone.articles:,} articles{kept}", err=True)
            return
        midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        deeds = library.journal((midnight - timedelta(days=days - 1)).timestamp())
    if as_json:
        import msgspec

        click.echo(json.dumps(msgspec.to_builtins(deeds), ensure_ascii=False, indent=2))
        return
    for deed in deeds:
        parts = [deed.verb, f"{deed.articles:,} articles" if deed.articles > 1 else deed.title]
        parts += [f"on {deed.machine}" if deed.machine else "", "undone" if deed.undone else ""]
        told = " · ".join(part for part in parts if part)
        click.echo(f"{deed.number:6}  {datetime.fromtimestamp(deed.at):%d %b %H:%M}  {told}")
