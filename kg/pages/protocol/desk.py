"""The life of a worker process: it reads requests, evaluates one at a time and writes answers ready for the wire.

All that costs time happens here, reading the query and choosing a format included: the server passes bytes on.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import socket
from pathlib import Path
from typing import IO, Final, Protocol, cast
from urllib.parse import parse_qs

from kg.errors import KgError
from kg.pages.negotiation import chosen
from kg.pages.protocol.answering import OPEN_HEADERS, Answer, answered, error, error_of, typed
from kg.pages.protocol.asked import Asked, Refused, asked
from kg.pages.protocol.confining import confine, end_with_parent
from kg.pages.protocol.line import (
    BROKEN,
    END,
    HEAD,
    HEADER,
    PIECE,
    READY,
    WHOLE,
    Asking,
    Headers,
    answer_frame,
    asking_of,
    framed,
)
from kg.records import Iri
from kg.store.evaluator import GRAPH_TYPES, Evaluator, media_types
from kg.terms import PREFIXES

_KEPT_BACK: Final = 1 << 18
_PIECE: Final = 1 << 16
_SHORT_NAMES: Final = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",), "tsv": ("text/tab-separated-values",), "turtle": ("text/turtle",), "ttl": ("text/turtle",),
    "n3": ("text/n3",), "nt": ("application/n-triples",), "ntriples": ("application/n-triples",),
    "jsonld": ("application/ld+json",), "json-ld": ("application/ld+json",), "rdf": ("application/rdf+xml",),
    "rdfxml": ("application/rdf+xml",), "rdf+xml": ("application/rdf+xml",),
}  # fmt: skip
_GRAPH_INSTEAD: Final = {"application/json": "application/ld+json", "application/xml": "application/rdf+xml"}


def work(line: socket.socket, folder: str, version: str, most: int, base: str | None) -> None:
    """The life of a worker process: serve `line` over the store in `folder`; no answer is larger than `most` bytes.

    `base` is the address of the endpoint.

    From here on the whole process is held to its share of memory: not a function to call within another one.
    """
    end_with_parent()
    desk = Desk(Evaluator(Path(folder), PREFIXES, base), version, most)
    confine()
    gc.freeze()  # what is there now stays: no use in looking through it again and again
    attend(line, desk)


def attend(line: socket.socket, desk: Desk) -> None:
    """Serve requests from `line` until it ends."""
    with contextlib.suppress(KeyboardInterrupt, ConnectionError):
        line.sendall(framed(READY))
        while (asking := _received(line)) is not None:
            desk.answer(asking, _Line(line))


def _received(line: socket.socket) -> Asking | None:
    """The next request; None at the end of the line."""
    came = line.recv(_PIECE)
    if not came:
        return None
    whole = HEADER.size + HEADER.unpack_from(came)[1]
    while len(came) < whole:
        piece = line.recv(whole - len(came))
        if not piece:
            return None
        came += piece
    return asking_of(came[HEADER.size :])


class Way(Protocol):
    """Where an answer goes: whole, or as a head, pieces and an end (or none, where it breaks off)."""

    def whole(self, answer: Answer) -> None:
        """Send an answer that is complete."""

    def head(self, status: int, headers: Headers) -> None:
        """Begin an answer whose length is not known yet."""

    def piece(self, data: bytes) -> None:
        """Send more of its body."""

    def end(self) -> None:
        """Bring it to its end."""

    def broken(self) -> None:
        """Say that it cannot be brought to its end."""


class _Line:
    """The way back to the server."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def whole(self, answer: Answer) -> None:
        self._line.sendall(answer_frame(WHOLE, answer.status, answer.headers, answer.body))

    def head(self, status: int, headers: Headers) -> None:
        self._line.sendall(answer_frame(HEAD, status, headers))

    def piece(self, data: bytes) -> None:
        self._line.sendall(framed(PIECE, data))

    def end(self) -> None:
        self._line.sendall(framed(END))

    def broken(self) -> None:
        self._line.sendall(framed(BROKEN))


class _Output:
    """The body of an answer: held back up to 256 kB, so that what fails within them gets its status, then in pieces.

    As much of a file as the engine asks for: the base class of Python's files costs as long as a small query.
    """

    def __init__(self, way: Way, most: int, *, head: bool) -> None:
        self._way, self._most, self._head = way, most, head
        self._pending = bytearray()
        self._size = 0
        self.headers: Headers = []
        self.has_begun = False
        self.problem: Exception | None = None

    def write(self, piece: bytes) -> int:
        """Take what the engine has made."""
        self._size += len(piece)
        if self._size > self._most:
            self.problem = Refused(507, f"the answer is larger than {self._most:,} bytes: ask for less")
            raise self.problem
        self._pending += piece
        if len(self._pending) >= (_PIECE if self.has_begun else _KEPT_BACK):
            self._begin()
        return len(piece)

    def _begin(self) -> None:
        try:
            if not self.has_begun:
                self.has_begun = True
                self._way.head(200, [*self.headers, *OPEN_HEADERS])
            if not self._head:
                self._way.piece(bytes(self._pending))
        except OSError as problem:
            self.problem = problem
            raise
        if self._head:
            self.problem = _Enough()
            raise self.problem
        self._pending.clear()

    def flush(self) -> None:
        """Nothing to do: pieces go out when they are large enough."""

    def finish(self) -> None:
        """Send what is left."""
        if self.has_begun:
            self._begin()
            self._way.end()
        else:
            self._way.whole(answered(200, self.headers, bytes(self._pending), head=self._head))


class _Enough(Exception):
    """Whoever asked for the head alone needs no more."""


class Desk:
    """Answers requests over one view of the store, whose state is `version`."""

    def __init__(self, evaluator: Evaluator, version: str, most: int) -> None:
        self._evaluator, self._version, self._most = evaluator, version, most

    def answer(self, asking: Asking, way: Way) -> None:
        """Write the answer of one request; raises OSError where the way ends."""
        output = _Output(way, self._most, head=asking.method == "HEAD")
        try:
            found = (self._graph if asking.of == "graph" else self._query)(asking, output)
            if found is None:
                output.finish()
            else:
                way.whole(found)
        except Exception as problem:  # noqa: BLE001 - whatever the engine raises is an answer to the client
            self._failed(output, way, output.problem or problem)

    def _failed(self, output: _Output, way: Way, problem: Exception) -> None:
        if isinstance(problem, OSError):
            raise problem
        if isinstance(problem, _Enough):
            way.end()
        elif output.has_begun:
            way.broken()
        elif isinstance(problem, KgError | Refused):
            way.whole(error_of(problem))
        else:
            way.whole(error(400, f"the query cannot be evaluated: {problem}"))

    def _query(self, asking: Asking, output: _Output) -> Answer | None:
        request = asked(asking.method, asking.content_type, asking.said, asking.body)
        media_type = _wanted(request, asking.accept)
        if self._is_known(asking, output, request.query, repr(request.dataset), media_type):
            return Answer(304, [*output.headers, *OPEN_HEADERS])
        self._evaluator.write(request.query, request.dataset, media_type, cast("IO[bytes]", output))
        return None

    def _graph(self, asking: Asking, output: _Output) -> Answer | None:
        said = parse_qs(asking.said.decode("latin-1"), keep_blank_values=True)
        named, default = said.get("graph", []), "default" in said
        if len(named) + default != 1:
            raise Refused(400, "name one graph by ?graph=IRI, or ?default")
        media_type = chosen(asking.accept, GRAPH_TYPES)
        if media_type is None:
            raise Refused(406, f"a graph comes as {', '.join(GRAPH_TYPES)}")
        graph = None if default else _absolute(named[0])
        if not self._evaluator.has(graph):
            raise Refused(404, "there is no such graph here")
        if self._is_known(asking, output, "graph", graph or "", media_type):
            return Answer(304, [*output.headers, *OPEN_HEADERS])
        if asking.method == "HEAD":
            return Answer(200, [*output.headers, *OPEN_HEADERS])
        self._evaluator.graph(graph, media_type, cast("IO[bytes]", output))
        return None

    def _is_known(self, asking: Asking, output: _Output, *said: str) -> bool:
        """Whether the client has the answer already; says in the headers which one it is."""
        text = "\0".join((self._version, *said))
        tag = f'"{hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'.encode()
        output.headers = [(b"content-type", typed(said[-1])), (b"vary", b"Accept"), (b"etag", tag)]
        return tag in asking.known


def _wanted(request: Asked, accept: str) -> str:
    offered = media_types(request.query)
    short = request.format.casefold().replace(" ", "+")  # a plus that was not escaped
    named = next((kind for kind in _SHORT_NAMES.get(short, (short,)) if kind in offered), None)
    if named is not None:
        return named
    found = chosen(accept, offered)
    if found is None and offered[0] == "text/turtle":
        other = chosen(accept, tuple(_GRAPH_INSTEAD))
        found = _GRAPH_INSTEAD[other] if other else None
    if found is None:
        raise Refused(406, f"this query can be answered as {', '.join(offered)}")
    return found


def _absolute(text: str) -> Iri:
    if not text or ":" not in text or any(c in text for c in '<>"{}|^`\\ \n'):
        raise Refused(400, "the graph is no absolute IRI")
    return Iri(text)
