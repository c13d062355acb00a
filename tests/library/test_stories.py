"""Copies of one story: found in the files, kept, listed, searched and corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from newsreader.config import samples
from newsreader.errors import UnknownArticle
from newsreader.library import Library, Scope, Story, View
from newsreader.library.alike import Neighbours
from tests.library.helpers import EVERYTHING, id_of, write
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body

KEEPER = "Last keeper leaves the Skerry lighthouse"
GLUED = "0412_strait.txt"
EVERY_COPY = Scope(view=View.ALL, every_copy=True)
BRITISH = tuple(
    paragraph.replace("Harbour", "Harbor").replace("'", "’").replace("11", "eleven")
    for paragraph in LIGHTHOUSE
)


@pytest.fixture
def copies(news: Path) -> Path:
    """Three outlets with one story, one of them without a headline and one with the half of it; and
    another story."""
    write(news / "Daybreak" / "keeper.txt", f"{KEEPER}\n\n{body(LIGHTHOUSE)}", changed=1000)
    write(
        news / "Gazette" / "rock.txt", f"A lamp comes down\n\n{body(LIGHTHOUSE[:4])}", changed=3000
    )
    write(news / "Wire" / "wire.txt", f"SKERRY, Jul 4 (AP) {body(BRITISH)}", changed=2000)
    write(news / "Wire" / "orchestra.txt", f"No conductor\n\n{body(ORCHESTRA)}", changed=1500)
    return news


def stories(library: Library) -> list[set[str]]:
    """The names of the files of each story that has copies."""
    return [{copy.path.name for copy in story.articles} for story in library.stories()]


def the_story(library: Library) -> Story:
    [story] = library.stories()
    return story


def number(library: Library, file: str) -> int:
    [found] = [
        row.number
        for row in library.rows(library.list(EVERY_COPY))
        if library.entry(row.number).paths[0].name == file
    ]
    return found


@pytest.mark.usefixtures("copies")
def test_copies_are_one_row_under_the_fullest_headline(library: Library) -> None:
    library.sync()
    rows = library.rows(library.list(EVERYTHING))
    assert [row.title for row in rows] == ["No conductor", KEEPER]
    story = rows[1].story
    assert story is not None
    assert (story.copies, story.unread, story.outlets[0]) == (3, 3, "Daybreak")
    assert set(story.outlets) == {"Daybreak", "Gazette", "Wire"}
    assert rows[0].story is None


@pytest.mark.usefixtures("copies")
def test_every_copy_can_have_a_row(library: Library) -> None:
    library.sync()
    assert len(library.list(EVERY_COPY)) == 4
    assert library.counts(every_copy=True).all == 4
    assert library.counts().all == 2


@pytest.mark.usefixtures("copies")
def test_a_source_lists_its_own_copy(library: Library) -> None:
    library.sync()
    [gazette] = [source for source in library.sources() if source.name == "Gazette"]
    scope = Scope(view=View.ALL, source=gazette.key)
    assert [row.title for row in library.rows(library.list(scope))] == ["A lamp comes down"]


@pytest.mark.usefixtures("copies")
def test_a_story_says_how_alike_its_copies_are(library: Library) -> None:
    library.sync()
    story = the_story(library)
    assert story.title == KEEPER
    assert [copy.path.name for copy in story.articles] == ["keeper.txt", "wire.txt", "rock.txt"]
    assert all(copy.similarity >= 0.9 for copy in story.articles)
    assert story.articles[2].why.endswith(" % of the shorter text is in the longer")


@pytest.mark.usefixtures("copies")
def test_a_copy_without_a_headline_borrows_it(library: Library) -> None:
    library.sync()
    wire = number(library, "wire.txt")
    [row] = library.rows([wire])
    assert (row.title, row.borrowed) == (KEEPER, True)
    entry = library.entry(wire)
    assert (entry.article.title, entry.article.title_from) == (KEEPER, "story")
    [whole] = library.rows([number(library, "keeper.txt")])
    assert not whole.borrowed


@pytest.mark.usefixtures("copies")
def test_a_story_is_unread_while_any_copy_has_not_been_seen(library: Library) -> None:
    library.sync()
    lead = number(library, "keeper.txt")
    library.mark([library.rows([lead])[0].id], "read", "1", "read")
    assert lead in library.list(Scope())
    assert library.counts().unread == 2
    library.mark(library.with_copies([lead]), "read", "1", "read")
    assert library.list(Scope()) == [number(library, "orchestra.txt")]
    assert library.counts().unread == 1


@pytest.mark.usefixtures("copies")
def test_counts_are_the_lengths_of_the_lists(library: Library) -> None:
    library.sync()
    library.mark([id_of_file(library, "rock.txt")], "starred", "1", "star")
    library.mark([id_of_file(library, "wire.txt")], "archived", "1", "archive")
    for every_copy in (False, True):
        counts = library.counts(every_copy=every_copy)
        for view in View:
            listed = library.list(Scope(view=view, every_copy=every_copy))
            assert getattr(counts, view.value) == len(listed), (view, every_copy)


def id_of_file(library: Library, file: str) -> str:
    return library.rows([number(library, file)])[0].id


@pytest.mark.usefixtures("copies")
def test_what_one_copy_is_found_for_finds_the_story(library: Library) -> None:
    library.sync()
    found = library.search("beacon", scope=EVERYTHING)
    assert [len(hit.copies) for hit in found.hits] == [2]
    assert found.total == 1
    assert library.search("beacon", scope=EVERY_COPY).total == 3
    assert library.search("beacon").total == 3


@pytest.mark.usefixtures("copies")
def test_queries_know_stories(library: Library) -> None:
    library.sync()
    story = the_story(library)
    assert library.search("has:copies").total == 3
    assert library.search("copies:>2").total == 3
    assert library.search("copies:1").total == 1
    assert library.search(f"story:{story.articles[2].id}").total == 3
    assert library.search("story:ffff").total == 0
    first = library.search("sort:coverage", scope=EVERYTHING).hits[0]
    assert first.id in {copy.id for copy in story.articles}


def test_it_does_not_matter_in_which_order_copies_arrive(copies: Path, library: Library) -> None:
    files = sorted(copies.glob("*/*.txt"))
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    outcomes = set()

    for order in list(permutations(files))[::7]:
        for file in files:
            file.unlink(missing_ok=True)
        library.sync()
        assert library.stories() == []
        for at, file in enumerate(order):
            write(file, texts[file], changed=1000 + at)
            library.sync()
        outcomes.add(frozenset(map(frozenset, stories(library))))
    assert outcomes == {frozenset({frozenset({"keeper.txt", "rock.txt", "wire.txt"})})}


@pytest.mark.parametrize("batch", [1, 2, 3])
@pytest.mark.parametrize("share", [1, 32])
@pytest.mark.usefixtures("copies")
def test_it_does_not_matter_how_many_are_grouped_at_once(
    batch: int, share: int, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.library.stories._BATCH", batch)
    monkeypatch.setattr("newsreader.library.stories._SHARE", share)
    monkeypatch.setattr("newsreader.library.alike._AT_ONCE", batch)
    library.sync()
    assert stories(library) == [{"keeper.txt", "rock.txt", "wire.txt"}]


def test_batches_grow_with_the_library(
    news: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So each key is read as often in a large library as in a small one."""
    sizes: list[int] = []

    def update(self: Neighbours, numbers: Sequence[int]) -> set[int]:
        sizes.append(len(numbers))
        return grouped(self, numbers)

    grouped = Neighbours.update
    monkeypatch.setattr(Neighbours, "update", update)
    monkeypatch.setattr("newsreader.library.stories._BATCH", 4)
    monkeypatch.setattr("newsreader.library.stories._SHARE", 8)
    for day in range(300):
        write(news / "Diary" / f"{day}.txt", f"Day {day}\n\nNothing of note on day {day}.\n")
    library.sync()
    *full, _ = sizes
    assert sum(sizes) == 300
    assert all(size == max(4, sum(full[:place]) // 8) for place, size in enumerate(full))


def test_an_article_that_comes_and_goes_leaves_things_as_they_were(
    copies: Path, library: Library
) -> None:
    library.sync()
    before = library.stories()
    more = write(copies / "Post" / "more.txt", f"The flag\n\n{body(LIGHTHOUSE[1:])}", changed=5000)
    library.sync()
    assert len(the_story(library).articles) == 4
    more.unlink()
    library.sync()
    assert library.stories() == before


def test_a_changed_article_leaves_its_story(copies: Path, library: Library) -> None:
    library.sync()
    write(copies / "Gazette" / "rock.txt", f"A lamp comes down\n\n{body(ORCHESTRA)}", changed=9000)
    library.sync()
    assert sorted(map(sorted, stories(library))) == [
        ["keeper.txt", "wire.txt"],
        ["orchestra.txt", "rock.txt"],
    ]


def test_copies_that_come_one_by_one_are_found_and_go_again(news: Path, library: Library) -> None:
    names = [f"{number}.txt" for number in range(10)]
    for name in names:
        write(news / f"Outlet {name}" / name, f"{KEEPER}, {name}\n\n{body(LIGHTHOUSE)}")
        library.sync()
    assert stories(library) == [{*names}]
    for name in names[:8]:
        (news / f"Outlet {name}" / name).unlink()
    write(news / "Post" / "more.txt", f"The flag\n\n{body(LIGHTHOUSE[1:])}")
    library.sync()
    assert stories(library) == [{*names[8:], "more.txt"}]


def test_when_the_lead_goes_another_leads(copies: Path, library: Library) -> None:
    library.sync()
    (copies / "Daybreak" / "keeper.txt").unlink()
    library.sync()
    story = the_story(library)
    assert story.title == "A lamp comes down"
    assert {copy.path.name for copy in story.articles} == {"rock.txt", "wire.txt"}
    assert {copy.borrowed for copy in story.articles} == {True, False}


def test_a_later_version_of_an_outlet_replaces_the_earlier(news: Path, library: Library) -> None:
    for day, people in ((4, 40), (5, 44)):
        text = body(LIGHTHOUSE).replace("40 years", f"{people} years")
        write(news / "Gazette" / f"{day}.txt", f"{KEEPER}\nJuly {day}, 2026\n\n{text}")
    library.sync()
    story = the_story(library)
    assert [copy.path.name for copy in story.articles] == ["5.txt", "4.txt"]
    assert [copy.superseded for copy in story.articles] == [False, True]
    [source] = library.sources()
    assert len(library.list(Scope(view=View.ALL, source=source.key))) == 1
    assert len(library.list(Scope(view=View.ALL, source=source.key, every_copy=True))) == 2


def test_a_copy_split_off_stays_so_and_undo_brings_it_back(copies: Path, library: Library) -> None:
    library.sync()
    wire = number(library, "wire.txt")
    assert library.split(wire) == 1
    assert stories(library) == [{"keeper.txt", "rock.txt"}]
    assert library.split(wire) == 0
    write(copies / "Post" / "more.txt", f"The flag\n\n{body(LIGHTHOUSE[1:])}")
    library.sync()
    assert stories(library) == [{"keeper.txt", "rock.txt", "more.txt"}]
    assert library.undo()
    assert stories(library) == [{"keeper.txt", "rock.txt", "more.txt", "wire.txt"}]
    assert library.redo()
    assert stories(library) == [{"keeper.txt", "rock.txt", "more.txt"}]


@pytest.mark.usefixtures("copies")
def test_two_articles_can_be_joined_for_good(library: Library) -> None:
    library.sync()
    orchestra, rock = number(library, "orchestra.txt"), number(library, "rock.txt")
    assert library.join([orchestra, rock]) == 2
    assert stories(library) == [{"keeper.txt", "rock.txt", "wire.txt", "orchestra.txt"}]
    library.split(orchestra)
    assert stories(library) == [{"keeper.txt", "rock.txt", "wire.txt"}]


@pytest.mark.usefixtures("copies")
def test_corrections_outlive_the_cache(
    library: Library, open_library: Callable[..., Library]
) -> None:
    library.sync()
    library.split(number(library, "wire.txt"))
    cache = library.places.cache
    library.close()
    for file in cache.rglob("*.sqlite3*"):
        file.unlink()
    again = open_library()
    again.sync()
    assert stories(again) == [{"keeper.txt", "rock.txt"}]


def test_a_joined_article_that_goes_leaves_no_trace(copies: Path, library: Library) -> None:
    library.sync()
    library.join([number(library, "orchestra.txt"), number(library, "rock.txt")])
    (copies / "Wire" / "orchestra.txt").unlink()
    library.sync()
    assert stories(library) == [{"keeper.txt", "rock.txt", "wire.txt"}]
    assert {row.story and row.story.copies for row in library.rows(library.list(EVERYTHING))} == {3}


@pytest.mark.usefixtures("copies")
def test_a_source_can_be_left_out(library: Library) -> None:
    library.sync()
    [wire] = [source for source in library.sources() if source.name == "Wire"]
    library.leave_out(wire.key, True)
    assert stories(library) == [{"keeper.txt", "rock.txt"}]
    assert [source.name for source in library.sources() if source.apart] == ["Wire"]
    library.undo()
    assert stories(library) == [{"keeper.txt", "rock.txt", "wire.txt"}]
    library.redo()
    library.leave_out(wire.key, False)
    assert not any(source.apart for source in library.sources())
    assert stories(library) == [{"keeper.txt", "rock.txt", "wire.txt"}]


def test_one_wire_story_in_two_houses_is_one(news: Path, library: Library) -> None:
    """One has furniture and other articles glued on, the other another spelling and no headline."""
    for file in (samples() / "Wire" / "strait-coastguard.txt", samples() / "Daybreak" / GLUED):
        write(news / file.parent.name / file.name, file.read_text(encoding="utf-8"))
    library.sync()
    [lead, other] = the_story(library).articles
    assert other.similarity >= 0.9
    assert {lead.borrowed, other.borrowed} == {True, False}


@pytest.mark.usefixtures("copies")
def test_copies_of_one_outlet_are_told_apart_by_their_files(news: Path, library: Library) -> None:
    write(news / "Gazette" / "again.txt", f"The flag\n\n{body(LIGHTHOUSE[1:])}")
    library.sync()
    numbers = [number(library, file) for file in ("keeper.txt", "rock.txt", "again.txt")]
    found = library.compare(numbers)
    assert [found.fullest.name, *(copy.name for copy in found.copies)] == [
        "Daybreak", "Gazette (again.txt)", "Gazette (rock.txt)",
    ]  # fmt: skip


def test_an_article_that_is_not_there_has_no_story(library: Library) -> None:
    for ask in (library.story, library.split):
        with pytest.raises(UnknownArticle):
            ask(99)


@pytest.mark.usefixtures("copies")
def test_an_article_without_copies_is_a_story_of_its_own(library: Library) -> None:
    library.sync()
    [only] = library.story(number(library, "orchestra.txt")).articles
    assert only.id == id_of(library, "No conductor")
    assert only.similarity == 1


REPORT = """Skerry loses its man with the lamp

On the quay of Lower Marrow on Friday people looked out to where Osvald Brandt had lived alone since
1978, and said what they would miss. The Harbour Authority has set up a machine from Vessina there,
which needs neither coal nor company. Brandt himself, seen off by the ministry at noon, bought an
ice cream. Asked about the Skerry rock, he said that it was smaller than one thought.
"""


def coverage(library: Library, article: int) -> list[str]:
    """The headlines of the articles on the event of another."""
    hits = library.coverage(article).hits
    return [row.title for row in library.rows([hit.number for hit in hits])]


def test_coverage_is_the_same_event_in_other_words_and_never_a_copy(
    copies: Path, library: Library
) -> None:
    report = write(copies / "Post" / "report.txt", REPORT, changed=1000 + 86_400)
    for day in range(40):
        write(copies / "Diary" / f"{day}.txt", f"Day {day}\n\nNothing of note on day {day}.\n")
    library.sync()
    lead = number(library, "keeper.txt")
    assert coverage(library, lead) == ["Skerry loses its man with the lamp"]
    assert stories(library) == [{"keeper.txt", "rock.txt", "wire.txt"}]
    assert coverage(library, number(library, "orchestra.txt")) == []
    write(report, REPORT, changed=9_000_000)
    library.sync()
    assert coverage(library, number(library, "keeper.txt")) == []


def test_coverage_is_found_in_a_library_that_has_little_else(
    copies: Path, library: Library
) -> None:
    write(copies / "Post" / "report.txt", REPORT, changed=1000 + 86_400)
    library.sync()
    report = "Skerry loses its man with the lamp"
    assert coverage(library, number(library, "keeper.txt")) == [report]
    assert coverage(library, number(library, "report.txt")) == [KEEPER]
    assert coverage(library, number(library, "orchestra.txt")) == []


@pytest.mark.parametrize("word", ["la", "ha", "oh", "ding", "dong"])
def test_a_song_of_one_word_has_no_copies(word: str, news: Path, library: Library) -> None:
    write(news / "Wire" / "song.txt", f"A song\n\n{' '.join([word] * 90)}.\n")
    assert library.sync().added == 1
    assert stories(library) == []
