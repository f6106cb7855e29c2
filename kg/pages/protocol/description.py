"""What the endpoint says of itself (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.dumps.description import LICENCE
from kg.pages.protocol.formats import SERIALISERS
from kg.store.evaluator import GRAPH_TYPES, TABLE_TYPES
from kg.terms import BASE

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_NAMES: Final = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "text/n3": "N3",
}
DESCRIPTION_TYPES: Final = tuple(SERIALISERS)


@lru_cache
def description(address: str, media_type: str) -> bytes:
    """The description of the endpoint at `address`, in one of `DESCRIPTION_TYPES`."""
    import rdflib  # noqa: PLC0415 - slow to import, and no worker needs it
    from rdflib.namespace import DCTERMS, RDF, VOID  # noqa: PLC0415

    sd, formats = rdflib.Namespace(_SD), rdflib.Namespace(_FORMATS)
    graph = rdflib.Graph()
    graph.bind("sd", sd)
    graph.bind("void", VOID)
    service, dataset = rdflib.URIRef(address), rdflib.URIRef(f"{address}#dataset")
    default = rdflib.URIRef(f"{address}#default-graph")
    graph.add((service, RDF.type, sd.Service))
    graph.add((service, sd.endpoint, service))
    graph.add((service, sd.supportedLanguage, sd.SPARQL11Query))
    for kind in (*TABLE_TYPES, *GRAPH_TYPES):
        if kind in _NAMES:
            graph.add((service, sd.resultFormat, formats[_NAMES[kind]]))
    graph.add((service, sd.feature, sd.UnionDefaultGraph))
    graph.add((service, sd.defaultDataset, dataset))
    graph.add((dataset, RDF.type, sd.Dataset))
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, VOID.sparqlEndpoint, service))
    graph.add((dataset, VOID.uriSpace, rdflib.Literal(f"{BASE}id/")))
    graph.add((dataset, DCTERMS.license, rdflib.URIRef(LICENCE)))
    graph.add((dataset, sd.defaultGraph, default))
    graph.add((default, RDF.type, sd.Graph))
    return graph.serialize(format=SERIALISERS[media_type], encoding="utf-8")
