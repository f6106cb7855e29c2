"""Which properties name a thing, and which things are searched for."""

from __future__ import annotations

from typing import Final

from kg.terms import BASE, SCG, SKOS

LABELS: Final = (SKOS.prefLabel, SKOS.altLabel, SCG.abbreviation, SKOS.hiddenLabel)
_THINGS: Final = f"{BASE}id/"


def is_ours(iri: str) -> bool:
    """Whether an IRI is a thing of the graph (and no term of the ontology)."""
    return iri.startswith(_THINGS)
