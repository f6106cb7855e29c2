"""Linked data: `/id/…` answers 303 to `/doc/…`, which is a page or RDF by what the client accepts.

https://www.w3.org/TR/cooluris/, section 4.2.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.dumps import rdf_of_lines
from kg.errors import QueryError
from kg.pages import sourcing
from kg.pages.about import shown
from kg.pages.documents import about, as_lines, claimed, is_source
from kg.pages.documents import own as own_of
from kg.pages.finding import kept
from kg.pages.labels import THINGS
from kg.pages.negotiation import chosen
from kg.pages.protocol.formats import SERIALISERS, SUFFIXES
from kg.pages.site import Site, language_of
from kg.pages.viewing import AS_OF, BusyError, day_of, refused, seen
from kg.queries import View
from kg.records import Iri, Literal, Term, Triple
from kg.store import Store
from kg.terms import DCT, PROV, SCG

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
OFFERED = ("text/html", *SERIALISERS)
JSON = "application/json"
PAGES_OF_READERS = (JSON, "text/html")
_FEW = 300
_LONGEST_KEY = 300


async def identifier(request: Request) -> Response:
    """303 from the thing to the document about it."""
    path = quote(request.path_params["path"], safe="/")
    return RedirectResponse(f"/doc/{path}", 303, {"Vary": "Accept", "Access-Control-Allow-Origin": "*"})


async def document(request: Request) -> Response:
    """The document about a thing: HTML, or RDF by suffix or Accept."""
    site: Site = request.app.state.site
    key, media_type = _asked(request)
    if media_type is None:
        return PlainTextResponse(f"this document comes as {', '.join(OFFERED)}\n", 406)
    thing = Iri(f"{THINGS}{key}")
    if len(key) > _LONGEST_KEY or any(c in '<>"{}|^`\\ ' or not c.isprintable() for c in key):
        return site.render(request, "message.html.j2", _not_found(site, request), 404)
    try:
        day = day_of(request.query_params if media_type != JSON else {}, AS_OF)
    except QueryError as error:
        return refused(site, request, error)
    tag = _tag(site, request, thing, media_type)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept, Accept-Language, Cookie"})
    known = site.memory.get(tag)  # here, since a thread costs more than what is only sent again
    if known is not None:
        return Response(known[0], headers=dict(known[1]))
    if media_type not in PAGES_OF_READERS and not day and (lines := site.documents.get(thing)) is not None:
        return await _ahead(site, request, thing, lines, media_type)
    return await run_in_threadpool(_answer, site, request, thing, media_type)


async def _ahead(site: Site, request: Request, thing: Iri, lines: list[bytes], media_type: str) -> Response:
    """A document that was made ahead; a small one is written here, since a thread costs as much."""
    response = _data(lines, media_type) if len(lines) < _FEW else await run_in_threadpool(_data, lines, media_type)
    assert response is not None
    return _finished(site, request, thing, response, media_type)


def _asked(request: Request) -> tuple[str, str | None]:
    key = request.path_params["path"]
    stem, dot, suffix = key.rpartition(".")
    if dot and suffix in SUFFIXES:
        return stem, SUFFIXES[suffix]
    if suffix == "json" and stem.startswith("source/"):
        return stem, JSON
    found = chosen(request.headers.get("accept", ""), (*OFFERED, JSON))
    return key, "application/ld+json" if found == JSON else found


def _answer(site: Site, request: Request, thing: Iri, media_type: str) -> Response:
    try:
        store = _store(site, request, media_type)
    except BusyError as error:
        return PlainTextResponse(f"{error}\n", 503, {"Retry-After": "60"})
    for_readers = media_type in PAGES_OF_READERS
    lines = frozenset() if for_readers else about(store, thing)
    own = site.reader.triples(thing) if for_readers else own_of(lines, thing)
    merged = kept(own)
    if merged is not None:
        return _moved(site, thing, merged)
    gone = _gone(own)
    if gone is not None:
        return _withdrawn(site, request, gone, media_type)
    if for_readers:
        response = _made(site, request, thing, own, media_type)
    else:
        response = _data(_document(site, store, thing, lines), media_type)
    if response is None:
        return site.render(request, "message.html.j2", _not_found(site, request), 404)
    return _finished(site, request, thing, response, media_type)


def _finished(site: Site, request: Request, thing: Iri, response: Response, media_type: str) -> Response:
    tag = response.headers["ETag"] = _tag(site, request, thing, media_type)
    response.headers["Link"] = _links(thing)
    if "Vary" not in response.headers:
        response.headers["Vary"] = "Accept"
    if "set-cookie" not in response.headers:
        site.memory.keep(tag, (bytes(response.body), tuple(response.headers.items())), len(response.body))
    return response


def _store(site: Site, request: Request, media_type: str) -> Store:
    """What the data come from: all, or what may have held on the day that is asked for; a page looks for itself."""
    day = "" if media_type in PAGES_OF_READERS else day_of(request.query_params, AS_OF)
    return seen(site, View(as_of=day or None))


def _made(site: Site, request: Request, thing: Iri, own: Sequence[Triple], media_type: str) -> Response | None:
    source = is_source(own)
    if media_type == JSON:
        return sourcing.as_json(site, request, thing) if source else None
    if source:
        values = {**_frame(thing), **sourcing.shown(site, request, thing)}
        return site.render(request, "source.html.j2", values)
    return _page(site, request, thing, own)


def _document(site: Site, store: Store, thing: Iri, lines: frozenset[bytes]) -> frozenset[bytes]:
    if not lines:
        return lines
    found = claimed(store, site.reader, thing, lines)
    return found | as_lines(sourcing.triples(site, thing)) if is_source(own_of(lines, thing)) else found


def _data(lines: Collection[bytes], media_type: str) -> Response | None:
    if not lines:
        return None
    body = rdf_of_lines(lines, media_type)
    return Response(body, media_type=media_type, headers={"Access-Control-Allow-Origin": "*"})


def _moved(site: Site, thing: Iri, merged: Iri) -> Response:
    """301 to what took its place; the body tells whose decision that was, in which words."""
    why = [f"{said.source.title}: {said.quote}" for said in site.reader.claims(thing) if said.value == merged]
    body = "\n".join((f"{thing} was merged into {merged}", *dict.fromkeys(why)))
    where = f"/id/{quote(merged.removeprefix(THINGS), safe='/')}"
    return PlainTextResponse(f"{body}\n", 301, {"Location": where, "Vary": "Accept"})


def _gone(own: Sequence[Triple]) -> str | None:
    """The day and the reason, where an identifier was withdrawn; None where it was not."""
    days = [_text(triple.object)[:10] for triple in own if triple.predicate == PROV.invalidatedAtTime]
    reasons = sorted(_text(triple.object) for triple in own if triple.predicate == SCG.reason)
    return " · ".join((min(days), *reasons)) if days else None


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal) else str(term)


def _withdrawn(site: Site, request: Request, reason: str, media_type: str) -> Response:
    message = site.names_of(language_of(request))["gone"]
    if media_type != "text/html":
        return PlainTextResponse(f"{message} {reason}\n", 410)
    return site.render(request, "message.html.j2", {"status": 410, "message": message, "detail": reason}, 410)


def _tag(site: Site, request: Request, thing: Iri, media_type: str) -> str:
    said = (site.version, thing, media_type, request.url.query, language_of(request))
    return f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:20]}"'


def _links(thing: Iri) -> str:
    path = f"/doc/{quote(thing.removeprefix(THINGS), safe='/')}"
    others = [f'<{path}.{suffix}>; rel="alternate"; type="{kind}"' for suffix, kind in SUFFIXES.items()]
    return ", ".join(
        [f'<{thing}>; rel="describes"', '<https://creativecommons.org/licenses/by/4.0/>; rel="license"', *others]
    )


def _not_found(site: Site, request: Request) -> dict[str, Any]:
    words = site.names_of(language_of(request))
    return {"status": 404, "message": words["not-found"], "detail": request.url.path}


def _page(site: Site, request: Request, thing: Iri, own: Sequence[Triple]) -> Response | None:
    reading = site.reader.read(thing)
    if (reading.own or reading.relations or reading.pointers) and site.labels.kind(thing) is not None:
        values = {**_frame(thing), **shown(site, request, reading)}
        return site.render(request, "entity.html.j2", values)
    return _plain_page(site, request, thing, own)


def _frame(thing: Iri) -> dict[str, Any]:
    page = f"/doc/{quote(thing.removeprefix(THINGS), safe='/')}"
    return {"thing": thing, "page": page, "formats": tuple(SUFFIXES.items())}


def _plain_page(site: Site, request: Request, thing: Iri, own: Sequence[Triple]) -> Response | None:
    """A page for what has no page of its own: a claim, a quote, a relation."""
    rows: dict[Iri, list[Term]] = defaultdict(list)
    for triple in own:
        rows[triple.predicate].append(triple.object)
    if not rows:
        return None
    title = site.labels.of(thing, language_of(request))
    named = next((t.value for t in rows.get(DCT.title, []) if isinstance(t, Literal)), title.text)
    values = {**_frame(thing), "title": {"text": named}, "rows": list(rows.items())}
    return site.render(request, "node.html.j2", values)
