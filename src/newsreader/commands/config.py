"""``newsreader config``: the settings, shown, explained, and edited."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsreader.commands.common import Refused


@click.command(name="config", short_help="Open the settings in your editor, all of them explained.")
@click.option("--path", "path_only", is_flag=True, help="Only say where the file is.")
@click.option("--show", is_flag=True, help="Print the settings instead of opening them.")
def config_(path_only: bool, show: bool) -> None:
    """Open the settings in $VISUAL or $EDITOR: every setting shown and explained.

    What you have written stays as it is; what is not set is shown as a comment, with its default.
    The file is checked before it is kept.
    """
    from newsreader import config
    from newsreader.config.explained import explained

    file = config.places().config_file
    if path_only:
        click.echo(file)
        return
    now = file.read_text(encoding="utf-8") if file.exists() else ""
    if show:
        click.echo(explained(now), nl=False)
        _say_problems(now)
        return
    text = _edited(explained(now), file)
    if text == explained(now):
        click.echo("Nothing was changed.", err=True)
        return
    config.write(file, text)
    click.echo(f"Kept in {file}.", err=True)


def _edited(text: str, file: Path) -> str:
    """What the reader made of a text; asked again until it can be understood.

    Raises:
        Refused: There is a mistake in it that the reader does not want to put right now.
    """
    from newsreader.errors import ConfigError

    draft = file.with_name("config.draft.toml")
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        if draft.exists():
            click.echo(f"newsreader: going on with what you wrote last, {draft}", err=True)
        else:
            draft.write_text(text, encoding="utf-8")
        while True:
            click.edit(filename=str(draft))
            made = draft.read_text(encoding="utf-8")
            if not _say_problems(made):
                draft.unlink()
                return made
            if not (sys.stdin.isatty() and click.confirm("Edit it again?", default=True, err=True)):
                raise Refused(f"the settings stay as they were; what you wrote is in {draft}")
    except OSError as error:
        raise ConfigError(f"{draft}: cannot be written: {error.strerror}") from error


def _say_problems(text: str) -> bool:
    """Say what is wrong with settings; whether anything is."""
    from newsreader.config.checking import check

    _, problems = check(text)
    for problem in problems:
        click.echo(f"newsreader: {problem}", err=True)
    return bool(problems)
