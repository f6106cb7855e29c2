"""Home, search and lists: the ways in for somebody who knows no identifier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.pages.site import Site, language_of, local, short
from kg.queries.library import PAGES, find_query, load_queries
from kg.records import Iri, Literal

_LONGEST = 200
_HITS = 40
_ON_HOME = 6


async def home(request: Request) -> Response:
    """What this is, a question box, and what there is."""
    site: Site = request.app.state.site
    return await run_in_threadpool(_home, site, request)


def _home(site: Site, request: Request) -> Response:
    questions = sorted((q for q in load_queries().values() if q.number), key=lambda q: q.number or 0)
    return site.render(request, "home.html.j2", {"questions": questions[:_ON_HOME], "kinds": kinds(site)})


async def search(request: Request) -> Response:
    """Things by name: acronyms, parts of names, old names, slips. One exact hit leads straight to its page."""
    site: Site = request.app.state.site
    text = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
    hits = await run_in_threadpool(site.store.search, text, _HITS) if text else ()
    if len(hits) == 1 and hits[0].label.casefold() == text.casefold():
        return RedirectResponse(local(hits[0].iri), 303)
    return await run_in_threadpool(site.render, request, "search.html.j2", {"q": text, "hits": hits})


async def browse(request: Request) -> Response:
    """The things of one class by name, and the classes that there are."""
    site: Site = request.app.state.site
    return await run_in_threadpool(_browse, site, request)


def _browse(site: Site, request: Request) -> Response:
    every = kinds(site)
    wished = request.query_params.get("type", "")
    kind = next((iri for iri, _ in every if short(iri) == wished), None)
    values: Mapping[str, Any] = {"kinds": every, "kind": kind, "things": _of_kind(site, kind, language_of(request))}
    return site.render(request, "browse.html.j2", values)


def _of_kind(site: Site, kind: Iri | None, language: str) -> list[Iri]:
    if kind is None:
        return []
    rows = site.store.select(find_query("of-kind", PAGES).sparql, {"kind": kind}).rows
    things = [Iri(str(thing)) for (thing,) in rows]
    return sorted(things, key=lambda thing: (site.labels.of(thing, language).text.casefold(), thing))


@lru_cache(maxsize=4)
def kinds(site: Site) -> tuple[tuple[Iri, int], ...]:
    """The classes that are drawn, and how many things each has, the most important first."""
    rows = site.store.select(find_query("kinds", PAGES).sparql).rows
    styles = site.labels.display.styles
    found = [(Iri(str(kind)), int(count.value)) for kind, count in rows if isinstance(count, Literal)]
    drawn = [(kind, count) for kind, count in found if kind in styles]
    return tuple(sorted(drawn, key=lambda item: (styles[item[0]].order, item[0])))
