"""The library as its callers see it: from files to lists, articles, searches and marks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.config import Places
from newsreader.errors import PathMissing, UnknownArticle
from newsreader.library import Library, Progress, Scope, View
from tests.library.helpers import (
    BAKERY,
    EVERYTHING,
    FERRY,
    ORCHARD,
    feed,
    found,
    id_of,
    ids,
    titles,
    write,
)

OpenLibrary = Callable[..., Library]


def test_a_missing_root_is_named(news: Path, user_places: Places) -> None:
    with pytest.raises(PathMissing, match="nowhere: no such file or folder"):
        Library.open([news, news / "nowhere"], user_places)


def test_opening_neither_looks_at_files_nor_loads_what_is_slow(
    news: Path,
) -> None:
    write(news / "a.txt", FERRY)
    program = """
import sys
from pathlib import Path
from newsreader.config import places
from newsreader.library import Library, Scope

library = Library.open([Path(sys.argv[1])], places())
assert library.list(Scope()) == []
library.close()
slow = {"whoosh", "textual", "lxml", "trafilatura", "feedparser", "multiprocessing", "asyncio"}
print(slow & sys.modules.keys())
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(news)], capture_output=True, text=True, check=False
    )
    assert (run.stdout.strip(), run.stderr) == ("set()", "")


def test_a_folder_becomes_sources_and_articles(library: Library, news: Path) -> None:
    write(news / "Gazette" / "2025" / "ferry.txt", FERRY)
    write(news / "Courier" / "bakery.txt", BAKERY)
    write(news / "orchard.txt", ORCHARD)
    write(news / "wire.xml", feed(("g1", "Bridge opens"), ("g2", "Bridge closes")))
    result = library.sync()
    assert (result.articles, result.added, result.sources, result.failed) == (5, 5, 4, [])
    assert [(row.name, row.articles, row.unread) for row in library.sources()] == [
        ("Courier", 1, 1),
        ("Gazette", 1, 1),
        ("news", 1, 1),
        ("The Lindenau Gazette", 2, 2),
    ]
    assert library.counts().all == 5


def test_equal_folder_names_under_two_roots_stay_two_sources(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    write(tmp_path / "one" / "Gazette" / "a.txt", FERRY)
    write(tmp_path / "two" / "Gazette" / "b.txt", BAKERY)
    library = open_library(tmp_path / "one", tmp_path / "two")
    library.sync()
    sources = library.sources()
    assert [source.name for source in sources] == ["Gazette", "Gazette"]
    for source in sources:
        assert len(library.list(Scope(View.ALL, source.key))) == 1


def test_lists_are_newest_first_by_date_else_by_the_files_date(
    library: Library, news: Path
) -> None:
    head = "---\ntitle: {}\ndate: {}\n---\n\nA few words on the matter.\n"
    write(news / "old.md", head.format("Old", "2019-05-01"))
    write(news / "new.md", head.format("New", "2025-05-01"))
    write(news / "undated.txt", ORCHARD, changed=1_600_000_000)  # September 2020
    library.sync()
    assert titles(library) == ["New", "Frost spares the orchards of Lindenau", "Old"]


def test_undated_entries_keep_the_order_of_their_feed(library: Library, news: Path) -> None:
    names = [f"Item {letter}" for letter in "qwertyuiop"]
    write(news / "feed.xml", feed(*((name, name) for name in names)))
    library.sync()
    assert titles(library) == names


def test_entries_of_one_day_keep_the_order_of_their_file(library: Library, news: Path) -> None:
    names = [f"Item {letter}" for letter in "qwertyuiop"]
    items = [
        {"id": name, "title": name, "content_text": f"{name}.", "date_published": "2026-11-01"}
        for name in names
    ]
    version = "https://jsonfeed.org/version/1.1"
    write(news / "feed.json", json.dumps({"version": version, "title": "Feed", "items": items}))
    library.sync()
    assert titles(library) == names


def test_a_list_keeps_what_it_is_told_to_keep(library: Library, news: Path) -> None:
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    first, second = library.list(EVERYTHING)
    library.mark(ids(library)[:1], "read", "1", "read")
    assert library.list(Scope()) == [second]
    assert library.list(Scope(), keep=[first]) == [first, second]


def test_rows_come_in_the_order_asked_for_without_what_is_gone(
    library: Library, news: Path
) -> None:
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    first, second = library.list(EVERYTHING)
    assert [row.number for row in library.rows([second, 999, first])] == [second, first]


def test_an_entry_has_the_article_and_where_it_lies(library: Library, news: Path) -> None:
    path = write(news / "Gazette" / "ferry.txt", FERRY)
    library.sync()
    entry = library.entry(library.list(EVERYTHING)[0])
    assert entry.article.title == "Harbour ferry returns after a winter on the slip"
    assert "a goat that nobody had invited" in entry.article.text().replace("\n", " ")
    assert (entry.source.name, entry.outlet, entry.paths) == ("Gazette", "Gazette", (path,))
    assert library.entry_by_id(entry.article.id[:6].upper()) == entry


@pytest.mark.parametrize("unknown", ["", "abc", "ffffffffffffffff", "zzzz", "%%%%"])
def test_an_unknown_id_is_said_to_be_unknown(library: Library, news: Path, unknown: str) -> None:
    write(news / "a.txt", FERRY)
    library.sync()
    with pytest.raises(UnknownArticle):
        library.entry_by_id(unknown)


def test_an_unknown_number_is_said_to_be_unknown(library: Library) -> None:
    with pytest.raises(UnknownArticle):
        library.entry(1)


def test_the_same_text_in_two_files_is_one_article_with_two_paths(
    library: Library, news: Path
) -> None:
    write(news / "One" / "a.txt", FERRY)
    write(news / "Two" / "b.txt", FERRY)
    library.sync()
    (number,) = library.list(EVERYTHING)
    assert library.entry(number).paths == (news / "One" / "a.txt", news / "Two" / "b.txt")
    assert [(source.name, source.articles) for source in library.sources()] == [
        ("One", 1),
        ("Two", 1),
    ]
    for source in library.sources():
        assert library.list(Scope(View.ALL, source.key)) == [number]


def test_one_bad_file_is_one_bad_row(library: Library, news: Path) -> None:
    write(news / "good.txt", FERRY)
    write(news / "empty.txt", "")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 40)
    write(news / "empty2.txt", "")
    result = library.sync()
    assert result.articles == 4
    assert [Path(failure.path).name for failure in result.failed] == [
        "binary.txt",
        "empty.txt",
        "empty2.txt",
    ]
    errors = {row.title: row.error for row in library.rows(library.list(EVERYTHING))}
    assert errors["Harbour ferry returns after a winter on the slip"] is None
    assert len([error for error in errors.values() if error]) == 3


def test_a_broken_feed_is_a_source_with_an_error(library: Library, news: Path) -> None:
    write(news / "broken.xml", "<rss><channel><title>Half")
    library.sync()
    (source,) = library.sources()
    assert source.error
    (row,) = library.rows(library.list(Scope(View.ALL, source.key)))
    assert row.error
    write(news / "broken.xml", feed(("g1", "Bridge opens")))
    library.sync()
    (source,) = library.sources()
    assert (source.name, source.error, source.articles) == ("The Lindenau Gazette", None, 1)


def test_what_is_no_article_is_skipped_and_counted(library: Library, news: Path) -> None:
    write(news / "good.txt", FERRY)
    write(news / ".hidden.txt", BAKERY)
    write(news / "page_files" / "advert.html", "<p>Buy</p>")
    (news / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert library.sync().skipped == 3
    assert titles(library) == ["Harbour ferry returns after a winter on the slip"]
    assert library.sync().skipped == 3


def test_files_are_never_touched(library: Library, news: Path) -> None:
    files = [write(news / "a.txt", FERRY), write(news / "feed.xml", feed(("g1", "Bridge opens")))]
    for file in files:
        os.utime(file, ns=(1_600_000_000_000_000_000, 1_600_000_000_123_456_789))
        file.chmod(0o444)
    before = [(file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_mode) for file in files]
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    library.search("ferry")
    library.undo()
    library.sync()
    after = [(file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_mode) for file in files]
    assert after == before
    assert sorted(news.iterdir()) == sorted(files)


def test_progress_is_reported_from_the_first_look_to_the_last_word(
    library: Library, news: Path
) -> None:
    for number in range(30):
        write(news / f"{number}.txt", f"Headline number {number}\n\n{FERRY}")
    heard: list[Progress] = []
    library.sync(heard.append)
    assert [progress.phase for progress in heard if progress.phase != "looking"]
    assert heard[0] == Progress("looking", 0, 0, 0)
    reading = [progress for progress in heard if progress.phase == "reading"]
    assert (reading[-1].done, reading[-1].total, reading[-1].articles) == (30, 30, 30)
    assert heard[-1] == Progress("indexing", 30, 30, 30)


def test_a_cancelled_sync_removes_nothing(library: Library, news: Path) -> None:
    for number in range(5):
        write(news / f"{number}.txt", f"Headline number {number}\n\n{FERRY}")
    library.sync()
    for number in range(5, 500):
        write(news / f"{number}.txt", f"Headline number {number}\n\n{FERRY}")
    library.sync(cancelled=lambda: True)
    assert len(library.list(EVERYTHING)) >= 5
    assert library.sync().articles == 500


def test_any_thread_may_ask(library: Library, news: Path) -> None:
    write(news / "a.txt", FERRY)
    library.sync()
    answers: list[object] = []

    def ask() -> None:
        for _ in range(20):
            library.mark(ids(library), "read", "1", "read")
            answers.append((len(titles(library)), library.search("ferry").total))
            library.undo()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(1, 1)] * 80


def test_a_cache_that_cannot_be_written_is_said_and_worked_around(
    open_library: OpenLibrary, news: Path, tmp_path: Path
) -> None:
    write(news / "a.txt", FERRY)
    obstacle = write(tmp_path / "obstacle", "a file where the cache should be")
    places = Places(tmp_path / "config", tmp_path / "data", obstacle / "cache")
    library = open_library(places=places)
    library.sync()
    assert found(library, "goat") == {"Harbour"}
    (warning,) = library.warnings
    assert warning.startswith(str(obstacle))
    assert "temporary" in warning
    cache = library.places.cache
    assert cache.is_dir()
    library.close()
    assert not cache.exists()


def test_a_new_library_on_a_full_disk_is_kept_elsewhere(
    open_library: OpenLibrary, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(news / "a.txt", FERRY)
    usage = shutil.disk_usage(news)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=100_000))
    library = open_library()
    library.sync()
    assert found(library, "goat") == {"Harbour"}
    assert "the disk is full" in library.warnings[0]


@pytest.mark.skipif(not os.path.isdir("/dev/shm"), reason="no folder in memory here")  # noqa: PTH112
def test_a_disk_with_no_room_at_all_still_lets_one_read(
    open_library: OpenLibrary, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(news / "a.txt", FERRY)
    obstacle = write(tmp_path / "obstacle", "a file where every folder should be")
    monkeypatch.setattr("tempfile.tempdir", str(obstacle))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    library = open_library(
        places=Places(obstacle / "config", obstacle / "data", obstacle / "cache")
    )
    library.sync()
    library.mark(ids(library), "read", "1", "read")
    assert (library.counts().all, library.counts().unread) == (1, 0)
    assert len(library.warnings) == 2
    assert library.places.cache.is_relative_to("/dev/shm")


def test_nobody_else_may_look_into_the_cache(library: Library) -> None:
    (folder,) = (library.places.cache / "libraries").iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_file_names_that_are_no_text_are_read_and_shown_safely(
    library: Library, news: Path
) -> None:
    folder = os.path.join(os.fsencode(news), b"Caf\xe9 \x1b[31m")  # noqa: PTH118 - bytes
    os.mkdir(folder)  # noqa: PTH102 - bytes
    Path(os.fsdecode(folder), "a.txt").write_text(FERRY, encoding="utf-8")
    library.sync()
    (source,) = library.sources()
    assert source.name == "Caf\ufffd [31m"
    assert source.key.endswith(r"/Caf\xe9 \x1b[31m")
    (number,) = library.list(Scope(View.ALL, source.key))
    assert os.fsencode(library.entry(number).paths[0]).startswith(folder)


def test_id_of_an_article_does_not_depend_on_where_it_lies(library: Library, news: Path) -> None:
    path = write(news / "One" / "a.txt", FERRY)
    library.sync()
    before = id_of(library, "Harbour")
    (number,) = library.list(EVERYTHING)
    (news / "Two").mkdir()
    path.rename(news / "Two" / "b.txt")
    result = library.sync()
    assert (result.added, result.removed) == (0, 0)
    assert id_of(library, "Harbour") == before
    assert library.list(EVERYTHING) == [number]
    assert library.entry(number).source.name == "Two"
