"""`/sparql`: queries by GET and POST, every result format, negotiated; read-only and limited.

Plain ASGI, since this is the busiest path: an answer that was given before is sent again from memory
(the store does not change while it is served).
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Final
from urllib.parse import quote

from kg.pages.memory import Memory
from kg.pages.negotiation import chosen
from kg.pages.protocol.answering import (
    PROBLEMS,
    Answer,
    Headers,
    Receive,
    Scope,
    Send,
    body_of,
    error_of,
    stream,
    typed,
)
from kg.pages.protocol.asked import LONGEST, Asked, Refused, asked
from kg.pages.protocol.description import DESCRIPTION_TYPES, description
from kg.pages.protocol.workers import Job, Workers
from kg.store.evaluator import media_types

_SHORT_NAMES: Final = {
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv",
    "tsv": "text/tab-separated-values", "turtle": "text/turtle", "ttl": "text/turtle",
    "nt": "application/n-triples", "jsonld": "application/ld+json", "rdf": "application/rdf+xml",
}  # fmt: skip
_GRAPH_INSTEAD: Final = {"application/json": "application/ld+json", "application/xml": "application/rdf+xml"}


class Endpoint:
    """The ASGI application of one endpoint at `address`, over `workers`; `version` names the state of the store."""

    def __init__(self, workers: Workers, address: str, version: str) -> None:
        self._workers, self._address, self._version = workers, address, version
        self._memory: Memory[object, Answer] = Memory()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["method"] == "OPTIONS":
            await _preflight().send(send)
            return
        headers = dict(scope["headers"])
        accept = headers.get(b"accept", b"").decode("latin-1")
        seen = (scope["method"], scope["query_string"], accept, headers.get(b"if-none-match"))
        known = self._memory.get(seen) if scope["method"] == "GET" else None
        if known is not None:
            await known.send(send)
            return
        try:
            await self._serve(scope, receive, send, headers, accept)
        except PROBLEMS as problem:
            await error_of(problem).send(send)

    async def _serve(
        self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes], accept: str
    ) -> None:
        method, said = scope["method"], scope["query_string"]
        if method in ("GET", "HEAD") and not said:
            await self._describe(accept).send(send, head=method == "HEAD")
            return
        body = await body_of(receive, LONGEST) if method == "POST" else b""
        request = asked(method, headers.get(b"content-type", b"").decode("latin-1"), said, body)
        media_type = _wanted(request, accept)
        tag = self._tag(request, media_type)
        answer_headers = [(b"content-type", typed(media_type)), (b"vary", b"Accept"), (b"etag", tag)]
        if tag in headers.get(b"if-none-match", b""):
            await Answer(304, answer_headers).send(send, head=True)
            return
        await self._answer(scope, receive, send, Job(request.query, request.dataset, media_type), answer_headers)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, job: Job, headers: Headers) -> None:
        """Evaluate while listening whether the client is still there; whoever leaves frees the worker."""
        evaluation = asyncio.create_task(self._evaluate(scope, send, job, headers))
        leaving = asyncio.create_task(_left(receive))
        await asyncio.wait((evaluation, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not evaluation.done():
            evaluation.cancel()
        leaving.cancel()
        try:
            await evaluation
        except asyncio.CancelledError:
            return

    async def _evaluate(self, scope: Scope, send: Send, job: Job, headers: Headers) -> None:
        head = scope["method"] == "HEAD"
        body = await stream(self._workers, job, headers, _without_body(send) if head else send)
        if body is not None and scope["method"] == "GET":
            accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
            self._memory.keep(("GET", scope["query_string"], accept, None), Answer(200, headers, body), len(body))

    def _describe(self, accept: str) -> Answer:
        kind = chosen(accept, ("text/html", *DESCRIPTION_TYPES))
        if kind is None:
            raise Refused(406, f"the service description comes as {', '.join(DESCRIPTION_TYPES)}")
        if kind == "text/html":
            return Answer(303, [(b"location", b"/query"), (b"vary", b"Accept")])
        return Answer(200, [(b"content-type", typed(kind)), (b"vary", b"Accept")], description(self._address, kind))

    def _tag(self, request: Asked, media_type: str) -> bytes:
        said = "\0".join((self._version, request.query, repr(request.dataset), media_type))
        return f'"{hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'.encode()


def _wanted(request: Asked, accept: str) -> str:
    offered = media_types(request.query)
    if request.format:
        named = _SHORT_NAMES.get(request.format.casefold(), request.format)
        if named not in offered:
            raise Refused(406, f"{request.format[:40]!r} is no format for this query: {', '.join(offered)}")
        return named
    found = chosen(accept, offered)
    if found is None and offered[0] == "text/turtle":
        other = chosen(accept, tuple(_GRAPH_INSTEAD))
        found = _GRAPH_INSTEAD[other] if other else None
    if found is None:
        raise Refused(406, f"this query can be answered as {', '.join(offered)}")
    return found


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _without_body(send: Send) -> Send:
    async def only_start(message: dict[str, object]) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return only_start  # type: ignore[return-value]


def _preflight() -> Answer:
    return Answer(
        204,
        [
            (b"allow", b"GET, HEAD, POST, OPTIONS"),
            (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
            (b"access-control-allow-headers", b"Accept, Content-Type"),
            (b"access-control-max-age", b"86400"),
        ],
    )


def link_to(address: str, query: str) -> str:
    """The address that answers a query: a permalink."""
    return f"{address}?query={quote(query, safe='')}"
