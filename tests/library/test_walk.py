"""Which files are a library's, and whose they are."""

from __future__ import annotations

import os
from pathlib import Path

from newsreader.library.walk import Walk, feed_source
from tests.library.helpers import write


def walked(*roots: Path) -> dict[str, str]:
    """Every file, by its path below the first root's folder, and the name of its source."""
    base = roots[0].parent
    return {
        str(Path(os.fsdecode(file.path)).relative_to(base)): file.source.name
        for file in Walk(roots)
    }


def test_a_first_level_folder_is_the_source_of_all_below_it(news: Path) -> None:
    write(news / "Gazette" / "a.txt", "a")
    write(news / "Gazette" / "2025" / "07" / "b.txt", "b")
    write(news / "c.txt", "c")
    assert walked(news) == {
        "news/Gazette/a.txt": "Gazette",
        "news/Gazette/2025/07/b.txt": "Gazette",
        "news/c.txt": "news",
    }


def test_a_file_opened_singly_belongs_to_the_folder_it_lies_in(news: Path) -> None:
    path = write(news / "Gazette" / "a.txt", "a")
    write(news / "Gazette" / "b.txt", "b")
    (single,) = Walk([path])
    assert single.source.name == "Gazette"
    (whole, _) = Walk([news])
    assert single.source == whole.source


def test_files_come_by_name_so_that_a_library_is_always_the_same(news: Path) -> None:
    for name in "delta", "alpha", "charlie", "bravo":
        write(news / f"{name}.txt", name)
        write(news / name / "x.txt", name)
    first = [file.path for file in Walk([news])]
    assert first == [file.path for file in Walk([news])]
    assert first[:4] == sorted(first[:4])


def test_hidden_names_and_saved_pages_folders_are_left_out_and_counted(news: Path) -> None:
    write(news / ".git" / "a.txt", "a")
    write(news / ".hidden.txt", "a")
    write(news / "page_files" / "a.html", "a")
    write(news / "page.html", "a")
    walk = Walk([news])
    assert [os.path.basename(file.path) for file in walk] == [b"page.html"]  # noqa: PTH119
    assert walk.skipped == 3


def test_a_root_is_looked_into_whatever_it_is_called(tmp_path: Path) -> None:
    write(tmp_path / ".news" / "a.txt", "a")
    assert walked(tmp_path / ".news") == {".news/a.txt": ".news"}


def test_links_in_a_loop_end(news: Path) -> None:
    write(news / "a" / "x.txt", "x")
    (news / "a" / "up").symlink_to(news)
    (news / "a" / "self").symlink_to(news / "a" / "self")
    (news / "b").symlink_to(news / "a")
    (news / "nowhere").symlink_to(news / "missing")
    assert walked(news) == {"news/a/x.txt": "a"}


def test_a_link_to_a_folder_elsewhere_is_followed(news: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "x.txt", "x")
    (news / "Gazette").symlink_to(tmp_path / "elsewhere")
    assert walked(news) == {"news/Gazette/x.txt": "Gazette"}


def test_roots_within_one_another_give_each_file_once(news: Path) -> None:
    path = write(news / "Gazette" / "2025" / "a.txt", "a")
    for roots in ([news, news / "Gazette", path], [path, news / "Gazette", news], [news, news]):
        assert [file.path for file in Walk(roots)] == [os.fsencode(path)]


def test_what_is_no_file_is_left_out(news: Path) -> None:
    os.mkfifo(news / "pipe")
    walk = Walk([news, news / "pipe"])
    assert list(walk) == []
    assert walk.skipped == 2


def test_a_root_that_went_away_is_said(news: Path) -> None:
    walk = Walk([news / "gone"])
    assert list(walk) == []
    assert list(walk.unopened) == [os.fsencode(news / "gone")]


def test_a_very_deep_folder_is_walked(news: Path) -> None:
    handle = os.open(news, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=handle)
        deeper = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = deeper
    os.close(os.open("x.txt", os.O_WRONLY | os.O_CREAT, dir_fd=handle))
    os.close(handle)
    assert len(list(Walk([news]))) == 1


def test_a_feed_is_called_what_it_calls_itself() -> None:
    assert feed_source(b"/news/a.xml", "The  Gazette\x1b[31m").name == "The Gazette[31m"
    assert feed_source(b"/news/a.xml", None).name == "a.xml"
    assert feed_source(b"/news/a\x1b.xml", None).key == "/news/a\\x1b.xml"
