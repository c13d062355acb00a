"""Takes a text apart: headline and fields above, the body, what was glued on, the credit below.

Plain text and Markdown go the same way; they differ in what a line says (Markdown's marks are taken
away before lines are judged) and in how a section's text is shown. Nothing is lost on the way: each
line becomes one piece or, where a dateline or an agency shares a line with the body, two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from newsreader.article import Format, Kind, Section
from newsreader.reading.cards import read_cards
from newsreader.reading.layout import Line
from newsreader.reading.learning import NOTHING, Learnt, fingerprint
from newsreader.reading.phrases import says
from newsreader.reading.sections import Run, is_prose, split, why_recurring
from newsreader.reading.spans import Part, Span
from newsreader.reading.wire import Facts, is_headline, is_separator

_LONGEST_HEAD = 12
_LOOK_AHEAD = 3
_LONGEST_DATELINE = 200
_LEAD = 100
_PICTURE = re.compile(r"\[?!\[")
_ABOVE = Run(Kind.BODY, 0, 0)  # of the body, but above some of the fields
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*\n")


class _Piece(NamedTuple):
    line: Line
    part: Part
    run: Run | None = None


@dataclass
class Dissection:
    """A text taken apart.

    Attributes:
        spans: In the order of the text; see :mod:`newsreader.reading.spans`.
        facts: What the text states about itself, its headline included.
        sections: In the order of the text.
    """

    spans: list[Span] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    sections: list[Section] = field(default_factory=list)

    def body(self) -> str:
        """The text of all body sections."""
        return "\n\n".join(s.text for s in self.sections if s.kind is Kind.BODY)


def dissect(
    text: str,
    lines: list[Line],
    format: Format,
    *,
    joined: bool = False,
    known: Facts | None = None,
    learnt: Learnt = NOTHING,
) -> Dissection:
    """Take a text apart.

    Args:
        text: Decoded and cleaned.
        lines: Its lines, or its paragraphs where it is hard-wrapped.
        format: Of the sections.
        joined: Whether ``lines`` are paragraphs joined from several lines of the text.
        known: What is known already (from front matter); it wins over what the text states.
        learnt: The lines that the text's source is known to repeat. One at the head is no headline
            if a line below it may be.
    """
    facts = known or Facts()
    above, lines = _masthead(lines, learnt) if learnt else ([], lines)
    head, rest = _head(text, lines, facts)
    pieces = above + head + _body(text, rest, facts, learnt)
    return _assemble(text, pieces, facts, format, joined)


def lead_of(body: str) -> str:
    """A headline cut from the beginning of a body, at a word, of at most 100 characters."""
    start = " ".join(body[: _LEAD * 4].split())
    if len(start) <= _LEAD:
        return start
    cut = start[:_LEAD]
    end = cut.rfind(" ")
    return (cut[:end] if end > _LEAD // 2 else cut[:-1]).rstrip(" ,;:–—-") + "…"


def _masthead(lines: list[Line], learnt: Learnt) -> tuple[list[_Piece], list[Line]]:
    """The source's own lines above a headline, and what is below them."""
    known = [learnt.get(fingerprint(line.text), 0) for line in lines[:_LONGEST_HEAD]]
    own = next((place for place, articles in enumerate(known) if not articles), len(known))
    if not 0 < own < len(lines) - 1 or not is_headline(lines[own].text):
        return [], lines
    run = Run(Kind.FURNITURE, 0, own, why=why_recurring(known[0]))
    return [_Piece(line, Part.TEXT, run) for line in lines[:own]], lines[own:]


def _head(text: str, lines: list[Line], facts: Facts) -> tuple[list[_Piece], list[Line]]:
    """The pieces of the head, with the pictures in it, and the lines from the body on."""
    pieces: list[_Piece] = []
    place = 0
    while place < min(len(lines), _LONGEST_HEAD):
        line = lines[place]
        part = _head_part(lines, place, facts)
        if part is not None:
            pieces.append(_Piece(line, part))
        elif not line.text and _PICTURE.match(text, line.start):
            pieces.append(_Piece(line, Part.TEXT, _ABOVE))
        else:
            break
        place += 1
    if not any(piece.part is Part.TITLE for piece in pieces):
        return pieces, lines[place:]
    return _with_standfirst(pieces, lines, place, facts)


def _head_part(lines: list[Line], place: int, facts: Facts) -> Part | None:
    line = lines[place].text
    if is_separator(line):
        return Part.SEPARATOR
    if facts.take_head_line(line):
        return Part.FIELD
    if facts.title is not None and _letters(line) == _letters(facts.title):
        return Part.TITLE
    if facts.title is None and place + 1 < len(lines) and _is_headline(lines, place):
        facts.title = line
        return Part.TITLE
    return None


def _is_headline(lines: list[Line], place: int) -> bool:
    """Whether a line with others below it is the headline."""
    line = lines[place].text
    if not is_headline(line) or (is_prose(line) and not is_prose(lines[place + 1].text)):
        return False
    return not Facts().take_dateline(line[:_LONGEST_DATELINE])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _with_standfirst(
    pieces: list[_Piece], lines: list[Line], place: int, facts: Facts
) -> tuple[list[_Piece], list[Line]]:
    """Go on with the fields that come after a line or two of standfirst."""
    for ahead in range(place + 1, min(place + _LOOK_AHEAD, len(lines))):
        if is_prose(lines[ahead].text):
            break
        if not facts.take_head_line(lines[ahead].text):
            continue
        pieces += [_Piece(line, Part.TEXT, _ABOVE) for line in lines[place:ahead]]
        pieces.append(_Piece(lines[ahead], Part.FIELD))
        place = ahead + 1
        while place < len(lines) and facts.take_head_line(lines[place].text):
            pieces.append(_Piece(lines[place], Part.FIELD))
            place += 1
        break
    return pieces, lines[place:]


def _body(text: str, lines: list[Line], facts: Facts, learnt: Learnt) -> list[_Piece]:
    dateline: list[_Piece] = []
    if lines:
        first = lines[0]
        taken = facts.take_dateline(
            text[first.start : min(first.end, first.start + _LONGEST_DATELINE)]
        )
        if taken:
            said, rest = _cut(text, first, first.start + taken)
            dateline = [_Piece(said, Part.FIELD)]
            lines = [rest, *lines[1:]] if rest.text else lines[1:]
    runs = split([line.text for line in lines], learnt)
    pieces = [
        _Piece(
            lines[number], Part.HEADING if run.heading and number == run.start else Part.TEXT, run
        )
        for run in runs
        for number in range(run.start, run.stop)
    ]
    return dateline + _with_credits(text, pieces, facts)


def _with_credits(text: str, pieces: list[_Piece], facts: Facts) -> list[_Piece]:
    """Take the credit lines and the agency in brackets below the last line of the body."""
    for place in range(len(pieces) - 1, 0, -1):
        piece = pieces[place]
        if piece.run is None or piece.run.kind is not Kind.BODY:
            continue
        if is_separator(piece.line.text):
            pieces[place] = _Piece(piece.line, Part.SEPARATOR)
        elif facts.take_credit(piece.line.text) or (
            is_separator(pieces[place - 1].line.text) and facts.take_signature(piece.line.text)
        ):
            pieces[place] = _Piece(piece.line, Part.FIELD)
        elif not says("note", piece.line.text):
            break
    else:
        place = 0
    if not pieces or pieces[place].part is not Part.TEXT:
        return pieces
    line, part, run = pieces[place]
    if run is not None and run.kind is Kind.BODY:
        source = text[line.start : line.end]
        start = facts.take_closing_agency(source)
        if 0 < start < len(source):
            kept, said = _cut(text, line, line.start + start)
            pieces[place : place + 1] = [_Piece(kept, part, run), _Piece(said, Part.FIELD)]
    return pieces


def _cut(text: str, line: Line, at: int) -> tuple[Line, Line]:
    """Two lines out of one, without the white space at the cut."""
    return _trimmed(text, line.start, at), _trimmed(text, at, line.end)


def _trimmed(text: str, start: int, end: int) -> Line:
    source = text[start:end]
    said = source.strip()
    start += len(source) - len(source.lstrip()) if said else 0
    return Line(start, start + len(said), " ".join(part.strip() for part in said.split("\n")))


def _assemble(
    text: str,
    pieces: list[_Piece],
    facts: Facts,
    format: Format,
    joined: bool,
) -> Dissection:
    result = Dissection(facts=facts)
    group: list[_Piece] = []

    def close() -> None:
        if group:
            _add_section(result, text, group, format, joined)
            group.clear()

    for piece in pieces:
        if piece.run is None:
            close()
            result.spans.append(Span(piece.line.start, piece.line.end, piece.part))
            continue
        if group and group[-1].run is not piece.run and not _go_on(group[-1].run, piece.run):
            close()
        group.append(piece)
    close()
    return result


def _go_on(run: Run | None, following: Run | None) -> bool:
    return run is not None and run == following


def _add_section(
    result: Dissection,
    text: str,
    pieces: list[_Piece],
    format: Format,
    joined: bool,
) -> None:
    run = pieces[0].run
    assert run is not None
    number = len(result.sections)
    heading = pieces[0].line if pieces[0].part is Part.HEADING else None
    lines = [piece.line for piece in pieces if piece.part is Part.TEXT]
    if heading is not None:
        result.spans.append(Span(heading.start, heading.end, Part.HEADING, number))
    if lines:
        result.spans.append(Span(lines[0].start, lines[-1].end, Part.TEXT, number))
    result.sections.append(
        Section(
            kind=run.kind,
            format=format,
            heading=heading.text if heading is not None else None,
            text=_shown(text, lines, joined),
            items=read_cards([line.text for line in lines]) if run.kind is Kind.RELATED else (),
            why=run.why,
        )
    )


def _shown(text: str, lines: list[Line], joined: bool) -> str:
    if not lines:
        return ""
    if joined:
        return "\n".join(line.text for line in lines)
    return _BLANK_LINES.sub("\n\n", text[lines[0].start : lines[-1].end])
