"""The sample library is what a newcomer sees first: here is what it promises them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from newsreader.article import Article, Format, Kind, PublishedFrom
from newsreader.config import Places, samples
from newsreader.library import Library, Scope
from newsreader.library.walk import Walk, feed_source
from newsreader.reading import read_file

ROOT = samples()

DELIBERATELY_BAD = {
    "Feeds/interruption-2026-09-24.xml",
    "Lost Property/2026-10-30 empty.txt",
    "Lost Property/2026-11-06 photo.txt",
}
DELIBERATELY_UNDATED = {
    "Daybreak/0350_vessina_2026-10-19.txt",
    "Lost Property/2026-11-03 found-in-a-coat.txt",
}
STRAIT = (
    "Wire/strait-coastguard.txt",
    "Daybreak/0412_strait.txt",
    "Harbourton Gazette/joint-coastguard-for-the-strait.html",
    "Feeds/tidewater.xml",
)
DROWNED_VILLAGE = (
    "Wire/old-marrow-drought.txt",
    "Norland Public Radio/village-beneath-the-water.html",
)


class Sample(NamedTuple):
    """An article and where it came from; ``path`` is relative to the samples."""

    path: str
    source: str
    article: Article


@cache
def everything() -> tuple[Sample, ...]:
    return tuple(_read())


def _read() -> Iterator[Sample]:
    for found in Walk([ROOT]):
        path = Path(found.path.decode())
        for article in read_file(path):
            source = found.source
            if article.feed is not None:
                source = feed_source(found.path, article.feed)
            yield Sample(path.relative_to(ROOT).as_posix(), source.key, article)


def readable() -> list[Sample]:
    return [sample for sample in everything() if sample.article.error is None]


def files_in(folder: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob("*.*"))


def article_in(path: str) -> Article:
    """The only article of a file."""
    [article] = [sample.article for sample in readable() if sample.path == path]
    return article


def test_there_is_enough_to_read() -> None:
    assert len({sample.source for sample in readable()}) >= 8
    assert len(readable()) >= 60


def test_no_two_articles_are_the_same_article() -> None:
    ids = [sample.article.id for sample in everything()]
    assert len(set(ids)) == len(ids)


def test_every_format_is_there() -> None:
    suffixes = {Path(sample.path).suffix for sample in readable()}
    assert suffixes >= {
        ".txt", ".md", ".html", ".xml", ".atom", ".rdf", ".json", ".eml", ".mbox", ".mhtml",
        ".epub", ".gz",
    }  # fmt: skip


def test_many_languages_are_there() -> None:
    languages = {sample.article.language for sample in readable()}
    assert languages >= {"en", "ja", "ar", "uk", "de", "fr"}


def test_only_the_deliberately_bad_files_cannot_be_read() -> None:
    assert {sample.path for sample in everything() if sample.article.error} == DELIBERATELY_BAD


def test_every_article_has_a_headline_and_a_body() -> None:
    wanting = [
        sample.path
        for sample in readable()
        if not sample.article.title or not sample.article.text().strip()
    ]
    assert wanting == []


def test_only_the_deliberately_undated_take_the_date_of_their_file() -> None:
    by_file = {
        sample.path
        for sample in readable()
        if sample.article.published_from in (None, PublishedFrom.FILE)
    }
    assert by_file == DELIBERATELY_UNDATED


def test_every_date_is_exact_to_the_day_and_lies_in_the_autumn_of_2026() -> None:
    dates = {
        sample.path: (sample.article.published or "")[:10]
        for sample in readable()
        if sample.path not in DELIBERATELY_UNDATED
    }
    assert {path for path, day in dates.items() if not "2026-09-01" <= day <= "2026-11-22"} == set()


def test_the_welcome_stands_on_top_in_a_fresh_clone(tmp_path: Path, user_places: Places) -> None:
    clone = tmp_path / "sample_feeds"
    # The files are as new as the clone.
    shutil.copytree(ROOT, clone, copy_function=shutil.copyfile)
    with Library.open([clone], user_places) as library:
        library.sync()
        newest, *_ = library.rows(library.list(Scope())[:1])
    assert newest.title == article_in("welcome.md").title


@pytest.mark.parametrize("path", files_in("Daybreak"))
def test_what_is_glued_to_a_scraped_article_is_not_in_its_body(path: str) -> None:
    article = article_in(path)
    body = article.text()
    items = [item for section in article.sections for item in section.items]
    assert len(items) >= 2
    for item in items:
        assert item.outlet
        assert item.age
        assert item.title not in body
        assert item.text not in body
    for glued in ("Hashtags", "Try Our AI Features", "Comments", "Related Articles", "___"):
        assert glued not in body
    kinds = {section.kind for section in article.sections}
    assert kinds >= {Kind.BODY, Kind.RELATED, Kind.COMMENTS, Kind.PROMOTION}


def test_the_readers_comments_of_a_scraped_article_are_folded() -> None:
    tuba = article_in("Daybreak/0391_tuba.txt")
    assert "third trombone" in tuba.text(Kind.COMMENTS)
    assert "third trombone" not in tuba.text()


@pytest.mark.parametrize("path", files_in("Harbourton Gazette"))
def test_a_saved_page_shows_the_article_and_not_the_page(path: str) -> None:
    article = article_in(path)
    body = article.text()
    for furniture in ("Skip to content", "Most read", "We use cookies", "Sign up", "dataLayer"):
        assert furniture not in body
    assert article.outlet == "The Harbourton Gazette"
    assert article.byline
    assert article.url


def test_wire_copy_gives_its_agency_and_its_place() -> None:
    bridge = article_in("Wire/lindenau-bridge.txt")
    assert (bridge.agency, bridge.place, bridge.published) == ("AP", "Lindenau", "2026-10-02")


@pytest.mark.parametrize(
    ("paths", "sentence"),
    [
        (STRAIT, "We are not going to sea in apricot"),
        (DROWNED_VILLAGE, "I have brought the key"),
    ],
)
def test_one_wire_story_came_in_several_times(paths: tuple[str, ...], sentence: str) -> None:
    """In house style: the same text under other headlines and with other cuts."""
    copies = {
        sample.path: sample.article
        for sample in readable()
        if sample.path in paths and sentence.split()[-1] in sample.article.text()
    }
    assert set(copies) == set(paths)
    assert len({article.title for article in copies.values()}) == len(paths)


def test_there_are_tables_code_lists_and_quotations_to_look_at() -> None:
    markdown = [
        section.text
        for sample in readable()
        for section in sample.article.sections
        if section.kind is Kind.BODY and section.format is Format.MARKDOWN
    ]
    for mark in ("| --- |", "```", "\n> ", "\n- ", "\n1. ", "\n## "):
        assert any(mark in text for text in markdown), mark


def test_saved_pages_keep_their_code_steps_and_captions() -> None:
    code = article_in("Harbourton Gazette/off-by-one-ferry.html").text()
    assert "def seats_left(sailings, bookings):\n    " in code
    assert code.count("```") == 4
    assert "the word `SAILINGS`, a heading" in code
    assert "\n2. Add the potatoes" in article_in("Harbourton Gazette/kitchen-leek-soup.html").text()
    assert "Photograph: Ada Brink" in article_in("Harbourton Gazette/gudrun-found.html").text()


def test_the_post_bag_holds_whole_mailboxes_and_books() -> None:
    of_its_own = {
        sample.article.feed
        for sample in readable()
        if sample.path.startswith("Post Bag/") and sample.article.feed
    }
    assert of_its_own == {"Skerry Notices", "The Harbourton Almanac for 2027"}
    slow_post = article_in("Post Bag/slow-post-18.eml")
    assert (slow_post.byline, slow_post.outlet) == ("Perpetua Dane", "The Slow Post")
    assert "**There was a ladder.**" in slow_post.text()
    assert article_in("Post Bag/bell-under-the-ice.html").url
    assert article_in("Post Bag/the-clock.txt").byline == "Edwin Halloway"


def test_a_long_read_and_short_notes_are_there() -> None:
    words = sorted(sample.article.words for sample in readable())
    assert words[0] <= 90
    assert words[-1] >= 2_300


def test_headlines_that_trip_a_careless_program_are_there() -> None:
    titles = [sample.article.title for sample in readable()]
    assert any(title.startswith("[") for title in titles)
    assert any("🎉" in title for title in titles)
    assert any("’" in title and "“" in title for title in titles)
