"""`/sparql` and `/graph-store` as the W3C's protocols say, under real clients."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDF,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from protocol_asking import (
    ASK,
    CONNECTIONS,
    CONSTRUCT,
    COUNT,
    GRAPHS,
    SELECT,
    TABLES,
)
from served import parsed, serving
from small_graph import ARTICLE_GRAPH, MAKASSAR


@pytest.fixture(scope="module", params=CONNECTIONS, ids=lambda kind: kind.__name__)
def address(request: pytest.FixtureRequest, small_folder: Path) -> Iterator[str]:
    """The address of a server over each of the two protocols."""
    with serving(small_folder, connection=request.param) as found:
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


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "text/turtle"),
        ("", "text/turtle"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html", "/query"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "/query"),
    ],
)
def test_without_a_query_browsers_get_the_editor_and_all_others_the_description(
    client: httpx.Client, accept: str, kind: str
) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.headers.get("location", answer.headers.get("content-type", "")).split(";")[0] == kind


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


IN_TABLES = {XML: TABLES[1], JSON: TABLES[0], CSV: TABLES[2], TSV: TABLES[3]}
IN_GRAPHS = {
    XML: "application/rdf+xml", RDF: "application/rdf+xml", RDFXML: "application/rdf+xml", TURTLE: "text/turtle",
    N3: "text/n3", JSONLD: "application/ld+json", JSON: "application/ld+json",
}  # fmt: skip


@pytest.mark.parametrize("sending", [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
@pytest.mark.parametrize("form", [None, JSON, XML, TURTLE, N3, RDF, RDFXML, CSV, TSV, JSONLD])
def test_sparqlwrapper_gets_each_of_its_formats_or_the_usual_one(
    address: str, form: str | None, sending: tuple[str, str]
) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    for query in (SELECT, ASK, CONSTRUCT, f"DESCRIBE <{MAKASSAR}>"):
        wrapper.resetQuery()
        wrapper.setMethod(sending[0])
        wrapper.setRequestMethod(sending[1])
        wrapper.setQuery(query)
        if form is not None:
            wrapper.setReturnFormat(form)
        kinds, usual = (IN_TABLES, TABLES[0]) if query in (SELECT, ASK) else (IN_GRAPHS, "text/turtle")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of formats that do not fit the query, and of rdflib's old graph
            answer = wrapper.query()
            kind = str(answer.info()["content-type"]).split(";")[0]
            assert kind == kinds.get(form or XML, usual), query
            found = answer.convert()
        if kind in ("application/rdf+xml", "application/ld+json"):
            assert len(found) >= 3  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["format", "output", "results"])
@pytest.mark.parametrize("format_", ["gif", "csv", ""])
def test_a_format_that_does_not_fit_leaves_the_choice_to_accept(client: httpx.Client, name: str, format_: str) -> None:
    asked = {"query": CONSTRUCT, name: format_}
    answer = client.get("/sparql", params=asked, headers={"Accept": "application/n-triples"})
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "application/n-triples")
    assert client.get("/sparql", params=asked, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("name", ["format", "output", "results"])
@pytest.mark.parametrize("format_", ["xml", "rdf+xml", "RDF%2BXML", "application/rdf%2Bxml"])
def test_a_format_goes_before_accept_under_each_of_its_names(client: httpx.Client, name: str, format_: str) -> None:
    address = f"/sparql?query={quote(CONSTRUCT)}&{name}={format_}"
    answer = client.get(address, headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].split(";")[0] == "application/rdf+xml"


def test_rdflib_and_curl_are_served(address: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
        assert [str(row[0]) for row in graph.query(SELECT)] == ["Makassar"]  # type: ignore[index]
    line = ["curl", "-s", "--data-urlencode", f"query={ASK}", f"{address}/sparql"]
    assert '"boolean":true' in subprocess.run(line, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    "query", ['SELECT ("a\\u0001b\\uFFFE" AS ?x) {}', 'CONSTRUCT { <x:s> <x:p#p> "a\\u0001b\\uFFFE" } {}']
)
def test_xml_is_well_formed_whatever_a_text_holds(client: httpx.Client, query: str) -> None:
    answer = client.get("/sparql", params={"query": query, "format": "xml"})
    assert "a\ufffdb\ufffd" in "".join(ET.fromstring(answer.content).itertext())
