"""Writing what was read into the catalogue: the one writer's side of it.

An article keeps its row, and so its number, as long as any file holds it. Where several files hold
it, the first by path is the one whose text is shown, so that it does not depend on which was read
first. An article that no file holds any more stays until :meth:`Cataloguer.drop_departed`, at the
end of a sync: then a moved file has turned up again and its article is still the same row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from newsreader.article import Article, Precision, PublishedFrom
from newsreader.library.bodies import decode, encode
from newsreader.library.dates import period
from newsreader.library.learnt import READ_AGAIN, forget_lines, put_lines
from newsreader.library.walk import FoundFile, feed_source
from newsreader.reading.learning import Fingerprints


class SeenFile(msgspec.Struct, frozen=True):
    """A file as the catalogue knows it. ``folder`` is the key of the source its place gives it."""

    number: int
    size: int
    mtime: int
    folder: str

    def is_still(self, file: FoundFile) -> bool:
        """Whether the file has not changed since."""
        return (self.size, self.mtime, self.folder) == (file.size, file.mtime, file.source.key)


class _PutSource(NamedTuple):
    """A source as it was written last."""

    number: int
    name: str
    error: str | None


class Cataloguer:
    """Writes to the catalogue through one connection; the caller begins and ends transactions.

    Attributes:
        added: Articles that were new.
        updated: Articles whose content changed, or whose file was edited into another article.
        removed: Articles that no file holds any more.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.added = 0
        self.updated = 0
        self.removed = 0
        self._sources: dict[str, _PutSource] = {}

    def files(self) -> dict[bytes, SeenFile]:
        """All files seen, by path."""
        return {
            row[0]: SeenFile(*row[1:])
            for row in self._database.execute("SELECT path, number, size, mtime, folder FROM files")
        }

    def put(
        self,
        file: FoundFile,
        articles: Sequence[Article],
        lines: Mapping[str, Fingerprints] = {},
    ) -> None:
        """Record a file that was read, with the articles in it: none if it was skipped.

        Args:
            file: The file.
            articles: What is in it.
            lines: Of these articles, by id, to learn from; of none where nothing new is to be
                learnt.
        """
        number = self._put_file(file, skipped=not articles)
        before = self._held_by(number)
        held = set()
        created = False
        sources: dict[str | None, _PutSource] = {}
        # Of entries with one guid the first counts, which is the newest.
        different: dict[str, Article] = {}
        for article in articles:
            different.setdefault(article.id, article)
        for position, article in enumerate(different.values()):
            if article.feed not in sources:
                sources[article.feed] = self._put_source(file, article)
            source = sources[article.feed]
            article_number, is_new = self._put_article(file, number, source, position, article)
            if article.id in lines:
                put_lines(self._database, source.number, article_number, lines[article.id])
            created = created or is_new
            held.add(article_number)
        gone = before - held
        self._withdraw(number, gone)
        if len(before) == len(gone) == 1 and len(held) == 1 and created:
            # One article was edited; that the old one goes will be counted when it does.
            self.added -= 1
            self.updated += 1
            self.removed -= not self._is_held(*gone)

    def remove(self, files: Iterable[int]) -> None:
        """Forget files that are gone."""
        for file in files:
            self._withdraw(file, self._held_by(file))
            self._database.execute("DELETE FROM files WHERE number = ?", (file,))

    def drop_departed(self) -> None:
        """Delete articles and sources that are in no file any more."""
        departed = self._database.execute(
            "SELECT number, id FROM articles WHERE NOT EXISTS"
            " (SELECT 1 FROM appearances WHERE article = articles.number)"
        ).fetchall()
        forget_lines(self._database, [number for number, _ in departed])
        numbers = [(number,) for number, _ in departed]
        self._database.executemany(
            "INSERT OR IGNORE INTO departed VALUES (?)", [(id_,) for _, id_ in departed]
        )
        for table, column in (
            ("articles", "number"),
            ("bodies", "article"),
            ("unindexed", "article"),
        ):
            self._database.executemany(f"DELETE FROM {table} WHERE {column} = ?", numbers)
        self._database.execute(
            "DELETE FROM sources WHERE NOT EXISTS"
            " (SELECT 1 FROM appearances WHERE source = sources.number)"
        )
        self._sources.clear()
        self.removed += len(departed)

    def successions(self) -> list[tuple[bytes, str, str]]:
        """Where an article that is marked and gone was, another is: path, old id, new id."""
        return self._database.execute(
            f"""
            SELECT paths.path, paths.article, articles.id
            FROM marks.paths
            JOIN files ON files.path = paths.path
            JOIN appearances ON appearances.file = files.number
            JOIN articles ON articles.number = appearances.article
            WHERE articles.id != paths.article AND articles.error IS NULL AND {_ALONE}
            AND NOT EXISTS (SELECT 1 FROM articles AS old WHERE old.id = paths.article)
            """
        ).fetchall()

    def marked_paths(self) -> list[tuple[bytes, str]]:
        """Where marked articles are, as far as the marks do not know it: path, id."""
        return self._database.execute(
            f"""
            SELECT files.path, articles.id
            FROM (SELECT DISTINCT article FROM marks.marks) AS marked
            JOIN articles ON articles.id = marked.article
            JOIN appearances ON appearances.article = articles.number
            JOIN files ON files.number = appearances.file
            LEFT JOIN marks.paths ON paths.path = files.path
            WHERE paths.article IS NOT articles.id AND articles.error IS NULL AND {_ALONE}
            """
        ).fetchall()

    def unindexed(self, limit: int) -> dict[int, tuple[int, int, Article]]:
        """Some articles the index lacks or has as they were, each with its number and ``sort_at``,
        by the number of the note that says so; the oldest notes first."""
        return {
            note: (number, sort_at, decode(content))
            for note, number, sort_at, content in self._database.execute(
                "SELECT unindexed.number, articles.number, sort_at, content FROM unindexed"
                " JOIN bodies USING (article) JOIN articles ON articles.number = article"
                " ORDER BY unindexed.number LIMIT ?",
                (limit,),
            )
        }

    def unindexed_count(self) -> int:
        """How many articles the index lacks."""
        return int(self._database.execute("SELECT count(*) FROM unindexed").fetchone()[0])

    def count(self) -> int:
        """How many articles there are."""
        return int(self._database.execute("SELECT count(*) FROM articles").fetchone()[0])

    def departed(self) -> list[str]:
        """The ids the index should forget."""
        return [row[0] for row in self._database.execute("SELECT id FROM departed")]

    def is_indexed(self, notes: Iterable[int], departed: Iterable[str]) -> None:
        """The index has the articles of these notes now, and has forgotten those ids. What has
        changed since has a new note."""
        self._database.executemany(
            "DELETE FROM unindexed WHERE number = ?", [(note,) for note in notes]
        )
        self._database.executemany(
            "DELETE FROM departed WHERE id = ?", [(id_,) for id_ in departed]
        )

    def index_everything(self) -> None:
        """The index is lost: all articles have to go into it again."""
        self._database.execute("DELETE FROM departed")
        self._database.execute(
            "INSERT OR IGNORE INTO unindexed (article)"
            " SELECT number FROM articles WHERE error IS NULL ORDER BY sort_at DESC"
        )

    def indexed_as(self, ids: set[str]) -> None:
        """The index turned out to hold these ids: note what it lacks, and what it should forget."""
        known = dict(self._database.execute("SELECT id, number FROM articles WHERE error IS NULL"))
        self._database.executemany(
            "INSERT OR IGNORE INTO unindexed (article) VALUES (?)",
            [(number,) for id_, number in known.items() if id_ not in ids],
        )
        self._database.executemany(
            "INSERT OR IGNORE INTO departed VALUES (?)", [(id_,) for id_ in ids - known.keys()]
        )

    def fact(self, name: str) -> str | None:
        """A single value kept by name."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def set_fact(self, name: str, value: str) -> None:
        """Keep a single value."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _put_file(self, file: FoundFile, *, skipped: bool) -> int:
        (number,) = self._database.execute(
            "INSERT INTO files (path, size, mtime, folder, skipped) VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT (path) DO UPDATE SET size = ?2, mtime = ?3, folder = ?4, skipped = ?5"
            " RETURNING number",
            (file.path, file.size, file.mtime, file.source.key, skipped),
        ).fetchone()
        return int(number)

    def _put_source(self, file: FoundFile, article: Article) -> _PutSource:
        source, error = file.source, None
        if article.feed is not None:
            source, error = feed_source(file.path, article.feed), article.error
        known = self._sources.get(source.key)
        if known is None or (known.name, known.error) != (source.name, error):
            (number,) = self._database.execute(
                "INSERT INTO sources (key, name, error) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (key) DO UPDATE SET name = ?2, error = ?3 RETURNING number",
                (source.key, source.name, error),
            ).fetchone()
            known = self._sources[source.key] = _PutSource(int(number), source.name, error)
        return known

    def _put_article(
        self, file: FoundFile, number: int, source: _PutSource, position: int, article: Article
    ) -> tuple[int, bool]:
        """Write one article of a file; its number, and whether it is new."""
        known = self._database.execute(
            "SELECT articles.number, files.path FROM articles"
            " LEFT JOIN files ON files.number = articles.file WHERE id = ?",
            (article.id,),
        ).fetchone()
        if known is None:
            row = _columns(file, number, source, position, article)
            holes = ", ".join("?" * len(row))
            article_number = self._database.execute(
                f"INSERT INTO articles ({', '.join(row)}) VALUES ({holes})", tuple(row.values())
            ).lastrowid
            assert article_number is not None
            self._put_body(article_number, encode(article), article.error)
            self._database.execute("INSERT OR IGNORE INTO arrived VALUES (?)", (article.id,))
            self.added += 1
        else:
            article_number, shown = known
            if shown is None or file.path <= shown:
                self._update_article(article_number, file, number, source, position, article)
        self._database.execute(
            "INSERT OR REPLACE INTO appearances VALUES (?, ?, ?)",
            (article_number, number, source.number),
        )
        return article_number, known is None

    def _update_article(
        self,
        article_number: int,
        file: FoundFile,
        number: int,
        source: _PutSource,
        position: int,
        article: Article,
    ) -> None:
        row = _columns(file, number, source, position, article)
        settings = ", ".join(f"{column} = ?" for column in row)
        (sort_at,) = self._database.execute(
            "SELECT sort_at FROM articles WHERE number = ?", (article_number,)
        ).fetchone()
        self._database.execute(
            f"UPDATE articles SET {settings} WHERE number = ?", (*row.values(), article_number)
        )
        content = encode(article)
        before = self._database.execute(
            "SELECT content FROM bodies WHERE article = ?", (article_number,)
        ).fetchone()
        if before != (content,):
            self._put_body(article_number, content, article.error)
            self.updated += 1
        elif sort_at != row["sort_at"]:
            self._to_be_indexed(article_number, article.error)

    def _put_body(self, article_number: int, content: bytes, error: str | None) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO bodies VALUES (?, ?)", (article_number, content)
        )
        self._to_be_indexed(article_number, error)

    def _to_be_indexed(self, article_number: int, error: str | None) -> None:
        if error is None:
            self._database.execute(
                "INSERT OR REPLACE INTO unindexed (article) VALUES (?)", (article_number,)
            )

    def _held_by(self, file: int) -> set[int]:
        return {
            row[0]
            for row in self._database.execute(
                "SELECT article FROM appearances WHERE file = ?", (file,)
            )
        }

    def _is_held(self, article: int) -> bool:
        row = self._database.execute(
            "SELECT 1 FROM appearances WHERE article = ? LIMIT 1", (article,)
        ).fetchone()
        return row is not None

    def _withdraw(self, file: int, articles: Iterable[int]) -> None:
        """These articles are not in that file any more. One that was shown from it is read again
        from the first of the files that still hold it."""
        for article in articles:
            self._database.execute(
                "DELETE FROM appearances WHERE article = ? AND file = ?", (article, file)
            )
            (shown,) = self._database.execute(
                "SELECT file FROM articles WHERE number = ?", (article,)
            ).fetchone()
            other = self._database.execute(
                "SELECT files.number, appearances.source FROM appearances"
                " JOIN files ON files.number = appearances.file"
                " WHERE article = ? ORDER BY files.path LIMIT 1",
                (article,),
            ).fetchone()
            if shown == file and other is not None:
                self._database.execute(
                    "UPDATE articles SET file = ?, source = ? WHERE number = ?", (*other, article)
                )
                self._database.execute(
                    "UPDATE files SET mtime = ? WHERE number = ?", (READ_AGAIN, other[0])
                )


# Where one file holds one article, that file's path can stand for the article.
_ALONE = (
    "NOT EXISTS (SELECT 1 FROM appearances AS others WHERE others.file = files.number"
    " AND others.article != articles.number)"
)


def outlet_of(article: Article, source_name: str) -> str:
    """Who published an article: what it says itself, else the name of its source."""
    return article.outlet or article.feed or source_name


def _columns(
    file: FoundFile, number: int, source: _PutSource, position: int, article: Article
) -> dict[str, object]:
    begin, end = period(article.published, article.published_precision)
    if begin is None:
        begin = file.mtime // 1_000_000_000
    undated = article.published_from in (None, PublishedFrom.FILE)
    if undated or article.published_precision is not Precision.MINUTE:
        # What one file does not put in order by time keeps the file's order (undated entries, the
        # chapters of an EPUB): each is a second older than the one above.
        begin -= position
    if undated:
        end = begin + 1
    return {
        "id": article.id,
        "file": number,
        "source": source.number,
        "title": article.title,
        "outlet": outlet_of(article, source.name),
        "byline": article.byline,
        "agency": article.agency,
        "place": article.place,
        "language": article.language,
        "published": article.published,
        "precision": article.published_precision,
        "published_from": article.published_from,
        "sort_at": begin,
        "sort_until": end,
        "words": article.words,
        "folded": "".join(sorted({f" {section.kind} " for section in article.sections})),
        "error": article.error,
    }
