"""ripgrep over the files, which is what people have who have no index: it names the files a text
stands in, unranked and unstemmed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.corpus import Item
from bench.questions import Question


class Ripgrep:
    """An engine whose index is the library itself."""

    name = "ripgrep"

    def __init__(self, library: Path) -> None:
        self._library = library

    @staticmethod
    def is_there() -> bool:
        """Whether it is installed."""
        return shutil.which("rg") is not None

    def version(self) -> str:
        said = subprocess.run(["rg", "--version"], capture_output=True, text=True, check=True)
        return said.stdout.split()[1]

    def build(self, items: Iterable[Sequence[Item]], folder: Path) -> None:
        raise NotImplementedError("it has nothing to build")

    def open(self, folder: Path) -> None:
        """Nothing has to be opened."""

    def prepare(self, question: Question) -> list[str] | None:
        if question.kind not in ("all", "prefix", "phrase") or question.source or question.newest:
            return None
        if question.kind == "all" and len(question.words) > 1:
            return None
        text = " ".join(question.words)
        return ["rg", "--ignore-case", "--fixed-strings", "--files-with-matches", text,
                str(self._library)]  # fmt: skip

    def ask(self, prepared: list[str]) -> Sequence[bytes]:
        return subprocess.run(prepared, capture_output=True, check=False).stdout.splitlines()

    def close(self) -> None:
        """Nothing was opened."""
