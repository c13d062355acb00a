"""``newsreader export``: articles with marks, notes and passages, to be kept elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsreader.commands.common import (
    PATH,
    PATIENCE,
    bring_up_to_date,
    library_option,
    opened,
)


@click.command(short_help="Write articles out, with their marks, notes and passages.")
@click.argument("query", required=False)
@library_option
@click.option("--to", type=PATH, metavar="FOLDER|FILE", help="Where; without it, it is printed.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["markdown", "html", "json"]),
    help="markdown (a folder, a file an article), html or json (one file). [default: by the name]",
)
def export(
    query: str | None, roots: tuple[Path, ...], to: Path | None, format_: str | None
) -> None:
    """Write the articles a QUERY finds to a folder of Markdown, or to one HTML or JSON file.

    \b
    newsreader export --to ~/notes              what you starred, tagged, noted, kept for later
    newsreader export source:wire --to wire.html
    newsreader export '' --format json          everything, printed

    `newsreader import` restores the marks from it, on another machine or for another library.
    """
    from newsreader.library import exporting
    from newsreader.library.pages import as_html, as_markdown

    suffix = to.suffix.lower() if to is not None else ""
    chosen = format_ or {".html": "html", ".htm": "html", ".json": "json"}.get(suffix, "markdown")
    with opened(roots) as library:
        bring_up_to_date(library, wait=PATIENCE)
        found = library.search(exporting.KEPT_QUERY if query is None else query, nearly=False)
        for problem in found.problems:
            click.echo(f"newsreader: {problem.message}", err=True)
        pages = library.export([hit.number for hit in found.hits], gone=query is None)
    if to is None:
        if chosen == "json":
            click.echo(exporting.as_json(pages), nl=False)
        elif chosen == "html":
            click.echo(as_html(pages), nl=False)
        else:
            click.echo("\n".join(map(as_markdown, pages)), nl=False)
    elif chosen == "markdown":
        exporting.write_folder(pages, to.expanduser())
    else:
        exporting.write_file(pages, to.expanduser(), "json" if chosen == "json" else "html")
    click.echo(f"{len(pages):,} exported", err=True)
    if not pages:
        sys.exit(1)
