"""Related items come out of cards and of bare headlines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.article import RelatedItem
from newsreader.reading.cards import read_cards


def test_bare_headlines_are_items_with_a_headline_only() -> None:
    assert read_cards(["- Lighthouse stays open", "2. Gale strikes islands"]) == (
        RelatedItem(title="Lighthouse stays open"),
        RelatedItem(title="Gale strikes islands"),
    )


def test_running_text_below_a_headline_is_its_teaser() -> None:
    assert read_cards(["Lighthouse stays open", "The keeper said so on Saturday."]) == (
        RelatedItem(title="Lighthouse stays open", text="The keeper said so on Saturday."),
    )


def test_outlet_and_age_may_share_a_line() -> None:
    assert read_cards(
        ["CTV · 2 hours ago", "Lighthouse stays open", "Il faut · 3 h ago", "Gale"]
    ) == (
        RelatedItem(outlet="CTV", age="2 hours ago", title="Lighthouse stays open"),
        RelatedItem(outlet="Il faut", age="3 h ago", title="Gale"),
    )


def test_ages_are_read_in_other_languages() -> None:
    for age in ("vor 2 Stunden", "il y a 3 heures", "hace una hora", "5 годин тому", "3時間前"):
        (item,) = read_cards(["Kurier", age, "Headline"])
        assert (item.outlet, item.age, item.title) == ("Kurier", age, "Headline")


@given(st.lists(st.text() | st.sampled_from(["an hour ago", "- CBC", "CBC", "A headline"])))
def test_no_line_is_lost(lines: list[str]) -> None:
    items = read_cards(lines)
    assert all(item.title for item in items)


def test_a_card_whose_outlet_is_missing_is_read_all_the_same() -> None:
    (item,) = read_cards(["10 hours ago", "-", "The ferry has come back to the harbour"])
    assert item.age == "10 hours ago"
    assert item.title == "The ferry has come back to the harbour"
