"""Facts ↔ RDF: the only room that knows the shape of a fact in the graph."""

from kg.statements.claims import derived_triples, to_triples
from kg.statements.nodes import node_of, post_of
from kg.statements.ontology import ontology_triples
from kg.statements.renaming import Offices, renamed, unnamed

__all__ = ["Offices", "derived_triples", "node_of", "ontology_triples", "post_of", "renamed", "to_triples", "unnamed"]
