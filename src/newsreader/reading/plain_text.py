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
from newsreader.reading.learning import NOTHING, Learnt
from newsreader.reading.opened import Opened
from newsreader.reading.wire import Facts


def read(file: Opened) -> list[Article]:
    """The one article of a plain text file."""
    decoded = decode(file.data)
    found = dissect_text(clean_text(decoded.text), learnt=file.learnt)
    id_ = identity.of_document(found.facts.url, decoded.text)
    return [article_of(found, file, id=id_, encoding=decoded.how)]


def dissect_text(text: str, known: Facts | None = None, *, learnt: Learnt = NOTHING) -> Dissection:
    """Take a decoded and cleaned plain text apart.

    Args:
        text: The text.
        known: Facts that win over what the text states.
        learnt: The lines that the text's source is known to repeat.
    """
    lines = lines_of(text)
    joined = is_hard_wrapped(text, lines)
    if joined:
        lines = paragraphs_of(text, lines)
    return dissect(text, lines, Format.PLAIN, joined=joined, known=known, learnt=learnt)
