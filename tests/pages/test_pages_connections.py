"""Connections that the workers of `/sparql` answer on themselves."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from kg.pages.protocol import Limits
from protocol_asking import (
    ASK,
    SELECT,
    SLOW,
    WIDE,
    wait_for_counters,
)
from served import serving


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
        wait_for_counters(found)
        yield where.host, where.port or 80


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
        wait_for_counters(address)
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
        wait_for_counters(address)
        rows = httpx.get(f"{address}/sparql", params=query, headers={"Accept": "text/csv"}, timeout=60)
        assert (rows.headers["transfer-encoding"], len(rows.text.splitlines())) == ("chunked", WIDE + 1)
    with serving(wide_folder, Limits(workers=1, size=2_000_000), is_behind_door=True) as address:
        wait_for_counters(address)
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{address}/sparql", params=query, timeout=60)


def test_a_request_in_pieces_is_read_in_their_order(door: tuple[str, int]) -> None:
    behind = b"GET /robots.txt HTTP/1.1\r\nX-Other: x\r\n\r\n"  # but for what came first, a request of its own
    for number in range(60):
        with socket.create_connection(door, timeout=30) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(QUERY_LINE + HOST + b"X-Value: ")
            time.sleep(number % 6 / 2000)
            answer = _asked(connection, behind)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b'"boolean":true' in answer
