"""The terminal may go without a signal: a window is closed, a connection cut, and the app runs on
in a terminal that does not control it. Textual then finds an end of input for ever and looks at it
without pause, and what is painted goes nowhere.

A thread that waits for nothing but the hang-up has the app quit, as the signal would; an app that
cannot, since it waits for the terminal to take what it paints, is ended. Marks are kept when they
are made, so none are lost either way.
"""

from __future__ import annotations

import os
import select
import signal
import threading
import time
from collections.abc import Callable

_PATIENCE = 5.0
"""Seconds an app has for quitting."""


def watch(handle: int, leave: Callable[[], object]) -> None:
    """Have the app quit once its terminal is gone.

    Args:
        handle: The terminal.
        leave: Has the app quit; called in another thread.
    """
    if not hasattr(select, "poll"):
        return
    waiting = select.poll()
    waiting.register(handle, 0)  # A hang-up is told without being asked for.

    def wait() -> None:
        # A system that cannot wait for terminals says at once that this is none to wait for.
        if not any(told & (select.POLLHUP | select.POLLERR) for _, told in waiting.poll()):
            return
        leave()
        time.sleep(_PATIENCE)
        os.kill(os.getpid(), signal.SIGHUP)

    threading.Thread(target=wait, name="hang-up", daemon=True).start()
