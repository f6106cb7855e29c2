"""What the W3C's tests of the SPARQL 1.1 Protocol ask of a server, and the reading half of the Graph Store Protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import rdflib

from kg.records import Iri, Triple
from kg.store import open_store
from kg.terms import RDF
from protocol_asking import CONNECTIONS
from served import serving

DOCUMENT = Iri("http://xmlns.com/foaf/0.1/Document")
GRAPHS = tuple(Iri(f"http://example.org/data/data{number}.rdf") for number in (1, 2, 3))
ONE, TWO, THREE = (f"<{graph}> a ?type" for graph in GRAPHS)
DEFAULT, NAMED = ([f"{name}-graph-uri={quote(graph, safe='')}" for graph in GRAPHS] for name in ("default", "named"))
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
BOTH_NAMED = f"GRAPH ?g1 {{ {ONE} }} GRAPH ?g2 {{ {TWO} }}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("w3c") / "store"
    with open_store(str(made), create=True) as store:
        store.replace_all({graph: [Triple(graph, RDF.type, DOCUMENT)] for graph in GRAPHS})
    return made


@pytest.fixture(scope="module", params=CONNECTIONS, ids=lambda kind: kind.__name__)
def client(request: pytest.FixtureRequest, folder: Path) -> Iterator[httpx.Client]:
    with serving(folder, connection=request.param) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


def got(said: str) -> tuple[str, str, str, bytes]:
    return "GET", said, "", b""


def posted(kind: str, body: str, said: str = "") -> tuple[str, str, str, bytes]:
    return "POST", said, kind, body.encode()


def asked(client: httpx.Client, of: tuple[str, str, str, bytes], path: str = "/sparql/") -> httpx.Response:
    method, said, kind, body = of
    headers = {"Content-Type": kind} if kind else {}
    return client.request(method, f"{path}?{said}" if said else path, content=body, headers=headers)


QUERIES = {
    "form": posted(FORM, "query=ASK%20%7B%7D", DEFAULT[0]),
    "default graphs, GET": got("&".join((f"query={quote(f'ASK {{ {ONE} . {TWO} }}')}", *DEFAULT[:2]))),
    "default graphs, POST": posted(QUERY, f"ASK {{ {ONE} . {TWO} . }}", "&".join(DEFAULT[:2])),
    "default graphs, form": posted(FORM, "&".join((f"query={quote(f'ASK {{ {ONE} . {TWO} }}')}", *DEFAULT[:2]))),
    "default graphs, form and address": posted(FORM, f"query={quote(f'ASK {{ {ONE} }}')}", DEFAULT[0]),
    "named graphs, POST": posted(QUERY, f"ASK {{ {BOTH_NAMED} }}", "&".join(NAMED[:2])),
    "named graphs, GET": got("&".join((f"query={quote(f'ASK {{ {BOTH_NAMED} }}')}", *NAMED[:2]))),
    "both": posted(QUERY, f"ASK {{ {THREE} {BOTH_NAMED} }}", "&".join((DEFAULT[2], *NAMED[:2]))),
    "both, before the query": posted(QUERY, f"ASK FROM <{GRAPHS[2]}> {{ {BOTH_NAMED} }}", "&".join(NAMED[:2])),
    "GET": got(f"query=ASK%20%7B%7D&{DEFAULT[0]}"),
    "direct": posted(QUERY, "ASK {}"),
    "direct, UTF-8": posted(f"{QUERY}; charset=UTF-8", "ASK {}"),
}


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_comes_in_every_way_of_the_protocol(client: httpx.Client, name: str, path: str) -> None:
    answer = asked(client, QUERIES[name], path)
    assert (answer.status_code, answer.json()) == (200, {"head": {}, "boolean": True})


def test_graphs_that_are_named_are_the_only_ones(client: httpx.Client) -> None:
    def holds(query: str, *graphs: str) -> bool:
        return bool(asked(client, posted(QUERY, query, "&".join(graphs))).json()["boolean"])

    assert not holds(f"ASK {{ {TWO} }}", DEFAULT[0])
    assert not holds(f"ASK {{ GRAPH ?g {{ {TWO} }} }}", NAMED[0])
    assert not holds("ASK { ?s ?p ?o }", NAMED[0])
    assert not holds("ASK { GRAPH ?g { ?s ?p ?o } }", DEFAULT[0])
    assert holds(f"ASK {{ {ONE} . {TWO} . {THREE} GRAPH ?g {{ {ONE} }} }}")


KINDS = {
    "SELECT (1 AS ?value) {}": "application/sparql-results+json",
    "ASK {}": "application/sparql-results+json",
    "DESCRIBE <http://example.org/>": "text/turtle",
    "CONSTRUCT { <s> <p> 1 } WHERE {}": "text/turtle",
}


@pytest.mark.parametrize("query", KINDS)
def test_an_answer_is_of_a_kind_that_fits_the_query(client: httpx.Client, query: str) -> None:
    answer = asked(client, posted(QUERY, query, DEFAULT[0]))
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, KINDS[query])


def test_relative_names_are_read_against_the_address_of_the_endpoint(client: httpx.Client) -> None:
    answer = asked(client, posted(QUERY, "CONSTRUCT { <s> <#p> 1 } WHERE {}"))
    ((subject, predicate, _),) = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert (str(subject), str(predicate)) == (f"{client.base_url}/s", f"{client.base_url}/sparql#p")


BAD = {
    "method": ("PUT", f"query=ASK%20%7B%7D&{DEFAULT[0]}", FORM, b""),
    "several queries": got("query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"),
    "several queries, form": posted(FORM, "query=ASK%20%7B%7D", "query=ASK%20%7B%7D"),
    "media type": posted("text/plain", "ASK {}"),
    "form without its type": posted("", "query=ASK%20%7B%7D"),
    "query without its type": posted("", "ASK {}"),
    "UTF-16": ("POST", "", f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")),
    "UTF-16, not said": ("POST", "", QUERY, "ASK {}".encode("utf-16")),
    "another charset": ("POST", "", f'{QUERY}; charset="latin-1"', b"ASK {}"),
    "syntax": got("query=ASK%20%7B"),
    "update by GET": got("update=CLEAR%20ALL"),
    "several updates": posted(FORM, "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    "media type of an update": posted("text/plain", "CLEAR NAMED"),
    "update without its type": posted("", "update=CLEAR%20NAMED"),
    "update in UTF-16": ("POST", "", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
    "syntax of an update": posted(FORM, "update=CLEAR%20XYZ"),
    "update and graphs": posted(UPDATE, "WITH <http://x/> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "using-graph-uri=x:y"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_the_protocol_does_not_allow_is_refused(client: httpx.Client, name: str) -> None:
    assert asked(client, BAD[name]).status_code in range(400, 500)


@pytest.mark.parametrize("update", [posted(FORM, "update=CLEAR%20ALL"), posted(UPDATE, "CLEAR ALL")])
def test_updates_are_refused_and_change_nothing(client: httpx.Client, update: tuple[str, str, str, bytes]) -> None:
    assert asked(client, update).status_code == 403
    assert asked(client, posted(QUERY, f"ASK {{ {ONE} }}")).json()["boolean"] is True


@pytest.mark.parametrize("path", ["/graph-store", "/graph-store/"])
def test_graphs_are_read_by_their_names(client: httpx.Client, path: str) -> None:
    named = {"graph": GRAPHS[0]}
    answer = client.get(path, params=named, headers={"Accept": "application/n-triples"})
    assert (answer.status_code, answer.text) == (200, f"<{GRAPHS[0]}> <{RDF.type}> <{DOCUMENT}> .\n")
    assert len(client.get(path, params={"default": ""}, headers={"Accept": "text/turtle"}).text.splitlines()) >= 3
    head = client.head(path, params=named)
    assert (head.status_code, head.content) == (200, b"")
    assert client.head(path, params={"graph": f"{GRAPHS[0]}x"}).status_code == 404
    assert client.get(path, params={"graph": "data1.rdf"}).status_code == 400
    assert client.head(f"{path.rstrip('/')}/person/4.ttl").status_code == 404


def test_the_description_says_where_the_data_can_be_asked_for(client: httpx.Client) -> None:
    graph = rdflib.Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).text, format="turtle")
    void, sd = rdflib.VOID, rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    endpoint = rdflib.URIRef(f"{client.base_url}/sparql")
    dataset = graph.value(endpoint, sd.defaultDataset)
    assert (dataset, void.sparqlEndpoint, endpoint) in graph
    assert (endpoint, sd.feature, sd.UnionDefaultGraph) in graph
