"""Connections of the server, over both protocols: plain queries on the short way, everything else, in any order."""

from __future__ import annotations

import contextlib
import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from kg.pages.protocol import Limits
from kg.pages.protocol.limited import Limited
from protocol_asking import ASK, CONNECTIONS, SELECT, SLOW, WIDE
from served import kg_serve, serving

HOST = b"Host: x\r\n"


def line_of(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\n".encode()


def asked(connection: socket.socket, *pieces: bytes) -> bytes:
    """What one answer of known length says to a request that goes out piece by piece."""
    for piece in pieces:
        connection.sendall(piece)
        time.sleep(0.05 if len(pieces) > 1 else 0)
    come = b""
    while b"\r\n\r\n" not in come:
        piece = connection.recv(65_536)
        assert piece, come
        come += piece
    head, _, body = come.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


QUERY_LINE = line_of(ASK)


@pytest.fixture(scope="module", params=CONNECTIONS, ids=lambda kind: kind.__name__)
def place(request: pytest.FixtureRequest, small_folder: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server over each of the two protocols."""
    with serving(small_folder, connection=request.param) as found:
        yield place_of(found)


def place_of(address: str) -> tuple[str, int]:
    where = httpx.URL(address)
    return where.host, where.port or 80


@pytest.mark.parametrize(
    "pieces",
    [
        (QUERY_LINE + HOST + b"\r\n",),
        (QUERY_LINE, HOST + b"\r\n"),
        (QUERY_LINE[:5], QUERY_LINE[5:] + HOST, b"\r\n"),
        (QUERY_LINE + HOST + b"Content-Length: 0\r\n\r\n",),
        (QUERY_LINE + HOST + b"Accept: */*\r\nX-Long: " + b"x" * 30_000 + b"\r\n\r\n",),
        (QUERY_LINE + HOST + b"Accept: */*\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n",),
    ],
)
def test_a_query_is_answered_however_it_comes_over_the_line(place: tuple[str, int], pieces: tuple[bytes, ...]) -> None:
    with socket.create_connection(place, timeout=30) as connection:
        for _ in range(3):
            answer = asked(connection, *pieces)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b'"boolean":true' in answer


def test_one_connection_may_ask_for_queries_and_pages_in_any_order(place: tuple[str, int]) -> None:
    page = b"GET /robots.txt HTTP/1.1\r\n" + HOST + b"\r\n"
    posted = (
        b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: application/sparql-query\r\nContent-Length: 17\r\n\r\n"
    )
    with socket.create_connection(place, timeout=30) as connection:
        for request, said in (
            (QUERY_LINE + HOST + b"\r\n", b"true"), (page, b"Sitemap"), (QUERY_LINE + HOST + b"\r\n", b"true"),
            (posted + b"ASK { ?s ?p ?o  }", b"true"), (page, b"Sitemap"),
            (line_of(SELECT) + HOST + b"\r\n", b"Makassar"),
        ):  # fmt: skip
            assert said in asked(connection, request)


def test_several_requests_at_a_time_are_answered_in_their_order(place: tuple[str, int]) -> None:
    one, other = (line_of(query) + HOST + b"\r\n" for query in (ASK, f"{SELECT} LIMIT {time.monotonic_ns()}"))
    page = b"GET /robots.txt HTTP/1.1\r\n" + HOST + b"\r\n"
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(one + other + page + one + other[:20])
        come = b""
        while come.count(b"HTTP/1.1 200") < 4 or not come.endswith(b"}"):
            come += connection.recv(65_536)
        assert come.index(b"boolean") < come.index(b"Makassar") < come.index(b"Sitemap") < come.rindex(b"boolean")
        assert b"Makassar" in asked(connection, other[20:])


def test_a_request_that_ends_its_connection_is_the_last(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(QUERY_LINE + HOST + b"Connection: close\r\n\r\n" + QUERY_LINE + HOST + b"\r\n")
        come = b""
        while piece := connection.recv(65_536):
            come += piece
        assert (come.count(b"HTTP/1.1 200"), b"connection: close" in come) == (1, True)


def test_who_asks_beside_a_long_query_is_served_at_once(small_folder: Path, connection: type[Limited]) -> None:
    limits = Limits(seconds=8, workers=2, quick=0)
    with serving(small_folder, limits, connection=connection) as address, contextlib.ExitStack() as lines:
        shared = [lines.enter_context(socket.create_connection(place_of(address), timeout=30)) for _ in "123"]
        for line in shared:
            assert b'"boolean":true' in asked(line, QUERY_LINE + HOST + b"\r\n")
        shared[0].sendall(line_of(SLOW) + HOST + b"\r\n")
        time.sleep(0.5)
        begun = time.monotonic()
        for number, line in enumerate(shared[1:]):
            assert b"Makassar" in asked(line, line_of(f"{SELECT} LIMIT {number + 5}") + HOST + b"\r\n")
        assert time.monotonic() - begun < 6
        assert b"504" in asked(shared[0])[:20]
        assert b"Makassar" in asked(shared[0], line_of(f"{SELECT} LIMIT 77") + HOST + b"\r\n")


def test_who_leaves_a_long_query_takes_no_waiting_request_along(small_folder: Path, connection: type[Limited]) -> None:
    limits = Limits(seconds=30, workers=1, quick=0)
    with serving(small_folder, limits, connection=connection) as address, contextlib.ExitStack() as lines:
        leaves, *waiting = (
            lines.enter_context(socket.create_connection(place_of(address), timeout=30)) for _ in range(6)
        )
        assert b"true" in asked(leaves, QUERY_LINE + HOST + b"\r\n")
        leaves.sendall(line_of(SLOW) + HOST + b"\r\n")
        time.sleep(0.3)
        for number, line in enumerate(waiting):
            line.sendall(line_of(f"{SELECT} LIMIT {number + 5}") + HOST + b"\r\n")
        time.sleep(0.3)
        waiting.pop().close()
        leaves.close()
        for line in waiting:
            assert b"Makassar" in asked(line)


def test_clients_who_take_nothing_of_what_they_ask_for_hold_nobody_up(
    wide_folder: Path, connection: type[Limited]
) -> None:
    large = line_of("SELECT ?s ?o { ?s ?p ?o } LIMIT 700") + HOST + b"\r\n"
    with serving(wide_folder, Limits(seconds=20, workers=2), connection=connection) as address:
        assert httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=60).status_code == 200
        with contextlib.ExitStack() as lines:
            for _ in range(6):
                line = lines.enter_context(socket.create_connection(place_of(address), timeout=30))
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                line.sendall(large * 40)
            begun = time.monotonic()
            for number in range(20):
                asked_for = {"query": f"SELECT ?o {{ ?s ?p ?o }} LIMIT {number + 1}"}
                assert httpx.get(f"{address}/sparql", params=asked_for, timeout=10).status_code == 200
            assert time.monotonic() - begun < 10


def test_who_asks_again_and_again_and_takes_nothing_fills_no_memory(wide_folder: Path) -> None:
    large = line_of("SELECT ?s ?o { ?s ?p ?o } LIMIT 700") + HOST + b"\r\n"
    with kg_serve(str(wide_folder)) as address, contextlib.ExitStack() as lines:
        length = len(httpx.get(f"{address}/sparql?{large.split()[1].decode().partition('?')[2]}", timeout=60).content)
        assert length > 150_000
        before = resident()
        asking = [lines.enter_context(socket.create_connection(place_of(address), timeout=2)) for _ in range(4)]
        for line in asking:
            with contextlib.suppress(TimeoutError):
                line.sendall(large * 3_000)
        time.sleep(1)
        assert resident() - before < 100_000_000  # it would be 500 MB for each
        assert httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=10).status_code == 200
        come = 0  # who takes it after all gets it
        while come < 20 * length:
            come += len(asking[0].recv(1 << 20))


def resident() -> int:
    """Bytes in memory of the processes that this one has started."""
    pages = 0
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            pages += int(Path(f"/proc/{child}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def test_a_large_answer_comes_in_pieces_and_breaks_off_at_its_limit(
    wide_folder: Path, connection: type[Limited]
) -> None:
    query = {"query": "SELECT ?s ?o { ?s ?p ?o }"}
    with serving(wide_folder, Limits(workers=1), connection=connection) as address:
        rows = httpx.get(f"{address}/sparql", params=query, headers={"Accept": "text/csv"}, timeout=60)
        assert (rows.headers["transfer-encoding"], len(rows.text.splitlines())) == ("chunked", WIDE + 1)
    small = Limits(workers=1, size=2_000_000)
    with (
        serving(wide_folder, small, connection=connection) as address,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        httpx.get(f"{address}/sparql", params=query, timeout=60)


def test_a_request_in_pieces_is_read_in_their_order(place: tuple[str, int]) -> None:
    behind = b"GET /robots.txt HTTP/1.1\r\nX-Other: x\r\n\r\n"  # but for what came first, a request of its own
    for number in range(20):
        with socket.create_connection(place, timeout=30) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(QUERY_LINE + HOST + b"X-Value: ")
            time.sleep(number % 6 / 2000)
            answer = asked(connection, behind)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b'"boolean":true' in answer


def test_a_body_that_looks_like_a_query_is_none(place: tuple[str, int]) -> None:
    inside = QUERY_LINE + HOST + b"\r\n"
    head = b"POST /nowhere HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(inside)
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(head)
        time.sleep(0.3)  # the refusal is out before the body comes
        connection.sendall(inside + b"GET /robots.txt HTTP/1.1\r\n" + HOST + b"\r\n")
        come = b""
        while b"Sitemap" not in come and (piece := connection.recv(65_536)):
            come += piece
        assert b"boolean" not in come
