"""What has no name of its own is called after what it joins: a relation after its ends, a claim after what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kg.records import Iri, Literal, Term
from kg.terms import OPENGOV, ORG, RDF, SCG

Told = tuple[Iri, Term]
"""A property of a thing and its value."""
_WHO: Final = (ORG.member, SCG.representative, SCG.participant, SCG.owner, SCG.memberPlace, SCG.party)
_AS: Final = (SCG.networkRole,)
_IN: Final = (SCG.memberOfProgramme, SCG.event, SCG.programme, SCG.onBehalfOf, SCG.forum)
_CHANGE: Final = (ORG.originalOrganization, ORG.resultingOrganization)


def unnamed(told: Iterable[Told], called: Callable[[Term], str], chosen: Callable[[list[Literal]], str]) -> str:
    """The name that its triples give, empty where they give none.

    `called` names a value, `chosen` is one of several titles.
    """
    values: dict[Iri, list[Term]] = defaultdict(list)
    for predicate, value in told:
        values[predicate].append(value)

    def named(predicates: Sequence[Iri]) -> list[str]:
        return [called(value) for predicate in predicates for value in sorted(values.get(predicate, ()), key=str)]

    if SCG.about in values:
        return ": ".join(filter(None, (" · ".join(named((SCG.about,))), ", ".join(named((SCG.onProperty,))))))
    if RDF.predicate in values:
        about, said, given = (", ".join(named((part,))) for part in (RDF.subject, RDF.predicate, RDF.object))
        return f"{about}: {said} – {given}"
    titles = [title for title in values.get(SCG.title, ()) if isinstance(title, Literal)]
    office = [chosen(titles)] if titles else named((OPENGOV.post,))
    where = [] if office else named((ORG.organization,))
    return " · ".join(
        dict.fromkeys(filter(None, (*named(_WHO), *office, *named((*_AS, *_CHANGE)), *where, *named(_IN))))
    )
