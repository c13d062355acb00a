"""A picture is found wherever a page hides it, and what is said of it is said once, beside it."""

from __future__ import annotations

import pytest

from newsreader.reading.markup import without_marks
from newsreader.reading.to_markdown import html_to_markdown

BASE = "https://gazette.example/x/y"
DAWN = "![The pier at dawn](https://gazette.example/pier.jpg)"


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src='/pier.jpg'><figcaption>The pier at dawn</figcaption></figure>",
        "<div><figure><img src='/pier.jpg'></figure><figcaption>The pier at dawn</figcaption></div>",
        "<div><a><img src='/pier.jpg'></a><p class='wp-caption-text'>The pier at dawn</p></div>",
        "<div><p><img src='/pier.jpg' alt='The pier at dawn'></p><i>The pier at dawn</i></div>",
    ],
)
def test_a_caption_is_what_a_picture_is_described_by(html: str) -> None:
    assert html_to_markdown(html, BASE) == DAWN


def test_a_caption_of_a_few_words_comes_after_the_description() -> None:
    html = "<figure><img src='/pier.jpg' alt='The pier'><figcaption>Ida Moen</figcaption></figure>"
    assert "![The pier · Ida Moen](" in html_to_markdown(html, BASE)


def test_a_caption_in_sentences_takes_the_place_of_the_description() -> None:
    html = (
        "<figure><img src='/pier.jpg' alt='A pier'>"
        "<figcaption>The pier lay empty at dawn.</figcaption></figure>"
    )
    assert html_to_markdown(html, BASE) == DAWN.replace(
        "The pier at dawn", "The pier lay empty at dawn."
    )


def test_a_caption_with_links_stays_below_its_picture() -> None:
    html = (
        "<figure><img src='/pier.jpg'><figcaption>The <a href='/p'>pier</a></figcaption></figure>"
    )
    assert "The [pier](https://gazette.example/p)" in html_to_markdown(html, BASE)


def test_captions_of_several_pictures_stay_where_they_are() -> None:
    html = (
        "<figure><img src='/a.jpg'><img src='/b.jpg'><figcaption>Both piers</figcaption></figure>"
    )
    markdown = html_to_markdown(html, BASE)
    assert markdown.count("![](") == 2
    assert "Both piers" in markdown.splitlines()[-1]


def test_the_heading_of_a_teaser_is_no_caption() -> None:
    html = "<div><img src='/a.jpg' alt='Ferry late'><h3>Ferry late</h3></div>"
    assert "### Ferry late" in html_to_markdown(html, BASE)


@pytest.mark.parametrize(
    "html",
    [
        "<p><img src='blur.gif' alt='The pier at dawn'><noscript><img src='/pier.jpg'></noscript>",
        "<p><i><img src='a.gif' alt='The pier at dawn'></i><noscript><img src='/pier.jpg'></p>",
        "<figure><div data-src='/pier.jpg'></div><figcaption>The pier at dawn</figcaption></figure>",
    ],
)
def test_a_picture_that_a_script_puts_in_place_is_found(html: str) -> None:
    assert html_to_markdown(html, BASE) == DAWN


def test_a_figure_without_its_picture_keeps_its_caption() -> None:
    html = "<figure><div></div><figcaption>The pier at dawn</figcaption></figure>"
    assert html_to_markdown(html, BASE) == "![The pier at dawn]()"


@pytest.mark.parametrize("name", ["IMG_2041.JPG", "pier-final2", "20250702"])
def test_the_name_of_a_file_describes_nothing(name: str) -> None:
    assert html_to_markdown(f"<img src='/pier.jpg' alt='{name}'>", BASE) == DAWN.replace(
        "The pier at dawn", ""
    )


def test_pictures_of_a_pixel_are_left_out() -> None:
    assert html_to_markdown("<p>a</p><img src='/t.gif' width='1' height='1'>", BASE) == "a"


def test_the_words_of_a_picture_are_no_words_of_the_text() -> None:
    html = "<p>a</p><img src='/pier.jpg' alt='The *pier* [at] dawn\\'><p>b</p>"
    markdown = html_to_markdown(html, BASE)
    assert without_marks(markdown).split() == ["a", "b"]
    assert without_marks(markdown, pictures=True).split("\n")[2] == "The *pier* (at) dawn\\"
