"""A language is declared or proved by letters, never guessed."""

from __future__ import annotations

import pytest

from newsreader.reading.language import guess_language, language_tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour ferry is back.", None),
        ("港の朝市、三十年ぶりに再開した。", "ja"),
        ("항구의 아침 시장이 다시 열렸다.", "ko"),
        ("عاد سوق الميناء إلى العمل بعد ثلاثين عاما", "ar"),
        ("Пором повернувся після зимових ремонтів, її чекали.", "uk"),
        ("Паром вернулся после зимнего ремонта, это ждали.", None),
        ("بازار بندر پس از سی سال گشوده شد", None),
    ],
)
def test_only_letters_that_prove_a_language_name_it(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("declared", "tag"), [("en-GB", "en"), ("uk_UA", "uk"), ("", None), (None, None), ("12", None)]
)
def test_the_primary_tag_of_a_declared_language_counts(
    declared: str | None, tag: str | None
) -> None:
    assert language_tag(declared) == tag
