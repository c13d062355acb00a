"""What the tests of the commands share."""

from __future__ import annotations

from click.testing import CliRunner, Result

from newsreader.cli import commands
from newsreader.errors import NewsreaderError


def run(*arguments: str, code: int = 0) -> Result:
    """Run a command, and look at its exit status."""
    result = CliRunner().invoke(commands, list(arguments))
    assert result.exit_code == code, result.output
    return result


def refused(*arguments: str) -> str:
    """Run a command that cannot be done; the sentence it says."""
    result = CliRunner().invoke(commands, list(arguments))
    assert isinstance(result.exception, NewsreaderError), result.output
    return str(result.exception)
