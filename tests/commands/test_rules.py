"""``newsreader rules``: shown, tried, done."""

from __future__ import annotations

import json
from pathlib import Path

from newsreader import config
from tests.commands.helpers import refused, run


def set_rules(text: str) -> None:
    """Put rules into the settings."""
    file = config.places().config_file
    config.write(file, file.read_text(encoding="utf-8") + text)


def test_without_rules_it_says_how_to_write_one(news: Path) -> None:
    assert news
    assert "newsreader config" in run("rules", code=1).stderr


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(news: Path) -> None:
    run("index")
    set_rules("[[rules]]\nquery = 'ferry OR bakery'\ndo = 'star'\n")
    assert run("rules").stdout == "ferry OR bakery → star\n"
    told = run("rules", "--dry-run").stdout
    assert "finds 2, would change 2" in told
    assert "Bakery on Mill Street" in told
    run("search", "is:starred", code=1)
    (outcome,) = json.loads(run("rules", "--dry-run", "--json").stdout)
    assert (outcome["found"], outcome["changes"], len(outcome["articles"])) == (2, 2, 2)
    assert news


def test_a_rule_can_be_done_to_what_is_there(news: Path) -> None:
    assert news
    assert run("rules", "--apply", "ferry -> star").stdout.split()[0] == "1"
    assert "Harbour" in run("search", "is:starred").stdout


def test_a_mistake_is_told(news: Path) -> None:
    assert news
    assert "archive" in refused("rules", "--dry-run", "ferry -> achive")
    assert "does nothing" in run("rules", "--dry-run", "older:soon -> archive").stdout
