"""The same query gives the same rows in the embedded store, in rdflib and at a server."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib

from kg.dumps import turtle
from kg.finishing import ORIGINS
from kg.queries import Query, bind_values, load_queries, prepared
from kg.records import XSD_STRING, Iri, Literal, Term
from kg.store import Store, open_store
from queries_sample import FILE, sample_names, sample_store

SERVER = Path(sys.executable).with_name("oxigraph")
QUERIES = tuple(load_queries().values())


@pytest.fixture(scope="module")
def server() -> Iterator[Store]:
    """The sample behind a running server, asked over HTTP."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [str(SERVER), "serve", "--bind", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield _filled(f"http://{address}/query", *address.split(":"))
        finally:
            process.terminate()


def _filled(url: str, host: str, port: str) -> Store:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                break
        time.sleep(0.05)
    remote = open_store(url)
    triples = sorted(triple for _, triple in sample_store().quads())
    remote.replace(Iri("https://w3id.org/smart-city-governance/id/graph/registry-sample"), triples)
    return remote


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    """The sample and what is derived from its sources, in rdflib."""
    origins = sample_store().construct("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH $graph { ?s ?p ?o } }", {"graph": ORIGINS})
    return rdflib.Graph().parse(FILE).parse(data=turtle(origins), format="turtle")


def terms(query: Query, language: str) -> dict[str, Term]:
    """Each parameter at its default, and at its example where it has none."""
    values = {p.name: p.example for p in query.parameters if p.required}
    return {key: value.term for key, value in bind_values(query, values, sample_names(), language).items()}


def in_rdflib(graph: rdflib.Graph, text: str) -> list[tuple[Term | None, ...]]:
    return [tuple(_term(cell) for cell in row) for row in graph.query(text)]  # type: ignore[union-attr]


def _term(cell: rdflib.term.Node | None) -> Term | None:
    if cell is None:
        return None
    if isinstance(cell, rdflib.URIRef):
        return Iri(str(cell))
    assert isinstance(cell, rdflib.Literal)
    return Literal(str(cell), Iri(str(cell.datatype)) if cell.datatype else XSD_STRING, cell.language)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_server_gives_the_same_rows_in_the_same_order(query: Query, server: Store) -> None:
    for language in query.languages:
        text = prepared(query, sample_store(), terms(query, language))
        assert server.select(text) == sample_store().select(text)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_rdflib_gives_the_same_rows(query: Query, graph: rdflib.Graph) -> None:
    text = prepared(query, sample_store(), terms(query, "id"))
    ours = sample_store().select(text).rows
    theirs = in_rdflib(graph, text)
    assert sorted(theirs, key=repr) == sorted(ours, key=repr)
