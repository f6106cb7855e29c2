"""Laws of the store over real articles: order, repetition and withdrawal leave no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import iris
from kg.dumps import export
from kg.pipeline import Outcome, Pipeline, Reading, finish, store_articles, withdraw
from kg.records import Iri, Triple
from kg.resolution import read_decisions
from kg.settings import Settings
from kg.statements import to_triples
from kg.store import Store, open_store

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLES = tuple(sorted(path.as_posix() for path in (ROOT / "data" / "articles").glob("*.txt"))[:6])
slow = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Quads = list[tuple[Iri, Triple]]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Settings(data=ROOT / "data"))


def ingest(pipeline: Pipeline, store: Store, *paths: str) -> Quads:
    for path in paths:
        store_articles(pipeline, store, [path], Outcome())
    finish(store)
    return sorted(store.quads())


@slow
@given(order=st.permutations(ARTICLES))
def test_the_order_of_ingestion_does_not_change_the_graph(pipeline: Pipeline, order: list[str]) -> None:
    with open_store(":memory:") as one, open_store(":memory:") as other:
        assert ingest(pipeline, one, *ARTICLES) == ingest(pipeline, other, *order)


@slow
@given(times=st.lists(st.sampled_from(ARTICLES), max_size=6))
def test_ingesting_again_changes_nothing(pipeline: Pipeline, times: list[str]) -> None:
    with open_store(":memory:") as store:
        once = ingest(pipeline, store, *ARTICLES)
        assert ingest(pipeline, store, *times) == once


@slow
@given(kept=st.sets(st.sampled_from(ARTICLES)))
def test_forgetting_restores_what_was_there_before(pipeline: Pipeline, kept: set[str]) -> None:
    with open_store(":memory:") as store:
        before = ingest(pipeline, store, *sorted(kept))
        ingest(pipeline, store, *ARTICLES)
        for path in set(ARTICLES) - kept:
            assert withdraw(store, path)
        finish(store)
        assert sorted(store.quads()) == before


@pytest.fixture(scope="module")
def people(pipeline: Pipeline) -> list[Iri]:
    """Everybody whom the articles name."""
    readings = [reading for reading in pipeline.read(list(ARTICLES)) if isinstance(reading, Reading)]
    named = {one.iri for reading in readings for one in reading.resolved.identities.values()}
    return sorted(iri for iri in named if iris.kind_of(iri) == "person")


@slow
@given(data=st.data())
def test_a_merge_that_is_taken_back_restores_the_bytes(
    pipeline: Pipeline, people: list[Iri], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    left, right = data.draw(st.lists(st.sampled_from(people), min_size=2, max_size=2, unique=True))
    folder = tmp_path_factory.mktemp("decisions")
    file = folder / "identities.csv"
    lines = ["when,who,decision,left,right,why", f"2026-11-25,a,same,{left},{right},"]
    with open_store(":memory:") as store:
        ingest(pipeline, store, *ARTICLES)
        before = dumped(store, folder / "before")
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        finish(store, read_decisions(file, set()))
        file.write_text("\n".join([*lines, f"2026-11-26,a,undo,{left},{right},"]) + "\n", encoding="utf-8")
        finish(store, read_decisions(file, set()))
        assert dumped(store, folder / "after") == before


def dumped(store: Store, folder: Path) -> dict[str, bytes]:
    export(store, folder)
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_what_was_never_ingested_cannot_be_withdrawn(pipeline: Pipeline) -> None:
    with open_store(":memory:") as store:
        assert not withdraw(store, "https://example.org/unknown")


def test_what_is_written_is_what_is_read(pipeline: Pipeline) -> None:
    readings = [reading for reading in pipeline.read(list(ARTICLES)) if isinstance(reading, Reading)]
    with open_store(":memory:") as store:
        for reading in readings:
            said = reading.resolved.source_facts
            store.replace(said.source.graph, to_triples(said))
            stored = {triple for graph, triple in store.quads() if graph == said.source.graph}
            assert stored == set(to_triples(said))
