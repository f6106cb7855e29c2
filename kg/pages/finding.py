"""What somebody means who types a name: things by how well their names fit, and whether one is clearly meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import networkx as nx

from kg.records import Iri, Triple
from kg.store import Hit, Store
from kg.terms import DCT

_JUST_SO: Final = 0.98
_LIKELY: Final = 0.6
_AHEAD: Final = 0.25


def found(store: Store, links: nx.MultiDiGraph[Iri], text: str, most: int) -> tuple[Hit, ...]:
    """The things whose names fit a text, best first; of those that fit alike the better linked."""

    def linked(hit: Hit) -> int:
        return links.degree(hit.iri) if hit.iri in links else 0

    return tuple(sorted(store.search(text, most), key=lambda hit: (-hit.score, -linked(hit))))


def clearly(hits: Sequence[Hit]) -> Hit | None:
    """The one thing that is meant: alone in being called so, or far ahead of all others; None where several may be."""
    if not hits:
        return None
    first, second = hits[0], hits[1].score if len(hits) > 1 else 0.0
    alone = first.score >= _JUST_SO > second
    return first if alone or (first.score >= _LIKELY and first.score - second >= _AHEAD) else None


def kept(own: Sequence[Triple]) -> Iri | None:
    """What an identifier was merged into, from its triples: it has nothing left but where it went."""
    if own and all(triple.predicate == DCT.isReplacedBy for triple in own):
        return next((t.object for t in own if isinstance(t.object, Iri)), None)
    return None
