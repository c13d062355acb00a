"""Reads plain text: wire copy, scraped pages, mail archives.

The text is shown as it is: nothing in it is markup. Where its lines were broken at a width they are
joined to paragraphs for showing; the spans still are of the text as it came.
"""

from __future__ import annotations

from newsreader.article import Article, Format
from newsreader.reading import identity
from newsreader.reading.assemble import article_of
from newsreader.reading.clean import clean_text, decode
from newsreader.reading.dissect import Dissection, dissect
from newsreader.reading.layout import is_hard_wrapped, lines_of, paragraphs_of
from newsreader.reading.opened import Opened


def read(file: Opened) -> list[Article]:
    """The one article of a plain text file."""
    text = decode(file.data).text
    found = dissect_text(clean_text(text))
    return [article_of(found, file, id=identity.of_document(found.facts.url, text))]


def dissect_text(text: str) -> Dissection:
    """Take a decoded and cleaned plain text apart."""
    lines = lines_of(text)
    joined = is_hard_wrapped(text, lines)
    if joined:
        lines = paragraphs_of(text, lines)
    return dissect(text, lines, Format.PLAIN, joined=joined)
