"""Catalogue and index follow the files, whatever happens on the way."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.config import Places
from newsreader.errors import StorageError
from newsreader.library import Library, Scope, SyncResult, View
from newsreader.library.database import locked
from newsreader.library.sync import Sync
from newsreader.search.index import Index
from tests.library.helpers import (
    BAKERY,
    EVERYTHING,
    FERRY,
    ORCHARD,
    feed,
    found,
    id_of,
    ids,
    read_misbehaving,
    titles,
    write,
)

OpenLibrary = Callable[..., Library]
STARRED = Scope(View.STARRED)


def changes(result: SyncResult) -> tuple[int, int, int]:
    """Added, updated, removed."""
    return result.added, result.updated, result.removed


def cache_folder(places: Places) -> Path:
    """The folder of the one library there is."""
    (folder,) = (places.cache / "libraries").iterdir()
    return folder


def test_nothing_changed_means_nothing_done(library: Library, news: Path) -> None:
    write(news / "a.txt", FERRY)
    write(news / "b.xml", feed(("g1", "Bridge opens")))
    assert changes(library.sync()) == (2, 0, 0)
    assert changes(library.sync()) == (0, 0, 0)


def test_nothing_changed_means_no_file_is_opened(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def no_readers(*_: object, **__: object) -> object:
        opened.append(_)
        raise AssertionError("a reader was started")

    monkeypatch.setattr("newsreader.library.readers._Reader", no_readers)
    library.sync()
    assert not opened


def test_new_files_are_added_and_gone_ones_removed(library: Library, news: Path) -> None:
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    (news / "a.txt").unlink()
    write(news / "c.txt", ORCHARD)
    assert changes(library.sync()) == (1, 0, 1)
    assert {title.split()[0] for title in titles(library)} == {"Bakery", "Frost"}
    assert found(library, "goat") == set()
    assert found(library, "blossom") == {"Frost"}


def test_an_edited_file_is_one_updated_article(library: Library, news: Path) -> None:
    write(news / "a.txt", FERRY, changed=1_700_000_000)
    library.sync()
    write(news / "a.txt", FERRY.replace("goat", "sheep"), changed=1_700_000_100)
    assert changes(library.sync()) == (0, 1, 0)
    assert len(titles(library)) == 1
    assert found(library, "goat") == set()
    assert found(library, "sheep") == {"Harbour"}


def test_an_entry_changed_by_its_feed_is_the_same_article(library: Library, news: Path) -> None:
    write(news / "a.xml", feed(("g1", "Bridge opens")), changed=1_700_000_000)
    library.sync()
    before = ids(library)
    write(news / "a.xml", feed(("g1", "Viaduct opens"), ("g2", "More")), changed=1_700_000_100)
    assert changes(library.sync()) == (1, 1, 0)
    assert id_of(library, "Viaduct") == before[0]
    assert found(library, "viaduct") == {"Viaduct"}
    assert found(library, "bridge") == set()


def test_a_file_that_turns_bad_and_good_again(library: Library, news: Path) -> None:
    path = write(news / "a.txt", FERRY, changed=1_700_000_000)
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    write(path, "", changed=1_700_000_100)
    result = library.sync()
    assert [failure.path for failure in result.failed] == [str(path)]
    write(path, FERRY.replace("goat", "sheep"), changed=1_700_000_200)
    assert library.sync().failed == []
    assert len(titles(library, STARRED)) == 1


def test_of_two_copies_the_other_is_shown_when_the_first_goes(library: Library, news: Path) -> None:
    head = "---\ntitle: {}\nurl: https://gazette.example/2025/ferry-returns\n---\n\n{}\n"
    write(news / "a.md", head.format("First", "First text."))
    write(news / "b.md", head.format("Second", "Second text."))
    library.sync()
    assert titles(library) == ["First"]
    (news / "a.md").unlink()
    library.sync()
    assert titles(library) == ["Second"]
    assert found(library, "second") == {"Second"}
    assert found(library, "first") == set()


# Marks outlive what happens to the files.


def test_marks_survive_a_moved_and_renamed_file(library: Library, news: Path) -> None:
    path = write(news / "One" / "a.txt", FERRY)
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    (news / "Two").mkdir()
    path.rename(news / "Two" / "renamed.txt")
    library.sync()
    assert len(titles(library, STARRED)) == 1


def test_marks_survive_an_edit_at_the_same_path(library: Library, news: Path) -> None:
    path = write(news / "a.txt", FERRY, changed=1_700_000_000)
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    for edition in range(1, 4):
        write(path, FERRY.replace("goat", f"goat {edition}"), changed=1_700_000_000 + edition)
        library.sync()
        assert len(titles(library, STARRED)) == 1
    library.undo()
    assert titles(library, STARRED) == []


def test_marks_survive_a_move_and_then_an_edit(library: Library, news: Path) -> None:
    path = write(news / "a.txt", FERRY, changed=1_700_000_000)
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    moved = path.rename(news / "b.txt")
    library.sync()
    write(moved, FERRY.replace("goat", "sheep"), changed=1_700_000_100)
    library.sync()
    assert len(titles(library, STARRED)) == 1


def test_an_edit_while_the_cache_was_gone_keeps_the_marks(
    open_library: OpenLibrary, news: Path, user_places: Places
) -> None:
    path = write(news / "a.txt", FERRY, changed=1_700_000_000)
    library = open_library()
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    library.close()
    shutil.rmtree(user_places.cache)
    write(path, FERRY.replace("goat", "sheep"), changed=1_700_000_100)
    library = open_library()
    library.sync()
    assert len(titles(library, STARRED)) == 1


def test_what_takes_the_place_of_a_moved_article_does_not_take_its_marks(
    library: Library, news: Path
) -> None:
    path = write(news / "latest.txt", FERRY, changed=1_700_000_000)
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    path.rename(news / "previous.txt")
    write(path, BAKERY, changed=1_700_000_100)
    library.sync()
    assert [title.split()[0] for title in titles(library, STARRED)] == ["Harbour"]


def test_an_article_that_comes_back_has_its_marks(library: Library, news: Path) -> None:
    path = write(news / "a.txt", FERRY)
    library.sync()
    library.mark(ids(library), "read", "1", "read")
    path.unlink()
    library.sync()
    assert library.counts().all == 0
    write(news / "again.txt", FERRY)
    library.sync()
    assert (library.counts().all, library.counts().unread) == (1, 0)


def test_marks_deleted_while_open_are_put_back(library: Library, news: Path) -> None:
    write(news / "a.txt", FERRY)
    library.sync()
    library.mark(ids(library), "starred", "1", "star")
    shutil.rmtree(library.places.data)
    library.places.data.mkdir()
    assert len(titles(library, STARRED)) == 1
    assert library.counts().all == 1


# The cache can be deleted, damaged or cut short at any time.


@pytest.fixture
def marked_library(library: Library, news: Path) -> Library:
    """Three articles, of which the ferry is starred."""
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    write(news / "c.txt", ORCHARD)
    library.sync()
    library.mark([id_of(library, "Harbour")], "starred", "1", "star")
    return library


def assert_whole(library: Library) -> None:
    """All is as in :func:`marked_library`, without a word about it."""
    library.sync()
    assert library.counts().all == 3
    assert [title.split()[0] for title in titles(library, STARRED)] == ["Harbour"]
    assert found(library, "goat") == {"Harbour"}
    assert found(library, "blossom OR loaf") == {"Frost", "Bakery"}
    assert library.warnings == []


def test_a_deleted_cache_is_rebuilt(
    marked_library: Library, open_library: OpenLibrary, user_places: Places
) -> None:
    marked_library.close()
    shutil.rmtree(user_places.cache)
    assert_whole(open_library())


def test_a_cache_deleted_while_open_is_rebuilt(
    marked_library: Library, user_places: Places
) -> None:
    shutil.rmtree(user_places.cache)
    assert marked_library.list(EVERYTHING) == []
    assert_whole(marked_library)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribble(path: Path) -> None:
    path.write_bytes(b"this is no database " * 500)


def _spoil_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:-4096] = b"\xa5" * len(data[4096:-4096])
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _age(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 0")


@pytest.mark.parametrize("damage", [_cut, _scribble, _spoil_the_middle, _empty, _age, Path.unlink])
def test_a_damaged_or_old_catalogue_is_rebuilt(
    marked_library: Library,
    open_library: OpenLibrary,
    user_places: Places,
    damage: Callable[[Path], None],
) -> None:
    marked_library.close()
    damage(cache_folder(user_places) / "catalogue.sqlite3")
    assert_whole(open_library())


@pytest.mark.parametrize("damage", [_cut, _scribble, _spoil_the_middle, _empty])
def test_a_catalogue_damaged_while_open_is_rebuilt(
    marked_library: Library, user_places: Places, damage: Callable[[Path], None]
) -> None:
    with closing(sqlite3.connect(cache_folder(user_places) / "catalogue.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(cache_folder(user_places) / "catalogue.sqlite3")
    assert_whole(marked_library)


@pytest.mark.parametrize("damage", [_cut, _scribble, _empty, Path.unlink])
def test_a_damaged_index_is_rebuilt(
    marked_library: Library, user_places: Places, damage: Callable[[Path], None]
) -> None:
    for file in sorted((cache_folder(user_places) / "index").rglob("*")):
        if file.is_file():
            damage(file)
    marked_library.search("goat")
    assert_whole(marked_library)


def test_damage_that_no_search_has_met_is_noticed_and_mended(
    marked_library: Library, user_places: Places
) -> None:
    (file,) = (cache_folder(user_places) / "index").glob("generation-*/*.pos")
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    with Library.open(marked_library.roots, user_places) as library:
        library.sync()
        assert file.exists() and not library.search("goat").problems
        library.look_through()
        library.sync()
        assert not file.exists()
        assert found(library, '"a goat"')


def test_a_deleted_index_is_rebuilt(marked_library: Library, user_places: Places) -> None:
    shutil.rmtree(cache_folder(user_places) / "index")
    assert marked_library.search("goat").problems
    assert_whole(marked_library)


def test_an_index_that_lost_something_is_completed(
    marked_library: Library, user_places: Places
) -> None:
    with closing(Index(cache_folder(user_places) / "index")) as index:
        index.update([], [id_of(marked_library, "Harbour")])
    assert found(marked_library, "goat") == set()
    assert_whole(marked_library)


_DYING = """
import os, signal, sys
from pathlib import Path
from newsreader.config import Places
from newsreader.library import Library
from newsreader.library.cataloguing import Cataloguer
from newsreader.search.index import Index

owner, name, when, after = {point!r}
owner = {{"index": Index, "catalogue": Cataloguer}}[owner]
method = getattr(owner, name)
calls = 0

def dying(*arguments, **named):
    global calls
    calls += 1
    if calls == when and not after:
        os.kill(os.getpid(), signal.SIGKILL)
    answer = method(*arguments, **named)
    if calls == when and after:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer

setattr(owner, name, dying)
Library.open([Path({root!r})], Places(*map(Path, {places!r}))).sync()
"""


@pytest.mark.parametrize(
    "point",
    [
        ("catalogue", "put", 40, False),
        ("index", "rebuild", 1, False),
        ("index", "rebuild", 1, True),
        ("index", "update", 1, False),
        ("index", "update", 1, True),
        ("catalogue", "is_indexed", 2, True),
        ("catalogue", "drop_departed", 1, True),
    ],
)
def test_a_killed_sync_is_repaired_by_the_next(
    open_library: OpenLibrary,
    news: Path,
    user_places: Places,
    point: tuple[str, str, int, bool],
) -> None:
    for number in range(100):
        write(news / f"{number}.txt", f"Headline number {number}\n\nAbout word{number}.\n")
    places = [str(user_places.config), str(user_places.data), str(user_places.cache)]
    program = _DYING.format(point=point, root=str(news), places=places)
    killed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (killed.returncode, killed.stderr) == (-9, "")
    for number in range(50, 60):
        (news / f"{number}.txt").unlink()
    library = open_library()
    library.sync()
    assert sorted(titles(library)) == sorted(
        f"Headline number {number}" for number in range(100) if not 50 <= number < 60
    )
    with closing(Index(cache_folder(user_places) / "index")) as index:
        assert index.ids() == set(ids(library))
    assert library.search("word7").total == 1
    assert library.search("word55").total == 0
    assert changes(library.sync()) == (0, 0, 0)


def test_a_disk_that_fills_ends_the_sync_and_what_is_there_can_be_read(
    library: Library, news: Path
) -> None:
    write(news / "a.txt", FERRY)
    library.sync()
    for number in range(20):
        write(news / f"{number}.txt", f"Headline number {number}\n\n{BAKERY * 50}")
    with library._catalogue.borrowed() as database:
        pages = database.execute("PRAGMA main.page_count").fetchone()[0]
        database.execute(f"PRAGMA main.max_page_count = {pages}")
    with pytest.raises(StorageError, match="the disk is full"):
        library.sync()
    assert [title.split()[0] for title in titles(library)] == ["Harbour"]
    assert found(library, "goat") == {"Harbour"}
    assert library.mark(ids(library), "read", "1", "read") == 1
    # Room again.
    assert library.sync().articles == 21


def test_a_hostile_file_does_not_delay_the_others(library: Library, news: Path) -> None:
    write(news / "hang-1.txt", FERRY)
    write(news / "crash-1.txt", FERRY)
    for number in range(20):
        write(news / f"{number}.txt", f"Headline number {number}\n\n{FERRY}")
    seen_before_the_end: list[int] = []
    sync = Sync(
        library.roots,
        library._catalogue,
        library._marks,
        library._the_index(),
        report=lambda progress: seen_before_the_end.append(progress.articles),
        cancelled=lambda: False,
        read=read_misbehaving,
        deadline=1.0,
    )
    result = sync.run()
    assert result.articles == 22
    assert [failure.error for failure in result.failed] == [
        "the reader crashed on it",
        "reading took longer than 1 s",
    ]
    assert 21 in seen_before_the_end


def test_one_writes_while_the_other_waits_or_makes_do(
    open_library: OpenLibrary, news: Path, user_places: Places
) -> None:
    write(news / "a.txt", FERRY)
    one, two = open_library(), open_library()
    one.sync()
    write(news / "b.txt", BAKERY)
    with locked(cache_folder(user_places) / "writer.lock"):
        result = two.sync(wait=0)
        assert (result.articles, changes(result)) == (1, (0, 0, 0))
        assert two.sync(cancelled=lambda: True).articles == 1
    assert two.sync().articles == 2
    assert titles(one) == titles(two)


def test_two_processes_at_once_make_one_library(
    open_library: OpenLibrary, news: Path, user_places: Places
) -> None:
    for number in range(100):
        write(news / f"{number}.txt", f"Headline number {number}\n\nAbout word{number}.\n")
    arguments = ["0", str(user_places.config), str(user_places.data), str(user_places.cache)]
    program = (
        "import sys; from pathlib import Path; from newsreader.config import Places;"
        "from newsreader.library import Library;"
        "print(Library.open([Path(sys.argv[5])], Places(*map(Path, sys.argv[2:5]))).sync().articles)"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, *arguments, str(news)], stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    assert [int(process.communicate()[0]) for process in both] == [100, 100]
    library = open_library()
    assert len(titles(library)) == 100
    assert library.search("word42").total == 1


def test_a_folder_that_cannot_be_opened_is_said_and_its_articles_stay(
    library: Library, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(news / "Gazette" / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    from os import scandir

    def refuse(folder: bytes) -> object:
        if folder.endswith(b"Gazette"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("newsreader.library.walk.os.scandir", refuse)
    result = library.sync()
    assert [(failure.path, failure.error) for failure in result.failed] == [
        (str(news / "Gazette"), "could not be opened: permission denied")
    ]
    assert result.articles == 2
