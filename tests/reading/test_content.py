"""The article is found in the page, whole, and what surrounds and interrupts it is not."""

from __future__ import annotations

from newsreader.reading.html import main_content

PARAGRAPHS = [
    f"The ferry made {count} crossings on Monday, the harbour office said, and nobody was left"
    f" behind on the pier, although the wind rose to {count + 20} knots in the afternoon."
    for count in range(11, 23)
]


def page(*parts: str) -> str:
    return f"<html><body><nav><a href='/'>Home</a></nav>{''.join(parts)}</body></html>"


def paragraphs(first: int, last: int) -> str:
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[first:last])


def test_an_article_broken_into_chunks_is_found_whole() -> None:
    chunks = [
        f'<div class="grid"><div class="chunk">{paragraphs(first, first + 4)}</div></div>'
        '<div class="ad-slot"><p>Buy boots, now at half the price in every shop.</p></div>'
        for first in (0, 4, 8)
    ]
    body = main_content(page(f'<main><div class="story">{"".join(chunks)}</div></main>'), None)
    assert all(text in body for text in PARAGRAPHS)
    assert "Buy boots" not in body


def test_boxes_inside_the_article_are_left_out_and_its_own_parts_stay() -> None:
    body = main_content(
        page(
            "<article><h1>Ferry counts its crossings</h1>",
            paragraphs(0, 3),
            '<div class="related-links"><a href="/x">Lighthouse stays open all the year</a></div>',
            "<h2>What comes next</h2><pre><code>crossings = 12</code></pre>",
            '<figure><img src="/pier.jpg" alt=""><figcaption>The pier at dawn</figcaption></figure>',
            paragraphs(3, 6),
            "<aside><p>Sign up for our letters from the harbour, they are free.</p></aside>",
            paragraphs(6, 8),
            "</article>",
        ),
        "https://gazette.example/",
    )
    assert all(text in body for text in PARAGRAPHS[:8])
    assert "## What comes next" in body
    assert "```\ncrossings = 12\n```" in body
    assert "![The pier at dawn](https://gazette.example/pier.jpg)" in body
    assert "Lighthouse" not in body
    assert "letters" not in body


def test_what_stands_before_and_after_the_article_is_left_out() -> None:
    teaser = f"<div class='teaser-list'><p>{PARAGRAPHS[0]}</p></div>"
    body = main_content(
        page(teaser, f"<article>{paragraphs(0, 6)}</article>", "<footer>Imprint</footer>"), None
    )
    assert body.count(PARAGRAPHS[0]) == 1
    assert "Imprint" not in body


def test_paragraphs_parted_by_line_breaks_alone_are_found() -> None:
    text = "<br><br>".join(
        f'{text}<div class="picture"><img src="/{count}.jpg" alt="The pier, seen {count} times">'
        "</div>"
        for count, text in enumerate(PARAGRAPHS)
    )
    body = main_content(page(f'<div class="story">{text}</div>'), "https://gazette.example/")
    assert all(text in body for text in PARAGRAPHS)
    assert "![The pier, seen 3 times](https://gazette.example/3.jpg)" in body


def test_a_picture_above_the_article_stays_and_other_teasers_do_not() -> None:
    body = main_content(
        page(
            "<article><figure><img src='/dawn.jpg'><figcaption>The pier at dawn</figcaption>"
            "</figure><div class='byline'>By Ida Moen</div>",
            paragraphs(0, 6),
            "<div class='label'>Filed under harbours</div>",
            "<p><a href='/timetable'>The timetable, as the harbour office printed it</a></p>",
            paragraphs(6, 9),
            "</article>",
        ),
        "https://gazette.example/",
    )
    assert "![The pier at dawn](https://gazette.example/dawn.jpg)" in body
    assert "The timetable, as the harbour office printed it" in body
    assert "Ida Moen" not in body
    assert "Filed under" not in body


def test_a_lead_between_headline_and_picture_is_part_of_the_article() -> None:
    lead = (
        "Nobody was left behind on the pier this week, although the wind rose day after day and the"
        " smaller of the two boats had to stay in harbour."
    )
    texts = [text.replace("Monday", day) for day in ("Monday", "Friday") for text in PARAGRAPHS]
    body = main_content(
        page(
            f"<article><div class='head'><h1>Ferry counts its crossings</h1><p>{lead}</p>",
            "<div class='byline'>By Ida Moen</div></div><div class='story'>",
            *(f"<p>{text}</p>" for text in texts),
            "</div></article>",
        ),
        None,
    )
    assert body.startswith(lead)
    assert all(text in body for text in texts)
    assert "Ida Moen" not in body


def test_a_teaser_above_the_article_that_says_its_first_words_is_no_lead() -> None:
    body = main_content(
        page(
            f"<div class='top'>{paragraphs(0, 1)}</div>", f"<article>{paragraphs(0, 12)}</article>"
        ),
        None,
    )
    assert body.count(PARAGRAPHS[0]) == 1


def test_a_page_of_one_short_line_is_read_beyond_its_date() -> None:
    body = main_content(
        page(
            '<div class="content"><p class="muted">11.12.2025 - Ida Moen</p>',
            '<div class="row"><div class="column"><img src="/puzzle.png" alt="x"></div></div>',
            '<div class="row"><div class="column"><p>Is the puzzle easy for you? Then try',
            ' <a href="/window">the one</a> in our window on Sunday!</p></div></div></div>',
        ),
        None,
    )
    assert "in our window on Sunday!" in body


def test_a_page_without_an_article_gives_what_it_has() -> None:
    assert "Closed today" in main_content("<html><body><p>Closed today</p></body></html>", None)
    assert main_content("", None) == ""
