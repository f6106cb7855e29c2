"""`kg.open()`: the graph from Python."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
import rdflib

import kg
from kg.answers import Answer, Refusal
from kg.errors import InputError, QueryError, StoreError, UnknownName
from kg.queries import View, find_query
from kg.records import Literal, Table
from kg.session import Rows, Session


@pytest.fixture(scope="module")
def graph(built_store: str) -> Iterator[Session]:
    with kg.open(built_store, "id") as session:
        yield session


def test_a_question_in_words_is_answered_or_refused(graph: Session) -> None:
    assert isinstance(graph.ask("Siapa ketua ASCN tahun 2023?"), Answer)
    assert isinstance(graph.ask("Apa makanan khas Sumedang?"), Refusal)


def test_rows_are_frozen_records_with_the_columns_as_fields(graph: Session) -> None:
    rows = graph.query("ascn-members", country="Malaysia")
    assert {row.memberName for row in rows} >= {"Kuala Lumpur", "Kuching"}
    assert len(rows) == len(rows.table.rows)
    with pytest.raises(FrozenInstanceError):
        rows[0].memberName = "x"


def test_an_unknown_name_is_an_error_of_ours(graph: Session) -> None:
    with pytest.raises(UnknownName):
        graph.query("ascn-members", country="Atlantis")


def test_rows_show_as_an_escaped_table(graph: Session) -> None:
    page = graph.query("ascn-joined", year=2024)._repr_html_()
    assert page.startswith("<table><caption>")
    assert "<script" not in page


def test_rows_become_a_data_frame_where_pandas_is_installed(graph: Session) -> None:
    pandas = pytest.importorskip("pandas")
    frame = graph.query("ascn-joined", year=2024).to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert "memberName" in frame.columns


def test_without_pandas_one_is_told_what_to_do(graph: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = graph.query("ascn-joined", year=2024)
    real = builtins.__import__

    def no_pandas(name: str, *rest: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    monkeypatch.setattr(builtins, "__import__", no_pandas)
    with pytest.raises(InputError, match="pandas"):
        rows.to_pandas()


def test_rdflib_holds_each_triple_of_the_store_once(graph: Session) -> None:
    copied = graph.to_rdflib()
    assert len(copied) == len({triple for _, triple in graph.store.quads()})


def test_networkx_has_nodes_with_labels(graph: Session) -> None:
    network = graph.to_networkx()
    assert network.number_of_edges() > 0
    assert all(label for _, label in network.nodes(data="label"))


def test_a_missing_store_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        kg.open(str(tmp_path / "none"))


def test_every_row_says_of_how_many_independent_sources_its_line_is(graph: Session) -> None:
    rows = graph.query("ascn-joined", year=2024)
    assert all(int(row.independent) >= 1 for row in rows)
    assert "sumber independen" in rows._repr_html_()


def test_a_view_is_what_counts_in_questions_by_name_and_in_words(graph: Session) -> None:
    then = graph.query("ascn-member-levels", View(as_of="2018-07-01"))
    assert "Sumedang" not in {row.memberName for row in then}
    wide = graph.query("ascn-members", View(candidates=True))
    assert {row.candidate for row in wide} <= {"true", "false"}
    reply = graph.ask("Which cities represent Indonesia in ASCN?", "en", View(min_sources=2))
    assert isinstance(reply, Answer)
    assert any("2 independent sources" in note for note in reply.notes)


def test_rows_become_a_polars_frame_where_polars_is_installed(graph: Session) -> None:
    polars = pytest.importorskip("polars")
    frame = graph.query("ascn-joined", year=2024).to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame.columns[-1] == "independent"


def test_the_rdflib_graph_is_the_store_itself(graph: Session) -> None:
    linked = graph.rdflib
    assert len(linked) == len({triple for _, triple in graph.store.quads()})
    mayor = rdflib.URIRef("https://w3id.org/smart-city-governance/def#Tenure")
    tenures = set(linked.subjects(rdflib.RDF.type, mayor))
    assert tenures
    assert all(linked.value(tenure, rdflib.RDF.type) for tenure in list(tenures)[:5])
    (count,) = next(iter(linked.query("SELECT (COUNT(?t) AS ?n) { ?t a " + mayor.n3() + " }")))  # type: ignore[misc]
    assert int(count) == len(tenures)


def test_rows_of_the_rdflib_graph_may_be_read_in_another_thread(graph: Session) -> None:
    rows = graph.rdflib.query("SELECT DISTINCT ?type { ?thing a ?type }")
    with ThreadPoolExecutor(1) as threads:
        types = threads.submit(lambda: list(rows)).result()
    assert types == list(graph.rdflib.query("SELECT DISTINCT ?type { ?thing a ?type }"))
    assert types


def test_the_rdflib_graph_changes_nothing_and_reaches_nobody(graph: Session) -> None:
    with pytest.raises(StoreError, match="for reading only"):
        graph.rdflib.add((rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.Literal("c")))
    with pytest.raises(StoreError, match="for reading only"):
        graph.rdflib.update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError):
        graph.rdflib.query("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")


def test_labels_of_others_are_shown_as_text() -> None:
    query = find_query("ascn-members")
    hostile = Literal("<script>alert(1)</script>\" onload='x'")
    table = Table(tuple(column.name for column in query.columns), (tuple(hostile for _ in query.columns),))
    page = Rows([], table, query, "en")._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "onload=&#x27;" in page
