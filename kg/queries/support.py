"""How well a fact is supported: by how many independent sources, and how sure that makes it (docs/evidence.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import TypeVar

from kg.records import Iri
from kg.terms import OPENGOV, ORG, RDF, SCG

STATING = frozenset(
    (
        RDF.type,
        ORG.organization,
        SCG.networkRole,
        OPENGOV.post,
        SCG.representative,
        SCG.participant,
        SCG.owner,
        SCG.party,
    )
)
"""The properties that say what a relation is; the same stand in `queries/views/thin.rq`."""

_Claim = TypeVar("_Claim")
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Support:
    """`independent` sources state a fact; `confidence` (0–1) is how likely at least one of them is read rightly."""

    independent: int
    confidence: Decimal


def counted(
    claims: Sequence[_Claim], predicate: Callable[[_Claim], Iri], stands: Callable[[_Claim], bool]
) -> Sequence[_Claim]:
    """The claims on one fact whose sources count for it: those that stand (all, where none does) and state it.

    A source that only dates a relation, maybe otherwise, does not state it. Where no claim is on a stating
    property, each counts.
    """
    kept = [claim for claim in claims if stands(claim)] or claims
    return [claim for claim in kept if predicate(claim) in STATING] or kept


def support(claims: Iterable[tuple[Collection[str], Decimal]]) -> Support:
    """Claims of one fact, each with the origins of its source and its confidence → their support.

    Claims that share an origin are one reading of one text: only the surest of them counts. The others
    are taken to err independently: 1 − ∏ (1 − confidence).
    """
    said = [(frozenset(origins), confidence) for origins, confidence in claims if origins]
    groups: list[tuple[frozenset[str], Decimal]] = []
    for origins, confidence in said:
        joined = [group for group in groups if group[0] & origins]
        groups = [group for group in groups if not group[0] & origins]
        whole = origins.union(*(group[0] for group in joined))
        groups.append((whole, max(confidence, *(group[1] for group in joined), Decimal(0))))
    missed = prod(sorted(1 - min(max(confidence, Decimal(0)), Decimal(1)) for _, confidence in groups))
    independent = len(frozenset().union(*(origins for origins, _ in said)))
    return Support(independent, (1 - Decimal(missed)).quantize(_PLACES) if groups else Decimal(0))
