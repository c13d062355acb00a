"""What a run measures on: where everything lies, how many articles there are, who takes part."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench import corpus_file
from bench.corpus import Item
from newsreader import config
from newsreader.config import Places

_SAMPLE = 5_000


class Setting(msgspec.Struct, frozen=True):
    """One run.

    Attributes:
        folder: Where everything lies.
        articles: How many articles the corpus has.
        text_bytes: How long their headlines and bodies are.
        programs: The names of the programs that take part; None for all that are installed.
        seconds: How long a row may take a program; then what it has done has to do.
    """

    folder: Path
    articles: int
    text_bytes: int
    programs: tuple[str, ...] | None = None
    seconds: float = 10.0

    @property
    def corpus(self) -> Path:
        """The corpus as strings."""
        return self.folder / "corpus.jsonl"

    @property
    def library(self) -> Path:
        """The corpus as plain files."""
        return self.folder / "library"

    def places(self, home: str = "home") -> Places:
        """Where the program keeps what it knows of a library."""
        os.environ["NEWSREADER_HOME"] = os.fspath(self.folder / home)
        try:
            return config.places()
        finally:
            os.environ["NEWSREADER_HOME"] = os.fspath(self.home)

    @property
    def home(self) -> Path:
        """Where the program keeps what it knows of that library."""
        return self.folder / "home"

    def index_of(self, program: str) -> Path:
        """Where a program keeps its index."""
        return self.folder / "indexes" / program.replace(" ", "-")

    def takes_part(self, program: str) -> bool:
        """Whether a program is measured."""
        return self.programs is None or program in self.programs

    def sample(self) -> list[Item]:
        """The first articles of the corpus."""
        return [item for item, _ in zip(self.items(), range(_SAMPLE), strict=False)]

    def items(self) -> Iterator[Item]:
        """All articles of the corpus."""
        return corpus_file.read(self.corpus)

    def measured(self, work: str) -> str:
        """A row's name with how much it was measured on."""
        return work.replace("N", f"{self.articles:,}")


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
