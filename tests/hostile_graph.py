"""The small graph with markup in every label, title, quote and address: none of it may ever run."""

from __future__ import annotations

from collections.abc import Iterator

from kg.records import XSD_STRING, Iri, Literal, Term, Triple
from kg.terms import DCT, OA, PROV, RDFS, SCG, SCHEMA, SKOS
from small_graph import small_graph

MARKUP = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=1>',
    "'-window.hacked=1-'",
    "</script><svg onload=window.hacked=1>",
    "{{7*7}}${window.hacked=1}",
)
ADDRESS = Iri("javascript:window.hacked=1")
_TEXTS = frozenset((
    SKOS.prefLabel, SKOS.altLabel, RDFS.label, SCG.abbreviation, SCG.title, DCT.title, DCT.publisher, OA.exact,
))  # fmt: skip


def hostile_graph() -> dict[Iri, set[Triple]]:
    """The graphs by name; each text keeps its beginning and gets a tail of markup."""
    return {graph: set(_turned(triples)) for graph, triples in small_graph().items()}


def _turned(triples: set[Triple]) -> Iterator[Triple]:
    for index, triple in enumerate(sorted(triples)):
        yield Triple(triple.subject, triple.predicate, _value(triple, MARKUP[index % len(MARKUP)]))
        if triple.predicate == PROV.hadPrimarySource:
            yield Triple(triple.subject, triple.predicate, ADDRESS)


def _value(triple: Triple, markup: str) -> Term:
    value = triple.object
    if triple.predicate == SCHEMA.url and isinstance(value, Literal):
        return Literal(ADDRESS, value.datatype)
    if triple.predicate in _TEXTS and isinstance(value, Literal) and value.datatype == XSD_STRING:
        return Literal(f"{value.value} {markup}", language=value.language)
    return value


FORMULA = "=cmd|' /C calc'!A0 "


def formula_graph() -> dict[Iri, set[Triple]]:
    """The graphs by name; each text begins as a formula of a spreadsheet."""
    return {graph: {_begun(triple) for triple in triples} for graph, triples in small_graph().items()}


def _begun(triple: Triple) -> Triple:
    value = triple.object
    if triple.predicate in _TEXTS and isinstance(value, Literal) and value.datatype == XSD_STRING:
        return Triple(triple.subject, triple.predicate, Literal(f"{FORMULA}{value.value}", language=value.language))
    return triple
