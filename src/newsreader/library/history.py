"""The searches of before: one a line in a file beside the marks, newest last.

It is a convenience: a history that cannot be read is empty, one that cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from newsreader.reading.clean import clean_line

NAME = "searches.txt"
_KEPT = 500


def history(file: Path) -> list[str]:
    """The searches of before, newest first, each once."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return list(dict.fromkeys(line for line in map(clean_line, reversed(lines)) if line))


def remember(file: Path, query: str) -> None:
    """Put a search at the newest end."""
    query = clean_line(query).strip()
    if not query:
        return
    kept = [query, *(other for other in history(file) if other != query)][:_KEPT]
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        new.write_text("".join(f"{line}\n" for line in reversed(kept)), encoding="utf-8")
        new.replace(file)
