"""How long a server waits: for heads and bodies that do not come, and for clients who take nothing."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.pages.protocol.limited import LONGEST_HEAD, Limited, Patience
from protocol_asking import CONNECTIONS
from served import serving

HEAD = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture(scope="module", params=CONNECTIONS, ids=lambda kind: kind.__name__)
def place(request: pytest.FixtureRequest, small_folder: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server whose patience is short."""

    class Hasty(request.param):  # type: ignore[name-defined, misc]
        patience = Patience(head=1.5, request=3.0, taking=2.0, look=0.1)

    with serving(small_folder, connection=Hasty) as found:
        where = httpx.URL(found)
        yield where.host, where.port or 80


def said(connection: socket.socket) -> bytes:
    come = b""
    while piece := connection.recv(65_536):
        come += piece
    return come


def slowly(connection: socket.socket, byte: bytes, seconds: float) -> bytes:
    """What comes when bytes go out one by one, for so long at most."""
    connection.settimeout(0.2)
    deadline = time.monotonic() + seconds
    come = b""
    while time.monotonic() < deadline:
        try:
            connection.sendall(byte)
            piece = connection.recv(65_536)
        except TimeoutError:
            continue
        except OSError:
            break
        if not piece:
            break
        come += piece
    return come


@pytest.mark.parametrize("begun", [b"GET /", HEAD, HEAD + b"X: "])
@pytest.mark.parametrize("before", [b"", HEAD + b"\r\n", b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n"])
def test_a_head_that_comes_byte_by_byte_is_not_waited_for(place: tuple[str, int], before: bytes, begun: bytes) -> None:
    with socket.create_connection(place, timeout=30) as connection:
        if before:
            connection.sendall(before)
            assert connection.recv(65_536).startswith(b"HTTP/1.1 200")
        connection.sendall(begun)
        started = time.monotonic()
        come = slowly(connection, b"x", 10)
        assert b"HTTP/1.1 408 Request Timeout" in come
        assert b"connection: close" in come
        assert time.monotonic() - started < 9


def test_a_connection_on_which_nothing_is_asked_is_closed(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=20) as connection:
        assert said(connection) == b""
    with socket.create_connection(place, timeout=20) as connection:
        assert slowly(connection, b"\r\n", 10)[:12] in (b"", b"HTTP/1.1 400", b"HTTP/1.1 408")


def test_a_body_that_does_not_come_is_not_waited_for(place: tuple[str, int]) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\n"
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(head)
        started = time.monotonic()
        assert b"HTTP/1.1 408" in slowly(connection, b"A", 12)
        assert time.monotonic() - started > 2


@pytest.mark.parametrize(
    "line", [b"GET /%b HTTP/1.1\r\nHost: x\r\n\r\n", HEAD + b"X: %b\r\n\r\n", HEAD + b"X%b: x\r\n\r\n"]
)
@pytest.mark.parametrize("step", [1 << 12, 1 << 24])
def test_a_head_that_is_too_long_is_refused_in_words(place: tuple[str, int], line: bytes, step: int) -> None:
    request = line % (b"x" * (LONGEST_HEAD + 20_000))
    with socket.create_connection(place, timeout=30) as connection:
        for at in range(0, len(request), step):
            connection.sendall(request[at : at + step])
        come = said(connection)
    assert come[:12] in (b"HTTP/1.1 414", b"HTTP/1.1 431")
    assert b" is longer than " in come


def test_a_head_without_an_end_is_refused_when_it_is_too_long(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(HEAD + b"".join(b"X-%d: x\r\n" % number for number in range(20_000)))
        assert b"HTTP/1.1 431" in said(connection)


def test_a_long_head_within_the_limit_is_read(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(HEAD + b"Connection: close\r\nX: " + b"x" * (LONGEST_HEAD - 1000) + b"\r\n\r\n")
        assert said(connection).startswith(b"HTTP/1.1 200")


def test_who_takes_nothing_of_an_answer_loses_the_connection(wide_folder: Path, connection: type[Limited]) -> None:
    class Hasty(connection):  # type: ignore[valid-type, misc]
        patience = Patience(taking=1.5, look=0.1)

    for path in ("/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D", "/graph-store?default"):
        with serving(wide_folder, connection=Hasty) as found:
            where = httpx.URL(found)
            with socket.socket() as slow:
                slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                slow.settimeout(60)
                slow.connect((where.host, where.port))
                slow.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                assert slow.recv(10) == b"HTTP/1.1 2"
                time.sleep(4)
                come = said(slow)
            assert len(come) < 10_000_000
            assert not come.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize("path", [b"/robots.txt", b"/sparql?query=ASK%7B%7D"])
@pytest.mark.parametrize("hosts", [b"", b"Host: x\r\nHost: y\r\n"])
def test_a_request_that_names_no_host_or_two_is_refused(place: tuple[str, int], path: bytes, hosts: bytes) -> None:
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(b"GET " + path + b" HTTP/1.1\r\n" + hosts + b"\r\n")
        assert said(connection).startswith(b"HTTP/1.1 400")


def test_an_old_client_need_not_name_a_host(place: tuple[str, int]) -> None:
    with socket.create_connection(place, timeout=30) as connection:
        connection.sendall(b"GET /robots.txt HTTP/1.0\r\n\r\n")
        assert said(connection).startswith(b"HTTP/1.1 200")
