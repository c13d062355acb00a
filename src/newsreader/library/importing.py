"""Marks read back from what was exported: Markdown, HTML or JSON.

The files are somebody else's: what is in them is cleaned, and what is no mark of an article is
passed over. What an article has already stays; only what it lacks is given to it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsreader.errors import StorageError
from newsreader.library import fields, listing
from newsreader.library.database import why
from newsreader.library.events import Change
from newsreader.library.exporting import exportable
from newsreader.library.pages import MARKS_LINE
from newsreader.reading.clean import clean_line

_LARGEST = 512 * 1024 * 1024
_ID = re.compile(r"[0-9a-f]{16}")
_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_LINE = re.compile(rf"^{MARKS_LINE}(\{{.*\}})[ \t]*$", re.MULTILINE)
_SCRIPT = re.compile(r'<script type="application/json" id="newsreader">(.*?)</script>', re.DOTALL)


def exported_marks(path: Path) -> list[Change]:
    """The marks in what was exported to a file or folder.

    Raises:
        StorageError: It cannot be read.
    """
    try:
        path.stat()
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        changes: dict[tuple[str, str], str] = {}
        for file in files:
            if file.suffix in (".md", ".html", ".json") and file.is_file():
                changes.update(_marks_in(file))
    except OSError as error:
        raise StorageError(f"{path}: cannot be read: {why(error)}") from error
    return [(*key, value) for key, value in changes.items()]


def lacking(database: sqlite3.Connection, changes: list[Change]) -> list[Change]:
    """Those of the marks that the articles do not have in any form."""
    there = listing.marks_of(database, list({article for article, _, _ in changes}))
    return [change for change in changes if change[1] not in there.get(change[0], {})]


def _marks_in(file: Path) -> Iterator[tuple[tuple[str, str], str]]:
    if file.stat().st_size > _LARGEST:
        return
    text = file.read_bytes().decode("utf-8", "replace")
    for one in _written(file.suffix, text):
        id_, marks = one.get("id", one.get("newsreader")), one.get("marks")
        if not (isinstance(id_, str) and _ID.fullmatch(id_) and isinstance(marks, dict)):
            continue
        for field, value in marks.items():
            field = clean_line(field)
            if exportable(field) and isinstance(value, str):
                kept = fields.cleaned(field, value)
                if kept is not None:
                    yield (id_, field), kept


def _written(suffix: str, text: str) -> Iterator[dict[str, Any]]:
    """The objects with marks in a file."""
    if suffix == ".md":
        found = _FRONT_MATTER.match(text)
        found = _LINE.search(found[0]) if found else None
    elif suffix == ".html":
        found = _SCRIPT.search(text)
    else:
        found = re.match(r"(?s)(.*)", text)
    if found is None:
        return
    try:
        value = json.loads(found[1])
    except (ValueError, RecursionError):
        return
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
