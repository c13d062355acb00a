"""The folders that are measured on; each is optional.

``articles``
    ``html/ID.html`` and ``gold.json``, ``{ID: {"url": …, "body": the article's text}}``.
``readability``
    A folder a page: ``source.html``, ``expected.html``, ``expected-metadata.json``.
``furniture``
    ``pages.jsonl.gz``: a page a line, ``lines`` as ``["B" or "F", text]`` (body, furniture) and the
    numbers of the first and the last line of the body.
``pages``
    Pages, and ``expected.json``: ``{file: {"url": …, "with": […], "without": […]}}``.
``feeds``
    Feeds, under any name.

Rules are tuned on one half of the pages and reported on the other, too: :func:`half_of`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

Half = Literal["even", "odd"]
_T = TypeVar("_T")


class GoldPage(NamedTuple):
    """A page with the article's text as people marked it."""

    path: Path
    url: str
    body: str


class ReadabilityPage(NamedTuple):
    """A page with its article as HTML and what is stated about it."""

    path: Path
    expected: str
    title: str | None
    byline: str | None
    outlet: str | None
    published: str | None


class LabelledPage(NamedTuple):
    """A page as lines of text; ``is_body`` has a truth for each."""

    url: str
    lines: list[str]
    is_body: list[bool]
    first_body: int
    last_body: int


class StringsPage(NamedTuple):
    """A page with strings its article must and must not hold."""

    path: Path
    url: str
    present: list[str]
    absent: list[str]


class Material(NamedTuple):
    """All there is to measure on."""

    articles: list[GoldPage]
    readability: list[ReadabilityPage]
    furniture: list[LabelledPage]
    pages: list[StringsPage]
    feeds: list[Path]

    def web_pages(self) -> list[Path]:
        """Every HTML file."""
        return [
            *(page.path for page in self.articles),
            *(page.path for page in self.readability),
            *(page.path for page in self.pages),
        ]


def load(data: Path, half: Half | None = None) -> Material:
    """Everything below ``data``, or every other piece of it."""
    return Material(
        half_of(_articles(data / "articles"), half),
        half_of(_readability(data / "readability"), half),
        half_of(_furniture(data / "furniture" / "pages.jsonl.gz"), half),
        half_of(_pages(data / "pages"), half),
        half_of(_files(data / "feeds"), half),
    )


def half_of(pieces: Sequence[_T], half: Half | None) -> list[_T]:
    """The pieces in even or in odd places, the first one counted as 0; all for None."""
    return list(pieces[{None: 0, "even": 0, "odd": 1}[half] :: 1 if half is None else 2])


def _articles(folder: Path) -> list[GoldPage]:
    gold = folder / "gold.json"
    if not gold.exists():
        return []
    found = [
        GoldPage(folder / "html" / f"{id_}.html", said["url"], said["body"])
        for id_, said in sorted(json.loads(gold.read_bytes()).items())
    ]
    return [page for page in found if page.path.exists()]


def _readability(folder: Path) -> list[ReadabilityPage]:
    found = []
    for source in sorted(folder.glob("*/source.html")):
        said = json.loads((source.parent / "expected-metadata.json").read_bytes())
        found.append(
            ReadabilityPage(
                source,
                (source.parent / "expected.html").read_text(encoding="utf-8"),
                said.get("title"),
                said.get("byline"),
                said.get("siteName"),
                said.get("publishedTime"),
            )
        )
    return found


def _furniture(file: Path) -> list[LabelledPage]:
    if not file.exists():
        return []
    found = []
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for said in map(json.loads, lines):
            labels, texts = zip(*said["lines"], strict=True)
            found.append(
                LabelledPage(
                    said["url"],
                    list(texts),
                    [label == "B" for label in labels],
                    said["first_body"],
                    said["last_body"],
                )
            )
    return found


def _pages(folder: Path) -> list[StringsPage]:
    expected = folder / "expected.json"
    if not expected.exists():
        return []
    found = [
        StringsPage(folder / name, said["url"], said["with"], said["without"])
        for name, said in sorted(json.loads(expected.read_bytes()).items())
    ]
    return [page for page in found if page.path.exists()]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file())
