"""Articles with marks, notes and passages, written out: as a folder of Markdown, or as one file.

What is exported can be imported elsewhere: marks belong to ids, and ids are made from the articles
themselves. Nothing that is not an export of ours is ever written over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from newsreader.errors import StorageError
from newsreader.library import fields, listing
from newsreader.library.answers.articles import Entry
from newsreader.library.answers.deeds import Orphan
from newsreader.library.bodies import decode
from newsreader.library.database import json_list, why
from newsreader.library.pages import (
    MARKS_LINE,
    SUFFIXES,
    Page,
    as_html,
    as_markdown,
    as_page,
    format_of,
)

ExportFormat = Literal["markdown", "html", "json"]

KEPT_QUERY = "is:starred OR is:later OR has:tag OR has:note OR has:passage"
"""What is exported where nothing else is asked for."""
_SIGNS = (f"\n{MARKS_LINE}{{".encode(), b' id="newsreader">', b'"newsreader": "')
"""What only exports of ours have in them: Markdown, HTML, JSON."""


def exportable(field: str) -> bool:
    """Whether a mark goes with an article to another place."""
    return field in fields.FLAGS or fields.keeps(field)


def page_of(entry: Entry) -> Page:
    """The page of an article as the app knows it."""
    flags = {flag: fields.SET for flag in fields.FLAGS if getattr(entry, flag)}
    tags = {fields.tag_field(tag): tag for tag in entry.tags}
    note = {fields.NOTE: entry.note} if entry.note else {}
    passages = {
        f"{fields.PASSAGE}{passage.key}": msgspec.json.encode(passage).decode()
        for passage in entry.passages
    }
    return Page(
        id=entry.article.id,
        title=entry.article.title,
        outlet=entry.outlet,
        article=entry.article,
        marks={**flags, **tags, **note, **passages},
    )


def pages_of(database: sqlite3.Connection, numbers: Sequence[int]) -> list[Page]:
    """The pages of articles, in the order of their numbers."""
    known = {
        row[0]: row[1:]
        for row in database.execute(
            "SELECT number, id, title, outlet, content FROM articles"
            " JOIN bodies ON bodies.article = number"
            " WHERE number IN (SELECT value FROM json_each(?))",
            (json_list(numbers),),
        )
    }
    marks = listing.marks_of(database, [row[0] for row in known.values()])
    return [
        Page(id=id_, title=title, outlet=outlet, article=decode(content), marks=_kept(marks, id_))
        for id_, title, outlet, content in (known[n] for n in numbers if n in known)
    ]


def pages_of_gone(database: sqlite3.Connection, gone: Collection[Orphan]) -> list[Page]:
    """Pages of articles that were kept and are not in the library: what is known of them."""
    marks = listing.marks_of(database, [orphan.id for orphan in gone])
    return [
        Page(
            id=one.id, title=one.title or "(its headline is not known)", marks=_kept(marks, one.id)
        )
        for one in gone
    ]


def as_json(pages: Iterable[Page]) -> str:
    """Pages as a list of objects, each with id, facts, body in Markdown and marks."""
    return json.dumps([_fields(page) for page in pages], ensure_ascii=False, indent=1) + "\n"


def write_folder(pages: Iterable[Page], folder: Path) -> int:
    """Write a file of Markdown for each page; how many.

    Raises:
        StorageError: The folder cannot be written, or a file that is not ours is in the way.
    """
    count = 0
    for count, page in enumerate(pages, 1):  # noqa: B007 - how many there were
        _write(folder / page.name("markdown"), as_markdown(page))
    return count


def write_file(pages: Sequence[Page], file: Path, format: ExportFormat) -> int:
    """Write all pages into one file; how many.

    Raises:
        StorageError: It cannot be written, or is there and not ours.
    """
    _write(file, as_json(pages) if format == "json" else as_html(list(pages)))
    return len(pages)


def save(entry: Entry, file: Path) -> None:
    """Save one article as what the name of the file says, over what is there.

    Raises:
        StorageError: The name ends in none of the suffixes of pages, or it cannot be written.
    """
    format_ = format_of(file)
    if format_ is None:
        suffixes = ", ".join(SUFFIXES.values())
        raise StorageError(f"{file.name}: the name of the file has to end in one of {suffixes}")
    _put(file, as_page(page_of(entry), format_))


def _write(file: Path, text: str) -> None:
    if file.exists() and not _is_ours(file):
        raise StorageError(f"{file}: is there already, and is no export of newsreader")
    _put(file, text)


def _put(file: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f".{file.name}.new")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(file)
    except OSError as error:
        raise StorageError(f"{file}: cannot be written: {why(error)}") from error


def _is_ours(file: Path) -> bool:
    data = _bytes(file)
    return any(sign in data for sign in _SIGNS)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise StorageError(f"{file}: cannot be read: {why(error)}") from error


def _kept(marks: dict[str, dict[str, str]], id: str) -> dict[str, str]:
    return {field: value for field, value in sorted(marks.get(id, {}).items()) if exportable(field)}


def _fields(page: Page) -> dict[str, Any]:
    article = page.article
    return {
        "newsreader": page.id,
        "title": page.title,
        "outlet": page.outlet,
        "byline": article.byline if article else None,
        "agency": article.agency if article else None,
        "place": article.place if article else None,
        "published": article.published if article else None,
        "url": page.url or None,
        "text": article.text() if article else None,
        "tags": page.tags,
        "note": page.note or None,
        "passages": page.passages,
        "marks": dict(page.marks),
    }
