"""A library of eleven short articles, and how to ask it: what the tests of the search share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec
import numpy as np

from newsreader.article import Kind
from newsreader.search.analysis import fold
from newsreader.search.grammar import parse
from newsreader.search.index import Index, IndexDocument
from newsreader.search.joining import evaluate
from newsreader.search.postings.files import Array
from newsreader.search.query import DATE_OPS, Fact, Field, Node, Op, Query

TODAY = date(2025, 7, 16)  # a Wednesday
LANGUAGES = ("ar", "de", "en", "ja", "uk")


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What a catalogue would know of an article."""

    date: date
    source: str = "gazette"
    by: str = ""
    agency: str = ""
    place: str = ""
    lang: str = "en"
    story: str = ""
    copies: int = 1
    tags: tuple[str, ...] = ()
    states: tuple[str, ...] = ("unread",)
    has: tuple[str, ...] = ()


ARTICLES: dict[str, tuple[IndexDocument, Known]] = {}


def _article(
    id_: str, title: str, body: str, *, folded: dict[Kind, str] | None = None, **known: object
) -> None:
    facts = msgspec.convert(known, Known)
    ARTICLES[id_] = (
        IndexDocument(
            id=id_,
            title=title,
            body=body,
            folded=folded or {},
            language=facts.lang,
            number=len(ARTICLES),
        ),
        facts,
    )


_article(
    "weapons",
    "Ostrava mill turns to joint weapons production",
    "The mill at Ostrava will make shells together with Ukraine’s factories. Its owners hope the "
    "joint production of weapons will save the town; the Patriot batteries come from abroad.",
    folded={Kind.RELATED: "Pope opens the harbour fair", Kind.HASHTAGS: "#mill #ostrava"},
    date=date(2025, 7, 2),
    source="daily8",
    by="Illia Novikov",
    agency="AP",
    place="Kyiv, Ukraine",
    copies=4,
    story="s1",
    tags=("defence",),
    has=("related", "hashtags", "copies"),
)
_article(
    "shipments",
    "Himars shipments paused, says defense ministry",
    "The ministry in the capital of the U.S. gave no date. Ukrainian weapons stores are said to be "
    "half empty, and organisers of the airlift are waiting.",
    date=date(2025, 7, 3),
    source="cbc",
    by="Ann O'Neil",
    agency="AP",
    place="Washington",
    copies=4,
    story="s1",
    states=("read", "starred"),
    has=("copies",),
)
_article(
    "pope",
    "Pope to visit the harbour in autumn",
    "A quiet journey by ferry is planned. Nobody expects crowds.",
    date=date(2025, 6, 30),
    source="cbc",
    by="Bela Novikov",
    states=("unread", "later"),
    has=("note",),
)
_article(
    "ferry",
    "Harbor ferry returns after winter",
    "Its colour is grey now. The ferry and the pope have nothing to do with each other, wrote "
    "one reader; others want to organize a choir.",
    folded={Kind.COMMENTS: "Weapons would be cheaper, no doubt. Trump!"},
    date=date(2024, 12, 31),
    states=("read", "archived"),
    has=("comments",),
)
_article(
    "president",
    "Zelenskyy thanks the choir of Lindenau",
    "President Zelensky listened to an hour of songs, then spoke of production quotas for us all.",
    date=date(2025, 7, 15),
    place="Kyiv",
)
_article(
    "court",
    "Trump golf course sinks into the marsh",
    "AT&T lost a mast of 1,000 feet as well. Sinking courses are a matter for the courts.",
    date=date(2025, 7, 9),
)
_article(
    "fete",
    "Café fête in Zürich draws 3.5 million",
    "The naïve painters showed “the last, the very last” pictures, the Lindenau choir sang. 🎻",
    date=date(2025, 5, 1),
)
_article(
    "market",
    "港の朝市、三十年ぶりに再開",
    "東京都の港で朝市が再開した。ニュースは世界に広がった。",
    date=date(2025, 7, 14),
    lang="ja",
)
_article(
    "weapons-uk",
    "Нова зброя для міста",
    "Мер подякував за зброю та нагадав про здоров'я мешканців України.",
    date=date(2025, 1, 5),
    lang="uk",
)
_article(
    "houses",
    "Alte Häuser, neue Straßen",
    "Das Haus am Hafen wird verkauft.",
    date=date(2025, 4, 1),
    lang="de",
)
_article(
    "bazaar",
    "سوق الميناء",
    "عادت السوق إلى المِيناء بعد سنوات.",
    date=date(2025, 3, 1),
    lang="ar",
)


def documents(ids: Collection[str] = ARTICLES.keys()) -> Iterable[IndexDocument]:
    """The documents with these ids."""
    return [ARTICLES[id_][0] for id_ in ids]


def holds(fact: Fact) -> set[str]:
    """The ids of the articles a fact holds for."""
    return {id_ for id_, (_, known) in ARTICLES.items() if _holds(fact, known)}


def _holds(fact: Fact, known: Known) -> bool:
    if fact.op in DATE_OPS:
        return (fact.start or date.min) <= known.date < (fact.end or date.max)
    match fact.field:
        case Field.IS:
            return fact.value in known.states
        case Field.HAS:
            return fact.value in known.has
        case Field.TAG:
            return fact.value in known.tags
        case Field.COPIES:
            number = int(fact.value)
            return known.copies > number if fact.op is Op.GREATER else known.copies == number
    value = str(getattr(known, fact.field.value))
    if fact.op is Op.EQUAL or fact.field is Field.STORY:
        return fold(value) == fold(fact.value)
    return fold(fact.value) in fold(value)


def ask(
    index: Index, text: str, *, typing: bool = False, saved: Mapping[str, str] | None = None
) -> list[str]:
    """The ids a query finds, best first."""
    return answer(index, parse(text, today=TODAY, typing=typing, saved=saved))


def answer(index: Index, query: Query) -> list[str]:
    """The ids a parsed query finds, best first."""
    ids = list(ARTICLES)

    def words(tree: Node, among: Array | None) -> tuple[Array, Array]:
        found = index.find(
            tree, kinds=query.kinds, languages=LANGUAGES, documents=documents, among=among
        )
        return found.numbers, found.scores

    def facts(fact: Fact) -> Array:
        held = holds(fact)
        return np.array([id_ in held for id_ in ids])

    found = evaluate(query.tree, len(ids), words, facts)
    numbers = np.flatnonzero(found.mask).tolist()
    return [ids[number] for number in sorted(numbers, key=lambda number: -found.scores[number])]


def made(folder: Path) -> Index:
    """A new index of the library."""
    index = Index(folder)
    index.rebuild(documents())
    return index
