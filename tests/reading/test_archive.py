"""An archive is read within bounds, whatever it says about itself."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from newsreader.errors import ReadingError
from newsreader.reading.archive import Archive
from newsreader.reading.opened import Opened


def archive(members: list[tuple[str, bytes]]) -> Archive:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return Archive(Opened(Path("a.zip"), packed.getvalue(), 0.0, "a.zip"))


def test_members_are_read_by_name() -> None:
    read = archive([("a/b.txt", b"The ferry is back.")])
    assert read.read("a/b.txt") == b"The ferry is back."
    assert read.read("../a/b.txt") is None


def test_no_member_may_be_large() -> None:
    with pytest.raises(ReadingError, match="unpacks to more"):
        archive([("a", bytes(9_000_000))]).read("a")


def test_all_together_may_not_be_large() -> None:
    varied = bytes(range(256)) * 24_000
    read = archive([(str(number), varied) for number in range(7)])
    with pytest.raises(ReadingError, match="unpacks to more"):
        for number in range(7):
            read.read(str(number))


def test_there_may_not_be_too_many() -> None:
    with pytest.raises(ReadingError, match="too many files"):
        archive([(str(number), b"") for number in range(20_001)])
