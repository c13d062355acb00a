from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from zlib import crc32

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreader.article import Kind
from newsreader.errors import StorageError
from newsreader.search import index as module
from newsreader.search.index import Index, IndexDocument, IndexUnusable, Manifest
from newsreader.search.postings import files
from newsreader.search.query import And, Node, Not, Or, Phrase, Word
from tests.search import library


def document(id_: str, body: str, title: str = "", **folded: str) -> IndexDocument:
    kinds = {Kind(kind): text for kind, text in folded.items()}
    return IndexDocument(id=id_, title=title, body=body, folded=kinds)


FERRY = document("ferry", "The ferry crosses the harbour.")
BREAD = document("bread", "The bread went cold.")
MAYOR = document("mayor", "The mayor took the ferry.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index"


def made(folder: Path, *documents: IndexDocument) -> Index:
    index = Index(folder)
    index.rebuild(documents)
    return index


def found(index: Index, text: str) -> set[str]:
    return set(index.search(Word(text)))


def manifest(folder: Path) -> Manifest:
    return msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("generation-*"))


# What it finds.


def test_a_rebuilt_index_finds_its_documents(folder: Path) -> None:
    index = made(folder, FERRY, BREAD, MAYOR)
    assert found(index, "ferry") == {"ferry", "mayor"}
    assert index.ids() == {"ferry", "bread", "mayor"}
    assert index.count() == 3
    assert found(Index.open(folder), "cold") == {"bread"}


def test_an_empty_index_finds_nothing(folder: Path) -> None:
    index = made(folder)
    assert found(index, "ferry") == set()
    assert index.search(Not(Word("ferry"))) == {}
    assert index.count() == 0
    index.update([FERRY])
    assert found(index, "ferry") == {"ferry"}


def test_an_update_adds_replaces_and_removes_in_one_commit(folder: Path) -> None:
    index = made(folder, FERRY, BREAD)
    index.update([document("ferry", "It sank."), MAYOR], ["bread", "never there"])
    assert index.ids() == {"ferry", "mayor"}
    assert found(index, "sank") == {"ferry"}
    assert found(index, "ferry") == {"mayor"}
    assert found(index, "bread") == set()
    assert index.count() == 2


def test_of_two_documents_with_one_id_one_is_kept(folder: Path) -> None:
    index = made(folder, FERRY, document("ferry", "Another."))
    assert index.count() == 1
    index.update([document("ferry", "First."), document("ferry", "Second.")])
    assert index.count() == 1
    assert found(index, "second") == {"ferry"}


def test_an_update_with_nothing_to_do_writes_nothing(folder: Path) -> None:
    index = made(folder, FERRY)
    before = manifest(folder)
    index.update([], ["nobody"])
    assert manifest(folder) == before


def test_many_small_updates_stay_few_files(folder: Path) -> None:
    index = made(folder)
    for number in range(70):
        index.update([document(f"d{number}", f"ferry number{number}")], [f"d{number - 9}"])
    assert index.count() == 9
    assert found(index, "ferry") == {f"d{number}" for number in range(61, 70)}
    assert len(list(folder.glob("generation-*/*.trm"))) <= 16


def test_folded_sections_are_found_only_when_asked_for(folder: Path) -> None:
    index = made(folder, document("a", "bread", related="the pope", comments="pope?"), MAYOR)
    assert found(index, "pope") == set()
    assert set(index.search(Word("pope"), kinds=[Kind.RELATED])) == {"a"}
    assert set(index.search(Word("pope"), kinds=[Kind.PROMOTION])) == set()
    both = And((Word("bread"), Word("pope")))
    assert set(index.search(both, kinds=[Kind.COMMENTS, Kind.BODY])) == {"a"}


def test_headline_counts_more_than_body_and_body_more_than_folded(folder: Path) -> None:
    index = made(
        folder,
        document("folded", "quiet", "quiet", related="pope"),
        document("body", "pope", "quiet"),
        document("headline", "quiet", "pope"),
    )
    scores = index.search(Word("pope"), kinds=[Kind.RELATED])
    assert list(scores) == ["headline", "body", "folded"]
    assert all(score > 0 for score in scores.values())


def test_the_limit_keeps_the_best(folder: Path) -> None:
    index = made(folder, FERRY, document("best", "ferry", "ferry"), MAYOR)
    assert list(index.search(Word("ferry"), limit=1)) == ["best"]


def test_an_exact_word_is_looked_for_in_the_texts(folder: Path) -> None:
    us, them = document("us", "the US and us"), document("them", "to us")
    index = made(folder, us, them)
    asked: list[str] = []

    def texts(ids: Collection[str]) -> Iterable[IndexDocument]:
        asked.extend(ids)
        return [each for each in (us, them) if each.id in ids]

    assert set(index.search(Word("US", exact=True), documents=texts)) == {"us"}
    both = And((Word("US", exact=True), Word("to")))
    asked.clear()
    assert set(index.search(both, documents=texts)) == set()
    assert asked == ["them"]  # only what has all the other words
    assert set(index.search(Word("US", exact=True))) == {"us", "them"}


def test_a_word_is_found_in_each_of_the_languages(folder: Path) -> None:
    index = made(
        folder,
        msgspec.structs.replace(document("uk", "нову зброю"), language="uk"),
        msgspec.structs.replace(document("fr", "les nations"), language="fr"),
    )
    assert set(index.search(Word("зброя"), languages=["uk", "fr"])) == {"uk"}
    assert set(index.search(Word("nation"), languages=["uk", "fr"])) == {"fr"}


SHORT = ("ferry", "bread", "mayor", "harbour", "cold")


def naive(node: Node, texts: dict[str, list[str]]) -> set[str]:
    match node:
        case Word(text):
            return {id_ for id_, words in texts.items() if text in words}
        case Phrase(words):
            pair = list(words)
            return {
                id_
                for id_, all_ in texts.items()
                if any(all_[at : at + len(pair)] == pair for at in range(len(all_)))
            }
        case And(children):
            return set.intersection(*(naive(child, texts) for child in children))
        case Or(children):
            return set.union(*(naive(child, texts) for child in children))
        case Not(child):
            return texts.keys() - naive(child, texts)
    raise AssertionError


leaves = st.one_of(
    st.sampled_from(SHORT).map(Word),
    st.tuples(st.sampled_from(SHORT), st.sampled_from(SHORT)).map(Phrase),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
        inner.map(Not),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, dict[str, list[str]]]:
    """An index of several segments, with documents replaced and removed."""
    texts = {
        f"d{number}": [SHORT[(number * step + step) % 5] for step in range(1, 2 + number % 4)]
        for number in range(40)
    }
    index = Index(tmp_path_factory.mktemp("mixed") / "index")
    index.rebuild(document(id_, "bread mayor") for id_ in [*list(texts)[:10], "gone"])
    index.update((document(id_, " ".join(words)) for id_, words in texts.items()), ["gone"])
    index.update([document("d0", " ".join(texts["d0"]))])
    return index, texts


@given(tree=trees)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tree_finds_what_a_look_through_all_texts_finds(
    mixed: tuple[Index, dict[str, list[str]]], tree: Node
) -> None:
    index, texts = mixed
    assert set(index.search(tree)) == naive(tree, texts)


# What goes wrong.


def test_without_an_index_there_is_one_to_build(folder: Path) -> None:
    with pytest.raises(IndexUnusable):
        Index.open(folder)
    with pytest.raises(IndexUnusable):
        Index(folder).search(Word("ferry"))
    with pytest.raises(IndexUnusable):
        Index(folder).update([FERRY])


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "0"},
        {"whoosh": "2.4.1"},
        {"generation": 7},
        {"commits": {}},
        {"commits": {1: 99}},
    ],
    ids=["schema", "whoosh", "generation", "no commit", "other count"],
)
def test_a_manifest_that_does_not_fit_means_a_rebuild(
    folder: Path, change: dict[str, object]
) -> None:
    made(folder, FERRY).close()
    changed = msgspec.to_builtins(manifest(folder)) | change
    (folder / "manifest.json").write_bytes(msgspec.json.encode(changed))
    with pytest.raises(IndexUnusable):
        Index.open(folder)
    assert found(made(folder, FERRY), "ferry") == {"ferry"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\x00"])
def test_a_broken_manifest_means_a_rebuild(folder: Path, content: bytes) -> None:
    made(folder, FERRY).close()
    (folder / "manifest.json").write_bytes(content)
    with pytest.raises(IndexUnusable):
        Index.open(folder)


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("pattern", ["*.trm", "*.doc", "*.frq", "*.pos", "*.art", "*.toc"])
def test_a_truncated_file_means_a_rebuild(folder: Path, pattern: str, kept: float) -> None:
    index = made(folder, *library.documents())
    index.close()
    (file,) = folder.glob(f"generation-*/{pattern}")
    os.truncate(file, int(file.stat().st_size * kept))
    with pytest.raises(IndexUnusable):
        Index.open(folder).search(Word("weapons"))
    index.rebuild(library.documents())
    assert found(index, "weapons") == {"weapons", "shipments"}


QUESTIONS = (Word("weapons"), Word("w", prefix=True), Phrase(("joint", "production")))


@given(st.integers(min_value=0), st.integers(min_value=0), st.binary(min_size=4, max_size=16))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_noticed_or_does_no_harm(
    index: Index, tmp_path_factory: pytest.TempPathFactory, which: int, place: int, damage: bytes
) -> None:
    folder = tmp_path_factory.mktemp("damaged") / "index"
    made(folder, *library.documents()).close()
    files = [path for path in sorted(folder.glob("generation-*/*")) if path.stat().st_size]
    file = files[which % len(files)]
    content = bytearray(file.read_bytes())
    at = place % len(content)
    content[at : at + len(damage)] = damage
    file.write_bytes(content[: file.stat().st_size])
    try:
        damaged = Index.open(folder)
        for node in QUESTIONS:
            right = index.search(node, kinds=tuple(Kind))
            assert damaged.search(node, kinds=tuple(Kind)) == right
    except IndexUnusable as error:
        assert str(folder) in str(error)


@pytest.mark.parametrize("pattern", ["*.trm", "*.doc", "*.frq", "*.pos", "*.art"])
@pytest.mark.parametrize("place", [0.0, 0.5, 0.999])
def test_who_looks_an_index_through_finds_any_damage(
    folder: Path, pattern: str, place: float
) -> None:
    index = made(folder, *library.documents())
    index.look_through()
    (file,) = folder.glob(f"generation-*/{pattern}")
    content = bytearray(file.read_bytes())
    content[int(place * len(content))] ^= 1
    file.write_bytes(content)
    with pytest.raises(IndexUnusable, match="damaged"):
        Index(folder).look_through()
    index.rebuild(library.documents())
    Index(folder).look_through()


def test_searches_of_an_index_that_was_looked_through_check_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder, *library.documents())
    checked: list[int] = []

    def counted(data: bytes, before: int = 0) -> int:
        checked.append(len(data))
        return crc32(data, before)

    monkeypatch.setattr(files, "crc32", counted)
    index = Index(folder)
    index.look_through()
    assert checked
    checked.clear()
    assert found(index, "weapons") == {"weapons", "shipments"}
    assert index.search(Phrase(("joint", "production")))
    assert not checked
    assert found(Index(folder), "weapons") and checked


def test_a_large_index_is_not_looked_through(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder, *library.documents())
    monkeypatch.setattr(module, "LOOKED_THROUGH", 100)
    (file,) = folder.glob("generation-*/*.pos")
    content = bytearray(file.read_bytes())
    content[0] ^= 1
    file.write_bytes(content)
    Index(folder).look_through()


def test_a_vanished_index_is_noticed_while_open(folder: Path) -> None:
    index = made(folder, FERRY)
    assert found(index, "ferry") == {"ferry"}
    (folder / "manifest.json").unlink()
    with pytest.raises(IndexUnusable):
        found(index, "ferry")


def test_the_folder_is_ours_alone(folder: Path) -> None:
    made(folder, FERRY).close()
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    with pytest.raises(IndexUnusable):
        Index.open(folder)
    made(folder, FERRY)
    assert folder.stat().st_mode & 0o777 == 0o700


def breaking(*documents: IndexDocument) -> Iterator[IndexDocument]:
    yield from documents
    raise KeyboardInterrupt


def test_an_interrupted_rebuild_leaves_the_old_index_serving(folder: Path) -> None:
    index = made(folder, FERRY)
    with pytest.raises(KeyboardInterrupt):
        index.rebuild(breaking(BREAD, MAYOR))
    assert found(index, "ferry") == {"ferry"}
    assert generations(folder) == ["generation-1"]
    index.rebuild([BREAD])
    assert index.ids() == {"bread"}
    assert generations(folder) == ["generation-2"]


def test_an_interrupted_update_changes_nothing(folder: Path) -> None:
    index = made(folder, FERRY)
    with pytest.raises(KeyboardInterrupt):
        index.update(breaking(BREAD), ["ferry"])
    assert index.ids() == {"ferry"}
    index.update([BREAD])
    assert index.ids() == {"ferry", "bread"}


KILLED = """
import os, signal, sys
from pathlib import Path
from newsreader.search import segments
from newsreader.search.index import Index, IndexDocument

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

index = Index(Path(sys.argv[1]))
what, where = sys.argv[2:]
if where == "before":
    segments.Writer.commit = die
else:
    commit = segments.Writer.commit
    segments.Writer.commit = lambda writer, **how: (commit(writer, **how), die())
new = [IndexDocument(id="new", title="", body="brand new")]
index.rebuild(new) if what == "rebuild" else index.update(new)
"""


@pytest.mark.parametrize(
    ("what", "where", "left"),
    [
        ("rebuild", "before", {"ferry"}),
        ("rebuild", "after", {"ferry"}),
        ("update", "before", {"ferry"}),
        ("update", "after", {"ferry", "new"}),
    ],
)
def test_a_killed_writer_leaves_a_whole_index(
    folder: Path, what: str, where: str, left: set[str]
) -> None:
    index = made(folder, FERRY)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(folder), what, where], check=False)
    assert killed.returncode == -9
    assert index.ids() == left
    assert Index.open(folder).ids() == left
    index.update([BREAD])
    assert index.ids() == left | {"bread"}
    index.rebuild([MAYOR])
    assert len(generations(folder)) == 1


def test_a_full_disk_is_a_sentence_and_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from whoosh.filedb.structfile import StructFile

    index = made(folder, FERRY)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(StructFile, "write", full)
        with pytest.raises(StorageError, match="the disk is full"):
            index.update([BREAD])
        with pytest.raises(StorageError, match="the disk is full"):
            index.rebuild([BREAD])
    assert index.ids() == {"ferry"}
    index.update([BREAD])
    assert index.ids() == {"ferry", "bread"}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="could not be written"):
        made(tmp_path / "index", FERRY)


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way")
    with pytest.raises(StorageError, match="could not be written"):
        made(tmp_path / "index", FERRY)


def test_one_writer_waits_for_another_and_says_so_in_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.0)
    first, second = made(folder, FERRY), Index(folder)

    def greedy() -> Iterator[IndexDocument]:
        with pytest.raises(StorageError, match="another newsreader is writing"):
            second.update([BREAD])
        yield MAYOR

    first.rebuild(greedy())
    assert second.ids() == {"mayor"}


# Several at once.


def test_another_reader_sees_a_commit(folder: Path) -> None:
    writer, reader = made(folder, FERRY), Index.open(folder)
    assert found(reader, "ferry") == {"ferry"}
    writer.update([MAYOR])
    assert found(reader, "ferry") == {"ferry", "mayor"}
    writer.rebuild([BREAD])
    reader.refresh()
    assert reader.ids() == {"bread"}


def test_the_old_index_serves_while_a_new_one_is_written(folder: Path) -> None:
    index = made(folder, FERRY)

    def searched_meanwhile() -> Iterator[IndexDocument]:
        assert found(index, "ferry") == {"ferry"}
        yield BREAD
        assert found(Index.open(folder), "ferry") == {"ferry"}

    index.rebuild(searched_meanwhile())
    assert found(index, "ferry") == set()


def test_threads_may_search_while_one_writes(folder: Path) -> None:
    index = made(folder, FERRY)
    wrong: list[BaseException] = []
    stop = threading.Event()

    def search() -> None:
        try:
            while not stop.is_set():
                assert "ferry" in found(index, "ferry")
                assert index.search(Word("d", prefix=True)).keys() <= index.ids() | {"d"}
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(12):
        index.update([document(f"d{number}", "draught door dock")])
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert index.count() == 13


def test_a_closed_index_opens_again(folder: Path) -> None:
    index = made(folder, FERRY)
    index.close()
    assert found(index, "ferry") == {"ferry"}
