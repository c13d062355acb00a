"""``newsreader stories`` and ``newsreader compare``: copies, for people and for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.helpers import run
from tests.library.helpers import write
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body

KEEPER = "Last keeper leaves the Skerry lighthouse"


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """Two outlets with one story, one of them shorter; and another story."""
    folder = tmp_path / "copies"
    write(folder / "Daybreak" / "keeper.txt", f"{KEEPER}\n\n{body(LIGHTHOUSE)}")
    write(folder / "Gazette" / "rock.txt", f"A lamp comes down\n\n{body(LIGHTHOUSE[:4])}")
    write(folder / "Gazette" / "orchestra.txt", f"No conductor\n\n{body(ORCHESTRA)}")
    return folder


def test_stories_are_listed_for_scripts(copies: Path) -> None:
    [story] = json.loads(run("stories", "--library", str(copies), "--json").stdout)
    assert story["title"] == KEEPER
    assert story["id"] == story["articles"][0]["id"]
    assert [Path(article["path"]).name for article in story["articles"]] == [
        "keeper.txt", "rock.txt",
    ]  # fmt: skip
    assert [article["source"] for article in story["articles"]] == ["Daybreak", "Gazette"]
    assert story["articles"][1]["similarity"] >= 0.95


def test_stories_can_be_asked_for_by_their_words(copies: Path) -> None:
    assert KEEPER in run("stories", "beacon", "--library", str(copies)).stdout
    run("stories", "conductor", "--library", str(copies), code=1)


def test_files_are_compared(copies: Path) -> None:
    files = [str(copies / "Daybreak" / "keeper.txt"), str(copies / "Gazette" / "rock.txt")]
    shown = run("compare", *files).stdout
    assert "same text, cut by 2 paragraphs" in shown
    assert "[-Fishermen" in shown
    found = json.loads(run("compare", *files, "--json").stdout)
    assert found["fullest"]["title"] == KEEPER
    assert found["copies"][0]["paragraphs"][-1]["change"] == "cut"


def test_one_id_compares_the_whole_story(copies: Path) -> None:
    [story] = json.loads(run("stories", "--library", str(copies), "--json").stdout)
    shown = run("compare", story["id"], "--library", str(copies)).stdout
    assert "A lamp comes down" in shown


def test_an_article_alone_is_not_compared(copies: Path) -> None:
    alone = str(copies / "Gazette" / "orchestra.txt")
    assert "nothing to compare" in run("compare", alone, code=2).output
