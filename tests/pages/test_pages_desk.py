"""A worker, here in a thread: what goes in at its line, and what comes out."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.pages.protocol.desk import Desk, attend
from kg.pages.protocol.line import BROKEN, END, HEAD, HEADER, PIECE, READY, WHOLE, Asking, answer_of, asking_frame
from kg.store.evaluator import Evaluator
from small_graph import ARTICLE_GRAPH, MAKASSAR

ASK = b"query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"
ALL = f"query={quote('SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000')}".encode()


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
