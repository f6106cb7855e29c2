"""`/sparql` and `/graph-store` as the W3C's protocols say, under real clients."""

from __future__ import annotations

import contextlib
import multiprocessing
import socket
import subprocess
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from kg.pages.protocol import Limits
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import RDFS
from served import parsed, serving
from small_graph import ARTICLE_GRAPH, MAKASSAR

ASK = "ASK { ?s ?p ?o }"
SELECT = f"SELECT ?o {{ <{MAKASSAR}> <http://www.w3.org/2000/01/rdf-schema#label> ?o }}"
CONSTRUCT = f"CONSTRUCT {{ <{MAKASSAR}> ?p ?o }} WHERE {{ <{MAKASSAR}> ?p ?o }}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
TABLES = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
WIDE = 60_000
GRAPHS = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")


@pytest.fixture(scope="module", params=["server", "door"])
def address(request: pytest.FixtureRequest, small_folder: Path) -> Iterator[str]:
    """The address of a server that passes queries on, and of one whose workers serve connections themselves."""
    with serving(small_folder, is_behind_door=request.param == "door") as found:
        if request.param == "door":
            _wait_for_counters(found)
        yield found


@pytest.fixture(params=["server", "door"])
def is_behind_door(request: pytest.FixtureRequest) -> bool:
    """Which of the two."""
    return bool(request.param == "door")


@pytest.fixture
def wide_folder(tmp_path: Path) -> Path:
    """A store whose graph is larger than what the lines between a server and its client hold."""
    folder = tmp_path / "store"
    triples = [Triple(Iri(f"urn:x:{number}"), RDFS.label, Literal("x" * 200)) for number in range(WIDE)]
    with open_store(str(folder), create=True) as store:
        store.replace(Iri("urn:x:wide"), triples)
    return folder


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


def test_a_long_query_is_cut_at_its_limit_and_others_are_served(small_folder: Path, is_behind_door: bool) -> None:
    with serving(small_folder, Limits(seconds=6, workers=2), is_behind_door=is_behind_door) as address:
        if is_behind_door:
            _wait_for_counters(address)
        slow: list[httpx.Response] = []
        asking = threading.Thread(
            target=lambda: slow.append(httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=60))
        )
        asking.start()
        time.sleep(0.3)
        assert httpx.get(f"{address}/sparql", params={"query": ASK}).json()["boolean"] is True
        assert httpx.get(f"{address}/search", params={"q": "Makassar"}, follow_redirects=True).status_code == 200
        assert not slow
        asking.join()
        assert (slow[0].status_code, "6 seconds" in slow[0].text) == (504, True)
        assert httpx.get(f"{address}/sparql", params={"query": ASK}).json()["boolean"] is True


def test_an_answer_that_is_too_large_is_refused(small_folder: Path, is_behind_door: bool) -> None:
    with serving(small_folder, Limits(size=2_000, workers=1), is_behind_door=is_behind_door) as address:
        if is_behind_door:
            _wait_for_counters(address)
        answer = httpx.get(f"{address}/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert (answer.status_code, "2,000 bytes" in answer.text) == (507, True)


def test_whoever_leaves_frees_the_worker(small_folder: Path, is_behind_door: bool) -> None:
    with serving(small_folder, Limits(seconds=30, workers=1), is_behind_door=is_behind_door) as address:
        if is_behind_door:
            _wait_for_counters(address)
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=0.5)
        assert httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=10).json()["boolean"] is True


def test_a_graph_is_streamed_whole_whatever_the_limits_of_queries_are(small_folder: Path) -> None:
    with serving(small_folder, Limits(size=2_000, workers=1)) as address:
        for media_type in GRAPHS:
            answer = httpx.get(f"{address}/graph-store?default", headers={"Accept": media_type})
            assert answer.status_code == 200
            assert len(parsed(answer.text, media_type)) > 500
        assert answer.headers["etag"].startswith('"')
        known = {"If-None-Match": answer.headers["etag"], "Accept": media_type}
        assert httpx.get(f"{address}/graph-store?default", headers=known).status_code == 304


def test_whoever_does_not_take_a_graph_loses_the_connection_and_others_get_it(wide_folder: Path) -> None:
    with serving(wide_folder, Limits(seconds=2, workers=1)) as address:
        where = httpx.URL(address)
        with socket.create_connection((where.host, where.port), timeout=30) as slow:
            slow.sendall(b"GET /graph-store?default HTTP/1.1\r\nHost: x\r\nAccept: application/n-triples\r\n\r\n")
            begun = slow.recv(1000)
            assert begun.startswith(b"HTTP/1.1 200")
            answer = _again_until_served(f"{address}/graph-store?default", {"Accept": "application/n-triples"})
            assert len(answer.text.splitlines()) == WIDE
            taken = bytearray()
            while piece := slow.recv(1 << 20):
                taken += piece
        assert len(taken) < len(answer.content)
        assert not taken.endswith(b"0\r\n\r\n")


def test_a_worker_that_dies_is_replaced(small_folder: Path, is_behind_door: bool) -> None:
    with serving(small_folder, Limits(workers=1), is_behind_door=is_behind_door) as address:
        if is_behind_door:
            _wait_for_counters(address)
        assert httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=60).status_code == 200
        for worker in multiprocessing.active_children():
            worker.kill()
        time.sleep(0.2)
        assert httpx.get(f"{address}/sparql", params={"query": COUNT}, timeout=60).status_code == 200


def test_too_many_queries_at_a_time_are_told_to_come_again(small_folder: Path) -> None:
    with serving(small_folder, Limits(seconds=8, workers=1, waiting=0)) as address:
        _again_until_served(f"{address}/sparql?query={quote(ASK)}", {})
        asking = threading.Thread(target=lambda: httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=60))
        asking.start()
        time.sleep(1)
        answer = httpx.get(f"{address}/sparql", params={"query": COUNT})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        asking.join()


def _again_until_served(address: str, headers: dict[str, str]) -> httpx.Response:
    """The answer, asked for again while the server says that it is busy."""
    deadline = time.monotonic() + 60
    while (answer := httpx.get(address, headers=headers, timeout=60)).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return answer


def _asked(connection: socket.socket, *pieces: bytes) -> bytes:
    """What one answer of known length says to a request that goes out piece by piece."""
    for piece in pieces:
        connection.sendall(piece)
        time.sleep(0.05)
    come = b""
    while b"\r\n\r\n" not in come:
        come += connection.recv(65_536)
    head, _, body = come.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


QUERY_LINE = f"GET /sparql?query={quote(ASK)} HTTP/1.1\r\n".encode()
HOST = b"Host: x\r\n"


@pytest.fixture(scope="module")
def door(small_folder: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server with a door, whose workers have come up."""
    with serving(small_folder, is_behind_door=True) as found:
        where = httpx.URL(found)
        _wait_for_counters(found)
        yield where.host, where.port or 80


def _wait_for_counters(address: str) -> None:
    """Until queries are answered by workers: the server itself would say its name."""
    deadline = time.monotonic() + 60
    while "server" in httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=60).headers:
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize(
    "pieces",
    [
        (QUERY_LINE + HOST + b"\r\n",),
        (QUERY_LINE, HOST + b"\r\n"),
        (QUERY_LINE[:5], QUERY_LINE[5:] + HOST, b"\r\n"),
        (QUERY_LINE + HOST + b"Content-Length: 0\r\n\r\n",),
        (QUERY_LINE + HOST + b"Accept: */*\r\nX-Long: " + b"x" * 30_000 + b"\r\n\r\n",),
    ],
)
def test_a_query_is_answered_however_it_comes_over_the_line(door: tuple[str, int], pieces: tuple[bytes, ...]) -> None:
    with socket.create_connection(door, timeout=30) as connection:
        for _ in range(3):
            answer = _asked(connection, *pieces)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b'"boolean":true' in answer


def test_one_connection_may_ask_for_queries_and_pages_in_any_order(door: tuple[str, int]) -> None:
    page = b"GET /robots.txt HTTP/1.1\r\n" + HOST + b"\r\n"
    posted = (
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\nContent-Length: 17\r\n\r\n"
    )
    with socket.create_connection(door, timeout=30) as connection:
        for request, said in (
            (QUERY_LINE + HOST + b"\r\n", b"true"), (page, b"Sitemap"), (QUERY_LINE + HOST + b"\r\n", b"true"),
            (posted + b"ASK { ?s ?p ?o  }", b"true"), (page, b"Sitemap"),
        ):  # fmt: skip
            assert said in _asked(connection, request)


def test_several_requests_at_a_time_are_answered_in_their_order(door: tuple[str, int]) -> None:
    one, other = (f"GET /sparql?query={quote(q)} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for q in (ASK, SELECT))
    with socket.create_connection(door, timeout=30) as connection:
        connection.sendall(one + other + one)
        come = b""
        while come.count(b"HTTP/1.1 200") < 3 or not come.endswith(b"}"):
            come += connection.recv(65_536)
        assert come.index(b"boolean") < come.index(b"Makassar") < come.rindex(b"boolean")


def test_who_shares_a_worker_with_a_long_query_is_served_at_once(small_folder: Path) -> None:
    with serving(small_folder, Limits(seconds=8, workers=1), is_behind_door=True) as address:
        _wait_for_counters(address)
        where = httpx.URL(address)
        with contextlib.ExitStack() as lines:
            shared = [
                lines.enter_context(socket.create_connection((where.host, where.port), timeout=30)) for _ in "123"
            ]
            for line in shared:
                assert b'"boolean":true' in _asked(line, QUERY_LINE + HOST + b"\r\n")
            shared[0].sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
            begun = time.monotonic()
            for line in shared[1:]:
                assert b'"boolean":true' in _asked(line, QUERY_LINE + HOST + b"\r\n")
            assert time.monotonic() - begun < 6
            assert b"504" in _asked(shared[0])[:20]


def test_a_large_answer_comes_in_pieces_and_breaks_off_at_its_limit(wide_folder: Path) -> None:
    query = {"query": "SELECT ?s ?o { ?s ?p ?o }"}
    with serving(wide_folder, Limits(workers=1), is_behind_door=True) as address:
        _wait_for_counters(address)
        rows = httpx.get(f"{address}/sparql", params=query, headers={"Accept": "text/csv"}, timeout=60)
        assert (rows.headers["transfer-encoding"], len(rows.text.splitlines())) == ("chunked", WIDE + 1)
    with serving(wide_folder, Limits(workers=1, size=2_000_000), is_behind_door=True) as address:
        _wait_for_counters(address)
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{address}/sparql", params=query, timeout=60)
