"""The application: every address, and what holds for all of them.

`/sparql` and `/graph-store` are served before anything else: they are plain ASGI and the busiest.
"""

from __future__ import annotations

import asyncio
import gc
import math
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.pages import (
    asking,
    browsing,
    chart,
    definitions,
    downloads,
    exploring,
    feeds,
    learning,
    linked,
    network,
    openapi,
    question_data,
    reconciling,
    workbench,
)
from kg.pages.app_policy import PAGES
from kg.pages.facets import NAMES as FACETS
from kg.pages.learning import MARKS
from kg.pages.protocol import Endpoint, GraphStore, Workers
from kg.pages.protocol.answering import Receive, Scope, Send
from kg.pages.refusals import taking
from kg.pages.site import HERE, Served, Site, language_of
from kg.pages.viewing import AS_OF, OPTIONS

_QUIET: Final = 3.0
_SECURITY: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Application:
    """The ASGI application over one store; `endpoint` is there while it runs, also for connections with a short way."""

    def __init__(self, served: Served, address: str) -> None:
        self._served, self._address = served, address
        self.site = Site(served)
        self.endpoint: Endpoint | None = None
        self._graphs: GraphStore | None = None
        self._asked_at = -math.inf
        self.pages = Starlette(
            routes=_routes(),
            exception_handlers={HTTPException: _problem, 500: _problem},
            lifespan=self._lifespan,
        )
        self.pages.state.site = self.site

    @asynccontextmanager
    async def _lifespan(self, pages: Starlette) -> AsyncIterator[None]:
        del pages
        served, version = self._served, self.site.version
        queries = Workers(served.folder, version, served.limits, f"{self._address}/sparql")
        graphs = Workers(served.folder, version, served.limits)
        await queries.start()
        self.endpoint = Endpoint(queries, f"{self._address}/sparql")
        self._graphs = GraphStore(graphs)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, exploring.prepare, self.site)
        warming = loop.create_task(_read_ahead(self.site, self.idle))
        try:
            yield
        finally:
            self.site.documents.stop()
            warming.cancel()
            await asyncio.gather(warming, return_exceptions=True)
            queries.close()
            graphs.close()

    def idle(self) -> float:
        """Seconds since somebody asked for something."""
        asked_at = self.endpoint.asked_at if self.endpoint is not None else -math.inf
        return time.monotonic() - max(self._asked_at, asked_at)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            path = scope["path"].removesuffix("/")
            if path == "/sparql" and self.endpoint is not None:
                await self.endpoint(scope, receive, send)
                return
            if path == "/graph-store" and self._graphs is not None:
                await self._graphs(scope, receive, send)
                return
            self._asked_at = time.monotonic()
            send = _guarded(send)
        await self.pages(scope, receive, send)


async def _read_ahead(site: Site, idle: Callable[[], float]) -> None:
    """Read the citations of the network, and put documents together, when the first pages are out.

    Both take the processor from them.
    """
    await asyncio.sleep(_QUIET)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, exploring.warm, site)
    await loop.run_in_executor(None, site.documents.make, idle)
    gc.collect()
    gc.freeze()  # the network stays: looking through it for garbage would hold up whoever asks


def _guarded(send: Send) -> Send:
    async def guarded(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))  # type: ignore[call-overload]
            names = {name.lower() for name, _ in headers}
            headers += [pair for pair in _SECURITY if pair[0] not in names]
            if b"content-security-policy" not in names:
                headers.append((b"content-security-policy", PAGES.encode()))
            message = {**message, "headers": headers}
        await send(message)

    return guarded  # type: ignore[return-value]


def _routes() -> list[Route | Mount]:
    return [
        Route("/", browsing.home),
        Route("/search", taking(browsing.search, "q")),
        Route("/browse", taking(browsing.browse, *FACETS, "page")),
        Route("/browse.csv", taking(browsing.browse, *FACETS)),
        Route("/id/{path:path}", linked.identifier),
        Route("/doc/{path:path}", taking(linked.document, AS_OF, "alone")),
        Route("/chart/{path:path}", taking(chart.chart, "on", "against")),
        Route("/feed.atom", feeds.feed),
        Route("/feed/{path:path}", feeds.feed),
        Route("/def", definitions.definitions),
        Route("/def.{suffix}", definitions.definitions),
        Route("/ask", taking(asking.ask_page, "q", *OPTIONS)),
        Route("/questions", asking.library),
        Route("/questions/{name}", asking.question),
        Route("/api/ask", taking(asking.ask_json, "q", *OPTIONS)),
        Route("/api/questions/{name}", question_data.question_data),
        Route("/explore", taking(exploring.explore, "focus", "name")),
        Route("/network", taking(network.network, "kind", "year", "page")),
        Route("/network.svg", taking(network.network_svg, "kind", "year")),
        Route("/network/central", network.central),
        Route("/api/network.json", network.network_json),
        Route("/learn", taking(learning.learn, *MARKS)),
        Route("/learn/exercises/{number}", learning.exercise),
        Route("/query", taking(workbench.workbench, "query", "view")),
        Route("/api/graph", taking(exploring.graph, "focus", "name", "limit")),
        Route("/api/graph.graphml", taking(exploring.graphml, "focus")),
        Route("/api/path", taking(exploring.path, "from", "to")),
        Route("/api/suggest", taking(exploring.suggest, "q")),
        Route("/api/openapi.json", openapi.openapi),
        Route("/reconcile", reconciling.reconcile, methods=["GET", "POST"]),
        Route("/reconcile/suggest", reconciling.suggest),
        Route("/downloads", downloads.downloads),
        Route("/dumps/{name}", downloads.dump),
        Route("/dump/{name}", downloads.named),
        Route("/.well-known/void", downloads.void),
        Route("/sitemap.xml", downloads.sitemap),
        Route("/robots.txt", downloads.robots),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]


async def _problem(request: Request, error: Exception) -> Response:
    site: Site = request.app.state.site
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = "not-found" if status == 404 else "went-wrong"
    words = site.names_of(language_of(request))
    values = {"status": status, "message": words[message], "detail": request.url.path}
    return site.render(request, "message.html.j2", values, status)
