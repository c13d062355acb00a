"""Labels for links."""

from __future__ import annotations

import pytest

from newsreader.tui.widgets.article.labels import labels


@pytest.mark.parametrize("count", [0, 1, 25, 26, 700])
def test_labels_differ_and_none_begins_another_nor_the_word_for_copying(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == count
    assert len({len(label) for label in made}) <= 1
    assert not any(label.startswith("y") for label in made)
