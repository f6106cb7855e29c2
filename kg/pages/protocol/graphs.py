"""`/graph-store`: the reading half of the Graph Store Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

from __future__ import annotations

from urllib.parse import parse_qs

from kg.pages.negotiation import chosen
from kg.pages.protocol.answering import PROBLEMS, Answer, Receive, Scope, Send, error_of, stream, typed
from kg.pages.protocol.asked import Refused
from kg.pages.protocol.workers import Job, Workers
from kg.records import Iri
from kg.store.evaluator import ALL, GRAPH_TYPES


class GraphStore:
    """Named graphs by `?graph=IRI`, the union by `?default`; GET and HEAD only."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        del receive
        try:
            await self._serve(scope, send)
        except PROBLEMS as problem:
            answer = error_of(problem)
            answer.headers = [
                (b"allow", b"GET, HEAD") if name == b"allow" else (name, value) for name, value in answer.headers
            ]
            await answer.send(send)

    async def _serve(self, scope: Scope, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise Refused(405, "this graph store is read-only: use GET or HEAD")
        said = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        graph, default = said.get("graph", []), "default" in said
        if len(graph) + default != 1:
            raise Refused(400, "name one graph by ?graph=IRI, or ?default")
        accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
        media_type = chosen(accept, GRAPH_TYPES)
        if media_type is None:
            raise Refused(406, f"a graph comes as {', '.join(GRAPH_TYPES)}")
        headers = [(b"content-type", typed(media_type)), (b"vary", b"Accept")]
        job = Job(None, ALL, media_type, None if default else _absolute(graph[0]))
        if scope["method"] == "HEAD":
            await self._head(job, headers, send)
            return
        await stream(self._workers, job, headers, send)

    async def _head(self, job: Job, headers: list[tuple[bytes, bytes]], send: Send) -> None:
        async for _ in self._workers.pieces(job):
            pass
        await Answer(200, headers).send(send, head=True)


def _absolute(text: str) -> Iri:
    if not text or ":" not in text or any(c in text for c in '<>"{}|^`\\ \n'):
        raise Refused(400, "the graph is no absolute IRI")
    return Iri(text)
