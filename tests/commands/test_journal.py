"""``newsreader journal``: what was done, and undoing it by its number."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.helpers import run


def test_what_was_done_is_listed_and_undone_by_its_number(news: Path) -> None:
    assert news
    run("rules", "--apply", "ferry -> star")
    run("rules", "--apply", "ferry OR bakery -> later")
    newest, older = json.loads(run("journal", "--days", "2", "--json").stdout)
    assert (newest["verb"], newest["articles"]) == ("rule ferry OR bakery → later", 2)
    told = run("journal", "--days", "2").stdout.splitlines()
    assert told[0].endswith("later · 2 articles")
    assert told[1].endswith("star · Harbour ferry returns after a winter on the slip")
    assert "Undone: rule ferry → star" in run("journal", "--undo", str(older["number"])).stderr
    assert run("journal", "--days", "2").stdout.splitlines()[1].endswith("· undone")
    run("search", "is:starred", code=1)
    assert "nothing to undo" in run("journal", "--undo", str(older["number"]), code=1).stderr
