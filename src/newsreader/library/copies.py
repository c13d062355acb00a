"""What lists and articles show of stories: which other copies there are, and how alike they are.

Who is whose copy is settled in the catalogue (see :mod:`~newsreader.library.stories`); here it is
only asked. How alike two copies are is measured on their texts, when somebody looks.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsreader.article import Article, TitleFrom
from newsreader.errors import UnknownArticle
from newsreader.library import listing
from newsreader.library.answers.articles import Entry, Story, StoryCopy
from newsreader.library.answers.lists import InStory, Row
from newsreader.library.bodies import decode
from newsreader.library.database import json_list
from newsreader.library.fields import ARCHIVED, JOINED, LATER, READ, STARRED
from newsreader.library.listing import marked
from newsreader.reading.clean import display_name

if TYPE_CHECKING:
    from newsreader.stories.likeness import Likeness, Text
    from newsreader.stories.summary import Comparison, Copy

_SECONDS_A_DAY = 86_400
_SEEN = marked(READ, ARCHIVED)


def rows(database: sqlite3.Connection, wanted: Sequence[int]) -> list[Row]:
    """Rows, in the order asked for, with what there is to say of their stories."""
    found = listing.rows(database, wanted)
    known = _in_stories(database, [row.number for row in found])
    return [
        msgspec.structs.replace(
            row,
            story=known[row.number][0],
            title=known[row.number][1] or row.title,
            borrowed=known[row.number][1] is not None,
        )
        if row.number in known
        else row
        for row in found
    ]


def entry(database: sqlite3.Connection, number: int) -> Entry:
    """An article with all there is, with what there is to say of its story.

    Raises:
        UnknownArticle: There is none with that number.
    """
    found = listing.entry(database, number)
    known = _in_stories(database, [number])
    if not known:
        return found
    story, borrowed = known[number]
    article = found.article
    if borrowed is not None:
        article = msgspec.structs.replace(article, title=borrowed, title_from=TitleFrom.STORY)
    why = None if number == story.lead else _why(database, number, story.lead)
    return msgspec.structs.replace(found, article=article, story=story, why=why)


def with_copies(database: sqlite3.Connection, numbers: Collection[int]) -> list[str]:
    """The ids of articles and of all their copies."""
    return [
        id_
        for (id_,) in database.execute(
            "WITH chosen AS (SELECT value FROM json_each(?))"
            " SELECT id FROM articles WHERE number IN chosen OR story IN"
            " (SELECT story FROM articles WHERE number IN chosen AND story IS NOT NULL)",
            (json_list(numbers),),
        )
    ]


def joined_with(database: sqlite3.Connection, ids: Collection[str]) -> list[str]:
    """The ids of the articles the reader joined with one of these."""
    return [
        id_
        for (id_,) in database.execute(
            "SELECT article FROM marks.marks WHERE field = ?2 AND value IN"
            " (SELECT value FROM marks.marks WHERE field = ?2"
            " AND article IN (SELECT value FROM json_each(?1)))",
            (json_list(ids), JOINED),
        )
    ]


def story(database: sqlite3.Connection, number: int) -> Story:
    """The story of an article; one of a single article if it has no copies.

    Raises:
        UnknownArticle: There is none with that number.
    """
    found = database.execute(
        "SELECT coalesce(story, number) FROM articles WHERE number = ?", (number,)
    ).fetchone()
    if found is None:
        raise UnknownArticle(str(number))
    return _story(database, found[0])


def comparison(database: sqlite3.Connection, numbers: Sequence[int]) -> Comparison:
    """Articles beside the fullest of them.

    Raises:
        UnknownArticle: One of them is not there.
    """
    # Imported here, as below: the app starts without what tells copies apart.
    from newsreader.stories.summary import compare

    entries = [listing.entry(database, number) for number in numbers]
    return compare([as_copy(entry.article, entry.outlet, entry.paths) for entry in entries])


def as_copy(article: Article, outlet: str, paths: Sequence[Path]) -> Copy:
    """An article as it is compared; a headline it does not have itself is left out."""
    from newsreader.library.alike import UNTITLED
    from newsreader.library.texts import text_of
    from newsreader.stories.summary import Copy

    borrowed = (*UNTITLED, TitleFrom.STORY)
    title = None if article.title_from in borrowed else article.title
    return Copy(
        id=article.id,
        name=outlet,
        title=title,
        body=text_of(article),
        file=display_name(paths[0]),
    )


def same_event(database: sqlite3.Connection, number: int, among: Sequence[int]) -> list[int]:
    """Those of some articles that speak of the event of another, within days of it, and are no
    copies of it; in their order."""
    from newsreader.stories.coverage import DAYS, is_same_event

    about = {
        row[0]: row[1:]
        for row in database.execute(
            "SELECT number, coalesce(story, number), sort_at, content FROM articles"
            " JOIN bodies ON article = number WHERE number IN (SELECT value FROM json_each(?))",
            (json_list([number, *among]),),
        )
    }
    story, when, content = about[number]
    names = _names(content)
    return [
        other
        for other in among
        if about[other][0] != story
        and abs(about[other][1] - when) <= DAYS * _SECONDS_A_DAY
        and is_same_event(names, _names(about[other][2]))
    ]


def _names(content: bytes) -> frozenset[str]:
    from newsreader.library.texts import text_of
    from newsreader.stories.coverage import names_of

    return names_of(text_of(decode(content)))


def stories_among(database: sqlite3.Connection, numbers: Iterable[int]) -> list[Story]:
    """The stories of these articles that have more than one copy, in the order of the articles."""
    leads = dict(
        database.execute(
            "SELECT number, story FROM articles WHERE story IS NOT NULL"
            " AND number IN (SELECT value FROM json_each(?))",
            (json_list(numbers),),
        )
    )
    wanted = dict.fromkeys(leads[number] for number in numbers if number in leads)
    return [_story(database, lead) for lead in wanted]


def _in_stories(
    database: sqlite3.Connection, numbers: Collection[int]
) -> dict[int, tuple[InStory, str | None]]:
    """What each of these that is a copy knows of its story, and the headline it borrows."""
    members = {
        number: (lead, borrowed)
        for number, lead, borrowed in database.execute(
            "SELECT number, story, borrowed FROM articles WHERE story IS NOT NULL"
            " AND number IN (SELECT value FROM json_each(?))",
            (json_list(numbers),),
        )
    }
    copies = defaultdict(list)
    for lead, *copy in database.execute(
        f"SELECT story, number, id, outlet, {_SEEN}, {marked(STARRED)}, {marked(LATER)}"
        " FROM articles"
        " WHERE story IN (SELECT value FROM json_each(?)) ORDER BY number != story, words DESC, id",
        (json_list([lead for lead, _ in members.values()]),),
    ):
        copies[lead].append(copy)
    stories = {
        lead: InStory(
            id=found[0][1],
            lead=lead,
            copies=len(found),
            outlets=tuple(dict.fromkeys(outlet for _, _, outlet, *_ in found)),
            unread=sum(not seen for *_, seen, _, _ in found),
            starred=sum(starred for *_, starred, _ in found),
            later=sum(later for *_, later in found),
        )
        for lead, found in copies.items()
    }
    return {number: (stories[lead], borrowed) for number, (lead, borrowed) in members.items()}


def _why(database: sqlite3.Connection, number: int, lead: int) -> str:
    """Why an article belongs to the story of another."""
    copies = {copy.number: copy for copy in _story(database, lead, (lead, number)).articles}
    return copies[number].why


def _story(database: sqlite3.Connection, lead: int, only: Collection[int] | None = None) -> Story:
    """A story with all its copies, or only with these."""
    from newsreader.library.texts import text_of
    from newsreader.stories.likeness import Text, likeness
    from newsreader.stories.running import parted

    articles: list[StoryCopy] = []
    first: Text | None = None
    for (
        number,
        id_,
        source,
        outlet,
        path,
        title,
        borrowed,
        published,
        words,
        read,
        old,
        joined,
        content,
    ) in database.execute(
        "SELECT articles.number, id, sources.name, outlet, files.path,"
        " coalesce(borrowed, title), borrowed IS NOT NULL, published, words,"
        f" {_SEEN}, superseded, {marked(JOINED)}, content FROM articles"
        " JOIN bodies ON bodies.article = articles.number"
        " JOIN sources ON sources.number = articles.source"
        " JOIN files ON files.number = articles.file"
        " WHERE (articles.number = ?1 OR story = ?1)"
        " AND (?2 IS NULL OR articles.number IN (SELECT value FROM json_each(?2)))"
        " ORDER BY articles.number != ?1, superseded, words DESC, id",
        (lead, None if only is None else json_list(only)),
    ):
        text = Text(parted(text_of(decode(content))))
        like = likeness(text, first) if first is not None else None
        first = first or text
        articles.append(
            StoryCopy(
                number=number,
                id=id_,
                source=source,
                outlet=outlet,
                path=Path(os.fsdecode(path)),
                title=title,
                borrowed=bool(borrowed),
                published=published,
                words=words,
                read=bool(read),
                similarity=round(like.share, 3) if like else 1.0,
                why=_sentence(like, joined=bool(joined)) if like else "the fullest copy",
                superseded=bool(old),
            )
        )
    return Story(id=articles[0].id, title=articles[0].title, articles=articles)


def _sentence(like: Likeness, *, joined: bool) -> str:
    return f"joined by you; {like.sentence()}" if joined and not like.copies else like.sentence()
