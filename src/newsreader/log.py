"""The log that ``--debug`` writes; without it nothing is logged anywhere."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

_VARIABLE = "NEWSREADER_DEBUG_LOG"
"""Names the log file to the processes we start, so that they write into the same."""


def silence() -> None:
    """Keep warnings off the terminal, where Python would write them for want of a log."""
    logging.getLogger().addHandler(logging.NullHandler())


def start(file: Path) -> None:
    """Write what is worth knowing into ``file`` from now on, from this process and its children.

    Raises:
        OSError: The file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    os.environ[_VARIABLE] = str(file)
    _write_to(file)
    logging.getLogger(__name__).info("started: %s", " ".join(map(repr, sys.argv)))


def follow() -> None:
    """In a process we have started: write into the log of its parent, if that writes one."""
    silence()
    file = os.environ.get(_VARIABLE)
    if file:
        _write_to(Path(file))


def _write_to(file: Path) -> None:
    logging.basicConfig(
        filename=file,
        level=logging.DEBUG,
        format="%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s",
        encoding="utf-8",
        force=True,
    )
    # They tell of every parser step and of every key pressed.
    for chatty in ("markdown_it", "asyncio", "trafilatura", "htmldate", "chardet"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
