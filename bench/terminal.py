"""A program in a pseudo-terminal, timed by what it writes there.

The terminal answers the one question that matters: that it can paint a frame at once (mode 2026),
so that a frame in the output is what a person sees at one moment.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

_ROWS, _COLUMNS = 40, 140
_CAN_IT_SYNCHRONISE = b"\x1b[?2026$p"
_IT_CAN = b"\x1b[?2026;2$y"
_END_OF_FRAME = b"\x1b[?2026l"
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|.)"
)


class Silent(RuntimeError):
    """What was waited for was not painted in time."""


class Terminal:
    """A pseudo-terminal with a program in it. Use it as a context manager."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the program; the clock of :meth:`until` starts with it."""
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        given = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        # People's Python keeps what it has compiled.
        given.pop("PYTHONDONTWRITEBYTECODE", None)
        self.since = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=_own_the_terminal,
            env=given | dict(environment or {}),
        )  # fmt: skip
        os.close(theirs)
        self._output = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def press(self, keys: str) -> None:
        """Press keys; the clock starts anew and what was painted before is forgotten."""
        self._output = b""
        self.since = time.perf_counter()
        os.write(self._ours, keys.encode())

    def until(self, wanted: str, seconds: float = 60.0) -> float:
        """Wait for a text to be painted; the milliseconds since the program started or a key was
        pressed until the end of the frame it is in.

        Raises:
            Silent: It was not painted in so many seconds.
        """
        sought = wanted.encode()
        deadline = time.perf_counter() + seconds
        while True:
            found = self._frame_with(sought)
            if found:
                return (time.perf_counter() - self.since) * 1000
            if not self._read(deadline - time.perf_counter()):
                raise Silent(f"{wanted!r} was not painted: {_plain(self._output)[-600:]!r}")

    def quiet(self, seconds: float = 0.3, at_most: float = 10.0) -> None:
        """Wait until nothing has been painted for a while."""
        deadline = time.perf_counter() + at_most
        while time.perf_counter() < deadline and self._read(seconds):
            pass

    def megabytes(self) -> float:
        """The memory the program holds resident, without that of the processes it started."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def frames(self) -> list[str]:
        """What was painted since the last key, frame by frame, as text."""
        return [_plain(frame).decode("utf-8", "replace") for frame in self._split()]

    def _split(self) -> list[bytes]:
        return self._output.split(_END_OF_FRAME)

    def _frame_with(self, sought: bytes) -> bool:
        # A program that knows nothing of frames paints as it goes.
        whole = self._split()
        painted = whole[:-1] if len(whole) > 1 else whole
        return any(sought in _plain(frame) for frame in painted)

    def _read(self, seconds: float) -> bool:
        if seconds <= 0 or not select.select([self._ours], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._ours, 1 << 20)
        except OSError:
            return False
        if _CAN_IT_SYNCHRONISE in data:
            os.write(self._ours, _IT_CAN)
        self._output += data
        return bool(data)


def _own_the_terminal() -> None:
    """Have the terminal hang up on the program when it is closed, however we end."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _plain(output: bytes) -> bytes:
    """What was painted, without the escape sequences."""
    return _ESCAPES.sub(b"", output)
