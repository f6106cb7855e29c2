"""The narrow door to pyoxigraph: our terms to its terms and back, and nothing lost on the way.

Text keeps its form exactly. The engine stores numbers, dates and language tags in their canonical
form (`1.50` comes back as `1.5`, `EN-us` as `en-us`), so whoever makes literals writes them canonically.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.records import XSD_STRING, Iri, Literal, Term, Triple


def iri_from(term: object) -> Iri:
    """An IRI of the engine as ours; raises QueryError for anything else."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    raise QueryError("the answer holds a blank node or a triple term", hint="ask for IRIs and literals")


def from_engine(term: object) -> Term:
    """One term of the engine as ours; raises QueryError for a blank node or a triple term."""
    if not isinstance(term, ox.Literal):
        return iri_from(term)
    if term.language is not None:
        return Literal(term.value, language=term.language)
    datatype = term.datatype.value
    return Literal(term.value) if datatype == XSD_STRING else Literal(term.value, Iri(datatype))


def triple_from(found: ox.Triple | ox.Quad) -> Triple:
    """A triple of the engine, or the triple of a quad, as ours."""
    return Triple(iri_from(found.subject), iri_from(found.predicate), from_engine(found.object))


class ToEngine:
    """Our terms as the engine's; remembers the IRIs it has seen, so that making many quads is quick."""

    def __init__(self) -> None:
        self._nodes: dict[str, ox.NamedNode] = {}

    def node(self, iri: str) -> ox.NamedNode:
        """An IRI as a node; raises StoreError for one that is not valid."""
        known = self._nodes.get(iri)
        if known is None:
            known = self._nodes[iri] = named_node(iri)
        return known

    def term(self, term: Term) -> ox.NamedNode | ox.Literal:
        """A term; raises StoreError for one that RDF does not allow."""
        if isinstance(term, str):
            return self.node(term)
        try:
            if term.language is not None:
                return ox.Literal(term.value, language=term.language)
            if term.datatype == XSD_STRING:
                return ox.Literal(term.value)
            return ox.Literal(term.value, datatype=self.node(term.datatype))
        except ValueError as error:
            raise StoreError(f"no valid literal: {term.value[:60]!r}: {error}") from error

    def quads(self, graph: Iri, triples: Iterable[Triple]) -> Iterator[ox.Quad]:
        """The triples as quads of one graph."""
        name, node, term, quad = self.node(graph), self.node, self.term, ox.Quad
        for subject, predicate, value in triples:
            yield quad(node(subject), node(predicate), term(value), name)


def named_node(iri: str) -> ox.NamedNode:
    """An IRI as a node of the engine; raises StoreError for one that is not valid."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise StoreError(f"no valid IRI: {iri[:80]!r}: {error}", hint="an absolute IRI without spaces") from error
