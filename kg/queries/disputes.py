"""On which properties of a node sources contradict one another, and what a person has decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.queries.library import PAGES, find_query
from kg.queries.names import Selects
from kg.records import Iri


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims on `property` of `node` that cannot all be true; `standing` a concept, `reason` why it was settled so."""

    node: Iri
    property: Iri
    standing: Iri
    reason: str = ""


def disputes(store: Selects, nodes: Collection[Iri]) -> tuple[Dispute, ...]:
    """What is disputed of these nodes, in an order that never changes; raises what the store raises."""
    if not nodes:
        return ()
    table = store.select(find_query("disputed", PAGES).sparql, {"nodes": tuple(sorted(nodes))})
    cells = (["" if cell is None else str(getattr(cell, "value", cell)) for cell in row] for row in table.rows)
    return tuple(Dispute(Iri(node), Iri(name), Iri(standing), reason) for node, name, standing, reason in cells)
