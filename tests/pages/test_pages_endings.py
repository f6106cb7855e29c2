"""How answers end: for clients of HTTP/1.0, and where an answer that has begun cannot be brought to its end."""

from __future__ import annotations

import contextlib
import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.pages.protocol import Limits
from kg.pages.protocol.limited import Limited
from protocol_asking import ASK, WIDE
from served import serving

LINES = b"Accept: application/n-triples\r\n\r\n"


class Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextlib.contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """What a server logs that has started: starting sets its own level and handlers."""
    kept, log = Kept(), logging.getLogger("uvicorn.error")
    log.setLevel(logging.WARNING)
    log.addHandler(kept)
    yield kept.records
    log.removeHandler(kept)


def opened(address: str) -> socket.socket:
    where = httpx.URL(address)
    return socket.create_connection((where.host, where.port), timeout=60)


def all_of(connection: socket.socket) -> bytes:
    taken = bytearray()
    while piece := connection.recv(1 << 20):
        taken += piece
    return bytes(taken)


def test_a_client_of_http_1_0_gets_a_streamed_answer_bare_and_the_connection_ends(
    wide_folder: Path, connection: type[Limited]
) -> None:
    with serving(wide_folder, Limits(workers=1), connection=connection) as address:
        whole = httpx.get(f"{address}/graph-store?default", headers={"Accept": "application/n-triples"}, timeout=60)
        assert whole.headers["transfer-encoding"] == "chunked"
        with opened(address) as old:
            old.sendall(b"GET /graph-store?default HTTP/1.0\r\n" + LINES)
            head, _, body = all_of(old).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"transfer-encoding" not in head.lower()
        assert b"connection: close" in head.lower()
        assert body == whole.content
        assert len(body.splitlines()) == WIDE


@pytest.mark.parametrize("path", ["/robots.txt", "/", f"/sparql?query={ASK.replace(' ', '+')}", "/static/site.css"])
def test_other_answers_are_the_same_in_http_1_0(address: str, path: str) -> None:
    with opened(address) as old:
        old.sendall(f"GET {path} HTTP/1.0\r\nHost: x\r\n\r\n".encode())
        head, _, body = all_of(old).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert b"transfer-encoding" not in head.lower()
    assert body


def test_requests_that_come_together_are_answered_in_order(address: str) -> None:
    request = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n"
    with opened(address) as connection:
        connection.sendall(2 * (request + b"\r\n") + request + b"Connection: close\r\n\r\n")
        assert all_of(connection).count(b"HTTP/1.1 200 OK") == 3


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_an_answer_that_is_cut_is_seen_to_be_incomplete_and_told_in_one_line(
    wide_folder: Path, connection: type[Limited], version: bytes
) -> None:
    with serving(wide_folder, Limits(seconds=1, workers=1), connection=connection) as address, listening() as logged:
        httpx.get(f"{address}/graph-store?default", headers={"Accept": "application/n-triples"}, timeout=60)
        with opened(address) as slow:
            slow.sendall(b"GET /graph-store?default HTTP/" + version + b"\r\nHost: x\r\n" + LINES)
            taken = slow.recv(1000)
            time.sleep(2)  # longer than a query may take
            try:
                taken += all_of(slow)
                was_reset = False
            except ConnectionResetError:
                was_reset = True
        assert was_reset if version == b"1.0" else not taken.endswith(b"0\r\n\r\n")
        assert httpx.get(f"{address}/robots.txt").status_code == 200
    assert [(record.levelname, record.exc_info) for record in logged] == [("WARNING", None)]
    assert "was cut" in logged[0].getMessage()
