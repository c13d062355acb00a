"""The executor beside two that know better: Whoosh's own searcher reading the same index through the
codec, and a search that goes through all texts (``naive``)."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from newsreader.article import FOLDED_KINDS, Kind
from newsreader.search import segments
from newsreader.search.index import Index, IndexDocument
from newsreader.search.matching import Pattern
from newsreader.search.postings import heaviest
from newsreader.search.query import And, Node, Not, Or, Phrase, Word
from newsreader.search.searching import Question
from tests.search.naive import Naive, saturated, words_in, worth_of

FIELDS = ("title", "body")
ALL_FIELDS = (*FIELDS, *(kind.value for kind in FOLDED_KINDS))

# By their stems: what a word finds is not in question here. The first are the commonest.
VOCABULARY = (
    "the of port ferri bread mayor cold rope tar oar mast hull keel bow fog tide sand salt ropewalk "
    "ropemak tarpot tidal tidemark sandbank saltpan mastless keelson hullo fogbank 港 市 été œuf 1000 "
    "зброя"
)
WORDS = VOCABULARY.split()


def _text(chance: random.Random, length: int) -> str:
    return " ".join(WORDS[int(len(WORDS) * chance.random() ** 2)] for _ in range(length))


def _document(chance: random.Random, number: int) -> IndexDocument:
    folded = {
        kind: _text(chance, chance.randrange(12)) for kind in FOLDED_KINDS if chance.random() < 0.3
    }
    return IndexDocument(
        id=f"{chance.getrandbits(64):016x}",
        title=_text(chance, chance.choice((0, 1, 3, 6))),
        body=_text(chance, int(chance.lognormvariate(2.5, 1))),
        folded={kind: text for kind, text in folded.items() if text},
        number=number,
        sort_at=chance.randrange(40) * 86_400,
    )


def _at_the_edges(first: int) -> list[IndexDocument]:
    """Nothing, one word, one word very often, a text longer than 16 bits count, kinds alone."""
    texts = {
        "empty": ("", ""),
        "only points": ("…", "- - -"),
        "one word": ("", "ferri"),
        "headline alone": ("ferri bread", ""),
        "one word often": ("", "ferri " * 700),
        "huge": ("", "tide " + "boom crane " * 33_000 + "ferri bread ferri"),
        "one sentence in Chinese": ("港市", "港市港市港"),
    }
    return [
        IndexDocument(
            id=id_,
            title=title,
            body=body,
            number=first + at,
            sort_at=0,
            folded={Kind.RELATED: "fog"},
        )
        for at, (id_, (title, body)) in enumerate(texts.items())
    ]


def _trees(chance: random.Random) -> Iterator[Node]:
    while True:
        yield _tree(chance, 2)


def _tree(chance: random.Random, depth: int) -> Node:
    if depth and chance.random() < 0.45:
        children = tuple(_tree(chance, depth - 1) for _ in range(chance.choice((2, 2, 3))))
        if chance.random() < 0.3:
            return And((*children, Not(_tree(chance, 0))))
        return chance.choice((And, Or))(children)
    word = chance.choice(WORDS)
    title = chance.random() < 0.1
    match chance.randrange(8):
        case 0 | 1 | 2:
            return Word(word, title=title)
        case 3:
            return Word(word[: chance.randint(1, 4)], prefix=True, title=title)
        case 4:
            return Word(word, fuzzy=chance.choice((1, 2)))
        case 5:
            words = tuple(chance.choice(WORDS[:12]) for _ in range(chance.choice((2, 2, 3))))
            return Phrase(words, within=chance.choice((1, 2, 5)))
        case 6:
            return Phrase((chance.choice(WORDS[:12]), word[:2]), prefix=True)
    words = tuple(chance.choice(WORDS[:10]) for _ in range(chance.choice((2, 2, 3))))
    return Phrase(words, title=title)


class Life:
    """An index with a past, and the documents that should be in it."""

    def __init__(self, folder: Path) -> None:
        self.chance = random.Random(5)
        self.index = Index(folder)
        self.documents: dict[str, IndexDocument] = {}
        self._number = 0

    def made(self, count: int) -> list[IndexDocument]:
        documents = [_document(self.chance, self._number + at) for at in range(count)]
        self._number += count
        return documents

    def rebuild(self) -> None:
        documents = [*self.made(150), *_at_the_edges(10_000)]
        self.index.rebuild(documents)
        self.documents = {document.id: document for document in documents}

    def update(self, added: int, changed: int, removed: int) -> None:
        some = self.chance.sample(sorted(self.documents), changed + removed)
        new = self.made(added + changed)
        for id_, document in zip(some[:changed], new[added:], strict=True):
            new.append(
                IndexDocument(
                    id=id_, title=document.title, body=document.body, number=document.number
                )
            )
        new = [*new[:added], *new[added + changed :]]
        self.index.update(new, some[changed:])
        for id_ in some:
            del self.documents[id_]
        self.documents.update({document.id: document for document in new})

    def merge(self) -> None:
        assert self.index.merge(everything=True)
        assert not self.index.merge(everything=True)

    def _forgotten(self, snapshot: segments.Snapshot) -> dict[str, int]:
        """Words of each field that are still counted though their documents are deleted."""
        words = words_in(self.documents.values())
        counted = {
            field: sum(segment.total_length(field) for segment in snapshot.segments)
            for field in ALL_FIELDS
        }
        forgotten = {field: counted[field] - words.get(field, 0) for field in ALL_FIELDS}
        assert min(forgotten.values()) >= 0
        if not any(segment.alive().sum() < segment.size for segment in snapshot.segments):
            assert not any(forgotten.values())
        return forgotten

    def check(self, queries: int) -> None:
        """Ask all three the same."""
        snapshot = self.index._current()
        naive = Naive(self.documents.values(), self._forgotten(snapshot))
        storage = FileStorage(str(snapshot.folder), readonly=True)
        numbers = {document.number: id_ for id_, document in self.documents.items()}
        with FileIndex(storage, indexname="MAIN").searcher(weighting=Ours()) as stock:
            for tree in islice(_trees(self.chance), queries):
                fields = self.chance.choice((FIELDS, ("body",), ALL_FIELDS))
                question = Question(snapshot, fields, ("en",), None)
                answer = question.answer(tree, None, newest=False)
                found = answer.by_id()
                assert [numbers[number] for number in answer.numbers.tolist()] == list(found), tree
                right = naive.find(tree, fields)
                assert found.keys() == right.keys(), tree
                assert_same_order(found, right)
                best = question.answer(tree, 10, newest=False)
                assert_same_order(best.by_id(), dict(islice(right.items(), 10)))
                newest = question.answer(tree, 7, newest=True)
                by_date = sorted(found, key=lambda id_: (-self.documents[id_].sort_at, id_))
                assert list(newest.by_id()) == by_date[:7], tree
                chosen = np.zeros(self._number, bool)
                chosen[self.chance.sample(range(self._number), self.chance.choice((3, 90)))] = True
                among = Question(snapshot, fields, ("en",), None, chosen)
                ids = {numbers[at] for at in chosen.nonzero()[0].tolist() if at in numbers}
                assert_same_order(
                    among.answer(tree, None, newest=False).by_id(),
                    {id_: score for id_, score in found.items() if id_ in ids},
                )
                asked = stock_query(tree, fields, snapshot)
                if asked is not None:
                    hits = stock.search(asked, limit=None)
                    assert len(hits) == len(found), tree
                    if len(fields) == 1 and is_flat(tree):
                        scored = {hit["id"]: hit.score for hit in hits}
                        assert_same_order(scored, found)


def assert_same_order(one: dict[str, float], other: dict[str, float]) -> None:
    """The same scores in the same order; what scores alike may change places."""
    assert list(one.values()) == pytest.approx(list(other.values()), rel=2e-4, abs=1e-4)
    least = min(one.values(), default=0.0) * 1.001
    above = [{id_ for id_, score in some.items() if score > least} for some in (one, other)]
    assert above[0] <= other.keys() and above[1] <= one.keys()


class Ours(WeightingModel):  # type: ignore[misc]
    """How much one word of one field fits, told to Whoosh's searcher."""

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: float = 1) -> Scorer:  # noqa: ARG002
        return Scorer(searcher, fieldname, text)


class Scorer(BaseScorer):  # type: ignore[misc]
    def __init__(self, searcher: Searcher, field: str, text: bytes) -> None:
        everywhere = searcher.get_parent()
        reader = everywhere.reader()
        self._count = reader.doc_count()
        self._having = sum(1 for _ in reader.postings(field, text).all_ids())
        self._average = reader.field_length(field) / self._count
        self._field, self._searcher = field, searcher

    def score(self, matcher: object) -> float:
        length = self._searcher.doc_field_length(matcher.id(), self._field)  # type: ignore[attr-defined]
        worth = worth_of(self._field, length, self._average)
        weight = worth * matcher.weight()  # type: ignore[attr-defined]
        return saturated(weight, self._count, self._having)

    def max_quality(self) -> float:
        return math.inf

    def block_quality(self, _: object) -> float:
        return math.inf


def is_flat(tree: Node) -> bool:
    """Whether Whoosh scores a tree as we do: words alone, each of one term."""
    match tree:
        case Word():
            return not tree.prefix and not tree.fuzzy and not tree.title
        case And(children) | Or(children):
            return all(is_flat(child) for child in children if not isinstance(child, Not))
    return False


def stock_query(
    tree: Node, fields: Iterable[str], snapshot: segments.Snapshot
) -> whoosh_query.Query | None:
    """The same in Whoosh's words, or None if it has none."""
    match tree:
        case Not(child):
            asked = stock_query(child, fields, snapshot)
            return asked and whoosh_query.Not(asked)
        case And(children) | Or(children):
            parts = [stock_query(child, fields, snapshot) for child in children]
            shape = whoosh_query.And if isinstance(tree, And) else whoosh_query.Or
            return None if None in parts else shape(parts)
        case Word() | Phrase():
            pattern = Pattern(tree, ["en"])
            searched = ("title",) if pattern.title else fields
            unfinished = any(slot.prefix for slot in pattern.slots) and len(pattern.slots) > 1
            if pattern.extent is not None or unfinished or pattern.slots[0].fuzzy:
                return None
            return whoosh_query.Or([_in_field(field, pattern) for field in searched])
    return None


def _in_field(field: str, pattern: Pattern) -> whoosh_query.Query:
    if len(pattern.slots) > 1:
        return whoosh_query.Phrase(field, [term for slot in pattern.slots for term in slot.terms])
    (slot,) = pattern.slots
    words = [whoosh_query.Term(field, term.encode()) for term in slot.terms]
    if slot.prefix:
        words += [whoosh_query.Prefix(field, beginning) for beginning in slot.beginnings]
    return whoosh_query.Or(words)


def test_knowing_where_words_weigh_most_changes_nothing_that_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heaviest, "LEAST", 16)
    monkeypatch.setattr(heaviest, "KEPT", 13)
    life = Life(tmp_path / "index")
    life.rebuild()
    life.check(150)
    for _ in range(3):
        life.update(added=60, changed=12, removed=8)
        life.check(100)
    life.merge()
    life.check(100)


def test_new_documents_are_found_as_they_should_be(tmp_path: Path) -> None:
    life = Life(tmp_path / "index")
    life.rebuild()
    life.check(300)


def test_after_adding_changing_and_removing_all_is_found_as_it_should_be(tmp_path: Path) -> None:
    life = Life(tmp_path / "index")
    life.rebuild()
    for _ in range(4):
        life.update(added=9, changed=12, removed=8)
        life.check(60)
    life.update(added=0, changed=0, removed=100)
    life.check(100)


def test_merging_changes_nothing_that_is_found(tmp_path: Path) -> None:
    life = Life(tmp_path / "index")
    life.rebuild()
    for _ in range(3):
        life.update(added=20, changed=10, removed=10)
    life.merge()
    life.check(150)
    life.update(added=5, changed=60, removed=5)
    life.merge()
    life.check(150)
