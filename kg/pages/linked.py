"""Linked data: `/id/…` answers 303 to `/doc/…`, which is a page or RDF by what the client accepts.

https://www.w3.org/TR/cooluris/, section 4.2.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.dumps import rdf_bytes
from kg.errors import QueryError
from kg.pages import sourcing
from kg.pages.about import shown
from kg.pages.labels import THINGS
from kg.pages.negotiation import chosen
from kg.pages.protocol.formats import SERIALISERS, SUFFIXES
from kg.pages.site import Site, language_of
from kg.pages.viewing import AS_OF, day_of, refused
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term, Triple
from kg.terms import DCT, PROV, RDF, SCG

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
OFFERED = ("text/html", *SERIALISERS)
JSON = "application/json"
_LONGEST_KEY = 300
_MOST_NODES = 400


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
        day_of(request.query_params if media_type == "text/html" else {}, AS_OF)
    except QueryError as error:
        return refused(site, request, error)
    tag = _tag(site, request, thing, media_type)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept, Accept-Language, Cookie"})
    known = site.memory.get(tag)  # here, since a thread costs more than what is only sent again
    if known is not None:
        return Response(known[0], headers=dict(known[1]))
    return await run_in_threadpool(_answer, site, request, thing, media_type)


def _asked(request: Request) -> tuple[str, str | None]:
    key = request.path_params["path"]
    stem, dot, suffix = key.rpartition(".")
    if dot and suffix in SUFFIXES:
        return stem, SUFFIXES[suffix]
    if suffix == "json" and stem.startswith("source/"):
        return stem, JSON
    return key, chosen(request.headers.get("accept", ""), OFFERED)


def _answer(site: Site, request: Request, thing: Iri, media_type: str) -> Response:
    about = _about(site, thing)
    own = tuple(triple for triple in about if triple.subject == thing)
    kept = _kept(own)
    if kept is not None:
        return _moved(site, thing, kept)
    gone = _gone(own)
    if gone is not None:
        return _withdrawn(site, request, gone, media_type)
    response = _made(site, request, thing, about, media_type)
    if response is None:
        return site.render(request, "message.html.j2", _not_found(site, request), 404)
    tag = response.headers["ETag"] = _tag(site, request, thing, media_type)
    response.headers["Link"] = _links(thing)
    if "Vary" not in response.headers:
        response.headers["Vary"] = "Accept"
    if "set-cookie" not in response.headers:
        site.memory.keep(tag, (bytes(response.body), tuple(response.headers.items())), len(response.body))
    return response


def _made(site: Site, request: Request, thing: Iri, about: Collection[Triple], media_type: str) -> Response | None:
    own = tuple(triple for triple in about if triple.subject == thing)
    source = sourcing.is_source(own)
    if media_type == JSON:
        return sourcing.as_json(site, request, thing) if source else None
    if media_type != "text/html":
        return _data(site, (*about, *sourcing.triples(site, thing)) if source else about, media_type)
    if source:
        values = {**_frame(thing), **sourcing.shown(site, request, thing)}
        return site.render(request, "source.html.j2", values)
    return _page(site, request, thing, own)


def _kept(own: Sequence[Triple]) -> Iri | None:
    """What an identifier was merged into: it has nothing left but where it went."""
    if own and all(triple.predicate == DCT.isReplacedBy for triple in own):
        return next((t.object for t in own if isinstance(t.object, Iri)), None)
    return None


def _moved(site: Site, thing: Iri, kept: Iri) -> Response:
    """301 to what took its place; the body tells whose decision that was, in which words."""
    why = [f"{said.source.title}: {said.quote}" for said in site.reader.claims(thing) if said.value == kept]
    body = "\n".join((f"{thing} was merged into {kept}", *dict.fromkeys(why)))
    where = f"/id/{quote(kept.removeprefix(THINGS), safe='/')}"
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
    words = site.names_of("en")
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


def _about(site: Site, thing: Iri) -> tuple[Triple, ...]:
    rows = site.store.select(find_query("about", PAGES).sparql, {"thing": thing}).rows
    return tuple(sorted(Triple(Iri(str(s)), Iri(str(p)), o) for s, p, o in rows if o is not None))


def _data(site: Site, about: Collection[Triple], media_type: str) -> Response | None:
    if not about:
        return None
    body = rdf_bytes(sorted({*about, *_claims(site, about)}), media_type)
    return Response(body, media_type=media_type, headers={"Access-Control-Allow-Origin": "*"})


def _claims(site: Site, about: Iterable[Triple]) -> Iterator[Triple]:
    """Who says each triple: its claim with the source, as in `claims.ttl`, and the title of the source."""
    nodes = tuple(dict.fromkeys(triple.subject for triple in about))[:_MOST_NODES]
    sources = set()
    for row in site.store.select(find_query("sources-of", PAGES).sparql, {"nodes": nodes}).rows:
        claim, node, predicate, value, source = row
        if isinstance(claim, Iri) and isinstance(source, Iri):
            sources.add(source)
            said = (RDF.subject, node), (RDF.predicate, predicate), (RDF.object, value), (DCT.source, source)
            yield Triple(claim, RDF.type, SCG.Claim)
            yield from (Triple(claim, name, term) for name, term in said if term is not None)
    for source in sources:
        if title := site.reader.source(source).title:
            yield Triple(source, DCT.title, Literal(title))
