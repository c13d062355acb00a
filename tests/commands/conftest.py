"""A small library in the settings, for the commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsreader import config
from tests.library.helpers import BAKERY, FERRY, ORCHARD, write


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """The folder of the configured library: Harbour…, Bakery… and Frost…."""
    folder = tmp_path / "news"
    for at, (name, text) in enumerate({"a": FERRY, "b": BAKERY, "c": ORCHARD}.items(), 1):
        write(folder / "Gazette" / f"{name}.txt", text, changed=at * 86_400)
    config.add_to_library(config.places().config_file, folder)
    return folder
