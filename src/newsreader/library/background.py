"""A sync in a process of its own, so that the app never feels it.

The child prints one JSON message a line: how far it is, at last the result, or what went wrong. It
is ended when nobody listens any more, and ends by itself when its parent is gone, however that came
to pass; a sync can be killed at any moment.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from types import FrameType

import msgspec

from newsreader import log
from newsreader.config import Places
from newsreader.errors import NewsreaderError, StorageError
from newsreader.library import Library, Progress, SyncResult

_LOOK_FOR_PARENT_EVERY = 0.5
_NICE = 10
"""Keys are answered first, but other work on the machine does not stop a sync."""
_LONGEST_LINE = 64 * 1024 * 1024
_TRIES = 3
"""Linux was seen to refuse a process ("bad address") once in a hundred starts, and not again."""

_log = logging.getLogger(__name__)


class _Broken(msgspec.Struct, frozen=True, tag="broken"):
    """The child had to give up, and why."""

    sentence: str


_messages = msgspec.json.Decoder(Progress | SyncResult | _Broken)


async def sync_in_background(library: Library) -> AsyncGenerator[Progress | SyncResult, None]:
    """Bring a library up to date in another process.

    Yields how far it is, and at last the result. Leaving the iteration ends the process.

    Raises:
        StorageError: It could not be done; says why.
    """
    child = await _started(library)
    assert child.stdout is not None
    done = False
    try:
        async for line in child.stdout:
            message = _messages.decode(line)
            if isinstance(message, _Broken):
                raise StorageError(message.sentence)
            done = isinstance(message, SyncResult)
            yield message
    finally:
        if not done and child.returncode is None:
            child.terminate()
        # Also reads to the end, so that nothing of the process is left open.
        await child.communicate()
    if not done:
        raise StorageError(
            "The library could not be brought up to date: the process that does it ended early "
            f"(status {child.returncode})."
        )


async def _started(library: Library) -> asyncio.subprocess.Process:
    places = library.places
    command = [
        sys.executable, "-m", "newsreader.library.background", str(os.getpid()),
        *(os.fspath(path) for path in (places.config, places.data, places.cache, *library.roots)),
    ]  # fmt: skip
    for failed in range(_TRIES):
        try:
            return await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST_LINE,
            )
        except OSError as error:
            why = error.strerror or str(error)
            _log.warning("no process to be had, %s times: %s", failed + 1, why)
    raise StorageError(f"The library could not be brought up to date: no process to be had: {why}")


def _main(arguments: list[str]) -> int:
    """The child: ``PARENT CONFIG DATA CACHE ROOT…``."""
    _end_with(int(arguments[0]))
    os.nice(_NICE)
    log.follow()
    config, data, cache, *roots = map(Path, arguments[1:])
    try:
        with Library.open(roots, Places(config, data, cache)) as library:
            _say(library.sync(_say))
    except NewsreaderError as error:
        _say(_Broken(str(error)))
        return 1
    except Exception as error:  # the border of the process: its parent has to hear of it
        _log.exception("sync failed")
        sentence = f"The library could not be brought up to date: {type(error).__name__}: {error}"
        _say(_Broken(sentence))
        return 1
    return 0


def _end_with(parent: int) -> None:
    """See to it that this process ends when its parent does, even if that was killed."""

    def look(_number: int, _frame: FrameType | None) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_FOR_PARENT_EVERY, _LOOK_FOR_PARENT_EVERY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _say(message: Progress | SyncResult | _Broken) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
