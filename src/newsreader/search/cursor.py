"""What stands at the cursor in a query: the name, value or word that is being typed."""

from __future__ import annotations

import re

import msgspec

from newsreader.search import facts

_SAVED = re.compile(r'(?:^|(?<=[\s(+-]))@("[^"]*|[^\s()"]*)$')
_VALUE = re.compile(r'(?:^|(?<=[\s(+-]))([A-Za-z_]+):(?!//)((?:[<>]=?|=)?)("[^"]*|[^\s()"]*)$')
_WORD = re.compile(r'(?:^|(?<=[\s(+=-]))([^\s()"+=@-][^\s()"]*)$')
_TITLE = re.compile(r'(?:^|(?<=[\s(+-]))title:=?([^\s()"]*)$', re.IGNORECASE)
_QUOTE = re.compile(r'["“”„‟＂]')
_REST = re.compile(r'[^\s()"]*')


class Typing(msgspec.Struct, frozen=True):
    """What is being typed.

    Attributes:
        field: The field whose value it is, ``@`` for the name of a saved search, "" for a word.
        text: What is there of it so far, without quotes.
        start: Where it begins in the query, in characters, an opening quote included.
        end: Where it ends; behind the cursor if that is inside it.
        in_phrase: Whether it is a word of a phrase whose quote is open.
    """

    field: str
    text: str
    start: int
    end: int
    in_phrase: bool = False


def typing_at(text: str, cursor: int) -> Typing | None:
    """What the cursor stands in or right behind; None if that is nothing to be completed.

    Args:
        text: The query.
        cursor: Characters before the cursor.
    """
    before = text[: max(0, cursor)]
    rest = _REST.match(text, len(before))
    end = rest.end() if rest else len(before)
    if saved := _SAVED.search(before):
        return _typed("@", saved, 1, end)
    if title := _TITLE.search(before):
        return _typed("", title, 1, end)
    value = _VALUE.search(before)
    if value and value[1].casefold() in facts.FIELDS:
        return _typed(value[1].casefold(), value, 3, end)
    word = _WORD.search(before)
    if not word:
        return None
    in_phrase = len(_QUOTE.findall(before)) % 2 == 1
    return Typing("", word[1], word.start(1), end, in_phrase)


def _typed(field: str, match: re.Match[str], group: int, end: int) -> Typing:
    value = match[group]
    start = match.start(group)
    if value.startswith('"'):
        return Typing(field, value[1:], start, match.end())
    if field == "in":  # in:related,comm
        start += value.rfind(",") + 1
        value = value[value.rfind(",") + 1 :]
    return Typing(field, value, start, end)
