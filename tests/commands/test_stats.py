"""``newsreader stats``: in words, and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.helpers import run


def test_what_was_read_and_kept_is_told(news: Path) -> None:
    run("rules", "--apply", "ferry -> read, star")
    told = run("stats").stdout
    assert "3 articles: 2 unread, 0 archived" in told
    assert "1 read, 1 kept" in told
    assert "Gazette" in told
    assert json.loads(run("stats", "--json").stdout)["sources"][0]["read"] == 1
    (news / "Gazette" / "a.txt").unlink()
    run("index")
    assert "1 of those you kept are not in this library" in run("stats").stdout
