"""No broken file raises or lets anything through; see ``fuzzing`` for how they are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader.errors import NotAnArticle
from newsreader.reading import read_file
from tests.reading.fuzzing import mistake_of, mutant, seeds

_SEED = 0
_CHUNK = 50


@pytest.mark.parametrize("chunk", range(8))
def test_broken_files_are_read_or_refused(chunk: int, tmp_path: Path) -> None:
    for number in range(chunk * _CHUNK, (chunk + 1) * _CHUNK):
        broken = mutant(_SEED, number)
        path = tmp_path / f"{_SEED}-{number}{broken.suffix}"
        path.write_bytes(broken.data)
        try:
            wrong = mistake_of(read_file(path))
        except NotAnArticle as refusal:
            wrong = refusal.why if "gave up" in refusal.why else None
        assert wrong is None, f"{path.name}, from {broken.origin}: {wrong}"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("comment.html", b"<p>The goat.</p>" + b"<div>" * 150 + b"<!-- deep -->The boiler."),
        ("control.html", b"<p>The&#27;]0;x\\ goat&#155; is  back.</p>"),
        (
            "links.rss",
            b"<rss><channel><links>x</links><item><title>Goat</title></item></channel></rss>",
        ),
        ("links.atom", b"<feed><entry><title>Goat</title><links>x</links></entry></feed>"),
        ("blank.md", b"The goat that nobody had invited came again on a Monday.\n> \n" * 30),
        ("torn.mbox", b"From news@gazette.example Wed Jul  2 08:00:00 2ge\n  torn\n"),
    ],
)
def test_what_broke_a_reader_once_does_not_again(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert mistake_of(read_file(path)) is None


@pytest.mark.parametrize("name", seeds())
def test_the_files_they_are_made_from_are_good(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(seeds()[name])
    articles = read_file(path)
    assert articles
    assert all(article.error is None and article.words for article in articles)


def test_a_mutant_is_the_same_every_time() -> None:
    assert mutant(1, 7) == mutant(1, 7) != mutant(2, 7)
