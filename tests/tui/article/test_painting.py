"""What a terminal is told of a link."""

from __future__ import annotations

import pytest

from newsreader.tui.widgets.article.painting import osc8


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://a.example/b?c=1", "https://a.example/b?c=1"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("https://a.example/ö b", "https://a.example/%C3%B6%20b"),
        ("https://a.example/\x1b\\evil", "https://a.example/%1B\\evil"),
        ("mailto:a@b.example", None),
        ("javascript:alert(1)", None),
        ("ferry.html", None),
        ("https://a.example/" + "x" * 3000, None),
        (None, None),
    ],
)
def test_only_web_addresses_in_plain_characters_are_told(
    address: str | None, told: str | None
) -> None:
    assert osc8(address) == told
