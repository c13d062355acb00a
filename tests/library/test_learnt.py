"""A source's articles teach what its furniture is; that is cache, and costs nothing when idle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from newsreader.article import Article, Kind
from newsreader.config import Places
from newsreader.library import Library
from newsreader.library.catalogue import NAME
from tests.library.helpers import EVERYTHING, write

MASTHEAD = "The Lindenau Gazette"
APPEAL = "Support local papers along the river"
WHY = "a line that recurs in {} articles of this source"
SUBJECTS = ("ferry", "bakery", "orchard", "library", "bridge")


def page(subject: str) -> str:
    """A page of a site that prints the same lines around every article."""
    return f"""{MASTHEAD}

The {subject} of Lindenau opens again

After a long winter the doors of the {subject} were opened on Saturday by the mayor and his goat.

Nobody had expected the {subject} to be ready, least of all those who had been paid to repair it.

{APPEAL}
"""


def articles(library: Library) -> Iterator[Article]:
    for number in library.list(EVERYTHING):
        yield library.entry(number).article


def folded(article: Article) -> list[tuple[str, str | None]]:
    return [(part.text, part.why) for part in article.sections if part.kind is not Kind.BODY]


def write_pages(news: Path, *subjects: str) -> None:
    for subject in subjects:
        write(news / f"{subject}.txt", page(subject))


def test_three_articles_teach_what_surrounds_them(news: Path, library: Library) -> None:
    write_pages(news, *SUBJECTS[:3])
    result = library.sync()
    assert (result.added, result.updated) == (3, 0)
    for article in articles(library):
        assert article.title.endswith("of Lindenau opens again")
        assert folded(article) == [(MASTHEAD, WHY.format(3)), (APPEAL, WHY.format(3))]
        assert APPEAL not in article.text()


def test_what_was_folded_is_found_as_folded_text(news: Path, library: Library) -> None:
    write_pages(news, *SUBJECTS[:3])
    library.sync()
    assert library.search("papers").total == 0
    assert library.search("papers in:furniture").total == 3


def test_two_articles_teach_nothing(news: Path, library: Library) -> None:
    write_pages(news, *SUBJECTS[:2])
    library.sync()
    assert not any(folded(article) for article in articles(library))


def test_copies_of_one_story_count_once(news: Path, library: Library) -> None:
    write_pages(news, SUBJECTS[0])
    for number in range(4):
        write(news / f"copy{number}.txt", page(SUBJECTS[0]) + f"Printed on press {number}\n")
    library.sync()
    assert not any(folded(article) for article in articles(library))


def test_sources_are_learnt_from_apart(news: Path, library: Library) -> None:
    for number, subject in enumerate(SUBJECTS):
        write(news / f"paper{number}" / "a.txt", page(subject))
    library.sync()
    assert not any(folded(article) for article in articles(library))


def test_a_new_article_of_a_known_source_is_folded_at_once(news: Path, library: Library) -> None:
    write_pages(news, *SUBJECTS[:3])
    library.sync()
    write_pages(news, SUBJECTS[3])
    result = library.sync()
    assert (result.added, result.updated) == (1, 0)
    assert all(len(folded(article)) == 2 for article in articles(library))


def test_learning_keeps_ids_and_marks(news: Path, library: Library) -> None:
    write_pages(news, *SUBJECTS[:2])
    library.sync()
    before = {article.id for article in articles(library)}
    library.mark(sorted(before), "starred", "1", "Starred")
    write_pages(news, SUBJECTS[2])
    library.sync()
    assert before < {article.id for article in articles(library)}
    assert library.counts().starred == 2
    assert all(len(folded(article)) == 2 for article in articles(library))


def test_what_was_learnt_is_forgotten_with_the_articles(news: Path, library: Library) -> None:
    write_pages(news, *SUBJECTS[:3])
    library.sync()
    (news / "ferry.txt").unlink()
    library.sync()
    assert not any(folded(article) for article in articles(library))


def test_a_second_sync_reads_nothing_again(news: Path, library: Library) -> None:
    write_pages(news, *SUBJECTS)
    library.sync()
    phases = []
    library.sync(report=lambda progress: phases.append((progress.phase, progress.total)))
    assert not any(total for phase, total in phases if phase == "reading")


def test_a_sync_that_is_ended_while_learning_is_taken_up_again(
    news: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(news, *SUBJECTS[:3])
    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr("newsreader.library.sync.Sync._split_again", _end)
        library.sync()
    assert not any(folded(article) for article in articles(library))
    library.sync()
    assert all(len(folded(article)) == 2 for article in articles(library))


def test_what_was_learnt_is_cache(
    news: Path, open_library: Callable[..., Library], user_places: Places
) -> None:
    write_pages(news, *SUBJECTS)
    library = open_library()
    library.sync()
    before = sorted(articles(library), key=lambda article: article.id)
    library.close()
    for file in user_places.cache.rglob(f"{NAME}*"):
        file.unlink()
    library = open_library()
    library.sync()
    assert sorted(articles(library), key=lambda article: article.id) == before


def _end(*_: object) -> None:
    raise KeyboardInterrupt
