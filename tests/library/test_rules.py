"""Rules act on what arrives, once, and what they did can be undone for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader import config
from newsreader.config import Places
from newsreader.errors import BadRule
from newsreader.library import Library, rules
from tests.library.helpers import BAKERY, FERRY, ORCHARD, found, id_of, write


@pytest.fixture
def set_rules(user_places: Places) -> Callable[..., None]:
    """Writes rules into the settings: pairs of query and what to do."""

    def write_rules(*rules: tuple[str, str]) -> None:
        text = "".join(f"[[rules]]\nquery = '{query}'\ndo = '{do}'\n" for query, do in rules)
        config.write(user_places.config_file, text)

    return write_rules


def row_marks(library: Library, beginning: str) -> set[str]:
    """Flags and tags of the article whose headline begins so."""
    query = f"title:{beginning} OR (is:muted title:{beginning})"
    (row,) = library.rows([hit.number for hit in library.search(query).hits])
    flags = {
        name for name in ("read", "starred", "later", "archived", "muted") if getattr(row, name)
    }
    return flags | {f"#{tag}" for tag in row.tags}


def test_a_rule_of_the_settings_acts_on_what_arrives(
    library: Library, news: Path, set_rules: Callable[..., None]
) -> None:
    set_rules(
        ("ferry", "tag boats, star"), ("title:bakery", "archive"), ("orchards", "later, mute")
    )
    for name, text in {"a": FERRY, "b": BAKERY, "c": ORCHARD}.items():
        write(news / f"{name}.txt", text)
    assert library.sync().by_rules == 3
    assert row_marks(library, "Harbour") == {"starred", "#boats"}
    assert row_marks(library, "Bakery") == {"read", "archived"}
    assert row_marks(library, "Frost") == {"later", "muted"}


def test_each_rule_is_one_step_to_undo(
    library: Library, news: Path, set_rules: Callable[..., None]
) -> None:
    set_rules(("ferry OR bakery", "star, tag news"), ("ferry", "later"))
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    undone = library.undo()
    assert undone is not None
    assert (undone.verb, undone.articles) == ("rule ferry → later", 1)
    undone = library.undo()
    assert undone is not None
    assert (undone.verb, undone.articles) == ("rule ferry OR bakery → star, tag news", 2)
    assert row_marks(library, "Harbour") == row_marks(library, "Bakery") == set()


def test_what_was_there_before_the_rule_is_left_alone(
    library: Library, news: Path, set_rules: Callable[..., None]
) -> None:
    write(news / "a.txt", FERRY)
    library.sync()
    set_rules(("ferry OR bakery", "star"))
    write(news / "b.txt", BAKERY)
    assert library.sync().by_rules == 1
    assert found(library, "is:starred") == {"Bakery"}


def test_undoing_a_rule_is_final_even_if_the_catalogue_is_made_anew(
    open_library: Callable[..., Library],
    news: Path,
    user_places: Places,
    set_rules: Callable[..., None],
) -> None:
    set_rules(("ferry", "mute"))
    write(news / "a.txt", FERRY)
    library = open_library()
    library.sync()
    library.undo()
    library.close()
    for file in user_places.cache.rglob("*.sqlite3*"):
        file.unlink()
    library = open_library()
    assert library.sync().by_rules == 0
    assert found(library, "ferry") == {"Harbour"}


def test_a_rule_never_touches_what_the_reader_marked(
    library: Library, news: Path, set_rules: Callable[..., None]
) -> None:
    write(news / "a.txt", FERRY)
    library.sync()
    id_ = id_of(library, "Harbour")
    library.mark([id_], "starred", "1", "star")
    library.mark([id_], "starred", None, "unstar")
    (news / "a.txt").unlink()
    library.sync()
    set_rules(("ferry", "star, later"))
    write(news / "moved.txt", FERRY)
    library.sync()
    assert row_marks(library, "Harbour") == {"later"}


def test_a_rule_with_a_mistake_in_its_query_does_nothing_until_it_is_put_right(
    library: Library, news: Path, set_rules: Callable[..., None]
) -> None:
    set_rules(("older:soon", "archive"), ("ferry", "star"))
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    assert row_marks(library, "Bakery") == set()
    assert row_marks(library, "Harbour") == {"starred"}
    with pytest.raises(BadRule, match="age"):
        library.rules.apply("older:soon -> archive")
    set_rules(("bakery", "archive"))
    assert library.sync().by_rules == 1
    assert row_marks(library, "Bakery") == {"read", "archived"}


def test_a_rule_acts_on_what_fits_and_never_on_what_nearly_fits(
    library: Library, news: Path, set_rules: Callable[..., None]
) -> None:
    set_rules(("feryr brass", "mute"))
    write(news / "a.txt", FERRY)
    assert library.sync().by_rules == 0
    assert library.rules.attempt("feryr -> mute").numbers == ()


def test_a_rule_can_be_saved_and_removed(
    open_library: Callable[..., Library], news: Path, set_rules: Callable[..., None]
) -> None:
    set_rules(("pope", "later"))
    library = open_library()
    rule = library.rules.save("ferry  -strike → tag  boats, star")
    assert [str(one) for one in open_library().rules.all()] == [
        "pope → later",
        "ferry -strike → tag boats, star",
    ]
    write(news / "a.txt", FERRY)
    library.sync()
    assert row_marks(library, "Harbour") == {"starred", "#boats"}
    library.rules.remove(rule)
    assert len(library.rules.all()) == 1
    assert row_marks(library, "Harbour") == {"starred", "#boats"}
    library.undo()
    assert len(library.rules.all()) == 2


@pytest.mark.parametrize("text", ["ferry", "ferry -> fly", "-> star"])
def test_what_is_no_rule_is_refused(library: Library, text: str) -> None:
    with pytest.raises(BadRule):
        library.rules.save(text)


def test_a_look_beforehand_tells_what_a_rule_would_do_and_does_nothing(
    library: Library, news: Path
) -> None:
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    library.mark([id_of(library, "Harbour")], "starred", "1", "star")
    outcome = library.rules.attempt("ferry OR bakery -> star")
    assert outcome.rule == "ferry OR bakery → star"
    assert len(outcome.numbers) == 2
    assert outcome.changes == 1
    assert outcome.problem is None
    assert library.counts().starred == 1
    assert library.rules.apply("ferry OR bakery -> star") == 1
    assert library.rules.apply("ferry OR bakery -> STAR, star") == 0
    assert library.counts().starred == 2


def test_a_rule_is_written_as_it_is_read() -> None:
    rule = rules.understood("ferry -> archive, tag x")
    assert rules.understood(str(rule)) == rule
