"""A feed file gives an article for every entry; a broken one says where it breaks."""

from __future__ import annotations

import io
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from newsreader.article import Article, Kind, PublishedFrom, TitleFrom
from newsreader.reading import read_file
from tests.reading import FIXTURES, fixture


def read(xml: str, folder: Path, name: str = "news.rss") -> list[Article]:
    file = folder / name
    file.write_text(xml, encoding="utf-8")
    return read_file(file)


def test_every_entry_is_an_article_with_its_facts() -> None:
    first, second = read_file(FIXTURES / "feed.rss")
    assert first.title == "Lighthouse & keeper stay open"
    assert first.title_from is TitleFrom.FEED
    assert first.byline == "Ida Moen"
    assert (first.feed, first.outlet, first.language) == ("Island Courier", "Island Courier", "en")
    assert first.published == "2025-07-02T18:30:00+00:00"
    assert first.published_from is PublishedFrom.FEED
    assert first.url == "https://courier.example/2025/lighthouse"
    assert second.published_from is PublishedFrom.FILE
    assert second.text() == "Short."


def test_the_fullest_content_is_taken_as_markdown() -> None:
    first, _ = read_file(FIXTURES / "feed.rss")
    assert first.text() == (
        "The tower on Skarven stays open, its keeper said on **Saturday**. See"
        " [the plan](https://courier.example/more) or click."
    )


def test_ids_outlive_moving_the_file_and_editing_the_entry(tmp_path: Path) -> None:
    xml = fixture("feed.rss")
    before = [article.id for article in read_file(FIXTURES / "feed.rss")]
    after = [article.id for article in read(xml.replace("stays open", "closes"), tmp_path, "x.xml")]
    assert before == after
    assert len(set(before)) == 2


def test_a_feed_whose_guids_are_all_equal_keeps_its_entries_apart(tmp_path: Path) -> None:
    xml = fixture("feed.rss").replace(
        "<title>Second", "<guid isPermaLink='false'>courier-1</guid><title>Second"
    )
    first, second = read(xml, tmp_path)
    assert first.id != second.id


def test_a_half_feed_gives_the_entries_before_the_break(tmp_path: Path) -> None:
    xml = fixture("feed.rss")
    (article, *_) = read(xml[: xml.index("<title>Second")], tmp_path)
    assert article.title == "Lighthouse & keeper stay open"
    assert article.error is None


def test_a_feed_that_breaks_before_its_first_entry_says_where(tmp_path: Path) -> None:
    (article,) = read('<rss version="2.0">\n<channel>\n<title>Fjord &', tmp_path)
    assert article.error is not None
    assert "breaks off at line" in article.error
    assert article.feed is not None
    assert article.sections == ()


def test_an_entry_that_breaks_off_before_its_headline_is_none(tmp_path: Path) -> None:
    (article,) = read('<rss version="2.0">\n<channel>\n<title>Fjord</title>\n<item>\n<ti', tmp_path)
    assert article.error is not None
    assert "breaks off at line 5" in article.error
    assert article.feed == "Fjord"


def test_an_agency_that_stands_for_the_author_is_the_agency(tmp_path: Path) -> None:
    first, _ = read(fixture("feed.rss").replace("Ida Moen", "Ida Moen, Reuters"), tmp_path)
    assert (first.byline, first.agency) == ("Ida Moen", "Reuters")


def test_a_feed_without_entries_says_so(tmp_path: Path) -> None:
    (article,) = read('<rss version="2.0"><channel><title>Fjord</title></channel></rss>', tmp_path)
    assert article.error == "the feed has no entries yet"
    assert article.feed == "Fjord"


def test_atom_is_a_feed_whatever_it_is_called(tmp_path: Path) -> None:
    (article,) = read(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Fjord</title>'
        "<id>urn:f</id><entry><id>urn:1</id><title type='html'>A &lt;b&gt;bold&lt;/b&gt; step</title>"
        "<content type='text'>1 &lt; 2 &amp; so on</content></entry></feed>",
        tmp_path,
        "saved.txt",
    )
    assert article.title == "A bold step"
    assert "1 < 2 & so on" in article.text().replace("\\", "")


BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)


@pytest.mark.parametrize("bomb", [BOMB, '<!DOCTYPE r [<!ENTITY d SYSTEM "file:///etc/passwd">]>'])
def test_entities_are_not_expanded_and_no_file_is_fetched(bomb: str, tmp_path: Path) -> None:
    articles = read(
        f'<?xml version="1.0"?>{bomb}<rss version="2.0"><channel><title>T</title><item>'
        "<title>x &d; y</title><description>&d;</description></item></channel></rss>",
        tmp_path,
    )
    shown = " ".join(article.title + article.text() for article in articles)
    assert "root:" not in shown
    assert len(shown) < 1000


def test_a_character_no_text_can_hold_costs_no_entry(tmp_path: Path) -> None:
    xml = fixture("feed.rss").replace("Second entry", "Second &#xD800; &#99999999; entry <br>")
    assert len(read(xml, tmp_path)) == 2


def test_a_broken_feed_that_feedparser_gives_up_on_keeps_its_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = feedparser.parse

    def strict(source: io.BytesIO, **options: bool) -> object:
        try:
            etree.fromstring(source.getvalue())
        except etree.XMLSyntaxError as error:
            raise ValueError from error
        return parse(source, **options)

    monkeypatch.setattr(feedparser, "parse", strict)
    first, second = read_file(FIXTURES / "feed.rss")
    broken = fixture("feed.rss").replace("</channel>", "").replace("<link>", "<link><b>", 1)
    found = read(broken, tmp_path)
    assert [article.title for article in found] == [first.title, second.title]
    assert all(article.error is None for article in found)


def _feed(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Fjord</title>'
        f"<link>https://fjord.example/</link>{''.join(f'<item>{item}</item>' for item in items)}"
        "</channel></rss>"
    )


def _content(html: str) -> str:
    return f"<description><![CDATA[{html}]]></description>"


def test_what_recurs_in_the_entries_of_a_feed_is_folded(tmp_path: Path) -> None:
    items = [
        _content(
            f"<p>The ferry made {number} crossings on day {number}, the harbour office said.</p>"
            f"<p>The goat stood on pier {number} again, and the gulls were not amused by it.</p>"
            "<p>Support the harbour's own newspaper</p>"
        )
        for number in range(4)
    ]
    for article in read(_feed(*items), tmp_path):
        assert "Support" not in article.text()
        assert article.text(Kind.FURNITURE) == "Support the harbour's own newspaper"


def test_an_entry_of_a_picture_alone_keeps_it_and_is_called_what_it_shows(tmp_path: Path) -> None:
    (article,) = read(_feed(_content("<img src='/p.jpg' alt='The pier at dawn'>")), tmp_path)
    assert article.title == "The pier at dawn"
    assert article.text() == "![The pier at dawn](https://fjord.example/p.jpg)"


def test_a_picture_called_like_its_entry_stays(tmp_path: Path) -> None:
    image = _content("<img src='/p.jpg' alt='The pier'>")
    (article,) = read(_feed("<title>The pier</title>" + image), tmp_path)
    assert article.text() == "![The pier](https://fjord.example/p.jpg)"


def test_an_entry_without_a_word_is_called_by_its_address(tmp_path: Path) -> None:
    (article,) = read(_feed("<link>https://fjord.example/2025/ferry-is-back/</link>"), tmp_path)
    assert article.title == "ferry is back"
    assert article.title_from is TitleFrom.NAME


def test_images_captions_code_and_tables_of_an_entry_survive(tmp_path: Path) -> None:
    html = (
        "<p>The ferry is back after the winter, the harbour office said on Monday morning.</p>"
        "<figure><img src='/p.jpg'><figcaption>The pier at dawn</figcaption></figure>"
        "<pre><code class='language-sh'>cross --twice</code></pre>"
        "<table><tr><th>Day</th><th>Trips</th></tr><tr><td>Monday</td><td>11</td></tr></table>"
    )
    (article,) = read(_feed("<title>Ferry</title>" + _content(html)), tmp_path)
    assert "![The pier at dawn](https://fjord.example/p.jpg)" in article.text()
    assert "```sh\ncross --twice\n```" in article.text()
    assert "| Day | Trips |\n| --- | --- |\n| Monday | 11 |" in article.text()
