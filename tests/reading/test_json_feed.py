"""JSON Feed, both versions, and JSON that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsreader.article import Format, PublishedFrom, TitleFrom
from newsreader.errors import NotAnArticle
from newsreader.reading import read_file
from tests.reading import FIXTURES


def test_every_item_is_an_article() -> None:
    first, second = read_file(FIXTURES / "feed.json")
    assert (first.title, first.title_from) == ("Herring, counted", TitleFrom.FEED)
    assert first.byline == "Liv Aune, Per Vik"
    assert first.text() == "They counted the *herring* twice."
    assert (first.feed, first.url) == ("Fjord Notes", "https://fjord.example/notes/1")
    assert (first.published, first.published_from) == (
        "2025-07-02T08:00:00+00:00",
        PublishedFrom.FEED,
    )
    assert second.title_from is TitleFrom.LEAD
    assert second.sections[0].format is Format.PLAIN
    assert second.text() == "A note without a title & with a <sign>."


def test_version_1_names_its_one_author(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    item = {"id": "a", "title": "T", "content_text": "x", "author": {"name": "Liv Aune"}}
    file.write_text(
        json.dumps({"version": "https://jsonfeed.org/version/1", "title": "F", "items": [item]})
    )
    (article,) = read_file(file)
    assert article.byline == "Liv Aune"


def test_a_feed_without_items_says_so(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    file.write_text('{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": []}')
    (article,) = read_file(file)
    assert (article.error, article.feed) == ("the feed has no entries yet", "F")


@pytest.mark.parametrize("text", ['{"name": "package", "version": "1.0.0"}', "[1, 2]", "{}"])
def test_other_json_is_no_article(text: str, tmp_path: Path) -> None:
    file = tmp_path / "package.json"
    file.write_text(text)
    with pytest.raises(NotAnArticle):
        read_file(file)


def test_broken_json_says_where_it_breaks(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    file.write_text('{"version": "https://jsonfeed.org/version/1.1",\n"items": [')
    (article,) = read_file(file)
    assert article.error == "the JSON breaks off at line 2"


@pytest.mark.parametrize("items", [[None], [{"id": None}], [{"id": 1, "authors": 3, "url": []}], 7])
def test_items_of_the_wrong_shape_raise_nothing(items: object, tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    file.write_text(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": 5, "items": items})
    )
    assert len(read_file(file)) == 1
