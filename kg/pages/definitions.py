"""`/def`: the ontology, as a page to read and as RDF to load."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg import resources
from kg.dumps import rdf_bytes
from kg.pages.linked import OFFERED
from kg.pages.negotiation import chosen
from kg.pages.protocol.formats import SUFFIXES
from kg.pages.site import Site
from kg.records import Iri, Literal, Term, Triple
from kg.statements import ontology_triples
from kg.terms import BASE, OWL, RDF, RDFS, SKOS

_GROUPS = (
    (OWL.Class, "classes"),
    (OWL.ObjectProperty, "object-properties"),
    (OWL.DatatypeProperty, "datatype-properties"),
    (OWL.AnnotationProperty, "annotation-properties"),
    (SKOS.ConceptScheme, "schemes"),
    (SKOS.Concept, "concepts"),
)
_PARENTS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader, SKOS.inScheme)
_MATCHES = (SKOS.closeMatch, SKOS.exactMatch)


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: names and definitions by language, what stands above it, what it corresponds to."""

    iri: Iri
    labels: dict[str, str]
    definitions: dict[str, str]
    examples: tuple[str, ...]
    parents: tuple[Iri, ...]
    matches: tuple[Iri, ...]
    domains: tuple[Iri, ...]
    ranges: tuple[Iri, ...]


async def definitions(request: Request) -> Response:
    """The ontology by suffix or Accept."""
    suffix = request.path_params.get("suffix", "")
    media_type = SUFFIXES.get(suffix) or (None if suffix else chosen(request.headers.get("accept", ""), OFFERED))
    if media_type is None:
        return PlainTextResponse(f"the ontology comes as {', '.join(OFFERED)}\n", 406)
    if media_type != "text/html":
        body = await run_in_threadpool(_data, media_type)
        headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
        return Response(body, media_type=media_type, headers=headers)
    site: Site = request.app.state.site
    values = {"groups": _groups(), "formats": tuple(SUFFIXES.items())}
    return await run_in_threadpool(site.render, request, "definitions.html.j2", values)


@cache
def _triples() -> tuple[Triple, ...]:
    return ontology_triples(resources.folder("ontology"))


@cache
def _data(media_type: str) -> bytes:
    return rdf_bytes(list(_triples()), media_type)


@cache
def _groups() -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    about: dict[Iri, dict[Iri, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in _triples():
        if subject.startswith(f"{BASE}def#"):
            about[subject][predicate].append(value)
    groups = []
    for kind, key in _GROUPS:
        found = (_entry(iri, told) for iri, told in about.items() if kind in told[RDF.type])
        groups.append((key, tuple(sorted(found, key=lambda entry: entry.iri.casefold()))))
    return tuple(groups)


def _entry(iri: Iri, told: dict[Iri, list[Term]]) -> Entry:
    def words(*names: Iri) -> dict[str, str]:
        found = (value for name in names for value in told.get(name, []))
        return {value.language or "": value.value for value in found if isinstance(value, Literal)}

    def things(*names: Iri) -> tuple[Iri, ...]:
        return tuple(sorted(v for name in names for v in told.get(name, []) if isinstance(v, Iri)))

    examples = tuple(sorted(v.value for v in told.get(SKOS.example, []) if isinstance(v, Literal)))
    return Entry(
        iri,
        words(SKOS.prefLabel, RDFS.label),
        words(SKOS.definition),
        examples,
        things(*_PARENTS),
        things(*_MATCHES),
        things(RDFS.domain),
        things(RDFS.range),
    )
