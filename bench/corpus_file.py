"""The corpus on disk, so that every measuring process has the same strings without making them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench.corpus import Item

BATCH = 1_000

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Item)


def write(items: Iterable[Item], path: Path) -> int:
    """Keep articles, one a line; how many bytes of headlines and bodies they are."""
    text = 0
    with path.open("wb") as lines:
        for item in items:
            lines.write(_encoder.encode(item) + b"\n")
            text += len(item.title.encode()) + len(item.body.encode())
    return text


def read(path: Path) -> Iterator[Item]:
    """The articles again."""
    with path.open("rb") as lines:
        for line in lines:
            yield _decoder.decode(line)


def batches(path: Path) -> Iterator[list[Item]]:
    """The articles again, so many at a time."""
    batch: list[Item] = []
    for item in read(path):
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
