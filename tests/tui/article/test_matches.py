"""From hit to hit, in the order of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsreader.article import Format, Kind
from newsreader.tui.widgets.article.document import Document, Place
from newsreader.tui.widgets.article.matches import Match, Matches

from .material import COMMENTS, PARAGRAPH, document


def pelicans(text: str) -> Sequence[tuple[int, int]]:
    return [match.span() for match in re.finditer("pelican", text)]


def walk(matches: Matches, direction: int = 1) -> list[Match]:
    place, past = Place(-10 if direction > 0 else 1 << 30), False
    found = []
    while match := matches.step(place, direction, past=past):
        found.append(match)
        place, past = match.place, True
    return found


def birds() -> Document:
    texts = [PARAGRAPH * 8 for _ in range(12)]
    texts[3] = "A *pelican*, and another pelican."
    texts[9] = "The last pelican."
    return document("\n\n".join(texts), Format.MARKDOWN, COMMENTS)


def test_every_hit_is_walked_to_once_down_and_up() -> None:
    matches = Matches(birds(), pelicans, (), in_source=True)
    down = walk(matches)
    assert [match[1:] for match in down] == [(2, 9), (23, 30), (9, 16)]
    assert walk(matches, -1) == down[::-1]


def test_a_closed_section_is_walked_into_only_if_its_kind_was_searched() -> None:
    made = birds()
    assert len(walk(Matches(made, pelicans, [Kind.COMMENTS], in_source=True))) == 4
    assert len(walk(Matches(made, pelicans, [Kind.RELATED], in_source=True))) == 3
    made.open([1])
    assert len(walk(Matches(made, pelicans, (), in_source=True))) == 4


def test_what_holds_no_hit_is_not_parsed() -> None:
    made = birds()
    walk(Matches(made, pelicans, (), in_source=True))
    assert sum(piece.is_parsed for piece in made.pieces) < len(made.pieces) // 2


async def test_all_of_them_are_counted() -> None:
    assert len(await Matches(birds(), pelicans, [Kind.COMMENTS], in_source=False).all()) == 4


def test_facts_and_headings_of_sections_are_no_hits() -> None:
    made = document("A pelican.", Format.PLAIN, COMMENTS)
    gazette = Matches(made, lambda text: [(0, 1)] if "Gazette" in text else [], (), in_source=True)
    assert walk(gazette) == []
