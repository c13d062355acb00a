"""``newsreader stats``: what was read, kept and left."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from newsreader.commands.common import json_option, library_option, opened


@click.command(short_help="What was read, kept and left, by day and source.")
@library_option
@click.option(
    "--days", type=click.IntRange(min=1), default=14, show_default=True, help="So many days."
)
@json_option
def stats(roots: tuple[Path, ...], days: int, as_json: bool) -> None:
    """Tell what was read, what was kept (starred, tagged, noted …), and what is left.

    It is told from the marks as they stand, on this machine alone: nothing is sent anywhere.
    """
    with opened(roots) as library:
        found = library.stats(days)
    if as_json:
        import msgspec

        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
        return
    click.echo(
        f"{found.articles:,} articles: {found.unread:,} unread, {found.archived:,} archived\n"
        f"{found.read:,} read, {found.kept:,} kept in all · {found.notes:,} notes, "
        f"{found.passages:,} passages"
    )
    if found.gone:
        click.echo(
            f"{found.gone:,} of those you kept are not in this library; their marks are, "
            "and `newsreader export` writes them out"
        )
    if found.days:
        click.echo("\n      read    kept")
    for day in found.days:
        click.echo(f"{day.read:10,}{day.kept:8,}  {date.fromisoformat(day.day):%a %d %b %Y}")
    click.echo("\n      read    kept  unread")
    for source in found.sources:
        click.echo(f"{source.read:10,}{source.kept:8,}{source.unread:8,}  {source.name}")
