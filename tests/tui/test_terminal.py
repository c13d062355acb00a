"""Nothing in an article can act: the real app in a real (pseudo-)terminal over a hostile library.

Textual and Rich pass ESC, OSC 52 (which writes the clipboard) and C1 on to the terminal, so what
the terminal receives is looked at, byte by byte.
"""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
import zipfile
from pathlib import Path

import pytest

from newsreader.config import places
from newsreader.library import Library

_EVIL = "\x1b]52;c;UFdO\x07\x1b]0;PWN\x1b\\\x1b[31mred\x9b31mc1\x9d0;x\x9c\u202ebidi\u2066\u200b\ufeff\x00\x7f"
_ENTITIES = "&#27;]52;c;UFdO&#7;&#x9b;31m&#x202e;bidi&#x2066;&#x200b;&#8203;"
_FORBIDDEN = (
    b"\x1b]52;", b"\x1b]0;PWN", b"\x1b[31mred", b"\xc2\x9b", b"\xc2\x9c", b"\xc2\x9d",
    "\u202e".encode(), "\u2066".encode(), "\u200b".encode(), "\ufeff".encode(), b"\x00", b"\x7f",
)  # fmt: skip
_MARKUP = "[@click=app.quit]q[/] [/foo] [b]bold"
_LAST = "Zebra"
_ARTICLES = 14
_SECONDS = 240


def _library(root: Path) -> None:
    body = f"A line of the body with {_EVIL} in it, long enough to be taken for one, it is hoped.\n"
    html = f"A line with {_ENTITIES} and {_EVIL}, long enough to be taken for the article's text."
    feed_text = f"{_ENTITIES} {_EVIL}".replace("\x00", "").replace("&", "&amp;")
    feed_text = "".join(c for c in feed_text if c in "\t\n" or ord(c) >= 32)
    text = _EVIL.replace("\x00", "")  # a NUL makes a file binary
    body = body.replace("\x00", "")
    files = {
        f"plain/a{_MARKUP.replace('/', '')}.txt": f"Headline {text} {_MARKUP}\n{body * 3}",
        f"plain/{_LAST}.txt": f"{_LAST} {text}\n{body}Related Articles\n\n\nOutlet {text}\nan hour "
        f"ago\n- Outlet {text}\nCard {text}\nText {text} {_MARKUP}\n",
        "mark/b.md": f"---\ntitle: Md {_EVIL}\nauthor: {_EVIL}\nurl: https://x.example/{_EVIL}\n---\n"
        f"{body}\n[link {_EVIL}](https://x.example/{_ENTITIES}) `{_EVIL}`\n\n| a{_EVIL} |\n|---|\n| "
        f"{_ENTITIES} {_MARKUP} |\n\n```{_EVIL}\n{_EVIL}\n```\n",
        "page/c.html": f"<html><head><title>Page {_ENTITIES} {_EVIL}</title></head><body><article><h1>"
        f"Page {_ENTITIES}</h1><p>{html}</p><p>{html}</p><p>{html}</p></article></body></html>",
        "feed/d.xml": '<?xml version="1.0"?><rss version="2.0"><channel><title>Feed '
        f"{feed_text}</title><item><title>Entry {feed_text}</title><author>{feed_text}</author>"
        f"<guid>{feed_text}</guid><description>{feed_text}</description></item></channel></rss>",
        "feed/e.json": json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": f"Json {_EVIL}",
                "items": [{"id": _EVIL, "title": f"Item {_EVIL}", "content_text": body}],
            }
        ),
        "feed/g.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom '
        f"{feed_text}</title><id>urn:x</id><entry><id>urn:y</id><title>Note {feed_text}</title>"
        f"<author><name>{feed_text}</name></author><content>{feed_text} and some words</content>"
        "</entry></feed>",
        "post/h.eml": f"From: Post {text} <a@x.example>\nSubject: Letter {text}\nDate: Sat, 14 Nov "
        "2026 09:00:00 +0000\nMessage-ID: <1@x.example>\nContent-Type: text/html; charset=utf-8\n\n"
        f"<p>{html}</p><p>{html}</p>\n",
        "post/i.mbox": f"From a@x.example Sat Nov 14 09:00:00 2026\nFrom: Box {text} <b@x.example>\n"
        f"Subject: Card {text}\nDate: Sat, 14 Nov 2026 10:00:00 +0000\n\n{body}\n",
        "page/j.mhtml": "From: <Saved by Blink>\nSubject: Saved\nMIME-Version: 1.0\nContent-Type: "
        'multipart/related; boundary="b"; type="text/html"\n\n--b\nContent-Type: text/html; '
        "charset=utf-8\nContent-Location: https://x.example/a/page.html\n\n<html><head><title>Kept "
        f"{_ENTITIES} {text}</title></head><body><article><p>{html}</p><p>{html}</p></article></body>"
        "</html>\n--b--\n",
        "bad/f.txt": "",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
    (root / "plain" / "k.txt.gz").write_bytes(gzip.compress(f"Packed {text}\n{body * 3}".encode()))
    paragraph = f"<p>{feed_text} and then a sentence as long as sentences in chapters are.</p>" * 4
    with zipfile.ZipFile(root / "page" / "l.epub", "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="a.opf"/></rootfiles></container>',
        )
        book.writestr(
            "a.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Book {feed_text}</dc:title>'
            f"<dc:creator>{feed_text}</dc:creator></metadata><manifest><item id='c' href='c.xhtml' "
            "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine>"
            "</package>",
        )
        book.writestr(
            "c.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
            f"<h1>Chapter {feed_text}</h1>{paragraph}{paragraph}</body></html>",
        )
    evil_name = b"evil \x1b]52;c;UFdO\x07 \xe2\x80\xae \xff.txt"
    with contextlib.suppress(OSError):
        Path(os.fsdecode(os.fsencode(root / "bad") + b"/" + evil_name)).write_text("")


class _Terminal:
    """A pseudo-terminal with the app in it; everything the app writes is kept."""

    def __init__(self, *args: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "newsreader", *args],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        # An app that hangs is ended; then what is waited for never comes, and the test says so.
        self._watchdog = threading.Timer(_SECONDS, self._process.kill)
        self._watchdog.start()
        self.output = b""

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def read_until(self, wanted: bytes | None) -> bool:
        """Read until ``wanted`` has come, or for None until the app has ended."""
        start = len(self.output)
        while wanted is None or wanted not in self.output[start:]:
            try:
                data = os.read(self._ours, 65536)
            except OSError:
                data = b""
            if not data:
                return wanted is None
            self.output += data
        return True

    def end(self) -> int:
        """The exit status."""
        self.read_until(None)
        return self._process.wait()

    def hang_up(self) -> int:
        """Go without a signal, for it is not the app's controlling terminal; the exit status."""
        os.close(self._ours)
        self._ours = -1
        return self._process.wait()

    def close(self) -> None:
        self._watchdog.cancel()
        self._process.kill()
        self._process.wait()
        if self._ours >= 0:
            os.close(self._ours)


def test_no_byte_of_an_article_acts_on_the_terminal(tmp_path: Path) -> None:
    root = tmp_path / "news"
    _library(root)
    indexed = subprocess.run(
        [sys.executable, "-m", "newsreader", "index", str(root)], capture_output=True, check=True
    )
    assert f"{_ARTICLES} articles".encode() in indexed.stdout
    settings = places().config_file
    settings.parent.mkdir(parents=True)
    settings.write_text("mark_read_after = 0.0\n", encoding="utf-8")
    terminal = _Terminal(str(root))
    try:
        assert terminal.read_until(_LAST.encode())
        for unread in range(_ARTICLES - 1, -1, -1):
            # An article counts as read as soon as it has been shown.
            assert terminal.read_until(f"{unread} unread".encode())
            terminal.type("zRj")
        terminal.type("/")
        terminal.type("line")
        assert terminal.read_until(b" ms")
        terminal.type("\r")
        # The footer has this key again once keys are no letters of the query any more.
        assert terminal.read_until(b"read on")
        terminal.type("?")
        assert terminal.read_until(b"Type to find a key")
        terminal.type("\x11")
        assert terminal.end() == 0
        found = [bytes_ for bytes_ in _FORBIDDEN if bytes_ in terminal.output]
        assert not found
        assert b"bidi" in terminal.output
    finally:
        terminal.close()


def test_a_terminal_that_is_gone_ends_the_app_and_loses_no_mark(tmp_path: Path) -> None:
    root = tmp_path / "news"
    root.mkdir()
    (root / "ferry.txt").write_text("The ferry is late\n\nIt will come, said its captain.\n")
    subprocess.run(
        [sys.executable, "-m", "newsreader", "index", str(root)], capture_output=True, check=True
    )
    terminal = _Terminal(str(root))
    try:
        assert terminal.read_until(b"The ferry is late")
        terminal.type("s")
        assert terminal.read_until("★".encode())
        assert terminal.hang_up() != -signal.SIGKILL
    finally:
        terminal.close()
    with Library.open([root], places()) as library:
        assert library.counts().starred == 1


@pytest.mark.parametrize("command", ["show", "search", "index"])
def test_no_byte_of_an_article_acts_through_the_commands(tmp_path: Path, command: str) -> None:
    root = tmp_path / "news"
    _library(root)
    args = {
        "show": [[str(path)] for path in sorted(root.rglob("*.*")) if path.is_file()],
        "search": [["line", "--library", str(root)]],
        "index": [[str(root)]],
    }[command]
    for arguments in args:
        result = subprocess.run(
            [sys.executable, "-m", "newsreader", command, *arguments],
            capture_output=True,
            check=False,
        )
        output = result.stdout + result.stderr
        assert b"Traceback" not in output
        assert not [bytes_ for bytes_ in _FORBIDDEN if bytes_ in output]
