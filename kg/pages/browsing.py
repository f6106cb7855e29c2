"""Home, search and lists: the ways in for somebody who knows no identifier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.pages.editions import CITATION
from kg.pages.exploring import outline_of
from kg.pages.facets import NAMES as FACETS
from kg.pages.facets import SHOWN, Entry, choices, chosen, entries, term_of
from kg.pages.finding import found
from kg.pages.site import Site, language_of, local, short
from kg.pages.tabular import csv_text, filename
from kg.queries.library import load_queries
from kg.records import Iri
from kg.store import Hit

_LONGEST = 200
_HITS = 40
_ON_HOME = 6
_ON_PAGE = 100


async def home(request: Request) -> Response:
    """What this is, a question box, and what there is."""
    site: Site = request.app.state.site
    return await run_in_threadpool(_home, site, request)


def _home(site: Site, request: Request) -> Response:
    questions = sorted((q for q in load_queries().values() if q.number), key=lambda q: q.number or 0)
    return site.render(request, "home.html.j2", {"questions": questions[:_ON_HOME], "kinds": grouped(site)})


async def search(request: Request) -> Response:
    """Things by name: acronyms, parts of names, old names, slips. One exact hit leads straight to its page."""
    site: Site = request.app.state.site
    text = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
    hits = await run_in_threadpool(_found, site, text) if text else ()
    if len(hits) == 1 and hits[0].label.casefold() == text.casefold():
        return RedirectResponse(local(hits[0].iri), 303)
    return await run_in_threadpool(site.render, request, "search.html.j2", {"q": text, "hits": hits})


def _found(site: Site, text: str) -> tuple[Hit, ...]:
    return found(site.store, outline_of(site), text, _HITS)


async def browse(request: Request) -> Response:
    """The things of the graph by name, narrowed by facets; as a page, or as CSV at `/browse.csv`."""
    site: Site = request.app.state.site
    made = _csv if request.url.path.endswith(".csv") else _browse
    return await run_in_threadpool(made, site, request)


def _browse(site: Site, request: Request) -> Response:
    wanted = _wanted(request)
    things = _listed(site, wanted, language_of(request))
    last = max(1, -(-len(things) // _ON_PAGE))
    page = min(_number(request.query_params.get("page", "1")), last)
    found = choices(entries(site), wanted)

    def link(name: str, value: str | None) -> str:
        kept = {key: said for key, said in wanted.items() if key != name}
        return f"/browse?{urlencode(kept if value is None else {**kept, name: value})}"

    values: Mapping[str, Any] = {
        "wanted": wanted, "things": things[(page - 1) * _ON_PAGE : page * _ON_PAGE], "total": len(things),
        "page": page, "last": last, "facets": found, "shown": SHOWN, "term_of": term_of, "link": link,
        "csv": f"/browse.csv?{urlencode(wanted)}",
    }  # fmt: skip
    return site.render(request, "browse.html.j2", values)


def _wanted(request: Request) -> dict[str, str]:
    said = request.query_params
    return {name: said[name][:_LONGEST] for name in FACETS if said.get(name, "").strip()}


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _listed(site: Site, wanted: Mapping[str, str], language: str) -> list[Entry]:
    found = chosen(entries(site), wanted)
    return sorted(found, key=lambda one: (site.labels.of(one.thing, language).text.casefold(), one.thing))


def _csv(site: Site, request: Request) -> Response:
    language = language_of(request)
    wanted = _wanted(request)
    cited = site.edition.cited("browse", wanted)
    rows = (
        (
            entry.thing,
            site.labels.of(entry.thing, language).text,
            *("; ".join(sorted(entry.values[facet])) for facet in FACETS),
            cited,
        )
        for entry in _listed(site, wanted, language)
    )
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Content-Disposition": f'attachment; filename="{filename("list", wanted, site.version)}"',
    }
    return Response(
        csv_text(("iri", "name", *FACETS, CITATION), rows), media_type="text/csv; charset=utf-8", headers=headers
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """A drawn class, how many things are of it, the drawn classes below it, and how many are of none of these."""

    term: Iri
    count: int
    below: tuple[Kind, ...]
    others: int


@lru_cache(maxsize=4)
def grouped(site: Site) -> tuple[Kind, ...]:
    """The drawn classes that lie below no other, each with those below it: every thing counts once at the top."""
    counts, within = dict(kinds(site)), site.labels.display.within
    types = [entry.values["type"] for entry in entries(site)]

    def made(term: Iri) -> Kind:
        below = within(term, counts)
        nearest = tuple(made(one) for one in below if not any(one in within(other, below) for other in below))
        narrower = {short(one) for one in below}
        others = sum(short(term) in given and narrower.isdisjoint(given) for given in types)
        return Kind(term, counts[term], nearest, others)

    return tuple(made(term) for term in counts if not any(term in within(other, counts) for other in counts))


@lru_cache(maxsize=4)
def kinds(site: Site) -> tuple[tuple[Iri, int], ...]:
    """The classes that are drawn, and how many things each has with its subclasses, the most important first."""
    styles = site.labels.display.styles
    counts = Counter(kind for entry in entries(site) for kind in entry.values["type"])
    drawn = [(term, count) for kind, count in counts.items() if (term := term_of("type", kind)) and term in styles]
    return tuple(sorted(drawn, key=lambda item: (styles[item[0]].order, item[0])))
