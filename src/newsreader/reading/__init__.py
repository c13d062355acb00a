"""A file → articles: the reader is picked by what the file holds, not by what it is called.

The suffix decides only between plain text and Markdown, which hold the same characters, and whether
a file nobody can read is worth a row: a broken ``.html`` is, a picture is not.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from newsreader.article import Article
from newsreader.errors import NotAnArticle, ReadingError

__all__ = ["read_file"]

log = logging.getLogger(__name__)


def read_file(path: Path, learnt: Mapping[int, int] | None = None) -> list[Article]:
    """Read every article a file holds.

    A file that should hold articles and cannot be read comes back as one article with ``error``
    set, and no sections. Every text in what is returned is cleaned.

    Args:
        path: The file.
        learnt: What its source's articles taught about its furniture; see ``reading.learning``.

    Raises:
        NotAnArticle: The file is no article at all: not text, and without an article's suffix;
            a style sheet or a program; XML or JSON of another kind.
    """
    # Imported here, for the app needs only ``reading.clean``, and that at once.
    from newsreader.reading import sniff
    from newsreader.reading.assemble import unreadable
    from newsreader.reading.clean import display_name
    from newsreader.reading.opened import Opened, open_file

    file: Opened | None = None
    try:
        file = open_file(path)._replace(learnt=learnt or {})
        return sniff.reader_of(file)(file)
    except NotAnArticle:
        raise
    except ReadingError as error:
        why = error.why
    except RecursionError:
        why = "it is nested too deeply"
    except MemoryError:
        why = "it takes too much memory"
    except Exception as error:  # a file's reader is the border where anything may come up
        log.info("%s: reading failed", display_name(path), exc_info=True)
        why = f"the reader gave up ({type(error).__name__})"
    if not sniff.has_article_suffix(path):
        raise NotAnArticle(path, why)
    file = file or Opened(path, b"", 0.0, display_name(path))
    return [unreadable(file, why, file.name if sniff.has_feed_suffix(path) else None)]
