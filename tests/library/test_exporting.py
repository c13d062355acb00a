"""What is exported is complete, and importing it elsewhere restores the marks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from newsreader.config import Places
from newsreader.errors import StorageError
from newsreader.library import Library, exporting
from newsreader.library.pages import Page
from tests.library.helpers import BAKERY, FERRY, id_of, write


@pytest.fixture
def synced(news: Path, library: Library) -> Library:
    """A library of which one article has every mark, and one has none."""
    write(news / "a.txt", FERRY)
    write(news / "b.txt", BAKERY)
    library.sync()
    id_ = id_of(library, "Harbour")
    for field in ("read", "starred", "later"):
        library.mark([id_], field, "1", field)
    library.tag([id_], "Old Town")
    library.note(id_, "Ask *Marta*\n\nabout `newsreader: {}`.")
    assert library.keep_passage(number(library, "Harbour"), "a goat that nobody had invited")
    return library


def number(library: Library, beginning: str) -> int:
    """The number of the one article whose headline begins so."""
    (hit,) = library.search(f"title:{beginning}").hits
    return hit.number


def kept(library: Library) -> list[Page]:
    """The pages of what was kept."""
    hits = library.search(exporting.KEPT_QUERY).hits
    return library.export([hit.number for hit in hits], gone=True)


def export(library: Library, to: Path) -> Path:
    """Export what was kept, in the format the name says."""
    if to.suffix:
        exporting.write_file(kept(library), to, "json" if to.suffix == ".json" else "html")
    else:
        exporting.write_folder(kept(library), to)
    return to


@pytest.mark.parametrize("name", ["folder", "all.html", "all.json"])
def test_importing_elsewhere_restores_every_mark(
    synced: Library, tmp_path: Path, open_library: Callable[..., Library], name: str
) -> None:
    to = export(synced, tmp_path / name)
    other = tmp_path / "other"
    elsewhere = open_library(places=Places(other / "config", other / "data", other / "cache"))
    elsewhere.sync()
    assert elsewhere.import_marks(to) == (6, 6)
    before, after = (
        synced.entry_by_id(id_of(synced, "Harbour")),
        elsewhere.entry_by_id(id_of(elsewhere, "Harbour")),
    )
    assert msgspec.structs.replace(after, number=before.number) == before
    assert elsewhere.import_marks(to) == (6, 0)
    undone = elsewhere.undo()
    assert undone is not None
    assert (undone.verb, undone.articles) == ("import", 1)
    assert elsewhere.counts().starred == 0


def test_what_an_article_has_already_stays(synced: Library, tmp_path: Path) -> None:
    to = export(synced, tmp_path / "all.json")
    id_ = id_of(synced, "Harbour")
    synced.note(id_, "Something new.")
    synced.mark([id_], "starred", None, "unstar")
    assert synced.import_marks(to) == (6, 1)
    assert synced.entry_by_id(id_).note == "Something new."
    assert synced.entry_by_id(id_).starred


def test_marks_of_articles_that_are_gone_are_exported_too(
    synced: Library, news: Path, tmp_path: Path
) -> None:
    (news / "a.txt").unlink()
    synced.sync()
    (page,) = kept(synced)
    assert page.article is None
    assert page.title == "Harbour ferry returns after a winter on the slip"
    (file,) = export(synced, tmp_path / "folder").iterdir()
    assert "Ask *Marta*" in file.read_text(encoding="utf-8")


def test_exporting_again_renews_its_own_files_and_spares_others(
    synced: Library, tmp_path: Path
) -> None:
    folder = export(synced, tmp_path / "folder")
    export(synced, folder)
    (file,) = folder.iterdir()
    file.write_text("# Mine\n\nnewsreader is what I use.\n")
    with pytest.raises(StorageError, match="no export"):
        export(synced, folder)
    assert file.read_text().startswith("# Mine")
    (tmp_path / "mine.json").write_text('{"mine": true}')
    with pytest.raises(StorageError, match="no export"):
        export(synced, tmp_path / "mine.json")


@pytest.mark.parametrize(("name", "begins"), [("a.md", "---"), ("a.txt", "H"), ("a.HTML", "<!")])
def test_an_article_is_saved_as_its_name_says(
    synced: Library, tmp_path: Path, name: str, begins: str
) -> None:
    file = tmp_path / "saved" / name
    exporting.save(synced.entry(number(synced, "Harbour")), file)
    assert file.read_text(encoding="utf-8").startswith(begins)


def test_a_name_that_says_no_format_is_refused(synced: Library, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="has to end in one of"):
        exporting.save(synced.entry(number(synced, "Harbour")), tmp_path / "a.docx")


def test_what_cannot_be_written_is_said_in_a_sentence(synced: Library, tmp_path: Path) -> None:
    (tmp_path / "obstacle").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="cannot be"):
        export(synced, tmp_path / "obstacle" / "folder")
    with pytest.raises(StorageError, match="cannot be read"):
        synced.import_marks(tmp_path / "nowhere.json")


def test_only_marks_of_articles_are_imported_and_they_are_cleaned(
    library: Library, tmp_path: Path
) -> None:
    id_ = "0123456789abcdef"
    marks = {
        "starred": "1", "read": "maybe", "note": "red \x1b[31m", "show:related": "1", "query": "x",
        "tag:x": ["x"], "passage:1": "no passage", "muted": None,
    }  # fmt: skip
    objects = [
        {"id": id_, "marks": marks},
        {"id": "search:today", "marks": {"starred": "1"}},
        {"id": "../../etc", "marks": {"starred": "1"}},
        {"id": id_, "marks": "x"},
        17,
    ]
    file = tmp_path / "x.json"
    file.write_text(json.dumps(objects))
    assert library.import_marks(file) == (2, 2)
    (tmp_path / "y.md").write_text(f'newsreader: {{"id": "{id_}", "marks": {{"later": "1"}}}}\n')
    assert library.import_marks(tmp_path / "y.md") == (0, 0)
    (tmp_path / "z.json").write_text("[" * 100_000)
    assert library.import_marks(tmp_path / "z.json") == (0, 0)
