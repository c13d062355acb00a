"""Every mark a reader can make: where it shows, and how it is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.errors import BadName
from newsreader.library import Library, Position, Row, Scope, View
from tests.library.helpers import BAKERY, FERRY, ORCHARD, found, id_of, titles, write


@pytest.fixture
def synced(news: Path, library: Library) -> Library:
    """A library of three articles: Harbour…, Bakery… and Frost…."""
    for at, (name, text) in enumerate({"a": FERRY, "b": BAKERY, "c": ORCHARD}.items()):
        write(news / f"{name}.txt", text, changed=at + 1)
    library.sync()
    return library


def row(library: Library, beginning: str) -> Row:
    """The row of the one article whose headline begins so, whatever its marks."""
    (number,) = (
        hit.number
        for hit in library.search(f"title:{beginning} OR (is:muted title:{beginning})").hits
    )
    (found,) = library.rows([number])
    return found


def first_words(library: Library, view: View) -> set[str]:
    """The first words of the headlines in a view."""
    return {title.split()[0] for title in titles(library, Scope(view=view))}


def mark(library: Library, beginning: str, field: str, value: str | None = "1") -> None:
    """Mark the one article whose headline begins so."""
    library.mark([row(library, beginning).id], field, value, field)


@pytest.mark.parametrize("field", ["read", "starred", "later"])
def test_a_mark_shows_in_row_and_article_and_is_searchable(synced: Library, field: str) -> None:
    mark(synced, "Harbour", field)
    assert getattr(row(synced, "Harbour"), field)
    assert getattr(synced.entry(row(synced, "Harbour").number), field)
    assert not getattr(row(synced, "Bakery"), field)
    assert found(synced, f"is:{field}") == {"Harbour"}
    assert found(synced, f"-is:{field}") == {"Bakery", "Frost"}


def test_archiving_marks_read_and_leaves_search_and_the_archive_alone(synced: Library) -> None:
    mark(synced, "Harbour", "starred")
    mark(synced, "Harbour", "later")
    mark(synced, "Harbour", "archived")
    for view in (View.UNREAD, View.ALL, View.STARRED, View.LATER):
        assert "Harbour" not in first_words(synced, view)
    assert first_words(synced, View.ARCHIVED) == {"Harbour"}
    assert found(synced, "ferry") == found(synced, "is:archived is:read") == {"Harbour"}
    assert synced.undo() is not None
    assert not row(synced, "Harbour").read
    assert first_words(synced, View.LATER) == {"Harbour"}


def test_muted_articles_leave_lists_and_searches_unless_asked_for(synced: Library) -> None:
    mark(synced, "Harbour", "archived")
    mark(synced, "Harbour", "muted")
    mark(synced, "Bakery", "muted")
    assert all(first_words(synced, view) <= {"Frost"} for view in View)
    assert found(synced, "ferry OR bakery OR frost") == found(synced, "-bakery") == {"Frost"}
    assert found(synced, "is:muted") == {"Harbour", "Bakery"}
    assert found(synced, "is:muted ferry") == {"Harbour"}
    (source,) = synced.sources()
    assert (source.articles, source.unread) == (1, 1)


def test_tags_are_kept_as_they_were_written_first(synced: Library) -> None:
    ids = [id_of(synced, "Harbour"), id_of(synced, "Bakery")]
    assert synced.tag(ids, " Old  Town ") == 2
    assert synced.tag(ids[:1], "#old town") == 0
    synced.tag(ids[:1], "boats")
    assert row(synced, "Harbour").tags == ("boats", "Old Town")
    assert [(tag.name, tag.articles) for tag in synced.tags()] == [("Old Town", 2), ("boats", 1)]
    assert synced.untag(ids, "OLD TOWN") == 2
    assert [tag.name for tag in synced.tags()] == ["boats"]
    undone = synced.undo()
    assert undone is not None
    assert (undone.verb, undone.articles) == ("untag OLD TOWN", 2)


def test_tags_are_found_by_part_and_whole(synced: Library) -> None:
    synced.tag([id_of(synced, "Harbour")], "Défense")
    assert found(synced, "tag:def") == found(synced, "tag:=defense") == {"Harbour"}
    assert found(synced, "tag:=def") == set()
    assert found(synced, "has:tag") == {"Harbour"}


def test_a_tag_needs_a_name(synced: Library) -> None:
    with pytest.raises(BadName):
        synced.tag([id_of(synced, "Harbour")], ' " ')


def test_a_tag_has_no_comma_which_parts_names_in_rules(synced: Library) -> None:
    first = synced.ids(synced.list(Scope()))[:1]
    with pytest.raises(BadName, match="one tag after the other"):
        synced.tag(first, "soup, kitchen")
    assert synced.tags() == []


def test_a_note_is_kept_found_and_removed(synced: Library) -> None:
    id_ = id_of(synced, "Harbour")
    assert synced.note(id_, "Ask *Marta*\x1b[2J about the goat.\n")
    entry = synced.entry_by_id(id_)
    assert entry.note == "Ask *Marta*[2J about the goat."
    assert row(synced, "Harbour").noted
    assert found(synced, "note:GOAT") == found(synced, "has:note") == {"Harbour"}
    assert synced.note(id_, "  \n")
    assert synced.entry_by_id(id_).note is None
    assert not synced.note(id_, "")


def test_a_passage_is_kept_found_and_dropped(synced: Library) -> None:
    number = row(synced, "Harbour").number
    passage = synced.keep_passage(number, "a goat that nobody\n      had invited")
    assert passage is not None
    assert passage.text == "a goat that nobody had invited"
    assert synced.keep_passage(number, "a goat that nobody had invited") is not None
    assert synced.entry(number).passages == (passage,)
    assert row(synced, "Harbour").passages == 1
    assert found(synced, "passage:goat") == found(synced, "has:passage") == {"Harbour"}
    assert found(synced, "passage:boiler") == set()
    assert synced.drop_passage(row(synced, "Harbour").id, passage.key)
    assert synced.entry(number).passages == ()


def test_words_that_are_not_in_the_article_are_no_passage(synced: Library) -> None:
    number = row(synced, "Harbour").number
    assert synced.keep_passage(number, "words of another place") is None
    assert synced.keep_passage(number, " … ") is None


def test_the_reading_position_is_kept_but_nothing_to_undo(
    synced: Library, open_library: Callable[..., Library]
) -> None:
    id_ = id_of(synced, "Harbour")
    synced.read_to(id_, 1, 2)
    assert open_library().entry_by_id(id_).position == Position(1, 2)
    assert synced.undo() is None


def test_tags_notes_passages_and_position_follow_an_edited_file(
    synced: Library, news: Path
) -> None:
    id_ = id_of(synced, "Harbour")
    synced.tag([id_], "boats")
    synced.note(id_, "The goat again.")
    synced.keep_passage(row(synced, "Harbour").number, "with a brass band on deck")
    synced.read_to(id_, 1, 2)
    write(news / "a.txt", FERRY.replace("a goat", "the same goat"), changed=9)
    synced.sync()
    entry = synced.entry(row(synced, "Harbour").number)
    assert entry.article.id != id_
    assert (entry.tags, entry.note) == (("boats",), "The goat again.")
    assert len(entry.passages) == 1
    assert entry.position == Position(1, 2)
