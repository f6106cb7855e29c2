"""What a fact of each relation is made of: one row a relation, read by `nodes`.

This table is the only place that knows which class, ends and properties stand for a relation;
docs/model.md says it in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from kg.records import Iri
from kg.terms import DCT, GEO, OPENGOV, ORG, RDFS, SCG, SCHEMA, SKOS, Relation

Ends = Mapping[str, Iri]
"""By the kind of thing at an end (its segment in the IRI; `*` for any other): the property that leads to it."""

BOUNDS: Final = frozenset((SCG.earliestStart, SCG.latestStart, SCG.earliestEnd, SCG.latestEnd, SCG.dateExpression))
LABELS: Final = frozenset((SKOS.prefLabel, SKOS.altLabel, SCG.abbreviation, SKOS.hiddenLabel))
_PLACES: Final = frozenset(
    (SCG.level, SKOS.notation, GEO.lat, GEO.long, SCG.seat, SCG.seatRecord, SCG.coordinateBasis, SCHEMA.sameAs)
)
_THINGS: Final = frozenset(
    (
        SCG.country,
        DCT.spatial,
        SCG.programmeKind,
        DCT.isReplacedBy,
        SCG.eventKind,
        SCG.venue,
        SCG.inSeries,
        SCHEMA.superEvent,
        SCHEMA.organizer,
        RDFS.seeAlso,
    )
)


def _ends(**by_kind: Iri) -> Ends:
    return MappingProxyType({"*" if kind == "any" else kind.replace("_", "-"): iri for kind, iri in by_kind.items()})


@dataclass(frozen=True, slots=True)
class NodeShape:
    """A relation with a node of its own.

    `kind` is the segment of the node's IRI; `subject` and `object` lead from the node to its ends;
    `own` are the further properties it may have; `identity` those that take part in its IRI where
    no curated key does, beside class and ends; `symmetric` says that the ends have no order.
    """

    node_class: Iri
    kind: str
    subject: Ends
    object: Ends
    own: frozenset[Iri]
    identity: tuple[Iri, ...] = ()
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class DirectShape:
    """A relation that is a property of its subject: `property` leads to the object, `own` stand beside it."""

    property: Iri | None
    own: frozenset[Iri] = field(default_factory=frozenset)


_MEMBER: Final = _ends(place=SCG.memberPlace, any=ORG.member)

NODES: Final[Mapping[Iri, NodeShape]] = MappingProxyType(
    {
        Relation.HOLDS_POSITION: NodeShape(
            SCG.Tenure,
            "tenure",
            _ends(person=ORG.member),
            _ends(place=DCT.spatial, organisation=ORG.organization),
            BOUNDS | {SCG.title, SCG.postKind, SCG.capacity, SCG.actsFor, DCT.spatial, ORG.organization, OPENGOV.post},
            identity=(OPENGOV.post,),
        ),
        Relation.MEMBER_OF: NodeShape(
            SCG.NetworkMembership,
            "membership",
            _MEMBER,
            _ends(organisation=ORG.organization, programme=SCG.memberOfProgramme),
            BOUNDS | {SCG.membershipStatus, SCG.nominatedBy, SCG.nameInSource},
        ),
        Relation.HOLDS_NETWORK_ROLE: NodeShape(
            SCG.NetworkOffice,
            "network-office",
            _MEMBER,
            _ends(organisation=ORG.organization),
            BOUNDS | {SCG.networkRole, ORG.member},
            identity=(SCG.networkRole,),
        ),
        Relation.REPRESENTS: NodeShape(
            SCG.Representation,
            "representation",
            _ends(any=SCG.representative),
            _ends(any=SCG.onBehalfOf),
            BOUNDS | {SCG.forum, SCG.capacity, SCG.actsFor},
            identity=(SCG.forum,),
        ),
        Relation.PARTICIPATES_IN: NodeShape(
            SCG.Participation,
            "participation",
            _ends(any=SCG.participant),
            _ends(event=SCG.event),
            frozenset((SCG.eventRole, SCG.postHeld, SCG.onBehalfOf, SCG.actsFor)),
        ),
        Relation.RUNS: NodeShape(
            SCG.Ownership, "ownership", _ends(any=SCG.owner), _ends(programme=SCG.programme), BOUNDS
        ),
        Relation.PARTNERS_WITH: NodeShape(
            SCG.Partnership,
            "partnership",
            _ends(any=SCG.party),
            _ends(any=SCG.party),
            BOUNDS | {SKOS.prefLabel, SCG.partnershipKind, SCG.programme, SCG.amount},
            symmetric=True,
        ),
        Relation.SUCCEEDS: NodeShape(
            ORG.ChangeEvent,
            "change",
            _ends(organisation=ORG.resultingOrganization),
            _ends(organisation=ORG.originalOrganization),
            BOUNDS,
        ),
    }
)

DIRECT: Final[Mapping[Iri, DirectShape]] = MappingProxyType(
    {
        Relation.PART_OF: DirectShape(ORG.subOrganizationOf),
        Relation.LOCATED_IN: DirectShape(SCHEMA.containedInPlace),
        Relation.TAKES_PLACE_IN: DirectShape(SCHEMA.location, frozenset((SCG.venue,))),
        Relation.ADDRESSES: DirectShape(SCG.topic),
        Relation.OCCURS_ON: DirectShape(None, BOUNDS),
        Relation.DESCRIBES: DirectShape(None, BOUNDS | LABELS | _PLACES | _THINGS),
    }
)
