"""The commands: stable for scripts, and without Textual."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from newsreader.cli import commands
from newsreader.config import load, places

SCRAPED = """
Lindenau looks to build ferries with its neighbours, while the capital halts some shipments
LINDENAU, Norland — Lindenau is going ahead with early plans for joint ferry building, officials said, while the capital halted some boiler shipments.
The plans come at what appears to be a key point in the long quarrel about the harbour, which nobody has won.
It is not clear how many boilers Lindenau has or what its most urgent needs are.
___
Ada Brenner, The Associated Press
Hashtags

Try Our AI Features
Explore what Daybreak AI can do for you:
Comments
No comments yet...
Related Articles


Gazette
an hour ago
- Gazette
Lighthouse keeper wins dispute over the colour of the door
The door of the lighthouse at Kap Ost will stay green. A court found that no law speaks of doors.


Radio Ost
10 hours ago
- Radio Ost
Orchestra finds its tuba
The tuba missing since spring stood in the cloakroom.
"""
WIRE = (
    " date 2026-10 Lindenau, Oct 2 (AP) Lindenau is going ahead with early plans for joint ferry "
    "building with some of its neighbours, officials said.\n\nThe plans come at a key point in the "
    "long quarrel about the harbour.\n\nIt is not clear how many boilers Lindenau has or what its "
    "most urgent needs are. (AP)\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    news = tmp_path / "news"
    for name, text in {"Daybreak/a.txt": SCRAPED, "Wire/b.txt": WIRE}.items():
        path = news / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return news


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(arg) for arg in args], prog_name="newsreader")


def shown(path: Path) -> dict[str, Any]:
    result = run("show", path, "--json")
    assert result.exit_code == 0, result.output
    articles = json.loads(result.stdout)
    assert len(articles) == 1
    article: dict[str, Any] = articles[0]
    return article


def test_a_scraped_article_comes_out_whole(folder: Path) -> None:
    article = shown(folder / "Daybreak" / "a.txt")
    assert list(article) == [
        "id", "source", "outlet", "path", "title", "title_from", "byline", "agency", "place",
        "language", "url", "published", "published_precision", "published_from", "words", "error",
        "sections",
    ]  # fmt: skip
    assert article["source"] == "Daybreak"
    assert article["title"].startswith("Lindenau looks to build ferries")
    assert (article["place"], article["agency"]) == ("Lindenau, Norland", "AP")
    assert (article["byline"], article["title_from"]) == ("Ada Brenner", "text")
    assert article["published_from"] == "file"
    body, hashtags, promotion, comments, related = article["sections"]
    assert body["text"].startswith("Lindenau is going ahead")
    assert body["text"].endswith("most urgent needs are.")
    assert [part["kind"] for part in (hashtags, promotion, comments)] == [
        "hashtags", "promotion", "comments",
    ]  # fmt: skip
    assert related["heading"] == "Related Articles"
    assert [(item["outlet"], item["age"], item["title"]) for item in related["items"]] == [
        ("Gazette", "an hour ago", "Lighthouse keeper wins dispute over the colour of the door"),
        ("Radio Ost", "10 hours ago", "Orchestra finds its tuba"),
    ]


def test_a_wire_copy_without_a_headline_takes_it_from_the_lead(folder: Path) -> None:
    article = shown(folder / "Wire" / "b.txt")
    assert article["title_from"] == "lead"
    assert article["title"].startswith("Lindenau is going ahead")
    assert article["title"].endswith("…")
    assert len(article["title"]) <= 100
    assert (article["place"], article["agency"], article["byline"]) == ("Lindenau", "AP", None)
    assert (article["published"], article["published_precision"]) == ("2026-10-02", "day")
    assert article["published_from"] == "text"
    assert [part["kind"] for part in article["sections"]] == ["body"]


def test_what_is_folded_is_not_found_unless_asked_for(folder: Path) -> None:
    assert run("search", "tuba", "--library", folder, "--json").exit_code == 1
    found = json.loads(run("search", "in:related tuba", "--library", folder, "--json").stdout)
    assert [hit["source"] for hit in found["hits"]] == ["Daybreak"]
    found = json.loads(run("search", "boilers", "--library", folder, "--json").stdout)
    assert list(found) == ["query", "total", "ms", "hits"]
    assert found["total"] == 2
    for hit in found["hits"]:
        assert list(hit) == ["id", "source", "path", "title", "published", "score", "snippet"]
        assert "boiler" in hit["snippet"]


def test_limit_cuts_the_hits_and_not_the_total(folder: Path) -> None:
    found = json.loads(run("search", "boilers", "-l", folder, "-n", "1", "--json").stdout)
    assert (found["total"], len(found["hits"])) == (2, 1)


def test_show_takes_an_id_of_the_library(folder: Path) -> None:
    id_ = shown(folder / "Wire" / "b.txt")["id"]
    result = run("show", id_[:6], "--library", folder, "--json")
    assert json.loads(result.stdout)[0]["id"] == id_


def test_show_as_text_puts_the_body_first(folder: Path) -> None:
    text = run("show", folder / "Daybreak" / "a.txt").stdout
    assert text.index("key point") < text.index("── Related Articles ──") < text.index("tuba")


def test_why_says_what_folded_each_section(folder: Path) -> None:
    result = run("show", folder / "Daybreak" / "a.txt", "--why", "--json")
    (article,) = json.loads(result.stdout)
    assert article["encoding"] == "utf-8"
    body, *folded = article["sections"]
    assert body["why"] is None
    assert all(section["why"] for section in folded)
    text = run("show", folder / "Daybreak" / "a.txt", "--why").stdout
    assert "decoded as utf-8" in text
    assert all(section["why"] in text for section in folded)


def test_whole_shows_everything_in_one_section(folder: Path) -> None:
    result = run("show", folder / "Daybreak" / "a.txt", "--whole", "--json")
    (article,) = json.loads(result.stdout)
    (section,) = article["sections"]
    assert section["text"].split() == SCRAPED.split()
    id_ = shown(folder / "Wire" / "b.txt")["id"]
    (by_id,) = json.loads(run("show", id_, "--whole", "-l", folder, "--json").stdout)
    assert by_id["sections"][0]["text"].split() == WIRE.split()


def test_index_reports_in_json(folder: Path) -> None:
    (folder / "Wire" / "empty.txt").touch()
    result = json.loads(run("index", folder, "--json").stdout)
    assert list(result) == [
        "sources", "articles", "added", "updated", "removed", "skipped", "failed", "seconds", "by_rules",
        "warnings",
    ]  # fmt: skip
    assert result["sources"] == 2
    assert list(result["failed"][0]) == ["path", "error"]
    assert result["failed"][0]["path"].endswith("empty.txt")
    assert "empty" in result["failed"][0]["error"]
    again = json.loads(run("index", folder, "--json").stdout)
    assert (again["added"], again["updated"], again["removed"]) == (0, 0, 0)


def test_add_puts_a_folder_into_the_library(folder: Path) -> None:
    assert run("add", folder).exit_code == 0
    assert run("add", folder).exit_code == 0
    assert load(places().config_file).library == (str(folder),)
    assert json.loads(run("search", "boilers", "--json").stdout)["total"] == 2


def newsreader(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "newsreader", *map(str, args)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize(
    "args",
    [
        ["/nowhere/at/all"],
        ["open", "/nowhere/at/all"],
        ["add", "/nowhere/at/all"],
        ["index", "/nowhere/at/all"],
        ["search", "x", "--library", "/nowhere/at/all"],
        ["show", "/nowhere/at/all"],
        ["search", "x"],
        ["show", "0123456789abcdef"],
    ],
)
def test_what_is_missing_is_one_line_and_status_2(args: list[str]) -> None:
    result = newsreader(*args)
    assert result.returncode == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_without_a_terminal_the_app_says_what_to_use_instead(folder: Path) -> None:
    result = newsreader(folder)
    assert result.returncode == 2
    assert "needs a terminal" in result.stderr


def test_a_mistake_in_the_settings_is_one_line() -> None:
    file = places().config_file
    file.parent.mkdir(parents=True)
    file.write_text("measure = 'wide'\n", encoding="utf-8")
    result = newsreader("search", "x")
    mistake = result.stderr.splitlines()[0]
    assert "config.toml: line 1" in mistake
    assert "measure" in mistake


def test_debug_writes_a_log_and_says_where(folder: Path) -> None:
    result = newsreader("--debug", "index", folder)
    log = places().cache / "newsreader.log"
    assert str(log) in result.stderr
    assert "index" in log.read_text(encoding="utf-8")


def test_help_teaches_and_every_command_has_its_own() -> None:
    text = newsreader("--help").stdout
    assert "newsreader add ~/news" in text
    for name in ("open", "add", "show", "search", "index", "completion"):
        assert name in text
        assert newsreader(name, "--help").returncode == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_completion(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_NEWSREADER_COMPLETE" in result.stdout


def test_no_command_imports_textual(folder: Path) -> None:
    code = (
        "import sys\n"
        "from newsreader.cli import commands\n"
        f"commands(['search', 'boilers', '--library', {str(folder)!r}], standalone_mode=False)\n"
        "assert not {'textual', 'rich'} & set(sys.modules), 'Textual was imported'\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from newsreader.cli import commands\n"
        "commands(['--help'], standalone_mode=False)\n"
        "heavy = {'textual', 'rich', 'whoosh', 'lxml', 'trafilatura', 'feedparser', 'chardet', "
        "'sqlite3', 'msgspec', 'platformdirs'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
