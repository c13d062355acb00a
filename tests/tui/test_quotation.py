"""Quotations with their source."""

from __future__ import annotations

import msgspec

from newsreader.article import Precision, PublishedFrom
from newsreader.tui.quotation import quotation

from .article.material import NOW, entry


def test_a_quotation_has_headline_outlet_date_and_address() -> None:
    shown = entry("Text.")
    article = msgspec.structs.replace(
        shown.article,
        url="https://gazette.example/ferry",
        published="2025-07-02",
        published_precision=Precision.DAY,
        published_from=PublishedFrom.TEXT,
    )
    shown = msgspec.structs.replace(shown, article=article)
    assert quotation("One.\n\nTwo.", shown, NOW) == (
        "> One.\n>\n> Two.\n\n— “Ferry”, Gazette, 2 Jul 2025\nhttps://gazette.example/ferry"
    )


def test_what_is_not_known_is_left_out() -> None:
    assert quotation("One.", entry("Text."), NOW) == "> One.\n\n— “Ferry”, Gazette"
