"""Processes that read files, so that no file can harm or hold up the library.

Each reader process takes a few files ahead and sends back what is in them, one message a file. A
file that takes longer than the deadline costs its process the life, and so does one that crashes
it; that file becomes an article with an error. What a process may use of the address space is
limited where the system can do that.

A busy machine is no fault of a file: what counts is the time a process was running, and a third of
the time that has passed, for files that can only be waited for.

No file waits for such a one: a process that has been at a file for longer than we have patience
gives up those it took ahead, and another is started beside it. When it has done its file after all,
it is ended, for it does not know that the others are no longer its own.

No process outlives us: between files each looks whether its parent is still there, and during a
file an alarm is set that ends it for good.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

import msgspec

from newsreader.article import Article, TitleFrom
from newsreader.errors import NotAnArticle
from newsreader.library.processes import Process, is_orphan
from newsreader.reading.clean import display_name
from newsreader.reading.identity import from_path
from newsreader.reading.learning import Fingerprints, Learnt, fingerprints_of, unpack_learnt
from newsreader.reading.sniff import has_feed_suffix

DEADLINE = 10.0
"""Seconds a file may take. The largest of 195 saved web pages takes two."""

PATIENCE = 1.5
"""Seconds until the other files no longer wait for one."""

_AHEAD = 16
_WAITING = 3
_MOST_SLOW = 4
_ADDRESS_SPACE = 2 * 1024**3
_TICK = 0.1
_GRACE = 10
_GIVES_WAY = 5
"""Reading is what can be shared among processors; index and stories are not to wait for it."""

_log = logging.getLogger(__name__)

ReadFile = Callable[..., list[Article]]
"""Given a path and, where its source has taught something, ``learnt``."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of a file.

    Attributes:
        path: The file.
        articles: What is in it; empty if it is no article.
        gone: It was no longer there.
        lines: The fingerprints of the articles' lines, by id; not of a feed's entries.
    """

    path: bytes
    articles: list[Article] = []
    gone: bool = False
    lines: dict[str, Fingerprints] = {}


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Outcome)
_task = msgspec.msgpack.Decoder(tuple[bytes, bytes])


def _nothing_learnt(_: bytes) -> bytes:
    return b""


class Readers:
    """A few reader processes, started as they are needed. Use it as a context manager."""

    def __init__(
        self,
        read: ReadFile | None = None,
        *,
        processes: int | None = None,
        deadline: float = DEADLINE,
        patience: float = PATIENCE,
    ) -> None:
        """Prepare the readers.

        Args:
            read: Reads one file; ``reading.read_file`` if not given.
            processes: How many at most; as many as there are processors, up to four, if not given.
            deadline: Seconds a file may take.
            patience: Seconds after which the other files no longer wait for one.
        """
        self._read = read
        self._most = processes or min(4, os.cpu_count() or 1)
        self._deadline = deadline
        self._patience = patience
        self._readers: list[_Reader] = []

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for reader in self._readers:
            reader.end()
        self._readers.clear()

    def read(
        self, paths: Iterable[bytes], learnt: Callable[[bytes], bytes] = _nothing_learnt
    ) -> Iterator[Outcome | None]:
        """Read files. Yields what became of each, as they are done; None when nothing was done for
        a moment, so that the caller can do something else.

        Args:
            paths: The files.
            learnt: What is known of the furniture of a file's source, packed.
        """
        waiting = deque(paths)
        while waiting or any(reader.taken for reader in self._readers):
            self._hand_out(waiting, learnt)
            ready = wait([reader.pipe for reader in self._readers if reader.taken], _TICK)
            # Whoever takes what we yield may be at it for long, which is no fault of the readers.
            now = time.monotonic()
            if not ready:
                yield None
            for reader in list(self._readers):
                if reader.pipe in ready:
                    outcome = reader.receive()
                    yield outcome or self._lost(reader, waiting, "the reader crashed on it")
                    if outcome and reader.slow:
                        self._put_away(reader)
                elif reader.seconds(now) > self._deadline:
                    why = f"reading took longer than {self._deadline:g} s"
                    yield self._lost(reader, waiting, why)
                elif reader.seconds(now) > self._patience and not reader.slow:
                    waiting.extendleft(reversed(reader.give_up_others()))

    def _hand_out(self, waiting: deque[bytes], learnt: Callable[[bytes], bytes]) -> None:
        """Give every reader files to go on with; a new one is begun while all are busy."""
        quick = [reader for reader in self._readers if not reader.slow]
        for reader in quick:
            # One file each while there are few, so that the slow ones do not end up in one queue.
            ahead = max(1, min(_AHEAD, len(waiting) // (4 * self._most)))
            while waiting and len(reader.taken) < ahead:
                path = waiting.popleft()
                reader.take(path, learnt(path))
        slow = len(self._readers) - len(quick)
        if waiting and len(quick) + max(0, slow - _MOST_SLOW) < self._most:
            self._readers.append(_Reader(self._read, self._deadline))
            self._hand_out(waiting, learnt)

    def _lost(self, reader: _Reader, waiting: deque[bytes], why: str) -> Outcome:
        """Put away a reader that is of no more use; what became of the file it was at."""
        self._put_away(reader)
        path, *others = reader.taken
        _log.warning("%s: %s", display_name(Path(os.fsdecode(path))), why)
        waiting.extendleft(reversed(others))
        return Outcome(path, [unreadable(path, why)])

    def _put_away(self, reader: _Reader) -> None:
        reader.end()
        self._readers.remove(reader)


class _Reader:
    """One process, and the files it has taken.

    Attributes:
        slow: It is at a file that the others no longer wait for.
    """

    def __init__(self, read: ReadFile | None, deadline: float) -> None:
        self._process = Process("reader", _work, read, deadline)
        self.pipe = self._process.pipe
        self.taken: deque[bytes] = deque()
        self.slow = False
        self._since = 0.0
        self._used = 0.0

    def take(self, path: bytes, learnt: bytes) -> None:
        if not self.taken:
            self._begin()
        self.taken.append(path)
        # A reader that died just now shows when we listen to it.
        with suppress(OSError):
            self.pipe.send_bytes(_encoder.encode((path, learnt)))

    def receive(self) -> Outcome | None:
        """What became of the next file, or None if the process is dead."""
        try:
            outcome = _decoder.decode(self.pipe.recv_bytes())
        except (EOFError, OSError, msgspec.DecodeError):
            return None
        self.taken.popleft()
        self._begin()
        return outcome

    def _begin(self) -> None:
        self._since = time.monotonic()
        self._used = self._process.processor_seconds() or 0.0

    def seconds(self, now: float) -> float:
        """How long it had been at its file at that moment: running, or a third of it waiting."""
        if not self.taken:
            return 0.0
        passed = now - self._since
        used = self._process.processor_seconds()
        return passed if used is None else max(used - self._used, passed / _WAITING)

    def give_up_others(self) -> list[bytes]:
        """The files taken ahead, which are no longer its own."""
        self.slow = True
        first, *others = self.taken
        self.taken = deque([first])
        return others

    def end(self) -> None:
        self._process.end()


def unreadable(path: bytes, why: str) -> Article:
    """The row of a file that could not be read."""
    file = Path(os.fsdecode(path))
    name = display_name(file)
    return Article(
        id=from_path(file),
        title=name,
        title_from=TitleFrom.NAME,
        feed=name if has_feed_suffix(file) else None,
        error=why,
    )


def _work(pipe: Connection, parent: int, read: ReadFile | None, deadline: float) -> None:
    """What a reader process does until its parent is gone."""
    if read is None:
        from newsreader.reading import read_file

        read = read_file
    os.nice(_GIVES_WAY)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, resource.RLIM_INFINITY))
    with suppress(EOFError, OSError):
        while True:
            while not pipe.poll(1.0):
                if is_orphan(parent):
                    return
            path, learnt = _task.decode(pipe.recv_bytes())
            # The alarm has to end us even inside a library's loop.
            signal.alarm(int(deadline) + _GRACE)
            outcome = _outcome(path, read, unpack_learnt(learnt))
            signal.alarm(0)
            pipe.send_bytes(_encoder.encode(outcome))


def _outcome(path: bytes, read: ReadFile, learnt: Learnt) -> Outcome:
    file = Path(os.fsdecode(path))
    try:
        articles = read(file, learnt=learnt) if learnt else read(file)
    except NotAnArticle:
        articles = []
    except MemoryError:
        articles = [unreadable(path, "reading took too much memory")]
    except Exception as error:  # the border of a file's reader: a bad file is a bad row
        _log.warning("%s: the reader failed", display_name(file), exc_info=True)
        articles = [unreadable(path, f"the reader failed on it ({type(error).__name__})")]
    gone = any(article.error for article in articles) and not file.exists()
    lines = {
        article.id: fingerprints_of(article)
        for article in articles
        if article.feed is None and article.error is None
    }
    return Outcome(path, [] if gone else articles, gone, lines)
