"""Where lines end: text → stretches that fit a width.

Lines end after blanks, after a dash or hyphen between letters, and between ideographs; not before
closing and after opening punctuation, which East Asian typesetting calls kinsoku
(https://www.w3.org/TR/clreq/, JIS X 4051). A word longer than the line is cut. Most western text is
one column a character, and a line then costs a search for a blank; the rest is measured by
grapheme, with the widths Textual measures with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes

_ONE_COLUMN = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037b-\u037f\u0384-\u0386\u0388-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u2193\u2212]*"
)
"""What is surely as many columns as characters."""
_WORD_BREAK = re.compile(r"(?<=[^\W\d_])[-–—/](?=[^\W\d_])|[–—](?=[^\W\d_])")
_BLANKS = (" ", "\u3000")
_NOT_AT_THE_START = frozenset("、。，．・：；？！ー…」』）】〕》〉’”，。！？；：％%)]}>,.!?;:")
_NOT_AT_THE_END = frozenset("「『（【〔《〈‘“([{<")


def break_text(
    text: str, width: int, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """Break a text into lines.

    Args:
        text: A newline in it ends a line.
        width: The most columns a line may have; a wider character stands alone all the same.
        start: Where in the text to begin.
        end: Where in the text to stop; None for its end.

    Returns:
        Start and end of every line in the text, without the blanks at which it was broken. One
        line at least.
    """
    end = len(text) if end is None else end
    width = max(1, width)
    result: list[tuple[int, int]] = []
    while True:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        if stop - start <= width and _ONE_COLUMN.fullmatch(text, start, stop):
            result.append((start, _without_blanks(text, start, stop)))
        elif _ONE_COLUMN.fullmatch(text, start, stop):
            result += _by_character(text, width, start, stop)
        else:
            result += _by_grapheme(text, width, start, stop)
        if newline < 0:
            return result
        start = newline + 1


def columns(text: str, start: int = 0, end: int | None = None) -> int:
    """How many columns a stretch of text takes."""
    end = len(text) if end is None else end
    return end - start if _ONE_COLUMN.fullmatch(text, start, end) else cell_len(text[start:end])


def break_code(text: str, width: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Break one line of code: wherever it is full, and with every blank kept."""
    width = max(1, width)
    if _ONE_COLUMN.fullmatch(text, start, end):
        for at in range(start, end, width):
            yield at, min(at + width, end)
    else:
        used, begin = 0, start
        for first, _, size in split_graphemes(text[start:end])[0]:
            if used + size > width and used:
                yield begin, start + first
                used, begin = 0, start + first
            used += size
        yield begin, end
    if start == end:
        yield start, end


def _without_blanks(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return end


def _by_character(text: str, width: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        breaks = _WORD_BREAK.finditer(text, max(start, cut), start + width)
        after = max((found.end() for found in breaks), default=None)
        if after is not None:
            yield start, after
            start = after
        elif cut > start:
            yield start, _without_blanks(text, start, cut)
            start = cut
        else:
            yield start, start + width
            start += width
        while start < end and text[start] == " ":
            start += 1
    if start < end:
        yield start, _without_blanks(text, start, end)


def _by_grapheme(text: str, width: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    graphemes = [
        (start + first, start + last, size)
        for first, last, size in split_graphemes(text[start:end])[0]
    ]
    begin = at = 0
    while begin < len(graphemes):
        used, at, stop = 0, begin, None
        while at < len(graphemes):
            size = graphemes[at][2]
            blank = _is_blank(text, graphemes[at])
            if used + size > width and at > begin and not blank:
                break
            if at > begin and (blank or _may_break(text, graphemes, at)):
                stop = at
            used += size
            at += 1
        if at == len(graphemes):
            break
        # Full: the grapheme at ``at`` has no room any more.
        if _may_break(text, graphemes, at) or _is_blank(text, graphemes[at - 1]):
            stop = at
        stop = at if stop is None else stop
        yield graphemes[begin][0], _without_blanks(text, graphemes[begin][0], graphemes[stop][0])
        begin = stop
        while begin < len(graphemes) and _is_blank(text, graphemes[begin]):
            begin += 1
    if begin < len(graphemes):
        yield graphemes[begin][0], _without_blanks(text, graphemes[begin][0], end)


def _is_blank(text: str, grapheme: tuple[int, int, int]) -> bool:
    return text[grapheme[0] : grapheme[1]] in _BLANKS


def _may_break(text: str, graphemes: list[tuple[int, int, int]], at: int) -> bool:
    """Whether a line may end before the grapheme at ``at``, which follows no blank."""
    before, after = text[graphemes[at - 1][0]], text[graphemes[at][0]]
    if after in _NOT_AT_THE_START or before in _NOT_AT_THE_END:
        return False
    if _is_ideograph(before) or _is_ideograph(after):
        return True
    return before in "-–—" and after.isalpha() and at >= 2 and text[graphemes[at - 2][0]].isalpha()


def _is_ideograph(character: str) -> bool:
    """Whether lines may end beside it: kana, Han and full-width forms, but not Hangul, which has
    blanks between its words."""
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\uff60"
        or ("\U00020000" <= character <= "\U0003ffff")
    )
