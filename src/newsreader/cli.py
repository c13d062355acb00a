"""The command line. Textual is imported only when the app is opened.

A first argument that is no command is a path: ``newsreader ~/news`` is ``newsreader open ~/news``.
Results go to standard output, everything else to standard error; the exit status is 0 when it
worked, 1 when nothing was found, 2 when something was wrong with what was asked.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from newsreader import __version__
from newsreader.commands.common import Refused
from newsreader.errors import NewsreaderError

_EPILOG = """\
\b
Try it:
  newsreader ~/news               open a folder
  newsreader add ~/news           keep it: a plain `newsreader` opens it from then on
  newsreader search 'patriot -trump after:2026-10' --library ~/news
  newsreader show page.html       one file, as the reader sees it

\b
In the app: j k move · space read on · s star · u unread · U undo · / search · ? all keys
"""


_COMMANDS = {
    "add": "add:add",
    "compare": "compare:compare",
    "completion": "completion:completion",
    "config": "config:config_",
    "export": "export:export",
    "import": "importing:import_",
    "index": "index:index",
    "journal": "journal:journal",
    "list": "search:list_",
    "marks": "marks:marks",
    "open": "open:open_",
    "rules": "rules:rules",
    "search": "search:search",
    "show": "show:show",
    "stats": "stats:stats",
    "stories": "stories:stories",
}
"""Where each command is in ``newsreader.commands``: only the one asked for is imported."""


class _Commands(click.Group):
    """A group whose first argument may be a path."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, command = _COMMANDS[name].split(":")
        found: click.Command = getattr(import_module(f"newsreader.commands.{module}"), command)
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((i for i, arg in enumerate(args) if not arg.startswith("-")), None)
        if first is None:
            if not {"--help", "-h", "--version"} & set(args):
                args = [*args, "open"]
        elif args[first] not in _COMMANDS:
            args = [*args[:first], "open", *args[first:]]
        return super().parse_args(ctx, args)


def cli() -> None:
    """Run the command line; no traceback reaches a person."""
    try:
        commands(prog_name="newsreader")
    except NewsreaderError as error:
        Refused(str(error)).show()
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output, such as `head`, has had enough.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("unexpected")
        Refused(
            f"something went wrong that should not: {type(error).__name__}: {error}. "
            "`newsreader --debug …` writes a log that helps to find out why"
        ).show()
        sys.exit(2)


@click.group(
    cls=_Commands,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[PATH]… | COMMAND …",
)
@click.option("--debug", is_flag=True, help="Write a log file, and say where.")
@click.version_option(__version__, prog_name="newsreader")
def commands(debug: bool) -> None:
    """Read, search and triage the news you keep on disk: offline, by keyboard.

    Opens the folders and files named as PATH (text, Markdown, web pages, feeds, mail, EPUB; also
    gzipped); without any, the configured library. Your files are only ever read.
    """
    from newsreader import log

    log.silence()
    if debug:
        from newsreader import config

        file = config.places().cache / "newsreader.log"
        try:
            log.start(file)
        except OSError as error:
            raise Refused(f"{file}: the log cannot be written: {error.strerror}") from error
        click.echo(f"newsreader: writing a log to {file}", err=True)
