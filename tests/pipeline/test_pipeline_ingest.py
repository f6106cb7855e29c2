"""The main path on real files: whole sources in, whole sources out, whatever else lies in the folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg import iris, pipeline, tombstones
from kg.pipeline import Outcome
from kg.records import Iri, Literal
from kg.settings import Settings
from kg.store import Store, open_store
from kg.terms import PROV, RDF, SCG, XSD
from kg.tombstones import Withdrawal
from store_copying import copied, lines_of

Lines = dict[str, list[bytes]]

ROOT = Path(__file__).resolve().parent.parent.parent
GONE = Withdrawal("2026-11-25", "taken back by the publisher")
FIRST = """Makassar Menjadi Tuan Rumah Lokakarya Kota Cerdas

Makassar, 12 Maret 2019 - Wali Kota Makassar Mohammad Ramdhan Pomanto membuka lokakarya kota cerdas
di Kota Makassar, Sulawesi Selatan, Selasa (12/3).
"""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A store of its own into which one article has been read, and what it held before and after that."""

    store: str
    article: Path
    before: Lines
    once: Lines


def settings(store: str) -> Settings:
    return Settings(store=store, data=ROOT / "data")


@pytest.fixture(scope="module")
def read_once(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    """The article in a copy of the built store, which tests copy again before they change it."""
    folder = tmp_path_factory.mktemp("ingested")
    store, article = copied(build_folder / "store", folder / "store"), folder / "a.txt"
    before = lines_of(store)
    article.write_text(FIRST, encoding="utf-8")
    pipeline.ingest(settings(store), [str(article)])
    return Ingested(store, article, before, lines_of(store))


@pytest.fixture
def ingested(read_once: Ingested, tmp_path: Path) -> Ingested:
    """The same in a store of the test's own, with the article as it was read."""
    read_once.article.write_text(FIRST, encoding="utf-8")
    return replace(read_once, store=copied(read_once.store, tmp_path / "store"))


def test_the_build_reads_every_table_and_article_without_an_issue(outcome: Outcome) -> None:
    assert outcome.issues == []
    assert outcome.sources >= 1700
    assert outcome.facts >= 3000


def test_an_article_ingested_twice_changes_nothing(ingested: Ingested) -> None:
    assert ingested.once != ingested.before
    pipeline.ingest(settings(ingested.store), [str(ingested.article)])
    assert lines_of(ingested.store) == ingested.once


def test_forgetting_leaves_what_was_there_before_and_reading_again_takes_the_tombstone_away(
    ingested: Ingested,
) -> None:
    address = ingested.article.as_posix()
    assert pipeline.forget(settings(ingested.store), address, GONE)
    after = lines_of(ingested.store)
    assert after.pop(tombstones.GRAPH)
    assert after == {graph: lines for graph, lines in ingested.before.items() if graph != tombstones.GRAPH}
    with open_store(ingested.store, read_only=True) as store:
        told = about(store, iris.source(address))
    assert told == {
        RDF.type: SCG.WithdrawnSource,
        PROV.invalidatedAtTime: Literal("2026-11-25T00:00:00Z", XSD.dateTime),
        SCG.reason: Literal("taken back by the publisher"),
    }
    assert not pipeline.forget(settings(ingested.store), address, GONE)
    pipeline.ingest(settings(ingested.store), [str(ingested.article)])
    assert lines_of(ingested.store) == ingested.once


def about(store: Store, subject: Iri) -> dict[object, object]:
    """What the graphs say of a subject, by property."""
    query = "SELECT ?property ?value { GRAPH ?graph { $subject ?property ?value } }"
    return {row[0]: row[1] for row in store.select(query, {"subject": subject}).rows}


def test_a_changed_article_replaces_its_own_facts(ingested: Ingested) -> None:
    graph = iris.source_graph(ingested.article.as_posix())
    assert b"Makassar" in b" ".join(ingested.once[graph])
    ingested.article.write_text(FIRST.replace("Makassar", "Banyuwangi"), encoding="utf-8")
    pipeline.ingest(settings(ingested.store), [str(ingested.article)])
    with open_store(ingested.store, read_only=True) as store:
        assert [g for g in store.graphs() if g == graph] == [graph]
        said = store.construct("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH $graph { ?s ?p ?o } }", {"graph": graph})
    quotes = " ".join(str(triple.object) for triple in said)
    assert "Banyuwangi" in quotes
    assert "Makassar" not in quotes


def test_a_broken_file_never_stops_the_run(scratch_store: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "bomb.html").write_text("<html><body>" + "<div>" * 200_000, encoding="utf-8")
    with (tmp_path / "line.txt").open("wb") as line:
        line.truncate(50_000_000)
    outcome = pipeline.ingest(settings(scratch_store), [str(tmp_path)])
    assert outcome.sources == 1
    assert {Path(issue.source).name for issue in outcome.issues} == {
        "empty.txt",
        "binary.txt",
        "bomb.html",
        "line.txt",
    }
