from __future__ import annotations

import pytest

from newsreader.search.index import Index
from tests.search import library


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of the library in ``library.py``, for reading only."""
    return library.made(tmp_path_factory.mktemp("search") / "index")
