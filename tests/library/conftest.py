"""A folder of news, and the library on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsreader.config import Places
from newsreader.library import Library


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """An empty folder to put files in."""
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


@pytest.fixture
def open_library(news: Path, user_places: Places) -> Iterator[Callable[..., Library]]:
    """Opens a library on the folder, or on other roots; closed when the test is done."""
    opened: list[Library] = []

    def open_one(*roots: Path, places: Places = user_places) -> Library:
        opened.append(Library.open(roots or (news,), places))
        return opened[-1]

    yield open_one
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[..., Library]) -> Library:
    """The library on the folder, not yet synced."""
    return open_library()
