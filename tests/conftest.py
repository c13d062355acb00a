"""What every test gets: an empty home of its own; nothing of the user's is read or written."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from newsreader.config import Places, places

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("newsreader", deadline=None)
hypothesis.settings.load_profile("newsreader")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh ``NEWSREADER_HOME``, and an environment without the user's taste in colours."""
    home = tmp_path / "home"
    monkeypatch.setenv("NEWSREADER_HOME", str(home))
    for name in ("NO_COLOR", "TEXTUAL_THEME", "NEWSREADER_DEBUG_LOG"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def user_places(home: Path) -> Places:
    """Where the files of the test's user live."""
    assert home
    return places()
