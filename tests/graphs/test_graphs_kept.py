"""The projection is kept beside a store in a folder, until the store changes."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from kg.graphs import cited, keep_projection, project
from kg.graphs.kept import CITATIONS, NAME, projection
from kg.records import Iri
from kg.store import Store, keep, kept, open_store
from queries_sample import ID, sample_store

SAMPLE = Iri(f"{ID}graph/registry-sample")


def same(one: nx.MultiDiGraph[Iri], other: nx.MultiDiGraph[Iri]) -> bool:
    return list(one.nodes(data=True)) == list(other.nodes(data=True)) and list(one.edges(keys=True, data=True)) == list(
        other.edges(keys=True, data=True)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store in a folder with the sample, and its projection beside it."""
    with open_store(str(tmp_path / "store"), create=True) as store:
        store.replace(SAMPLE, {triple for _, triple in sample_store().quads()})
        keep_projection(store)
    return tmp_path / "store"


def test_what_is_kept_is_the_projection_to_the_last_detail(folder: Path) -> None:
    with open_store(str(folder), read_only=True) as store:
        assert kept(store, NAME) is not None
        assert same(projection(store), project(store, cited=False))


def test_the_same_store_keeps_the_same_bytes(folder: Path) -> None:
    with open_store(str(folder)) as store:
        first = kept(store, NAME)
        keep_projection(store)
        assert kept(store, NAME) == first


def test_a_change_of_the_store_takes_it_away(folder: Path) -> None:
    with open_store(str(folder)) as store:
        store.remove(SAMPLE)
        assert kept(store, NAME) is None
        assert len(projection(store)) == 0


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'["other", [], []]', b"\xff\xfe"])
def test_what_is_damaged_or_of_another_version_is_worked_out_anew(folder: Path, damage: bytes) -> None:
    with open_store(str(folder)) as store:
        keep(store, NAME, damage)
        assert same(projection(store), project(store, cited=False))


def test_a_kept_file_with_the_right_version_but_other_rows_is_worked_out_anew(folder: Path) -> None:
    with open_store(str(folder)) as store:
        version, _, edges = json.loads(kept(store, NAME) or b"")
        keep(store, NAME, json.dumps([version, [["x", {"label": "no kind"}]], edges]).encode())
        assert same(projection(store), project(store, cited=False))


def test_a_store_in_memory_keeps_nothing() -> None:
    store: Store = sample_store()
    keep(store, NAME, b"[]")
    assert kept(store, NAME) is None
    assert same(projection(store), project(store, cited=False))


def test_citations_are_kept_by_the_first_reader_and_are_the_same_to_the_last_word(folder: Path) -> None:
    with open_store(str(folder), read_only=True) as store:
        found = project(store)
        assert any(data["citations"] for *_, data in found.edges(data=True))
        assert same(cited(store), found)
        assert kept(store, CITATIONS) is not None
        assert same(cited(store), found)
    with open_store(str(folder)) as store:
        store.remove(SAMPLE)
        assert kept(store, CITATIONS) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'["other", [], []]', b"\xff\xfe"])
def test_damaged_citations_are_found_anew(folder: Path, damage: bytes) -> None:
    with open_store(str(folder)) as store:
        keep(store, CITATIONS, damage)
        assert same(cited(store), project(store))


def test_citations_need_no_folder_that_may_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with open_store(str(folder), read_only=True) as store:
        assert same(cited(store), project(store))
        assert kept(store, CITATIONS) is None
