"""No network: reading, indexing and searching a library opens no connection."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from newsreader.config import Places, samples
from newsreader.errors import NotAnArticle
from newsreader.library import Library
from newsreader.reading import read_file


def test_a_library_is_read_and_searched_without_a_connection(
    user_places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def refuse(_: object, address: object) -> None:
        tried.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **_: refuse(None, args))
    for path in sorted(samples().rglob("*")):
        if path.is_file():
            _read(path)
    with Library.open([samples()], user_places) as library:
        library.sync()
        assert library.search("ferry").total
    assert not tried


def _read(path: Path) -> None:
    try:
        read_file(path)
    except NotAnArticle:
        return
