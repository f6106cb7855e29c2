"""Networks: which places belong to them, and which states or bodies hold their offices."""

from __future__ import annotations

from dataclasses import replace

from kg import iris
from kg.records import Fact
from kg.registry.keys import Known
from kg.registry.making import concept, dated, fact, having, reference
from kg.registry.tables import Row
from kg.terms import SCG, Modality, Relation


def membership_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """A place in a network; one that is only proposed is none yet.

    The node takes its identity from its ends, so that what an article says of the same membership
    is said of the same node.
    """
    ends = known.place(row.values["place"]), known.iri("organizations", row.values["network"])
    nominated = row.get("nominated_by")
    stated = fact(row, Relation.MEMBER_OF, ends, row.across("network", "place"))
    if row.get("status") == "proposed":
        stated = replace(stated, modality=Modality.PROPOSED)
    return (
        having(
            stated,
            concept(row, "status", SCG.membershipStatus, "status"),
            reference(row, "nominated_by", SCG.nominatedBy, known.actor(nominated) if nominated else None),
            dated(row, "joined", ""),
        ),
    )


def role_facts(row: Row, known: Known) -> tuple[Fact, ...]:
    """An office in a network; the body that carries it out for a state represents the state there."""
    holder, network = known.actor(row.values["holder"]), known.iri("organizations", row.values["network"])
    held = having(
        fact(
            row,
            Relation.HOLDS_NETWORK_ROLE,
            (holder, network),
            row.across("network", "role", "holder"),
            iris.thing("network-office", row.key),
        ),
        concept(row, "role", SCG.networkRole, "networkrole"),
        dated(row, "from", "until"),
    )
    body = row.cell("body")
    if body is None:
        return (held,)
    ends = known.iri("organizations", body.value), holder
    spoken = fact(row, Relation.REPRESENTS, ends, row.across("holder", "body"))
    forum = reference(row, "network", SCG.forum, network)
    return held, having(spoken, forum, dated(row, "from", "until"))
