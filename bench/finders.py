"""What finds articles: ours and its peers, each given the same texts and asked the same words."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from newsreader.config import Places
from newsreader.library import Library

Texts = Sequence[tuple[str, str, str]]
"""Headline, body and day (ISO) of every article; its place is its number."""


class Finder(Protocol):
    """Something that can be searched."""

    def find(self, words: str, when: str, day: str, limit: int) -> list[int]:
        """The numbers of the articles found, best first.

        Args:
            words: Words separated by spaces.
            when: A term of our query language that says when, or "".
            day: The beginning of an ISO date that says the same, or "".
            limit: The most numbers to return.
        """

    def close(self) -> None:
        """Let go of what is open."""


class _Ours:
    def __init__(self, texts: Texts, folder: Path) -> None:
        news = folder / "news"
        for number, (title, body, day) in enumerate(texts):
            file = news / f"{number % 100:02}" / f"{number}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            quoted = title.replace("\\", "\\\\").replace('"', '\\"')
            head = f'---\ntitle: "{quoted}"\ndate: {day}\nlanguage: en\n---\n\n'
            text = body.replace("&", "&amp;").replace("<", "&lt;")
            file.write_text(f"{head}{text}\n", encoding="utf-8")
        home = folder / "home"
        places = Places(config=home / "config", data=home / "data", cache=home / "cache")
        self._library = Library.open([news], places)
        self._library.sync()
        self._known: dict[int, int] = {}

    def find(self, words: str, when: str, day: str, limit: int) -> list[int]:  # noqa: ARG002
        found = self._library.search(f"{words} {when}".strip(), limit=limit)
        return [self._number(hit.number) for hit in found.hits]

    def _number(self, number: int) -> int:
        if number not in self._known:
            paths = self._library.entry(number).paths
            self._known[number] = int(paths[0].stem) if paths else -1
        return self._known[number]

    def close(self) -> None:
        self._library.close()


class _Fts5:
    def __init__(self, texts: Texts, weight: float) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE articles"
            " USING fts5(title, body, day, tokenize = 'porter unicode61')"
        )
        self._database.executemany(
            "INSERT INTO articles (rowid, title, body, day) VALUES (?, ?, ?, ?)",
            [(number, *text) for number, text in enumerate(texts)],
        )
        self._weight = weight

    def find(self, words: str, when: str, day: str, limit: int) -> list[int]:  # noqa: ARG002
        on = f' AND day : "{day.replace("-", " ")}"' if day else ""
        found: list[int] = []
        for joint in (" AND ", " OR "):
            every = joint.join(f'"{word}"' for word in words.split())
            rows = self._database.execute(
                "SELECT rowid FROM articles WHERE articles MATCH ?"
                " ORDER BY bm25(articles, ?, 1, 0) LIMIT ?",
                (f"{{title body}} : ({every}){on}", self._weight, limit),
            )
            found = [number for (number,) in rows]
            if found:
                break
        return found

    def close(self) -> None:
        self._database.close()


class _Tantivy:
    def __init__(self, texts: Texts, weight: float) -> None:
        import tantivy as engine

        builder = engine.SchemaBuilder()
        builder.add_integer_field("number", stored=True)
        builder.add_text_field("title", tokenizer_name="en_stem")
        builder.add_text_field("body", tokenizer_name="en_stem")
        builder.add_text_field("day")
        self._index = engine.Index(builder.build())
        writer = self._index.writer()
        for number, (title, body, day) in enumerate(texts):
            writer.add_document(engine.Document(number=number, title=title, body=body, day=day))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._weight = weight

    def find(self, words: str, when: str, day: str, limit: int) -> list[int]:  # noqa: ARG002
        for sign in ("+", ""):
            every = " ".join(f'{sign}"{word}"' for word in words.split())
            on = f' +day:"{day.replace("-", " ")}"' if day else ""
            query: Any = self._index.parse_query(
                f"+({every}){on}", ["title", "body"], field_boosts={"title": self._weight}
            )
            hits = self._searcher.search(query, limit).hits
            if hits:
                return [self._searcher.doc(place)["number"][0] for _, place in hits]
        return []

    def close(self) -> None:
        pass


def ours(texts: Texts, folder: Path) -> Finder:
    """This library, on files in a folder that is empty."""
    return _Ours(texts, folder)


def fts5(texts: Texts, weight: float) -> Finder:
    """SQLite's full-text search, the headline weighted so much against the body."""
    return _Fts5(texts, weight)


def tantivy(texts: Texts, weight: float) -> Finder:
    """tantivy, the headline weighted so much against the body."""
    return _Tantivy(texts, weight)
