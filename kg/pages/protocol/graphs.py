"""`/graph-store`: the reading half of the Graph Store Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

Named graphs by `?graph=IRI`, the union by `?default`; each is streamed as it is read.
"""

from __future__ import annotations

from kg.pages.protocol.answering import Receive, Scope, Send, error
from kg.pages.protocol.line import Asking
from kg.pages.protocol.relaying import Attention, relay
from kg.pages.protocol.speaking import asked_in, in_language
from kg.pages.protocol.workers import Workers


class GraphStore:
    """The ASGI application over workers of graphs, which come up when the first graph is asked for."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        method, headers = scope["method"], dict(scope["headers"])
        language = asked_in(headers)
        if method not in ("GET", "HEAD"):
            why = "this graph store is read-only: use GET or HEAD"
            await in_language(error(405, why, allow=b"GET, HEAD"), language).send(send)
            return
        accept, known = headers.get(b"accept", b"").decode("latin-1"), headers.get(b"if-none-match", b"")
        await self._workers.start()
        with Attention(receive):
            asking = Asking("graph", method, scope["query_string"], accept, known, language=language)
            await relay(self._workers, asking, send)
