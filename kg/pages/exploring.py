"""The explorer: what is linked to one thing, a step at a time, as a picture and as a table with its evidence."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

import networkx as nx
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.errors import InputError
from kg.graphs import SourceNote, cited, neighbourhood, parts, paths, projection
from kg.graphs.display import FALLBACK_LANGUAGE
from kg.graphs.exchange import graphml_bytes
from kg.graphs.picture import short as shortened
from kg.pages.entity.surroundings import plan, rename
from kg.pages.finding import clearly, found, kept
from kg.pages.offices import offices
from kg.pages.site import HERE, Site, language_of, local
from kg.queries import load_queries
from kg.records import Iri
from kg.store import Hit
from kg.terms import BASE

READABLE: Final = 30
"""With 40, labels lie over one another three times as often, and lines cross nearly twice as often."""
MOST: Final = 200
MOST_CITES: Final = 4
"""Further sources of a link are counted; its page has them all."""
_STARTS: Final = 4
_ASKED: Final = 6
_LIKE: Final = 12
_LONGEST_NAME: Final = 100
_IDENTIFIER: Final = re.compile(r"[a-z-]+/[\w.-]+|https?://[^\s<>\"{}|^`\\]+")
_STEPS: Final = (("not all and (max-width: 40rem)", READABLE), ("(max-width: 40rem)", 18))
"""How many things a screen of a width can hold with their labels."""
_OPEN = {"Access-Control-Allow-Origin": "*"}
_LOCKS: Final = {"outline": threading.Lock(), "graph": threading.Lock()}


def outline_of(site: Site) -> nx.MultiDiGraph[Iri]:
    """The whole graph without citations, read once: ready in no time where it lies beside the store."""
    with _LOCKS["outline"]:
        if site.outline is None:
            site.outline = projection(site.store)
        return site.outline


def graph_of(site: Site) -> nx.MultiDiGraph[Iri]:
    """The whole graph with the citations of every link, read once; that takes seconds where nobody did it before."""
    with _LOCKS["graph"]:
        if site.graph is None:
            site.graph = cited(site.store)
        return site.graph


def prepare(site: Site) -> None:
    """Read ahead what the first page would wait for: the network, the template, the libraries that lay out."""
    site.template("entity.html.j2")
    for _, things in starts(site)[:1]:
        plan(outline_of(site), things[0])


def warm(site: Site) -> None:
    """Read the citations of the network and all names, and what the first view of the explorer would wait for."""
    graph_of(site)
    site.store.search("", 1)
    site.template("explore.html.j2")
    for _, things in starts(site)[:1]:
        _part(site, things[0], READABLE, FALLBACK_LANGUAGE)


def whole(text: str) -> Iri:
    """A thing by its IRI, or by what stands behind the base of ours."""
    return Iri(text if "://" in text else f"{BASE}id/{text}")


async def explore(request: Request) -> Response:
    """The page; without scripts it shows the neighbourhood as a table."""
    return await run_in_threadpool(_explore, request.app.state.site, request)


def _explore(site: Site, request: Request) -> Response:
    language, asked = language_of(request), request.query_params.get("focus", "")
    thing, meant = _focus(site, request), tuple[Iri, ...]()
    if asked and thing not in outline_of(site):
        merged_or_named, meant = _meant(site, asked)
        if merged_or_named is not None:
            return _instead(request, merged_or_named)
    part = _part(site, thing, READABLE, language) if thing is not None and thing in outline_of(site) else None
    missing = "" if part else asked or request.query_params.get("name", "")
    values = {
        "focus": thing if part else None,
        "missing": missing,
        "meant": meant,
        "steps": _STEPS,
        "part": part,
        "starts": () if part else starts(site),
        "questions": sorted((q for q in load_queries().values() if q.number), key=lambda q: q.number or 0)[:_ASKED],
        "bundled": (HERE / "static" / "vendor" / "cytoscape.js").is_file(),
        "q": "",
        "doc": local,
        "whole": whole,
        "short": shortened,
    }
    return site.render(request, "explore.html.j2", values, 300 if meant else 404 if missing else 200)


def _meant(site: Site, asked: str) -> tuple[Iri | None, tuple[Iri, ...]]:
    """What is meant where no thing is: what an old identifier was merged into, or what a name fits; else the choice."""
    if _IDENTIFIER.fullmatch(shortened(whole(asked))):
        return kept(site.reader.triples(whole(asked))), ()
    hits = tuple(hit for hit in _like(site, asked) if hit.iri in outline_of(site))
    one = clearly(hits)
    return (one.iri, ()) if one else (None, tuple(hit.iri for hit in hits))


def _instead(request: Request, thing: Iri) -> Response:
    """The same address with another focus."""
    said = [
        (name, shortened(thing) if name == "focus" else value) for name, value in request.query_params.multi_items()
    ]
    return RedirectResponse(f"/explore?{urlencode(said, safe='/')}", 303)


def _focus(site: Site, request: Request) -> Iri | None:
    """The thing that is asked for: by its IRI, or by a name; one that is called just so goes before what is like it."""
    asked, name = (request.query_params.get(key, "") for key in ("focus", "name"))
    if asked:
        return whole(asked)
    hits, language = _like(site, name), language_of(request)
    just_so = (hit.iri for hit in hits if name.strip() in (hit.label, site.labels.of(hit.iri, language).text))
    return next(just_so, hits[0].iri if hits else None)


def _like(site: Site, text: str, most: int = _LIKE) -> tuple[Hit, ...]:
    text = text.strip()[:_LONGEST_NAME]
    return found(site.store, outline_of(site), text, most) if text else ()


async def graph(request: Request) -> Response:
    """The neighbourhood of `focus`, or of what is called `name`, as JSON.

    Nodes, edges with their evidence, and how many are left out.
    """
    return await run_in_threadpool(_graph, request.app.state.site, request)


def _graph(site: Site, request: Request) -> Response:
    asked = request.query_params
    try:
        limit = min(max(int(asked.get("limit", str(READABLE))), 1), MOST)
        focus = _focus(site, request) or whole(asked.get("name", ""))
        return JSONResponse(_part(site, focus, limit, language_of(request)), headers=_OPEN)
    except ValueError:
        return JSONResponse({"error": "limit is a number"}, 400, headers=_OPEN)
    except InputError as error:
        return JSONResponse({"error": error.message}, 404, headers=_OPEN)


async def path(request: Request) -> Response:
    """The shortest way between `from` and `to`, as a graph of the same form."""
    return await run_in_threadpool(_path, request.app.state.site, request)


def _path(site: Site, request: Request) -> Response:
    start, end = whole(request.query_params.get("from", "")), whole(request.query_params.get("to", ""))
    try:
        routes = paths(graph_of(site), start, end, limit=1)
    except InputError as error:
        return JSONResponse({"error": error.message}, 404, headers=_OPEN)
    nodes = routes[0].nodes if routes else ()
    language = language_of(request)
    part = graph_of(site).subgraph(nodes).copy()
    part.graph["left_out"] = 0
    _rename(site, part, language)
    drawn = _drawn(site, part, language)
    return JSONResponse({**drawn, "nodes_in_order": [shortened(node) for node in nodes]}, headers=_OPEN)


async def graphml(request: Request) -> Response:
    """The neighbourhood of `focus` as GraphML."""
    site: Site = request.app.state.site

    def written() -> bytes:
        part = neighbourhood(graph_of(site), whole(request.query_params.get("focus", "")), 1, MOST)
        return graphml_bytes(part, language_of(request))

    try:
        body = await run_in_threadpool(written)
    except InputError as error:
        return JSONResponse({"error": error.message}, 404, headers=_OPEN)
    headers = {**_OPEN, "Content-Disposition": 'attachment; filename="neighbourhood.graphml"'}
    return Response(body, media_type="application/graphml+xml", headers=headers)


async def suggest(request: Request) -> Response:
    """Things by the beginning or a part of their name, for the search box."""
    site: Site = request.app.state.site
    text, language = request.query_params.get("q", ""), language_of(request)

    def found() -> list[dict[str, str]]:
        hits = _like(site, text)
        return [{"id": shortened(h.iri), "name": site.labels.of(h.iri, language).text, "label": h.label} for h in hits]

    return JSONResponse(await run_in_threadpool(found), headers=_OPEN)


@lru_cache(maxsize=256)
def _part(site: Site, focus: Iri, limit: int, language: str) -> dict[str, Any]:
    """The part round a thing; the page asks for it once in its HTML and once from its script."""
    part = neighbourhood(graph_of(site), focus, 1, limit)
    _rename(site, part, language)
    return {"focus": shortened(focus), **_drawn(site, part, language)}


def _rename(site: Site, part: nx.MultiDiGraph[Iri], language: str) -> None:
    """Call things and offices what a reader of a language knows them by."""
    tenures = tuple(data["node"] for _, _, data in part.edges(data=True) if data["title"] and data["node"])
    rename(part, lambda iri: site.labels.of(iri, language).text, offices(site.labels, tenures, language))


def _drawn(site: Site, part: nx.MultiDiGraph[Iri], language: str) -> dict[str, Any]:
    """Nodes and edges for the page, which places them itself; each source stands once, `cites` name it by number."""
    nodes, edges = parts(part, language)
    sources: dict[Any, int] = {}
    told = [
        {
            **edge,
            "cites": [
                {**_cite(site, cite, language), "source": sources.setdefault(cite["source"], len(sources))}
                for cite in edge["cites"][:MOST_CITES]
            ],
            "uncited": edge["uncited"] + max(0, len(edge["cites"]) - MOST_CITES),
        }
        for edge in edges
    ]
    return {
        "nodes": nodes,
        "edges": told,
        "sources": [_source(site, source, language) for source in sources],
        "left_out": part.graph["left_out"],
    }


def _cite(site: Site, cite: dict[str, Any], language: str) -> dict[str, Any]:
    """A citation, and what the words of a table's row state, where they are such."""
    words, quote = site.names_of(language), cite["quote"] or ""
    stated = site.curated.statement(cite["source"].iri, quote, words, language) if quote else None
    return {**cite, "stated": str(stated) if stated else ""}


def _source(site: Site, source: SourceNote, language: str) -> dict[str, Any]:
    return {
        "id": shortened(source.iri),
        "name": site.curated.title(source.iri, site.names_of(language), language),
        "title": source.title,
        "publisher": source.publisher or "",
        "published": source.published or "",
        "addresses": list(source.addresses[:4]),
    }


@lru_cache(maxsize=4)
def starts(site: Site) -> tuple[tuple[Iri, tuple[Iri, ...]], ...]:
    """The kinds of things with the best linked of each: where somebody may start who has no name in mind."""
    whole_graph = outline_of(site)
    found: dict[Iri, list[Iri]] = {}
    for node in sorted(whole_graph, key=lambda node: (-whole_graph.degree(node), node)):
        found.setdefault(whole_graph.nodes[node]["kind"], []).append(node)
    styles = site.labels.display.styles
    return tuple((kind, tuple(found[kind][:_STARTS])) for kind in sorted(found, key=lambda k: (styles[k].order, k)))
