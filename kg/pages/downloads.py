"""Downloads, and what machines look for first: VoID, sitemap, robots."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response

from kg import iris
from kg.dumps import lines_of_turtle, rdf_of_lines
from kg.dumps.description import LICENCE
from kg.pages.documents import as_lines
from kg.pages.dump_files import TYPES, files
from kg.pages.site import Site, is_web, local
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Triple
from kg.terms import BASE, DCT, RDF, VOID

_ROBOTS = """User-agent: *
Disallow: /sparql
Disallow: /graph-store
Disallow: /api/
Sitemap: {base}/sitemap.xml
"""
_NO_ADDRESS = frozenset('<>"{}|^`\\ ')
_MOST_IN_SITEMAP = 50_000


async def downloads(request: Request) -> Response:
    """What there is to download: what each file holds, its size, day and checksum."""
    site: Site = request.app.state.site
    found = await run_in_threadpool(files, site.served.dumps)
    older = [file.written for file in found if file.written < site.edition.built]
    values = {"files": found, "built": site.edition.built, "older": max(older, default="")}
    return await run_in_threadpool(site.render, request, "downloads.html.j2", values)


async def dump(request: Request) -> Response:
    """One file; ranges and conditional requests are the framework's."""
    site: Site = request.app.state.site
    name = request.path_params["name"]
    known = {file.name for file in await run_in_threadpool(files, site.served.dumps)}
    if name not in known:
        return PlainTextResponse("there is no such file; /downloads lists what there is\n", 404)
    path = site.served.dumps / name
    headers = {"Access-Control-Allow-Origin": "*", "Content-Disposition": f'attachment; filename="{name}"'}
    return FileResponse(path, media_type=TYPES[path.suffix], headers=headers)


async def named(request: Request) -> Response:
    """Where a dump is that the description names by its lasting address."""
    return RedirectResponse(f"/dumps/{quote(request.path_params['name'], safe='')}", 303)


async def void(request: Request) -> Response:
    """The description of the data set, where machines look for it (https://www.w3.org/TR/void/#well-known)."""
    if request.scope.get("still"):
        return RedirectResponse("/dumps/void.ttl", 303)
    site: Site = request.app.state.site
    body = await run_in_threadpool(_described, site.served.dumps / "void.ttl", str(request.base_url))
    return Response(body, media_type="text/turtle", headers={"Access-Control-Allow-Origin": "*"})


def _described(file: Path, base: str) -> bytes:
    """The description that was exported, if any, and where the data can be asked for here."""
    whole = iris.thing("dataset", "all")
    here = [
        Triple(whole, RDF.type, VOID.Dataset),
        Triple(whole, DCT.license, LICENCE),
        Triple(whole, VOID.uriSpace, Literal(f"{BASE}id/")),
    ]
    if is_web(base) and _NO_ADDRESS.isdisjoint(base):  # it is what the request says
        here.append(Triple(whole, VOID.sparqlEndpoint, Iri(f"{base}sparql")))
    exported = lines_of_turtle(file.read_bytes()) if file.is_file() else frozenset()
    return rdf_of_lines(exported | as_lines(here), "text/turtle")


async def robots(request: Request) -> Response:
    """Crawlers may read pages; the endpoint is not for them."""
    return PlainTextResponse(_ROBOTS.format(base=str(request.base_url).rstrip("/")))


async def sitemap(request: Request) -> Response:
    """The address of every page about a thing (https://www.sitemaps.org/protocol.html)."""
    site: Site = request.app.state.site
    pages = await run_in_threadpool(_pages, site)
    base = str(request.base_url).rstrip("/")
    entries = "".join(f"<url><loc>{escape(base + page)}</loc></url>" for page in pages)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>\n'
    return Response(body, media_type="application/xml")


@lru_cache(maxsize=4)
def _pages(site: Site) -> tuple[str, ...]:
    rows = site.store.select(find_query("published", PAGES).sparql).rows
    things = [local(str(row[0])) for row in rows]
    return tuple(dict.fromkeys(["/", "/browse", "/questions", "/downloads", "/def", *things]))[:_MOST_IN_SITEMAP]
