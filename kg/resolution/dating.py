"""When: the date qualifiers of a relation → the four bounds, each with the words that it rests on.

A qualifier gives an ISO day, month or year; a day it is told of as going on (an office in a report of
that day) bounds it from both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from kg.bounds import Bounds, bounds, one_time
from kg.records import Document, Evidence, Fact, Iri, Literal, Property, Qualifier, Relation
from kg.terms import SCG, XSD, Modality
from kg.terms import Relation as Kind

BOUNDS: Final = (SCG.earliestStart, SCG.latestStart, SCG.earliestEnd, SCG.latestEnd)
DATED: Final = frozenset(
    (
        Kind.HOLDS_POSITION,
        Kind.MEMBER_OF,
        Kind.HOLDS_NETWORK_ROLE,
        Kind.REPRESENTS,
        Kind.RUNS,
        Kind.PARTNERS_WITH,
        Kind.OCCURS_ON,
    )
)
"""Relations that carry bounds."""
_LASTING: Final = frozenset((Kind.HOLDS_POSITION, Kind.MEMBER_OF))  # told of as going on when the report came out

Spans = Callable[[Qualifier], Evidence | None]


def when(relation: Relation, document: Document, own: Spans) -> Iterator[Property]:
    """The bounds and the expression of a relation as properties."""
    given = {q.name: q for q in relation.qualifiers if q.name in BOUNDS and isinstance(q.value, Literal)}
    for qualifier in relation.qualifiers:
        if qualifier.name == SCG.dateExpression and isinstance(qualifier.value, Literal):
            yield Property(SCG.dateExpression, qualifier.value, own(qualifier))
    days = _worked_out(relation, document, {name: _day(q) for name, q in given.items()})
    for name, day in zip(
        BOUNDS, (days.earliest_start, days.latest_start, days.earliest_end, days.latest_end), strict=True
    ):
        if day is not None:
            basis = given.get(name) or next(iter(given.values()), None)
            yield Property(name, Literal(day, XSD.date), own(basis) if basis else None)


def _worked_out(relation: Relation, document: Document, given: dict[str, str]) -> Bounds:
    start = given.get(SCG.earliestStart) or given.get(SCG.latestStart)
    end = given.get(SCG.latestEnd) or given.get(SCG.earliestEnd)
    try:
        if relation.relation == Kind.OCCURS_ON:
            return one_time(start or end or "", end)
        if start or end:
            return bounds(start, end)
        going_on = relation.relation in _LASTING and relation.modality == Modality.ASSERTED
        return bounds(as_of=document.published) if going_on else Bounds()
    except ValueError:
        return Bounds()


def _day(qualifier: Qualifier) -> str:
    assert isinstance(qualifier.value, Literal)
    return qualifier.value.value


def at_one_time(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of one document without the times of an event that exclude a more exact one of the same event.

    A year beside the day of an event is that of something else, a term of office or a budget.
    """
    given = tuple(facts)
    exact: dict[Iri, tuple[str, str]] = {}
    for fact in given:
        days = _days_of(fact)
        if days is not None and (fact.subject not in exact or _length(days) < _length(exact[fact.subject])):
            exact[fact.subject] = days
    return tuple(fact for fact in given if not _excluded(_days_of(fact), exact.get(fact.subject)))


def _days_of(fact: Fact) -> tuple[str, str] | None:
    """First and last day that an event may have been on; None for whatever else, or what is not asserted."""
    if fact.relation != Kind.OCCURS_ON or fact.modality != Modality.ASSERTED:
        return None
    days = {p.name: p.value.value for p in fact.properties if isinstance(p.value, Literal)}
    first, last = days.get(SCG.earliestStart), days.get(SCG.latestEnd)
    return (first, last) if first and last else None


def _length(days: tuple[str, str]) -> int:
    first, last = map(date.fromisoformat, days)
    return (last - first).days


def _excluded(days: tuple[str, str] | None, exact: tuple[str, str] | None) -> bool:
    return days is not None and exact is not None and (days[0] > exact[1] or days[1] < exact[0])
