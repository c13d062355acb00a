"""``newsreader rules``: the rules, what they would do, and doing it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.commands.common import (
    PATIENCE,
    Refused,
    bring_up_to_date,
    json_option,
    library_option,
    opened,
)

if TYPE_CHECKING:
    from newsreader.library import Library, Outcome

_EXAMPLES = 5


@click.command(short_help="What the rules do with articles that arrive.")
@click.argument("rule", required=False)
@library_option
@click.option("--dry-run", is_flag=True, help="Show what they would do to the articles there are.")
@click.option("--apply", "do_it", is_flag=True, help="Do it, to the articles there are.")
@json_option
def rules(
    rule: str | None, roots: tuple[Path, ...], dry_run: bool, do_it: bool, as_json: bool
) -> None:
    """List the rules, or try and apply them.

    \b
    newsreader rules                                    list them
    newsreader rules --dry-run                          what they would have done
    newsreader rules --dry-run 'title:markets -> mute'  what this one would do
    newsreader rules --apply 'older:1y -> archive'      do that, once

    Rules stand in the settings (`newsreader config`); they are run on articles that arrive. What
    they do can be undone, each rule as one step.
    """
    if dry_run and do_it:
        raise Refused("--dry-run or --apply, not both")
    if rule is not None and not (dry_run or do_it):
        raise Refused("a rule named here is tried with --dry-run, or done with --apply")
    with opened(roots) as library:
        chosen = [rule] if rule is not None else list(map(str, library.rules.all()))
        if dry_run or do_it:
            bring_up_to_date(library, wait=PATIENCE)
        if do_it:
            for one in chosen:
                click.echo(f"{library.rules.apply(one):7,}  {one}")
        elif dry_run:
            _tell(library, [library.rules.attempt(one) for one in chosen], as_json)
        elif as_json:
            click.echo(json.dumps(chosen, ensure_ascii=False, indent=2))
        else:
            for one in chosen:
                click.echo(one)
    if not chosen:
        click.echo("There are no rules; `newsreader config` shows how to write one.", err=True)
        sys.exit(1)


def _tell(library: Library, outcomes: list[Outcome], as_json: bool) -> None:
    """Say of every rule what it finds and would change."""
    if as_json:
        fields = [
            {
                "rule": outcome.rule,
                "found": len(outcome.numbers),
                "changes": outcome.changes,
                "problem": outcome.problem,
                "articles": [row.id for row in library.rows(outcome.numbers)],
            }
            for outcome in outcomes
        ]
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    for outcome in outcomes:
        click.echo(outcome.rule)
        if outcome.problem is not None:
            click.echo(f"  does nothing: {outcome.problem}\n")
            continue
        click.echo(f"  finds {len(outcome.numbers):,}, would change {outcome.changes:,}")
        for row in library.rows(outcome.numbers[:_EXAMPLES]):
            click.echo(f"    {row.title}")
        if len(outcome.numbers) > _EXAMPLES:
            click.echo(f"    and {len(outcome.numbers) - _EXAMPLES:,} more")
        click.echo()
