"""`/sparql` and `/graph-store` as the W3C's protocols say, under real clients."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from protocol_asking import (
    ASK,
    CONSTRUCT,
    COUNT,
    GRAPHS,
    SELECT,
    TABLES,
    wait_for_counters,
)
from served import parsed, serving
from small_graph import ARTICLE_GRAPH, MAKASSAR


@pytest.fixture(scope="module", params=["server", "door"])
def address(request: pytest.FixtureRequest, small_folder: Path) -> Iterator[str]:
    """The address of a server that passes queries on, and of one whose workers serve connections themselves."""
    with serving(small_folder, is_behind_door=request.param == "door") as found:
        if request.param == "door":
            wait_for_counters(found)
        yield found


@pytest.mark.parametrize("media_type", TABLES)
@pytest.mark.parametrize("query", [ASK, SELECT])
def test_a_table_comes_in_every_result_format(client: httpx.Client, media_type: str, query: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, media_type)
    assert "Makassar" in answer.text or "true" in answer.text


@pytest.mark.parametrize("media_type", GRAPHS)
@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{MAKASSAR}>"])
def test_a_graph_comes_in_every_rdf_format(client: httpx.Client, media_type: str, query: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert len(parsed(answer.text, media_type)) >= 3


def test_a_query_can_be_posted_as_a_form_or_as_it_is(client: httpx.Client) -> None:
    form = client.post("/sparql", data={"query": ASK})
    direct = client.post("/sparql", content=ASK, headers={"Content-Type": "application/sparql-query"})
    assert form.json() == direct.json() == client.get("/sparql", params={"query": ASK}).json()
    assert form.json()["boolean"] is True


@pytest.mark.parametrize(
    ("request_of", "status"),
    [
        (("PUT", {"query": ASK}, None, b""), 405),
        (("DELETE", {"query": ASK}, None, b""), 405),
        (("GET", {"query": [ASK, ASK]}, None, b""), 400),
        (("GET", {"nothing": "x"}, None, b""), 400),
        (("GET", {"query": "SELECT WHERE {"}, None, b""), 400),
        (("GET", {"update": "CLEAR ALL"}, None, b""), 403),
        (("GET", {"query": "CLEAR ALL"}, None, b""), 400),
        (("GET", {"query": ASK, "default-graph-uri": "not absolute"}, None, b""), 400),
        (("POST", {}, "text/plain", b"query=ASK%7B%7D"), 415),
        (("POST", {}, None, b"query=ASK%7B%7D"), 415),
        (("POST", {}, None, ASK.encode()), 415),
        (("POST", {}, "application/sparql-query", "ASK { ?s ?p 'é' }".encode("latin-1")), 400),
        (("POST", {}, "application/x-www-form-urlencoded", b"query=%FF"), 400),
        (("POST", {}, "application/x-www-form-urlencoded", b"update=CLEAR+ALL"), 403),
        (("POST", {}, "application/sparql-update", b"CLEAR ALL"), 403),
        (("GET", {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, None, b""), 400),
        (("GET", {"query": "ASK { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, None, b""), 400),
        (("GET", {"query": ASK, "format": "gif"}, None, b""), 406),
    ],
)
def test_a_bad_request_gets_its_status_and_a_line_of_text(
    client: httpx.Client, request_of: tuple[str, dict[str, object], str | None, bytes], status: int
) -> None:
    method, query, content_type, body = request_of
    headers = {"Content-Type": content_type} if content_type else {}
    answer = client.request(method, "/sparql", params=query, content=body, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.count("\n") == 1


def test_an_accept_that_nothing_fits_is_answered_by_406(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": ASK}, headers={"Accept": "image/png"}).status_code == 406


def test_the_dataset_can_be_named_in_the_request_and_goes_before_the_query(client: httpx.Client) -> None:
    def count(**graphs: str) -> int:
        rows = client.get("/sparql", params={"query": COUNT, **graphs}).json()["results"]["bindings"]
        return int(rows[0]["n"]["value"])

    everything = count()
    article = count(**{"default-graph-uri": ARTICLE_GRAPH})
    assert 0 < article < everything
    inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    named = client.get("/sparql", params={"query": inside, "named-graph-uri": ARTICLE_GRAPH}).json()
    assert int(named["results"]["bindings"][0]["n"]["value"]) == article
    over = client.get(
        "/sparql", params={"query": COUNT.replace("{", "FROM <urn:x:none> {", 1), "default-graph-uri": ARTICLE_GRAPH}
    )
    assert int(over.json()["results"]["bindings"][0]["n"]["value"]) == article


def test_without_a_query_the_service_describes_itself(client: httpx.Client, address: str) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = rdflib.URIRef(f"{address}/sparql")
    assert (service, rdflib.RDF.type, sd.Service) in graph
    assert (service, sd.endpoint, service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert client.get("/sparql", headers={"Accept": "text/html"}).status_code == 303


def test_an_answer_can_be_kept_and_asked_for_again(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": SELECT})
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head("/sparql", params={"query": SELECT})
    assert (head.status_code, head.content) == (200, b"")


def test_scripts_of_other_sites_may_ask(client: httpx.Client) -> None:
    assert client.options("/sparql").headers["access-control-allow-origin"] == "*"
    assert client.get("/sparql", params={"query": ASK}).headers["access-control-allow-origin"] == "*"


def test_graphs_can_be_read_and_not_written(client: httpx.Client) -> None:
    graph = {"graph": ARTICLE_GRAPH}
    whole = client.get("/graph-store", params={"default": ""}, headers={"Accept": "application/n-triples"})
    one = client.get("/graph-store", params=graph, headers={"Accept": "application/n-triples"})
    assert 0 < len(one.text.splitlines()) < len(whole.text.splitlines())
    assert (
        client.head("/graph-store", params=graph).status_code,
        client.head("/graph-store", params=graph).content,
    ) == (200, b"")
    assert client.get("/graph-store", params={"graph": "urn:x:none"}).status_code == 404
    assert client.get("/graph-store").status_code == 400
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        answer = client.request(method, "/graph-store", params=graph, content=b"")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_tables_and_graphs(address: str, method: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(SELECT)
    for form, read in ((JSON, dict), (CSV, bytes)):
        wrapper.setReturnFormat(form)
        assert isinstance(wrapper.queryAndConvert(), read)
    wrapper.setReturnFormat(XML)
    assert "Makassar" in wrapper.query().convert().toxml()  # type: ignore[union-attr]
    wrapper.setQuery(CONSTRUCT)
    wrapper.setReturnFormat(TURTLE)
    assert b"Makassar" in wrapper.query().response.read()
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(POSTDIRECTLY)
    assert b"Makassar" in wrapper.query().response.read()


def test_rdflib_and_curl_are_served(address: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
        assert [str(row[0]) for row in graph.query(SELECT)] == ["Makassar"]  # type: ignore[index]
    line = ["curl", "-s", "--data-urlencode", f"query={ASK}", f"{address}/sparql"]
    assert '"boolean":true' in subprocess.run(line, capture_output=True, text=True, check=True).stdout
