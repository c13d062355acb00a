"""Which lines of a plain text our reader folds away."""

from __future__ import annotations

from newsreader.article import Kind
from newsreader.reading.clean import clean_line
from newsreader.reading.plain_text import dissect_text


def folded(lines: list[str]) -> list[bool]:
    """For each line of a plain text file, whether it is folded.

    A line of which a part is shown is not folded; headline, fields and credits are not, either.
    """
    cleaned = [clean_line(line) for line in lines]
    found = dissect_text("\n".join(cleaned))
    starts = []
    place = 0
    for line in cleaned:
        starts.append(place)
        place += len(line) + 1
    shown = [
        (span.start, span.end)
        for span in found.spans
        if span.section is None or found.sections[span.section].kind is Kind.BODY
    ]
    return [
        bool(line) and not any(start < begin + len(line) and begin < end for start, end in shown)
        for line, begin in zip(cleaned, starts, strict=True)
    ]
