"""Processes that work for a sync, each at the other end of a pipe.

They keep nothing of ours open, so that no lock outlives us and whoever listens to our output sees
its end; what a library prints there goes nowhere. Ctrl+C is for us to answer. That they end when we
do is for each to see to: :func:`is_orphan`.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from newsreader import log
from newsreader.errors import StorageError

_PROCESSOR_CLOCK = 2


class Process:
    """A process at work.

    Attributes:
        pipe: Our end of the pipe to it.
    """

    def __init__(self, name: str, work: Callable[..., None], *arguments: Any) -> None:
        """Start it.

        Args:
            name: What it is called in lists of processes.
            work: What it does, given its end of the pipe, the number of our process and the
                arguments. No database that we have open: SQLite's locks do not survive forking.

        Raises:
            StorageError: No process is to be had.
        """
        context = _context()
        self.pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_begin,
            args=(theirs, context.get_start_method() == "fork", os.getpid(), work, arguments),
            name=f"newsreader {name}",
            daemon=True,
        )
        try:
            self._process.start()
        except OSError as error:
            raise StorageError(f"Files cannot be read: no process to be had: {error}") from error
        theirs.close()

    def processor_seconds(self) -> float | None:
        """How long it has been running on a processor; None where the system does not tell."""
        if sys.platform != "linux" or self._process.pid is None:
            return None
        try:
            # What clock_getcpuclockid(3) makes of the number of a process.
            return time.clock_gettime(~self._process.pid << 3 | _PROCESSOR_CLOCK)
        except OSError:
            return None

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


def is_orphan(parent: int) -> bool:
    """Whether the process that started this one is gone."""
    return os.getppid() != parent


def _context() -> BaseContext:
    # Forking is quick, but only safe from a single thread.
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "forkserver")


def _begin(
    pipe: Connection, forked: bool, parent: int, work: Callable[..., None], arguments: Any
) -> None:
    _let_go(pipe.fileno(), forked)
    log.follow()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # With a fork server it is that which is our parent; it ends with the process it serves.
    work(pipe, parent if forked else os.getppid(), *arguments)


def _let_go(keep: int, forked: bool) -> None:
    """Keep nothing of the parent's open."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    if forked:
        logging.getLogger().handlers.clear()
        for handle in map(int, os.listdir("/proc/self/fd")):  # noqa: PTH208 - numbers
            if handle > 2 and handle != keep:
                with suppress(OSError):
                    os.close(handle)
