"""Broken files of every format, made from good ones: none may raise, hang or let anything through.

A mutant is told by a seed and a number, and is the same on every machine. It starts from a file of
``fixtures/`` or ``seeds/``, or from one of them packed; bytes of it are lost, doubled, turned,
swapped for those of another, or join what has broken readers before. What is packed is mutated
before or after packing.

``make fuzz`` reads tens of thousands with the reader processes of the library, whose deadline shows
what hangs. A few hundred are read by the tests.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import msgspec

from newsreader.article import Article
from newsreader.errors import NotAnArticle
from newsreader.library.readers import Readers, unreadable
from newsreader.reading import read_file

_HERE = Path(__file__).parent
_DEADLINE = 5.0
_MOST_STEPS = 6
_LONGEST_CUT = 400
_OTHER_SUFFIXES = ("", ".txt", ".md", ".html", ".xml", ".json", ".eml", ".gz")
_FOUND = "a mistake of ours: "
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
_ONE_LINE = ("title", "byline", "agency", "outlet", "place", "language", "url", "published",
             "feed", "error")  # fmt: skip
_TOKENS = (
    b"\x1b]0;title\x07", b"\x1b]52;c;aGk=\x1b\\", b"\x1b[2J", b"\xc2\x9b31m", b"\x9b31m", b"\x00",
    b"\x7f", b"\xe2\x80\xae", b"\xe2\x81\xa6", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"\xff\xfe",
    b"\xfe\xff", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"&#27;", b"&#x1b;", b"&#155;",
    b"&#x202e;", b"&#xD800;", b"&#0;", b"&#99999999999;", b"&lt;script&gt;", b"&amp;#27;", b"%1b",
    b"\\u001b", b"\\ud800", b"\\u0000", b"=1B", b"=?utf-8?q?=1B]0;x?=", b"=?utf-8?b?G10wO3g=?=",
    b"=?x?y?z?=", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b'<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;", b"<p>" * 400, b"<div>" * 3000, b"</p>",
    b"<b><i>" * 200, b"<table><tr><td>" * 50, b"<li>" * 300, b"<br>" * 500, b"<script>",
    b"<style>", b"<title>", b"<base href='javascript:x'>", b"<a href='javascript:alert(1)'>x</a>",
    b"<a href='https://[::1'>x</a>", b"<img src='data:,x' alt='\x1b'>", b"<meta charset=utf-16>",
    b"<meta charset=\x1b>", b"<meta property='og:title' content='&#27;]0;x'>",
    b"<script type='application/ld+json'>", b'{"@type":"NewsArticle","headline":[{}],"author":[[1]]}',
    b"[x](javascript:1)", b"[x][", b"![](", b"```", b"~~~", b"|---|", b"> " * 300, b"* " * 300,
    b"---\n", b"+++\n", b"title: \x1b", b"date: 99999-99-99\n", b"By ", b"KYIV (AP) \xe2\x80\x94 ",
    b"(AP)", b"___\n", b"Related Articles\n", b"Comments\n", b"Hashtags\n", b"an hour ago\n",
    b" " * 3000, b"\t" * 500, b"\n" * 3000, b"\r", b"\r\n", b"a" * 5000, b'"', b"{", b"[" * 2000,
    b"}", b",", b"null", b"1e999", b"-1", b"99999999999999999999", b"--=_gazette", b"--xx\n",
    b"\n\n", b"\nFrom x\n", b"Content-Type: text/html; charset=x-none\n",
    b"Content-Type: multipart/mixed; boundary=\n", b"Content-Transfer-Encoding: base64\n",
    b"Date: \xff\n", b"Subject: \x1b]0;x\n", b"PK\x03\x04", b"\x1f\x8b",
)  # fmt: skip


class Mutant(msgspec.Struct, frozen=True):
    """A broken file.

    Attributes:
        origin: The name of the good file it was made from.
        suffix: What its name ends in.
    """

    origin: str
    suffix: str
    data: bytes


@cache
def seeds() -> dict[str, bytes]:
    """The good files, by their names."""
    files = [*(_HERE / "fixtures").iterdir(), *(_HERE / "seeds").iterdir()]
    return {path.name: path.read_bytes() for path in sorted(files)}


@cache
def _packed() -> dict[str, dict[str, bytes]]:
    """What the packed good files hold, by their names."""
    good = seeds()
    book = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": b"<?xml version='1.0'?><container version='1.0' xmlns="
        b"'urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path="
        b"'OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>",
        "OPS/book.opf": b"<?xml version='1.0'?><package xmlns='http://www.idpf.org/2007/opf' "
        b"version='3.0' unique-identifier='id'><metadata xmlns:dc="
        b"'http://purl.org/dc/elements/1.1/'><dc:identifier id='id'>urn:x:1</dc:identifier>"
        b"<dc:title>The Gazette, bound</dc:title><dc:language>en</dc:language><dc:creator>Ines "
        b"Okafor</dc:creator><dc:date>2025-07-02</dc:date></metadata><manifest><item id='a' "
        b"href='a.xhtml' media-type='application/xhtml+xml'/><item id='b' href='b%20c.xhtml' "
        b"media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/><itemref "
        b"idref='b'/></spine></package>",
        "OPS/a.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>Ferry</title>"
        b"</head><body><h1>The ferry is back</h1><p>The ferry Marta crossed the harbour on "
        b"Saturday, with a brass band on deck and a goat that nobody had invited.</p></body>"
        b"</html>",
        "OPS/b c.xhtml": good["page.html"],
    }
    return {
        "gazette.epub": book,
        "page.html.gz": {"": good["page.html"]},
        "feed.rss.gz": {"": good["feed.rss"]},
        "letter.eml.gz": {"": good["letter.eml"]},
    }


def mutant(seed: int, number: int) -> Mutant:
    """One broken file; the same seed and number always give the same one."""
    random = Random(f"{seed}/{number}")
    origin = random.choice([*seeds(), *_packed()])
    suffix = "".join(Path(origin).suffixes)
    if random.random() < 0.15:
        suffix = random.choice(_OTHER_SUFFIXES)
    if origin in seeds():
        return Mutant(origin, suffix, _mutated(seeds()[origin], random))
    members = dict(_packed()[origin])
    before, after = random.choice([(True, False), (True, False), (False, True), (True, True)])
    if before:
        name = random.choice(list(members))
        members[name] = _mutated(members[name], random)
    data = _pack(origin, members)
    return Mutant(origin, suffix, _mutated(data, random) if after else data)


def _pack(origin: str, members: dict[str, bytes]) -> bytes:
    if origin.endswith(".gz"):
        return gzip.compress(members[""], compresslevel=1, mtime=0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


def _mutated(data: bytes, random: Random) -> bytes:
    broken = bytearray(data)
    for _ in range(random.randint(1, _MOST_STEPS)):
        start = random.randint(0, len(broken))
        stop = min(len(broken), start + random.randint(0, _LONGEST_CUT))
        match random.choice("iiiiddrrfsct"):
            case "i":
                broken[start:start] = random.choice(_TOKENS)
            case "d":
                del broken[start:stop]
            case "r":
                broken[start : start + 20] = random.randbytes(random.randint(0, 20))
            case "f" if start < len(broken):
                broken[start] ^= 1 << random.randint(0, 7)
            case "s":
                other = random.choice(list(seeds().values()))
                begin = random.randint(0, len(other))
                broken[start:stop] = other[begin : begin + random.randint(0, _LONGEST_CUT)]
            case "c":
                broken[start:start] = bytes(broken[start:stop]) * random.choice((1, 2, 50))
            case "t":
                del broken[max(start, 1) :]
    return bytes(broken)


def mistake_of(articles: list[Article]) -> str | None:
    """What is wrong with what was read from a broken file, or None."""
    for article in articles:
        if article.error is not None and "gave up" in article.error:
            return article.error
        if not article.title or re.fullmatch(r"[0-9a-f]{16}", article.id) is None:
            return f"an article without a headline or an id: {article.id!r}"
        for text in _texts(msgspec.to_builtins(article)):
            found = _FORBIDDEN.search(text)
            if found is not None:
                return f"{found[0]!r} in {text[:80]!r}"
        for name in _ONE_LINE:
            if "\n" in (getattr(article, name) or ""):
                return f"two lines in {name}: {getattr(article, name)[:80]!r}"
    return None


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def read_mutant(path: Path) -> list[Article]:
    """Make the mutant that a path names, and read it; what is wrong with that becomes an error.

    Raises:
        NotAnArticle: As it may.
    """
    seed, number = path.name.split(".")[0].split("-")
    path.write_bytes(mutant(int(seed), int(number)).data)
    try:
        articles = read_file(path)
        wrong = mistake_of(articles)
    except NotAnArticle as refusal:
        wrong = refusal.why if "gave up" in refusal.why else None
        if wrong is None:
            raise
    except Exception as error:  # what is looked for
        wrong = repr(error)
    return articles if wrong is None else [unreadable(os.fsencode(path), _FOUND + wrong)]


def main() -> None:
    """Read many mutants with the library's own reader processes, and count what came of them."""
    parser = argparse.ArgumentParser(prog="fuzzing", description="Read broken files.")
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    folder = Path(mkdtemp(prefix="newsreader-fuzz-"))
    origins: Counter[str] = Counter()
    paths = []
    for number in range(arguments.files):
        made = mutant(arguments.seed, number)
        origins[made.origin] += 1
        paths.append(os.fsencode(folder / f"{arguments.seed}-{number}{made.suffix}"))
    counts: Counter[str] = Counter()
    began = time.monotonic()
    with Readers(read_mutant, deadline=_DEADLINE) as readers:
        for outcome in readers.read(paths):
            if outcome is None:
                continue
            errors = [article.error for article in outcome.articles if article.error]
            wrong = [
                why for why in errors if why.startswith((_FOUND, "reading took", "the reader"))
            ]
            counts["wrong" if wrong else "refused" if not outcome.articles
                   else "unreadable" if errors else "read"] += 1  # fmt: skip
            for why in wrong:
                print(f"{os.fsdecode(outcome.path)}: {why}", flush=True)
            if not wrong:
                os.unlink(outcome.path)  # noqa: PTH108 - bytes
    print(f"{sum(counts.values()):,} files in {time.monotonic() - began:.0f} s: "
          + ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())))  # fmt: skip
    print("made from " + ", ".join(f"{name} {count:,}" for name, count in sorted(origins.items())))
    if counts["wrong"]:
        sys.exit(f"the files are in {folder}")
    folder.rmdir()


if __name__ == "__main__":
    main()
