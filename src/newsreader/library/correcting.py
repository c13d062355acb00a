"""Did you mean …? What a query that finds little was probably meant to be.

Names of fields and values are put right first (``titel:``), then words the library does not have,
or hardly, are replaced by what they were probably meant to be: see ``search.vocabulary``. A
suggestion is made only if it finds more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from newsreader.search import analysis
from newsreader.search.grammar import parse
from newsreader.search.query import Phrase, Word, wanted

LITTLE = 3
"""So few hits are little, in a small library; in a large one, one in a thousand articles."""


_NAME = re.compile(r"[a-z]+:|@")


def repaired(text: str, saved: Mapping[str, str]) -> str:
    """A query whose fields and values are those that were suggested for what is wrong with it."""
    for problem in reversed(parse(text, saved=saved).problems):
        if problem.suggestion and _NAME.match(problem.suggestion):
            text = f"{text[: problem.start]}{problem.suggestion}{text[problem.end :]}"
    return text


def corrections(
    text: str, correct: Callable[[str], str | None], saved: Mapping[str, str]
) -> Iterator[str]:
    """Queries whose words may have been meant, in no particular order.

    Args:
        text: The query.
        correct: What a word was meant to be, or None.
        saved: The saved searches by name.
    """
    words = _words(text, saved)
    for one, other in pairwise(words):
        yield _replaced(text, rf"{re.escape(one)}\s+{re.escape(other)}", one + other)
    for word in words:
        if right := correct(word):
            text = _replaced(text, re.escape(word), right)
    yield text


def _words(text: str, saved: Mapping[str, str]) -> list[str]:
    """The words of a query that may be misspelled."""
    return [
        word
        for node in wanted(parse(text, saved=saved).tree)
        if not (node.exact or node.prefix or (isinstance(node, Word) and node.fuzzy))
        for word in (node.words if isinstance(node, Phrase) else (node.text,))
        if len(analysis.query_words(word)) == 1
    ]


def _replaced(text: str, pattern: str, by: str) -> str:
    """The text with the words of a pattern replaced, where they are no field or its value."""
    found = re.search(rf"(?<![\w:]){pattern}(?![\w:])|(?<=\btitle:){pattern}(?!\w)", text)
    return text if not found else f"{text[: found.start()]}{by}{text[found.end() :]}"
