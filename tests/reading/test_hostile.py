"""Files made to harm: each is read or refused, soon, and what is refused says why."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from newsreader.reading import read_file
from newsreader.reading.opened import LARGEST

BOMB = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12)
)
RSS = "<rss><channel><item><title>Goat</title><description>{}</description></item></channel></rss>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Goat {}</title></entry></feed>'
LINKED = '{"@graph": [' * 3000

SHOWN = {
    "nested.html": "<div>" * 30_000 + "The goat.",
    "nested.md": "> " * 30_000 + "The goat.",
    "spaces.html": "<p>The goat" + " " * 200_000 + "came.</p>",
    "spaces.md": "The goat" + " " * 200_000 + "came.",
    "spaces.txt": "The goat" + " " * 200_000 + "came.",
    "lines.txt": "The goat" + "\n" * 1_000_000 + "came.",
    "lines.html": "<p>The goat" + "\n" * 1_000_000 + "came.",
    "bomb.html": f"{BOMB}]><p>&a11; The goat came.</p>",
    "bomb.rss": f"{BOMB}]>" + RSS.format("&a11; The goat came."),
    "bomb.atom": f"{BOMB}]>" + ATOM.format("&a11;"),
    "blocks.html": "<div><p>The goat came.</p></div>" * 30_000,
    "breaks.html": "The goat.<br>" * 100_000,
    "links.html": "<a href=x>The goat.</a> " * 100_000,
    "linked.html": f'<script type="application/ld+json">{LINKED}</script><p>The goat came.</p>',
    "comments.html": "<!-- no goat -->" * 100_000 + "<p>The goat came.</p>",
    "half.html": "<html><body><p>The goat came on board on Monday.</p><a href='htt",
    "half.rss": RSS.format("The goat came.")[:-30],
    "subject.eml": "From: a@b.example\nDate: Wed, 2 Jul 2025 08:00:00 +0200\nTo: c@d.example\n"
    "Subject: " + "=?utf-8?q?Goat?= " * 500 + "\n\nIt came.",
}
REFUSED = {
    "blank.txt": (b"\n" * 1_000_000, "white space"),
    "zeros.txt": (b"\0" * 1_000_000, "binary"),
    "empty.html": (b"", "empty"),
    "long.txt": (b"goat " * (LARGEST // 5 + 1), "larger than 32 MB"),
    "bomb.txt.gz": (gzip.compress(b"\0" * (LARGEST + 1)), "larger than 32 MB"),
    "twice.txt.gz": (gzip.compress(gzip.compress(b"goat")), "compressed"),
    "torn.txt.gz": (gzip.compress(b"The goat came.")[:-9], "breaks off"),
    "half.json": (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id', "breaks off"),
    "nested.json": (b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 99_999,
                    "nested"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_what_can_be_shown_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(SHOWN[name], encoding="utf-8")
    (article,) = read_file(path)
    assert article.error is None
    assert "Goat" in article.title or "goat" in article.title + article.text()
    assert "haha" not in article.title + article.text()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    data, why = REFUSED[name]
    path.write_bytes(data)
    (article,) = read_file(path)
    assert article.error is not None
    assert why in article.error


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", "<!DOCTYPE x [<!ENTITY a SYSTEM '{}'>]><p>The goat came. &a;</p>"),
        ("feed.rss", "<!DOCTYPE x [<!ENTITY a SYSTEM '{}'>]>" + RSS.format("The goat came. &a;")),
        ("frame.html", "<p>The goat came.</p><iframe src='{0}'></iframe><object data='{0}'>"),
    ],
)
def test_no_file_reads_another(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a password", encoding="utf-8")
    path = tmp_path / name
    path.write_text(text.format((tmp_path / "secret.txt").as_uri()), encoding="utf-8")
    (article,) = read_file(path)
    assert "password" not in repr(article)


def test_links_that_loop_pipes_and_devices_are_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "one.txt").symlink_to(tmp_path / "two.txt")
    (tmp_path / "two.txt").symlink_to(tmp_path / "one.txt")
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("one.txt", "endless.txt", "pipe.txt"):
        (article,) = read_file(tmp_path / name)
        assert article.error is not None
