"""A sync in another process: heard, left, and never left behind."""

from __future__ import annotations

import asyncio
import errno
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from newsreader.errors import StorageError
from newsreader.library import Library, Progress, SyncResult
from newsreader.library.background import sync_in_background
from newsreader.library.database import locked
from tests.library.helpers import FERRY, feed, found, titles, write

OpenLibrary = Callable[..., Library]


def writer_lock(library: Library) -> Path:
    """The file a sync has to lock before it does anything."""
    (folder,) = (library.places.cache / "libraries").iterdir()
    return folder / "writer.lock"


def processes_of(library: Library) -> list[int]:
    """The background processes there are for a library."""
    cache = os.fsencode(library.places.cache)
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue
            arguments = command.split(b"\0")
            if {b"newsreader.library.background", cache} <= set(arguments):
                found.append(int(process.name))
    return found


async def test_a_sync_in_the_background_ends_with_its_result(library: Library, news: Path) -> None:
    write(news / "a.txt", FERRY)
    write(news / "b.xml", feed(("g1", "Bridge opens")))
    messages = [message async for message in sync_in_background(library)]
    assert all(isinstance(message, Progress) for message in messages[:-1])
    result = messages[-1]
    assert isinstance(result, SyncResult)
    assert (result.articles, result.added) == (2, 2)
    assert len(titles(library)) == 2
    assert found(library, "goat") == {"Harbour"}


async def test_names_that_are_no_text_are_handed_over(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    root = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    root.mkdir()
    write(root / "a.txt", FERRY)
    library = open_library(root)
    assert [message async for message in sync_in_background(library)]
    assert len(titles(library)) == 1


async def test_a_temporary_cache_is_shared_with_the_background(
    open_library: OpenLibrary, news: Path, tmp_path: Path
) -> None:
    write(news / "a.txt", FERRY)
    obstacle = write(tmp_path / "obstacle", "a file where the cache should be")
    places = open_library().places
    library = open_library(places=type(places)(places.config, places.data, obstacle / "cache"))
    assert library.warnings
    assert [message async for message in sync_in_background(library)]
    assert len(titles(library)) == 1


async def test_a_sync_that_cannot_be_done_says_why(library: Library, news: Path) -> None:
    news.rmdir()
    with pytest.raises(StorageError, match="no such file or folder"):
        async for _ in sync_in_background(library):
            pass


async def test_a_process_that_dies_is_told(library: Library) -> None:
    with locked(writer_lock(library)), pytest.raises(StorageError, match="ended early"):
        async for _ in sync_in_background(library):
            (process,) = processes_of(library)
            os.kill(process, signal.SIGKILL)


async def test_leaving_ends_the_process(library: Library) -> None:
    with locked(writer_lock(library)):
        async with aclosing(sync_in_background(library)) as messages:
            async for _ in messages:
                assert processes_of(library)
                break
        assert not processes_of(library)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux has pidfd_open")
def test_nothing_outlives_a_killed_app(library: Library) -> None:
    places = [str(library.places.config), str(library.places.data), str(library.places.cache)]
    program = f"""
import asyncio
from pathlib import Path
from typing import Any
from newsreader.config import Places
from newsreader.library import Library
from newsreader.library.background import sync_in_background

async def main():
    library = Library.open([Path({str(library.roots[0])!r})], Places(*map(Path, {places!r})))
    async for _ in sync_in_background(library):
        print("started", flush=True)

asyncio.run(main())
"""
    with locked(writer_lock(library)):
        app = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        assert app.stdout is not None
        assert app.stdout.readline() == b"started\n"
        (process,) = processes_of(library)
        handle = os.pidfd_open(process)
        app.kill()
        app.communicate()
        ended, _, _ = select.select([handle], [], [], 20)
        os.close(handle)
        assert ended


@pytest.mark.parametrize("refused", [1, 100])
async def test_a_process_that_is_refused_is_asked_for_again_and_then_told_of(
    library: Library, news: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    write(news / "a.txt", FERRY)
    start = asyncio.create_subprocess_exec
    refusals = iter(range(refused))

    async def started(*command: str, **how: Any) -> asyncio.subprocess.Process:
        if next(refusals, None) is not None:
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return await start(*command, **how)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", started)
    if refused == 1:
        messages = [message async for message in sync_in_background(library)]
        assert isinstance(messages[-1], SyncResult)
    else:
        with pytest.raises(StorageError, match="no process to be had: Resource temporarily"):
            _ = [message async for message in sync_in_background(library)]
