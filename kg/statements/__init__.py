"""Facts ↔ RDF: the only room that knows the shape of a fact in the graph."""

from kg.statements.claims import derived_triples, to_triples
from kg.statements.judging import Stated, Verdict, claim_key, judged, stated, unjudged
from kg.statements.naming import as_given, called
from kg.statements.nodes import node_of, post_of
from kg.statements.ontology import ontology_triples
from kg.statements.renaming import Offices, own_names, renamed, unnamed
from kg.statements.withdrawing import without

__all__ = [
    "Offices",
    "Stated",
    "Verdict",
    "as_given",
    "called",
    "claim_key",
    "derived_triples",
    "judged",
    "node_of",
    "ontology_triples",
    "own_names",
    "post_of",
    "renamed",
    "stated",
    "to_triples",
    "unjudged",
    "unnamed",
    "without",
]
