"""The whole page as it came, for a reader who doubts what was taken out of it.

Extraction loses about 2 % of the text even at best, and folding may be wrong: the page itself is
never more than a key away. A web page is shown as Markdown with everything around the article; any
other file as the characters that are in it.
"""

from __future__ import annotations

from pathlib import Path

from newsreader.article import Article, Format, Kind, Section, TitleFrom
from newsreader.errors import NotAnArticle, ReadingError
from newsreader.reading import html, sniff
from newsreader.reading.assemble import unreadable
from newsreader.reading.clean import clean_line, clean_text, decode, display_name
from newsreader.reading.identity import from_path
from newsreader.reading.opened import Opened, open_file
from newsreader.reading.saved_page import without_inline_data
from newsreader.reading.words import count_words

_LONGEST = 2_000_000
"""Characters beyond which a page is cut; that it was cut is said at its end."""


def read_whole(path: Path) -> list[Article]:
    """A file as one article with a single section, nothing taken out and nothing folded.

    Never raises for what is in the file: one that cannot be shown has ``error`` set.
    """
    file = Opened(path, b"", 0.0, display_name(path))
    try:
        file = open_file(path)
        return [_whole(file)]
    except (ReadingError, NotAnArticle) as error:
        return [unreadable(file, error.why)]


def _whole(file: Opened) -> Article:
    if sniff.reader_of(file) is html.read:
        from newsreader.reading.to_markdown import html_to_markdown

        decoded = decode(file.data, html.declared_encoding(file.data))
        format_, text = Format.MARKDOWN, html_to_markdown(without_inline_data(decoded.text))
    else:
        decoded = decode(file.data)
        format_, text = Format.PLAIN, decoded.text
    text = clean_text(text)
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}\n\n[…] The page is longer; this is where it was cut."
    return Article(
        id=from_path(file.path),
        title=clean_line(file.name),
        title_from=TitleFrom.NAME,
        words=count_words(text),
        sections=(Section(kind=Kind.BODY, format=format_, text=text),),
    )
