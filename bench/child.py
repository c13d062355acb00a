"""Work done in a process of its own, and what it took: time, processor time, the most memory."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

import msgspec

_T = TypeVar("_T")


class Taken(msgspec.Struct, frozen=True):
    """What a piece of work took.

    Attributes:
        answer: What it returned.
        seconds: Of the wall clock.
        processor_seconds: Of all its threads.
        megabytes: The most memory it held resident, the interpreter's own included.
    """

    answer: Any
    seconds: float
    processor_seconds: float
    megabytes: float


def run(work: Callable[..., Any], *arguments: Any) -> Taken:
    """Do some work in a fresh interpreter; what went wrong there is raised here."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_do, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    try:
        answer = ours.recv()
    except EOFError as error:
        raise RuntimeError(f"{work.__qualname__}: the process died") from error
    finally:
        process.join()
    if isinstance(answer, Exception):
        raise answer
    taken: Taken = answer
    return taken


def _do(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        began, used = time.perf_counter(), time.process_time()
        answer = work(*arguments)
        taken = Taken(
            answer, time.perf_counter() - began, time.process_time() - used,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )  # fmt: skip
    except Exception as error:
        pipe.send(RuntimeError(f"{work.__qualname__}: {type(error).__name__}: {error}"))
        raise
    pipe.send(taken)


class Stopped(Generic[_T]):
    """An iterable that notes the processor time its own reading takes, to be left out of the count.

    Attributes:
        seconds: What reading has taken so far, in this thread.
    """

    def __init__(self, things: Iterable[_T]) -> None:
        self._things = iter(things)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[_T]:
        return self

    def __next__(self) -> _T:
        began = time.thread_time()
        try:
            return next(self._things)
        finally:
            self.seconds += time.thread_time() - began
