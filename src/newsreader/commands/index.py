"""``newsreader index``: bring the library up to date."""

from __future__ import annotations

import json
from pathlib import Path

import click

from newsreader.commands.common import PATH, bring_up_to_date, json_option, opened


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]…")
@json_option
def index(paths: tuple[Path, ...], as_json: bool) -> None:
    """Bring the library up to date with the files on disk."""
    with opened(paths) as library:
        result = bring_up_to_date(library)
    if as_json:
        import msgspec

        fields = msgspec.structs.asdict(result)
        fields["failed"] = [msgspec.structs.asdict(failure) for failure in result.failed]
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    for failure in result.failed:
        click.echo(f"  {failure.path}: could not be read: {failure.error}")
    click.echo(
        f"{result.articles} articles from {result.sources} sources: {result.added} new, "
        f"{result.updated} changed, {result.removed} gone, {result.skipped} files skipped, "
        f"{len(result.failed)} could not be read ({result.seconds:.1f} s)"
    )
