"""Sources and people that were taken out again: which, when and why, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final

from kg import iris
from kg.queries.library import find_query
from kg.records import Iri, Literal, Triple
from kg.statements import derived_triples
from kg.store.base import Store
from kg.terms import PROV, RDF, SCG, XSD

GRAPH: Final = iris.graph("withdrawn")
_KINDS: Final = (SCG.WithdrawnSource, SCG.WithdrawnPerson)
_RULE: Final = "withdrawal"
_TEXT: Final = "a person has withdrawn the source (kg forget)"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a source was withdrawn, on which day (ISO), and why; the reason may be empty."""

    day: str
    reason: str = ""


def bury(store: Store, source: Iri, withdrawal: Withdrawal) -> None:
    """Leave a tombstone for a source; an earlier one of the same source gives way."""
    stone = [Triple(source, RDF.type, SCG.WithdrawnSource)]
    stone.append(Triple(source, PROV.invalidatedAtTime, Literal(f"{withdrawal.day}T00:00:00Z", XSD.dateTime)))
    if withdrawal.reason:
        stone.append(Triple(source, SCG.reason, Literal(withdrawal.reason)))
    _write(store, [*_stones(store, {source}), *stone])


def mark_graves(store: Store, people: Iterable[tuple[Iri, Withdrawal]]) -> None:
    """Leave a tombstone for these people and no others: by identifier, without a name."""
    stones = [
        triple
        for person, withdrawal in people
        for triple in (
            Triple(person, RDF.type, SCG.WithdrawnPerson),
            Triple(person, PROV.invalidatedAtTime, Literal(f"{withdrawal.day}T00:00:00Z", XSD.dateTime)),
            *((Triple(person, SCG.reason, Literal(withdrawal.reason)),) if withdrawal.reason else ()),
        )
    ]
    kept = [*_stones(store, (), (SCG.WithdrawnSource,)), *stones]
    if kept or GRAPH in store.graphs():
        _write(store, kept)


def revive(store: Store, sources: Container[Iri]) -> None:
    """Take away the tombstones of sources that are read again."""
    if GRAPH in store.graphs():
        _write(store, _stones(store, sources))


def inherit(store: Store, before: Store) -> None:
    """Keep the tombstones of sources that an earlier store has: what was withdrawn stays known after a rebuild."""
    stones = _stones(before, (), (SCG.WithdrawnSource,))
    if stones:
        _write(store, stones)


def _stones(store: Store, but: Container[Iri], kinds: Container[Iri] = _KINDS) -> list[Triple]:
    content = store.construct(find_query("content", "linking").sparql, {"graph": GRAPH})
    buried = {t.subject for t in content if t.predicate == RDF.type and t.object in kinds}
    return [triple for triple in content if triple.subject in buried and triple.subject not in but]


def _write(store: Store, stones: list[Triple]) -> None:
    store.replace(GRAPH, derived_triples(_RULE, _TEXT, stones) if stones else ())
