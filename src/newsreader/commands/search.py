"""``newsreader search``: ask the library."""

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
    from newsreader.library import Found, Hit, Library


@click.command()
@click.argument("query")
@library_option
@click.option(
    "--limit",
    "-n",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Print at most this many hits.",
)
@json_option
def search(query: str, roots: tuple[Path, ...], limit: int, as_json: bool) -> None:
    """Search headlines and bodies, best hits first.

    \b
    ukraine weapons          both words            "joint production"   the phrase
    patriot OR himars        either                -trump               not
    ukr*                     words that begin so   title:pope           in the headline
    after:2026-10 source:cbc facts                 in:related pope      folded sections too

    Exit status 1 when nothing is found.
    """
    with opened(roots) as library:
        bring_up_to_date(library, wait=PATIENCE)
        found = library.search(query, limit=limit)
        hits = [_hit_as_json(library, found, hit) for hit in found.hits[:limit]]
    for problem in found.problems:
        click.echo(f"newsreader: {problem.message}", err=True)
    if as_json:
        answer = {"query": query, "total": found.total, "ms": round(found.ms, 2), "hits": hits}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for hit in hits:
            facts = " · ".join(
                part for part in (hit["source"], hit["published"], hit["id"]) if part
            )
            click.echo(f"{hit['title']}\n  {facts}")
            click.echo(f"  {hit['snippet']}\n" if hit["snippet"] else "")
        click.echo(f"{found.total} found, {found.ms:.0f} ms", err=True)
    if not found.total:
        sys.exit(1)


def _hit_as_json(library: Library, found: Found, hit: Hit) -> dict[str, Any]:
    entry = library.entry(hit.number)
    snippet = library.snippet(hit.number, found)
    return {
        "id": hit.id,
        "source": entry.source.name,
        "path": printable(entry.paths[0]) if entry.paths else None,
        "title": entry.article.title,
        "published": entry.article.published,
        "score": round(hit.score, 4),
        "snippet": snippet.text if snippet else None,
    }
