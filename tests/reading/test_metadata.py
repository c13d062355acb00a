"""What a page states about its article is read; what it does not state is not made up."""

from __future__ import annotations

import pytest

from newsreader.reading.metadata import page_facts
from newsreader.reading.to_markdown import parse_html
from newsreader.reading.wire import Facts


def facts(head: str, body: str = "<p>The ferry is back.</p>") -> Facts:
    root = parse_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert root is not None
    return page_facts(root)


def linked(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


@pytest.mark.parametrize(
    "head",
    [
        linked('{"@type": "NewsArticle", "author": {"name": "Ines Dahl"}}'),
        linked('{"@graph": [{"@type": ["Article"], "author": [{"name": "Ines Dahl"}]}]}'),
        linked('<![CDATA[ {"@type": "Article", "author": "By Ines Dahl"} ]]>'),
        '<meta name="author" content="Ines Dahl">',
        '<meta name="author" content="https://faces.example/x"><meta name="byl" content="Ines Dahl">',
    ],
)
def test_authors(head: str) -> None:
    assert facts(head).byline == "Ines Dahl"


@pytest.mark.parametrize(
    "body",
    [
        '<a rel="author" href="/d">Ines Dahl</a>',
        '<p class="byline">By Ines Dahl - July 2, 2025</p>',
        '<span itemprop="author">Ines Dahl</span>',
    ],
)
def test_authors_marked_in_the_page(body: str) -> None:
    assert facts("", body).byline == "Ines Dahl"


@pytest.mark.parametrize(
    "head",
    ['<meta name="author" content="admin">', linked("{broken"), linked('{"@type": "Person"}')],
)
def test_no_author_is_made_up(head: str) -> None:
    assert facts(head).byline is None


@pytest.mark.parametrize(
    "head",
    [
        linked('{"@type": "NewsArticle", "datePublished": "2025-07-02T06:30:00+02:00"}'),
        '<meta property="article:published_time" content="2025-07-02T06:30:00+02:00">',
    ],
)
def test_dates_of_publication(head: str) -> None:
    when = facts(head).when
    assert when is not None
    assert when.value == "2025-07-02T06:30:00+02:00"


def test_the_heading_on_the_page_wins_over_the_title_with_the_sites_name() -> None:
    found = facts(
        "<title>Ferry returns – “at last” – Harbour Gazette</title>"
        '<meta property="og:title" content="Ferry returns – &quot;at last&quot;">',
        "<h1>Ferry returns – “at last”</h1>",
    )
    assert found.title == "Ferry returns – “at last”"


def test_only_web_addresses_are_addresses() -> None:
    assert facts('<link rel="canonical" href="javascript:alert(1)">').url is None
    assert (
        facts('<link rel="canonical" href="https://a.example/b-c">').url == "https://a.example/b-c"
    )
