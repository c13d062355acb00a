"""``newsreader stories``: which articles carry the same text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.commands.common import (
    PATIENCE,
    bring_up_to_date,
    json_option,
    library_option,
    opened,
    printable,
)

if TYPE_CHECKING:
    from newsreader.library import Story


@click.command(short_help="List the stories that several articles carry.")
@click.argument("query", default="")
@library_option
@json_option
def stories(query: str, roots: tuple[Path, ...], as_json: bool) -> None:
    """List the stories with more than one copy: all, or those with a copy that fits a QUERY.

    Of every copy it is said how much of the shorter text is in the longer, of it and the fullest.
    Exit status 1 when there are none.
    """
    with opened(roots) as library:
        bring_up_to_date(library, wait=PATIENCE)
        found = library.stories(query)
    if as_json:
        click.echo(json.dumps(list(map(_as_json, found)), ensure_ascii=False, indent=2))
    else:
        for story in found:
            click.echo(f"{story.title}\n  {story.id} · {len(story.articles)} articles")
            for article in story.articles:
                version = ", an earlier version" if article.superseded else ""
                click.echo(f"  {article.id}  {article.outlet}: {article.why}{version}")
            click.echo("")
        click.echo(f"{len(found)} stories with copies", err=True)
    if not found:
        sys.exit(1)


def _as_json(story: Story) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title,
        "articles": [
            {
                "id": article.id,
                "source": article.source,
                "path": printable(article.path),
                "title": article.title,
                "similarity": article.similarity,
            }
            for article in story.articles
        ],
    }
