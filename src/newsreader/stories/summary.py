"""What an outlet did to a story, in a line: "same text, cut by 4 paragraphs; changes 2 passages".

Counted are whole paragraphs and, in those that were kept, passages that differ in more than house
style. Who is quoted is taken from the words beside a quotation ("… said Marit Sund").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

import msgspec

from newsreader.stories.comparing import Change, Paragraph, compared
from newsreader.stories.likeness import Text, likeness
from newsreader.stories.running import parted

_QUOTATION = re.compile(
    r"[\"“„«][^\"“”„«»]{16,}[\"”“»]|(?:(?<=\s)|^)['‘](?:[^'‘’\n]|['’](?=\w)){16,}['’](?=\s|[,.]|$)"
)
_NAME = r"(?:[A-Z][\w’'.-]+ ){0,3}[A-Z][\w’'-]+"
_SAYS = r"(?:said|says|told|added|wrote|asked|warned|insisted|announced|explained|argued)"
_SPEAKER = re.compile(rf"\b{_SAYS} ({_NAME})|({_NAME})(?:, [^,]{{1,60}},)? {_SAYS}\b")
_MOST_NAMED = 2
_LONGEST_NAME = 2
_SHORT = 40
_PRONOUNS = frozenset(("He", "She", "They", "It", "We", "I", "And", "But", "The"))


class Copy(msgspec.Struct, frozen=True):
    """A copy to be compared.

    Attributes:
        id: What tells it from the others.
        name: Who published it.
        title: Its own headline, or None.
        body: A paragraph a line.
        file: The name of its file, for where two copies have the same outlet.
    """

    id: str
    name: str
    title: str | None
    body: str
    file: str = ""


class Compared(msgspec.Struct, frozen=True):
    """A copy beside the fullest.

    Attributes:
        similarity: How much of the shorter text is in the longer: 0 to 1.
        why: The same in a sentence.
        summary: What the outlet did, in a line.
        paragraphs: In the order of the fullest copy.
    """

    id: str
    name: str
    title: str | None
    similarity: float
    why: str
    summary: str
    paragraphs: tuple[Paragraph, ...]


class Comparison(msgspec.Struct, frozen=True):
    """The copies of a story beside the fullest of them.

    Attributes:
        fullest: The copy all others are compared with.
        copies: The others, the fullest first.
    """

    fullest: Copy
    copies: tuple[Compared, ...]


def compare(copies: Sequence[Copy]) -> Comparison:
    """Compare copies, at least one, with the fullest of them; those of one outlet are named by
    their files, too."""
    copies = _told_apart(copies)
    texts = {copy.id: Text(parted(copy.body)) for copy in copies}
    fullest, *others = sorted(copies, key=lambda copy: (-len(texts[copy.id].words), copy.id))
    found = []
    for copy in others:
        like = likeness(texts[copy.id], texts[fullest.id])
        paragraphs = compared(fullest.body, copy.body)
        found.append(
            Compared(
                id=copy.id,
                name=copy.name,
                title=copy.title,
                similarity=round(like.share, 3),
                why=like.sentence(),
                summary=summary(paragraphs),
                paragraphs=paragraphs,
            )
        )
    return Comparison(fullest, tuple(found))


def _told_apart(copies: Sequence[Copy]) -> list[Copy]:
    """Copies of which no two have the same name."""
    for further in (attrgetter("file"), attrgetter("id")):
        held = Counter(copy.name for copy in copies)
        copies = [
            msgspec.structs.replace(copy, name=f"{copy.name} ({further(copy)})")
            if held[copy.name] > 1 and further(copy)
            else copy
            for copy in copies
        ]
    return list(copies)


def summary(paragraphs: Sequence[Paragraph]) -> str:
    """What was done to a text, in a line."""
    kept = [p for p in paragraphs if p.change not in (Change.CUT, Change.ADDED)]
    if not kept:
        return "another text"
    pieces = [piece for paragraph in kept for piece in paragraph.pieces]
    cut = [p.before for p in paragraphs if p.change is Change.CUT]
    added = [p.after for p in paragraphs if p.change is Change.ADDED]
    inserted = [piece.after for piece in pieces if piece.change is Change.ADDED]
    changed = [piece for piece in pieces if piece.change is Change.CHANGED]
    parts = [_cut(len(cut), [piece.before for piece in pieces if piece.change is Change.CUT])]
    parts += _quotations("adds", [*added, *inserted])
    parts += _quotations("leaves out", cut)
    parts += _counted("adds", sum(not _QUOTATION.search(text) for text in added), "paragraph")
    if len(changed) == 1 and len(f"{changed[0].before}{changed[0].after}") <= _SHORT:
        parts.append(f"changes “{changed[0].before}” to “{changed[0].after}”")
    else:
        parts += _counted("changes", len(changed), "passage")
    if any(paragraph.moved for paragraph in paragraphs):
        parts.append("in another order")
    if any(piece.change is Change.STYLE for piece in pieces):
        parts.append("in another house style")
    return "; ".join(parts)


def _cut(paragraphs: int, passages: Sequence[str]) -> str:
    words = sum(len(passage.split()) for passage in passages)
    if paragraphs:
        return f"same text, cut by {_number(paragraphs, 'paragraph')}"
    return f"same text, cut by {_number(words, 'word')}" if words else "same text"


def _counted(verb: str, count: int, noun: str) -> list[str]:
    return [f"{verb} {_number(count, noun)}"] if count else []


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _quotations(verb: str, texts: Iterable[str]) -> list[str]:
    quoted = [text for text in texts if _QUOTATION.search(text)]
    if not quoted:
        return []
    speakers = [speaker for speaker in map(_speaker, quoted) if speaker is not None]
    what = f"{verb} {len(quoted)} quotations" if len(quoted) > 1 else f"{verb} a quotation"
    if len(speakers) < len(quoted) or len(set(speakers)) > _MOST_NAMED:
        return [what]
    return [f"{what} by {' and '.join(dict.fromkeys(speakers))}"]


def _speaker(text: str) -> str | None:
    """Who is quoted, where a full name stands beside a verb of saying, outside the quotation."""
    for found in _SPEAKER.finditer(_QUOTATION.sub("“”", text)):
        name: str = found[1] or found[2]
        words = [word for word in name.split() if word not in _PRONOUNS]
        if len(words) > 1:
            return " ".join(words[-_LONGEST_NAME:])
    return None
