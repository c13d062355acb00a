"""House style is told from what is said."""

from __future__ import annotations

import pytest

from newsreader.stories.style import is_style


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defense", "defence"),
        ("U.S.", "US"),
        ("'critical", "“critical"),
        ("per cent", "percent"),
        ("twelve", "12"),
        ("3½", "3 1/2"),
        ("($85 billion)", "(USD 85 billion)"),
        ("85 billion euros", "€85 billion"),
        ("Feb. 24,", "February 24"),
        ("Dec. 3", "3 December"),
        ("July 2nd", "2 July"),
        ("on Tuesday", "Tuesday"),
        ("Sen. Holm", "Senator Holm"),
        ("Zelenskyy", "Zelensky"),
        ("coast guard", "coastguard"),
        ("–", ""),
        ("USD", ""),
    ],
)
def test_style(one: str, other: str) -> None:
    assert is_style(one.split(), other.split())
    assert is_style(other.split(), one.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("40", "44"),
        ("$85 billion", "$86 billion"),
        ("Tuesday", "Thursday"),
        ("July 2", "July 3"),
        ("lawmakers", "MPs"),
        ("Umerov", "Peskov"),
        ("increased", "decreased"),
        ("not", ""),
        ("US", ""),
        ("may", "will"),
    ],
)
def test_substance(one: str, other: str) -> None:
    assert not is_style(one.split(), other.split())
    assert not is_style(other.split(), one.split())
