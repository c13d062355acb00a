"""``newsreader search`` and ``newsreader list``: ask the library."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsreader.commands.common import (
    PATIENCE,
    Refused,
    bring_up_to_date,
    json_option,
    library_option,
    opened,
    printable,
    when,
)

if TYPE_CHECKING:
    from newsreader.library import Facets, Found, Hit, Library

_Command = TypeVar("_Command", bound=Callable[..., None])
_Spans = Sequence[tuple[int, int]]

_LISTED = 20


def _options(command: _Command) -> _Command:
    """What can be said of an answer, whatever was asked."""
    for option in reversed(
        (
            click.argument("query"),
            library_option,
            click.option("--source", help="Only articles of this source (`source:NAME`)."),
            click.option(
                "--sort", type=click.Choice(["relevance", "date"]), help="Best or newest first."
            ),
            click.option(
                "--limit",
                "-n",
                type=click.IntRange(min=1),
                default=_LISTED,
                show_default=True,
                help="Print at most this many.",
            ),
            click.option(
                "--open",
                "opens",
                type=click.IntRange(min=1),
                help="Print the article of this place.",
            ),
            click.option("--count", is_flag=True, help="Print how many there are, and no more."),
            click.option(
                "--facets", is_flag=True, help="Print how they spread over sources, months, …"
            ),
            json_option,
            click.option(
                "--jsonl", "as_lines", is_flag=True, help="Print a line of JSON for each."
            ),
        )
    ):
        command = option(command)
    return command


@click.command()
@_options
def search(query: str, **wanted: Any) -> None:
    """Search headlines and bodies, best hits first.

    \b
    ukraine weapons          both words            "joint production"   the phrase
    patriot OR himars        either                -trump               not
    ukr*                     words that begin so   title:pope           in the headline
    after:2026-10 source:cbc facts                 in:related pope      folded sections too

    Where nothing fits, what has some of the words, or words spelled nearly so, is printed, and said
    to be so. Exit status 1 when nothing is found.
    """
    _answer(query, nearly=True, **wanted)


@click.command(name="list")
@_options
def list_(query: str, **wanted: Any) -> None:
    """List the articles that fit a query, newest first: a filter, and nothing that nearly fits.

    \b
    newsreader list is:starred
    newsreader list 'source:cbc newer:2w' --jsonl
    newsreader list 'is:unread has:copies' --count

    Exit status 1 when there are none.
    """
    wanted["sort"] = wanted["sort"] or ("date" if "sort:" not in query else None)
    _answer(query, nearly=False, **wanted)


def _answer(
    query: str,
    *,
    nearly: bool,
    roots: tuple[Path, ...],
    source: str | None,
    sort: str | None,
    limit: int,
    opens: int | None,
    count: bool,
    facets: bool,
    as_json: bool,
    as_lines: bool,
) -> None:
    from newsreader.search.query import written

    with opened(roots) as library:
        bring_up_to_date(library, wait=PATIENCE)
        asked = query
        for more in (source and f"source:{written(source)}", sort and f"sort:{sort}"):
            asked = library.narrowed(more, asked) if more else asked
        most = 1 if count or facets else max(limit, opens or 0)
        found = library.search(asked, limit=most, nearly=nearly and not count)
        _say_what_is_wrong(found)
        if not found.total or found.nearly:
            _say_what_helps(library, query, asked, source)
        if count:
            click.echo(str(found.total))
        elif facets:
            _print_facets(library.facets(asked), as_json=as_json)
        elif opens is not None:
            _print_article(library, found, opens, as_json=as_json)
        elif as_lines:
            for hit in found.hits:
                click.echo(json.dumps(_hit_as_json(library, found, hit), ensure_ascii=False))
        elif as_json:
            hits = [_hit_as_json(library, found, hit) for hit in found.hits]
            answer = {"query": query, "total": found.total, "ms": round(found.ms, 2), "hits": hits}
            if found.nearly:
                answer["nearly"] = True
            click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            for hit in found.hits:
                click.echo("\n".join(_hit_as_text(library, found, hit)), color=_in_colour())
            click.echo(f"{found.total} found, {found.ms:.0f} ms", err=True)
    if not found.total:
        sys.exit(1)


def _say_what_is_wrong(found: Found) -> None:
    for problem in found.problems:
        click.echo(f"newsreader: {problem.message}", err=True)
    if found.nearly:
        click.echo("newsreader: nothing fits; these have some of the words, or similar", err=True)


def _say_what_helps(library: Library, query: str, asked: str, source: str | None) -> None:
    """What to ask instead of a query that nothing fits."""
    from difflib import get_close_matches

    from newsreader.search.query import written

    if source and not library.search(f"source:{written(source)}", limit=1, nearly=False).total:
        names = [row.name for row in library.sources()]
        alike = get_close_matches(source, names, 1, 0.5)
        better = f"did you mean {alike[0]}" if alike else "`list '' --facets` lists them"
        click.echo(f"newsreader: no source is called `{source}`; {better}", err=True)
    if meant := library.did_you_mean(query):
        click.echo(f"newsreader: did you mean {meant}", err=True)
    folded = library.search(library.narrowed(asked, "in:all"), limit=1, nearly=False).total
    if folded:
        click.echo(
            f"newsreader: {folded} have it in folded sections: add in:all to search them", err=True
        )


def _print_facets(facets: Facets, *, as_json: bool) -> None:
    import msgspec

    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(facets)).decode())
        return
    for name in ("sources", "months", "agencies", "tags"):
        some = getattr(facets, name)
        if some:
            click.echo(name.capitalize())
            for facet in some:
                click.echo(f"  {facet.count:>6}  {facet.label}  ({facet.term})")


def _print_article(library: Library, found: Found, place: int, *, as_json: bool) -> None:
    from newsreader.commands.show import print_entry

    if place > len(found.hits):
        if not found.hits:
            return
        raise Refused(f"there are {found.total} hits, so none in place {place}")
    print_entry(library.entry(found.hits[place - 1].number), as_json=as_json)


def _hit_as_text(library: Library, found: Found, hit: Hit) -> Iterator[str]:
    entry = library.entry(hit.number)
    title = entry.article.title
    yield _marked(title, found.highlighter.spans(title, headline=True), bold=True)
    facts = (entry.source.name, when(entry.article.published), hit.id)
    yield "  " + click.style(" · ".join(fact for fact in facts if fact), dim=True)
    snippet = library.snippet(hit.number, found)
    if snippet:
        yield "  " + _marked(snippet.text, snippet.spans)
    yield ""


def _marked(text: str, spans: _Spans, *, bold: bool = False) -> str:
    """A text with the words found in colour, which click leaves out where it goes into a pipe."""
    parts, at = [], 0
    for start, end in spans:
        parts.append(click.style(text[at:start], bold=bold) if start > at else "")
        parts.append(click.style(text[start:end], fg="yellow", bold=True))
        at = end
    parts.append(click.style(text[at:], bold=bold) if at < len(text) else "")
    return "".join(parts)


def _in_colour() -> bool | None:
    """No colour for who wants none (no-color.org); else click looks whether it is a terminal."""
    return False if os.environ.get("NO_COLOR") else None


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
