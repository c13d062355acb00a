"""The file of an article as it came, read in a process of its own.

The app cannot start reader processes itself: it has threads, and Textual takes the standard streams
that multiprocessing hands on. So it runs this module, which does, and which prints the page.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from newsreader.article import Article
from newsreader.errors import StorageError

_PATIENCE = 60.0
"""Seconds for the process; the file itself has the deadline of the readers."""


def whole_page(path: Path) -> Article:
    """The whole page, ``error`` set where it could not be read.

    Raises:
        StorageError: The file is gone, or the process gave up.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-m", "newsreader.library.whole", os.fspath(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
        return msgspec.json.decode(child.stdout, type=Article)
    except (OSError, subprocess.TimeoutExpired, msgspec.DecodeError) as error:
        raise StorageError(f"{path}: the page could not be read again") from error


def _main(path: str) -> int:
    from newsreader.library.readers import Readers
    from newsreader.reading.whole import read_whole

    with Readers(read_whole, processes=1) as readers:
        outcome = next(found for found in readers.read([os.fsencode(path)]) if found is not None)
    if not outcome.articles:
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(outcome.articles[0]))
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
