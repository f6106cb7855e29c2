"""The two kinds of workers, here in threads: what goes in at their line or hatch, and what comes out."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.pages.protocol.answering import answered
from kg.pages.protocol.counter import BUSY, CONNECTION, FREE, ROOM, Counter
from kg.pages.protocol.desk import Desk, Way, attend
from kg.pages.protocol.line import BROKEN, END, HEAD, HEADER, PIECE, READY, WHOLE, Asking, answer_of, asking_frame
from kg.store.evaluator import Evaluator
from small_graph import ARTICLE_GRAPH, MAKASSAR

ASK = b"query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"
ALL = f"query={quote('SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000')}".encode()
HEADS = b" HTTP/1.1\r\nHost: x\r\n"


def request(said: bytes, more: bytes = b"") -> bytes:
    return b"GET /sparql?" + said + HEADS + more + b"\r\n"


def handed(hatch: socket.socket, come: bytes) -> socket.socket:
    """A connection that was handed to a worker with what had come of it; the client's end."""
    client, given = socket.socketpair()
    client.settimeout(30)
    with given:
        socket.send_fds(hatch, [CONNECTION + come], [given.fileno()])
    return client


class Slow:
    """A desk whose answers wait."""

    def __init__(self) -> None:
        self.may_end = threading.Event()

    def answer(self, asking: Asking, way: Way) -> None:
        self.may_end.wait(30)
        way.whole(answered(200, [], asking.said))


@contextmanager
def counter_with(desk: object, seconds: float = 30.0) -> Iterator[tuple[Counter, socket.socket]]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(30)
    counter = Counter(theirs, desk, seconds)  # type: ignore[arg-type]
    thread = threading.Thread(target=counter.run)
    thread.start()
    with theirs:
        try:
            with ours:
                yield counter, ours
        finally:
            thread.join(30)
    assert not thread.is_alive()


@pytest.fixture
def hatch(small_folder: Path) -> Iterator[socket.socket]:
    with counter_with(Desk(Evaluator(small_folder), "v", 1 << 30)) as (_, ours):
        yield ours


def test_a_connection_is_served_for_as_long_as_it_asks_for_queries(hatch: socket.socket) -> None:
    with handed(hatch, request(ASK)) as client:
        first = client.recv(ROOM)
        assert first.endswith(b'"boolean":true}')
        client.sendall(request(ASK))  # now from memory
        assert client.recv(ROOM).partition(b"\r\ncontent-type")[2] == first.partition(b"\r\ncontent-type")[2]
        client.sendall(request(b"query=ASK%7B") + request(ASK, b"Connection: close\r\n"))
        come = b""
        while piece := client.recv(ROOM):
            come += piece
        assert come.startswith(b"HTTP/1.1 400")
        assert come.count(b"HTTP/1.1 200") == 1


def test_a_large_answer_comes_in_chunks(hatch: socket.socket) -> None:
    with handed(hatch, request(ALL, b"Accept: text/csv\r\n")) as client:
        come = b""
        while not come.endswith(b"0\r\n\r\n"):
            come += client.recv(1 << 20)
        assert b"transfer-encoding: chunked" in come[:500]
        assert len(come) > 1_000_000


def test_what_is_no_plain_query_comes_back_with_what_was_read(hatch: socket.socket) -> None:
    with handed(hatch, request(ASK)) as client:
        client.recv(ROOM)
        client.sendall(b"GET /robots.txt HTTP/1.1\r\n")
        message, files, _, _ = socket.recv_fds(hatch, ROOM, 1)
        assert message == CONNECTION + b"GET /robots.txt HTTP/1.1\r\n"
        with socket.socket(fileno=files[0]) as back:
            back.sendall(b"from the server")
        assert client.recv(ROOM) == b"from the server"


def test_clients_that_go_leave_the_others_alone(hatch: socket.socket) -> None:
    with handed(hatch, request(ASK)) as stays:
        stays.recv(ROOM)
        handed(hatch, request(ASK)).close()
        handed(hatch, b"").close()
        stays.sendall(request(ASK))
        assert b"true" in stays.recv(ROOM)


def test_while_a_query_runs_the_other_connections_go_back_and_later_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    desk = Slow()
    with counter_with(desk) as (counter, hatch):
        waits = handed(hatch, b"")
        asks = handed(hatch, request(ASK))
        time.sleep(0.3)
        counter.look()
        assert hatch.recv(10) == BUSY
        message, files, _, _ = socket.recv_fds(hatch, ROOM, 1)
        assert (message, len(files)) == (CONNECTION, 1)
        late = handed(hatch, request(ALL))
        counter.look()
        message, more, _, _ = socket.recv_fds(hatch, ROOM, 1)
        assert message == CONNECTION + request(ALL)
        assert not ended
        desk.may_end.set()
        assert asks.recv(ROOM).endswith(ASK)
        assert hatch.recv(10) == FREE
        for file in (*files, *more):
            os.close(file)
        for client in (waits, asks, late):
            client.close()


def test_a_worker_ends_when_its_client_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    desk = Slow()
    with counter_with(desk) as (counter, hatch):
        client = handed(hatch, request(ASK))
        time.sleep(0.3)
        counter.look()
        assert not ended
        client.close()
        counter.look()
        assert ended == [0]
        desk.may_end.set()


def test_a_worker_ends_at_the_limit_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    desk = Slow()
    with counter_with(desk, seconds=0.2) as (counter, hatch):
        with handed(hatch, request(ASK)) as client:
            time.sleep(0.4)
            counter.look()
            said = client.recv(ROOM)
            assert said.startswith(b"HTTP/1.1 504")
            assert b"connection: close" in said
            assert ended == [0]
        desk.may_end.set()


class Line:
    """A worker behind a line, and the frames that it writes."""

    def __init__(self, folder: Path, most: int) -> None:
        self.ours, theirs = socket.socketpair()
        self._theirs = theirs
        self.ours.settimeout(30)
        self._come = b""
        self._thread = threading.Thread(target=attend, args=(theirs, Desk(Evaluator(folder, {}), "v", most)))
        self._thread.start()
        assert self.frame() == (READY, b"")

    def frame(self) -> tuple[bytes, bytes]:
        while len(self._come) < HEADER.size or len(self._come) < HEADER.size + HEADER.unpack_from(self._come)[1]:
            self._come += self.ours.recv(1 << 20)
        kind, length = HEADER.unpack_from(self._come)
        payload = self._come[HEADER.size : HEADER.size + length]
        self._come = self._come[HEADER.size + length :]
        return kind, payload

    def whole(self, asking: Asking) -> tuple[int, dict[bytes, bytes], bytes]:
        self.ours.sendall(asking_frame(asking))
        kind, payload = self.frame()
        assert kind == WHOLE
        status, headers, body = answer_of(payload)
        return status, dict(headers), body

    def kinds(self, asking: Asking) -> list[bytes]:
        self.ours.sendall(asking_frame(asking))
        found = [self.frame()[0]]
        while found[-1] not in (WHOLE, END, BROKEN):
            found.append(self.frame()[0])
        return found

    def close(self) -> None:
        self.ours.close()
        self._thread.join(30)
        self._theirs.close()
        assert not self._thread.is_alive()


@pytest.fixture
def line(small_folder: Path) -> Iterator[Line]:
    made = Line(small_folder, 1_000_000)
    yield made
    made.close()


def query(said: bytes, accept: str = "", method: str = "GET", known: bytes = b"") -> Asking:
    return Asking("query", method, said, accept, known)


def test_a_small_answer_is_one_frame_and_is_known_again(line: Line) -> None:
    status, headers, body = line.whole(query(ASK))
    assert (status, headers[b"content-length"]) == (200, str(len(body)).encode())
    assert line.whole(query(ASK, known=headers[b"etag"]))[0] == 304
    assert line.whole(query(ASK, method="HEAD"))[2] == b""
    assert line.whole(query(b"query=ASK"))[0] == 400
    assert line.whole(query(ASK, "image/png"))[0] == 406
    assert line.whole(query(ASK + b"&format=csv"))[1][b"content-type"] == b"text/csv; charset=utf-8"
    graph = f"query={quote(f'CONSTRUCT WHERE {{ <{MAKASSAR}> ?p ?o }}')}".encode()
    assert line.whole(query(graph, "application/json"))[1][b"content-type"] == b"application/ld+json"


def test_a_large_answer_is_a_head_pieces_and_an_end_or_none_at_its_limit(line: Line) -> None:
    some = ALL.replace(b"20000", b"2000")
    kinds = line.kinds(query(some, "text/csv"))
    assert (kinds[0], set(kinds[1:-1]), kinds[-1]) == (HEAD, {PIECE}, END)
    assert line.kinds(query(some, "text/csv", "HEAD")) == [HEAD, END]
    assert line.kinds(query(ALL, "text/csv"))[-1] == BROKEN
    assert line.whole(query(ASK))[0] == 200


def test_graphs_are_named_once_and_absolutely(line: Line) -> None:
    def graph(said: str, method: str = "GET", accept: str = "", known: bytes = b"") -> int:
        return line.whole(Asking("graph", method, said.encode(), accept, known))[0]

    named = f"graph={quote(ARTICLE_GRAPH)}"
    assert [graph(named), graph(named, "HEAD"), graph("default", "HEAD")] == [200, 200, 200]
    assert [graph(""), graph(f"{named}&default"), graph("graph=x"), graph("graph=urn:x:none")] == [400, 400, 400, 404]
    assert graph(named, accept="image/png") == 406
    etag = line.whole(Asking("graph", "GET", named.encode(), "", b""))[1][b"etag"]
    assert graph(named, known=etag) == 304


def test_an_answer_over_the_limit_that_is_small_gets_its_status(small_folder: Path) -> None:
    made = Line(small_folder, 1000)
    assert made.whole(query(ALL))[0] == 507
    made.close()
