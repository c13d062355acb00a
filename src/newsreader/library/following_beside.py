"""Index and stories follow in a process of their own, so that reading many files waits for neither.

The process does what :mod:`~newsreader.library.following` does, for as long as we are reading and
to the end after that. It prints one JSON message a line: how far it is, at last that it is done, or
what went wrong. It can be ended at any moment, and ends by itself when nobody is left at its
standard input. It is a new interpreter and no fork, for SQLite's locks do not survive forking.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from newsreader import log
from newsreader.errors import StorageError
from newsreader.library.database import connect, prepare_for_much, why
from newsreader.library.following import Following
from newsreader.search.index import Index

_LOOK_EVERY = 0.1
_SECONDS = 2.0
_FINISH = b"finish\n"

_log = logging.getLogger(__name__)


class _Said(msgspec.Struct):
    """How far the process is; ``wrong`` if it had to give up."""

    done: int = 0
    total: int = 0
    finished: bool = False
    wrong: str | None = None


class FollowingBeside:
    """Has index and stories follow what is catalogued, beside us. Use it as a context manager."""

    def __init__(
        self, catalogue: Path, marks: str, index: Path, tell: Callable[[int, int], None]
    ) -> None:
        """
        Args:
            catalogue: The catalogue's file.
            marks: Where SQLite finds the marks.
            index: The index's folder.
            tell: Hears how many articles of how many are indexed, at the end.
        """
        self._command = [
            sys.executable, "-m", "newsreader.library.following_beside",
            os.fspath(catalogue), marks, os.fspath(index),
        ]  # fmt: skip
        self._tell = tell
        self._unread = b""

    def __enter__(self) -> FollowingBeside:
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        with self._process:
            """Closes the pipes, and waits for its end."""

    def some(self) -> None:
        """See that it is well; it looks for work by itself.

        Raises:
            StorageError: It had to give up, and why.
        """
        for _ in self._messages(0):
            pass

    def finish(self, cancelled: Callable[[], bool]) -> None:
        """Have it follow to the end, unless it is called off.

        Raises:
            StorageError: It had to give up, and why.
        """
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(_FINISH)
        while not cancelled():
            for said in self._messages(_LOOK_EVERY):
                self._tell(said.done, said.total)
                if said.finished:
                    return

    def _messages(self, seconds: float) -> Iterator[_Said]:
        """What it has said, or says in so many seconds."""
        assert self._process.stdout is not None
        while select.select([self._process.stdout], [], [], seconds)[0]:
            heard = os.read(self._process.stdout.fileno(), 65536)
            if not heard:
                raise StorageError("The index could not be written: its process ended early.")
            *lines, self._unread = (self._unread + heard).split(b"\n")
            for line in lines:
                said = msgspec.json.decode(line, type=_Said)
                if said.wrong is not None:
                    raise StorageError(said.wrong)
                yield said
            seconds = 0


def _main(catalogue: str, marks: str, folder: str) -> None:
    """The process: ``CATALOGUE MARKS INDEX``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    log.follow()
    index = Index(Path(folder))

    def tell(done: int, total: int) -> None:
        _say(_Said(done, total))

    try:
        with closing(connect(catalogue)) as database:
            database.execute("ATTACH DATABASE ? AS marks", (marks,))
            prepare_for_much(database)
            with Following(database, index, tell, seconds=_SECONDS) as following:
                while (heard := _heard(_LOOK_EVERY)) is None:
                    following.some()
                if heard == _FINISH:
                    following.finish(lambda: _heard(0) is not None)
                    _say(_Said(following.done, following.done, finished=True))
    except StorageError as error:
        _say(_Said(wrong=str(error)))
    except sqlite3.Error as error:
        _say(_Said(wrong=f"{catalogue}: cannot be written: {why(error)}"))
    except Exception as error:  # the border of the process: its parent has to hear of it
        _log.exception("following failed")
        sentence = f"The index could not be written: {type(error).__name__}: {error}"
        _say(_Said(wrong=sentence))
    finally:
        index.close()


def _heard(seconds: float) -> bytes | None:
    """What we are told, in so many seconds; empty when nobody is there any more."""
    if select.select([0], [], [], seconds)[0]:
        return os.read(0, len(_FINISH))
    return None


def _say(said: _Said) -> None:
    with suppress(OSError):
        os.write(1, msgspec.json.encode(said) + b"\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
