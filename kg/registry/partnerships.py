"""Partnerships: who agreed with whom, on what, since when."""

from __future__ import annotations

from kg import iris
from kg.records import Fact
from kg.registry.keys import Known
from kg.registry.making import concept, dated, fact, having, reference, text
from kg.registry.tables import Row
from kg.terms import SCG, SKOS, Relation


def facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """One agreement; two actors may have several, so that the row's key names the node."""
    ends = known.actor(row.values["actor_a"]), known.actor(row.values["actor_b"])
    programme = row.get("programme")
    agreed = fact(
        row, Relation.PARTNERS_WITH, ends, row.across("actor_a", "actor_b"), iris.thing("partnership", row.key)
    )
    return (
        having(
            agreed,
            text(row, "name", SKOS.prefLabel, "en"),
            concept(row, "kind", SCG.partnershipKind, "partnershipkind"),
            reference(row, "programme", SCG.programme, known.iri("programs", programme) if programme else None),
            text(row, "amount", SCG.amount),
            dated(row, "from", "until"),
        ),
    )
