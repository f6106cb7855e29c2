"""`/sparql`: queries by GET and POST, every result format, negotiated; read-only and limited.

Plain ASGI, since this is the busiest path: an answer that was given before is sent again from memory
(the store does not change while it is served), a new one is made by a worker whole.
"""

from __future__ import annotations

import math
import time
from urllib.parse import quote

from kg.pages.memory import Memory
from kg.pages.negotiation import chosen
from kg.pages.protocol.answering import (
    OPEN_HEADERS,
    Answer,
    Receive,
    Scope,
    Send,
    answered,
    body_of,
    error,
    error_of,
    typed,
)
from kg.pages.protocol.asked import LONGEST, Refused
from kg.pages.protocol.description import DESCRIPTION_TYPES, description
from kg.pages.protocol.line import Asking
from kg.pages.protocol.relaying import Attention, relay
from kg.pages.protocol.speaking import asked_in, in_language
from kg.pages.protocol.workers import Workers

_METHODS = "GET", "HEAD", "POST"


class Endpoint:
    """The ASGI application of one endpoint at `address`, over `workers`."""

    def __init__(self, workers: Workers, address: str) -> None:
        self.workers, self._address = workers, address
        self._memory: Memory[object, Answer] = Memory()
        self.asked_at = -math.inf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        method, said = scope["method"], scope["query_string"]
        headers = dict(scope["headers"])
        accept, known = headers.get(b"accept", b"").decode("latin-1"), headers.get(b"if-none-match", b"")
        kind = headers.get(b"content-type", b"").decode("latin-1")
        asking = Asking("query", method, said, accept, known, kind, language=asked_in(headers))
        answer = self.known(asking) or self._plain(method, said, accept)
        if answer is not None:
            await in_language(answer, asking.language).send(send)
            return
        try:
            body = await body_of(receive, LONGEST) if method == "POST" else b""
        except Refused as problem:
            await in_language(error_of(problem), asking.language).send(send)
            return
        await self.workers.start()
        found = None
        with Attention(receive):
            found = await relay(self.workers, asking._replace(body=body), send)
        if found is not None:
            self.keep(asking, found)

    def known(self, asking: Asking) -> Answer | None:
        """The answer to a query that was asked before; every request comes by here, and `asked_at` tells when."""
        self.asked_at = time.monotonic()
        return self._memory.get(_key(asking)) if asking.method == "GET" else None

    def keep(self, asking: Asking, answer: Answer) -> None:
        """Remember an answer, for whoever asks the same."""
        if asking.method == "GET" and answer.status == 200:
            self._memory.keep(_key(asking), answer, len(answer.body) + len(asking.said) + len(asking.accept))

    def _plain(self, method: str, said: bytes, accept: str) -> Answer | None:
        """The answer to what is no query."""
        if method == "OPTIONS":
            return _preflight()
        if method not in _METHODS:
            return error(405, "use GET or POST")
        if method == "POST" or said:
            return None
        return self._describe(accept, head=method == "HEAD")

    def _describe(self, accept: str, *, head: bool) -> Answer:
        kind = chosen(accept, (*DESCRIPTION_TYPES, "text/html"))  # who accepts anything gets the description
        if kind is None:
            return error(406, f"the service description comes as {', '.join(DESCRIPTION_TYPES)}")
        if kind == "text/html":
            return answered(303, [(b"location", b"/query"), (b"vary", b"Accept")])
        headers = [(b"content-type", typed(kind)), (b"vary", b"Accept")]
        return answered(200, headers, description(self._address, kind), head=head)


def _key(asking: Asking) -> tuple[bytes, str, bytes]:
    return asking.said, asking.accept, asking.known


def _preflight() -> Answer:
    return Answer(
        204,
        [
            (b"allow", b"GET, HEAD, POST, OPTIONS"),
            (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
            (b"access-control-allow-headers", b"Accept, Content-Type"),
            (b"access-control-max-age", b"86400"),
            *OPEN_HEADERS,
        ],
    )


def link_to(address: str, query: str) -> str:
    """The address that answers a query: a permalink."""
    return f"{address}?query={quote(query, safe='')}"
