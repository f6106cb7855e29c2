"""Two versions of the graph: the patch between them gives the new one from the old one, and words say what it means."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dumps import Kind, Reason, apply, changes, difference, export, has_graphs, patch, plain, spool
from kg.errors import StoreError
from kg.pipeline import Outcome, Pipeline, finish, store_articles, withdraw
from kg.settings import Settings
from kg.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
IRIS = st.sampled_from([ox.NamedNode(f"https://example.org/{name}") for name in "abcd"])
TEXTS = st.text(st.sampled_from('ab<>_ ."\\\n\u2028é'), max_size=6)
VALUES = IRIS | TEXTS.map(ox.Literal) | TEXTS.map(lambda text: ox.Literal(text, language="id"))
GRAPHS = IRIS | st.just(ox.DefaultGraph())
QUADS = st.sets(st.builds(ox.Quad, IRIS, IRIS, VALUES, GRAPHS), max_size=12)


def written(file: Path, quads: set[ox.Quad]) -> str:
    file.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return str(file)


def read(lines: bytes) -> set[ox.Quad]:
    return set(ox.parse(lines, format=ox.RdfFormat.N_QUADS))


@given(QUADS, QUADS)
def test_the_patch_applied_to_the_old_version_gives_the_new_one(
    tmp_path_factory: pytest.TempPathFactory, old: set[ox.Quad], new: set[ox.Quad]
) -> None:
    folder = tmp_path_factory.mktemp("versions")
    before = spool(written(folder / "old.nq", old), folder / "old", graphs=True)
    after = spool(written(folder / "new.nq", new), folder / "new", graphs=True)
    (folder / "patch").write_bytes(b"".join(patch(difference(before, after))))
    made = list(apply(before, folder / "patch", folder))
    assert b"".join(made) == after.read_bytes()
    assert read(b"".join(map(plain, made))) == new


@given(QUADS)
def test_a_version_does_not_differ_from_itself(tmp_path_factory: pytest.TempPathFactory, quads: set[ox.Quad]) -> None:
    folder = tmp_path_factory.mktemp("version")
    lines = spool(written(folder / "one.nq", quads), folder / "lines", graphs=True)
    assert list(difference(lines, lines)) == []


def test_more_lines_than_fit_at_a_time_are_sorted_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quads = {
        ox.Quad(ox.NamedNode(f"https://example.org/{n}"), ox.NamedNode("https://example.org/p"), ox.Literal(str(n % 7)))
        for n in range(100)
    }
    whole = spool(written(tmp_path / "q.nq", quads), tmp_path / "whole", graphs=True).read_bytes()
    monkeypatch.setattr("kg.dumps.lines.CHUNK", 9)
    assert spool(str(tmp_path / "q.nq"), tmp_path / "parts", graphs=True).read_bytes() == whole
    assert whole.splitlines() == sorted(whole.splitlines())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("D <https://example.org/a> <https://example.org/b> <https://example.org/c> .\n", "not for this version"),
        ("A <https://example.org/a> <https://example.org/b> <https://example.org/a> .\n", "not for this version"),
        ("hello\n", "no row of a patch"),
    ],
)
def test_a_patch_that_does_not_fit_is_refused(tmp_path: Path, text: str, said: str) -> None:
    a, b = (ox.NamedNode(f"https://example.org/{name}") for name in "ab")
    lines = spool(written(tmp_path / "old.nq", {ox.Quad(a, b, a)}), tmp_path / "old", graphs=True)
    (tmp_path / "patch").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=said):
        list(apply(lines, tmp_path / "patch", tmp_path))


@pytest.mark.parametrize(
    ("name", "text"), [("a.nq", "_:b <https://e.org/p> <https://e.org/o> .\n"), ("a.nq", "?"), ("a.csv", "")]
)
def test_what_cannot_be_compared_is_one_line_of_error(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError):
        spool(str(tmp_path / name), tmp_path / "lines", graphs=True)


def test_a_turtle_file_tells_no_graphs_apart() -> None:
    assert not has_graphs("core.ttl")
    assert has_graphs("all.nq")


def article(file: Path, text: str) -> str:
    head = "---\nurl: https://kabar.example/1\ntitle: Anggota ASCN\npublished: 2024-07-31\nlang: id\n---\n"
    file.write_text(f"{head}\n{text}\n", encoding="utf-8")
    return file.as_posix()


def dumped(store: Store, folder: Path) -> Path:
    finish(store)
    export(store, folder)
    return spool(str(folder), folder / "lines", graphs=True)


def test_ingesting_correcting_and_forgetting_are_told_with_their_reasons(tmp_path: Path) -> None:
    pipeline = Pipeline(Settings(data=ROOT / "data"))
    first = "Kota Makassar dan Kabupaten Sumedang adalah anggota ASEAN Smart Cities Network (ASCN)."
    with open_store(":memory:") as store:
        empty = dumped(store, tmp_path / "0")
        path = article(tmp_path / "berita.txt", first)
        store_articles(pipeline, store, [path], Outcome())
        full = dumped(store, tmp_path / "1")
        article(tmp_path / "berita.txt", "Kota Makassar adalah anggota ASEAN Smart Cities Network (ASCN).")
        store_articles(pipeline, store, [path], Outcome())
        corrected = dumped(store, tmp_path / "2")
        assert withdraw(store, path)
        gone = dumped(store, tmp_path / "3")
    came = changes(empty, full)
    assert {change.kind for change in came.changes} == {Kind.ADDED}
    memberships = [change for change in came.changes if "relation-memberOf" in change.relation]
    assert {change.thing.rpartition("/")[2] for change in memberships} == {"73.71>", "32.11>"}
    assert all(told.quote and "berita" not in told.quote for change in memberships for told in change.come)
    less = changes(full, corrected)
    withdrawn = [c for c in less.changes if c.kind is Kind.WITHDRAWN]
    assert "32.11>" in {c.thing.rpartition("/")[2] for c in withdrawn}
    assert {reason for c in withdrawn for reason in c.reasons} == {Reason.TEXT}
    none = changes(corrected, gone)
    assert {c.kind for c in none.changes} == {Kind.WITHDRAWN}
    assert {reason for c in none.changes for reason in c.reasons} == {Reason.SOURCE}
    assert list(difference(empty, gone)) == []
