"""Named graphs as review reads them: claims with their words, and which of them stand or fall together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg import iris
from kg.records import Iri, Literal, Term, Triple
from kg.statements import Stated, as_given, own_names, stated
from kg.terms import OA, OPENGOV, ORG, PROV, SCG, Relation, Review

_START: Final = frozenset((SCG.earliestStart, SCG.latestStart))
_END: Final = frozenset((SCG.earliestEnd, SCG.latestEnd))
_THINGS: Final = frozenset(("person", "organisation", "place", "programme", "event", "event-series", "post"))


@dataclass(frozen=True, slots=True)
class Graph:
    """One named graph as it is read for review: its claims under the identifiers of the store."""

    claims: tuple[Stated, ...]
    own: Mapping[Iri, Iri]
    said: Mapping[Iri, Mapping[Iri, Term]]
    texts: Mapping[Iri, str]

    def text(self, iri: Iri, name: Iri) -> str:
        """The text of a property of a node of the graph."""
        value = self.said.get(iri, {}).get(name)
        return value.value if isinstance(value, Literal) else ""

    def quote(self, claim: Stated) -> str:
        """The words that a claim was taken from."""
        selector = self.said.get(claim.quote, {}).get(OA.hasSelector) if claim.quote else None
        return self.text(selector, OA.exact) if isinstance(selector, Iri) else ""


def read_graph(triples: Sequence[Triple]) -> Graph:
    """A graph of the store, ready for review; what people have put in place of claims is left out."""
    said: dict[Iri, dict[Iri, Term]] = defaultdict(dict)
    for subject, predicate, value in triples:
        said[subject].setdefault(predicate, value)
    texts = {
        Iri(str(node[PROV.specializationOf])): str(getattr(node[SCG.textHash], "value", ""))
        for node in said.values()
        if PROV.specializationOf in node and SCG.textHash in node
    }
    edited = {t.subject for t in triples if t.predicate == PROV.wasRevisionOf}
    claims = tuple(one for one in stated(as_given(triples)) if one.iri not in edited)
    return Graph(claims, own_names(triples), said, texts)


def is_main(claims: Sequence[Stated]) -> bool:
    """Whether it is a statement by itself: not the post of a tenure, and not what a source says of who it names."""
    return claims[0].relation != Relation.DESCRIBES and iris.kind_of(claims[0].said.subject) != "post"


def ends_of(claims: Iterable[Stated]) -> list[Iri]:
    """The things that claims speak of: whom, of what."""
    found: dict[Iri, None] = {}
    for claim in claims:
        for end in (claim.said.subject, claim.said.object):
            if isinstance(end, Iri) and iris.kind_of(end) in _THINGS:
                found.setdefault(end)
    return list(found)


def around(graph: Graph, claims: Sequence[Stated]) -> list[Stated]:
    """Candidates of the same source on the things that a statement names: posts, and whom nobody else describes."""
    ends = set(ends_of(claims))
    ends |= {o for one in claims if one.said.predicate == OPENGOV.post and isinstance(o := one.said.object, Iri)}
    known = {one.iri for one in claims}
    source = claims[0].source
    return [
        one
        for one in graph.claims
        if one.review == Review.CANDIDATE
        and one.source == source
        and one.iri not in known
        and one.said.subject in ends
        and (one.relation == Relation.DESCRIBES or iris.kind_of(one.said.subject) == "post")
    ]


def named_nowhere_else(graph: Graph, claims: Sequence[Stated]) -> set[str]:
    """The keys of what the source says of things that no other statement of it names."""
    ends, source, inside = set(ends_of(claims)), claims[0].source, {one.iri for one in claims}
    ends |= {o for one in claims if one.said.predicate == OPENGOV.post and isinstance(o := one.said.object, Iri)}
    ours = {one.said.subject for one in claims}
    for one in graph.claims:
        if one.source == source and one.iri not in inside and one.said.subject not in ours | ends:
            ends.discard(one.said.object)
    return {
        one.under(graph.own).key
        for one in graph.claims
        if one.source == source and one.iri not in inside and one.said.subject in ends - ours
    }


def contending(
    sides: Mapping[Iri, Iri], graph_of: Callable[[Iri], Graph]
) -> dict[tuple[Iri, Iri], tuple[Graph, list[Stated]]]:
    """The claims that exclude one another, by source and by what they are about."""
    found: dict[tuple[Iri, Iri], tuple[Graph, list[Stated]]] = {}
    for iri, where in sides.items():
        graph = graph_of(where)
        for claim in graph.claims:
            if claim.iri == iri:
                found.setdefault((claim.source, claim.said.subject), (graph, []))[1].append(claim)
    return found


def belongs(claim: Stated, sides: Sequence[Stated], name: Iri) -> bool:
    """Whether a claim stands or falls with a side: the other bound of a date, all of a doubtful tenure."""
    first = sides[0]
    if claim.source != first.source or claim.said.subject != first.said.subject:
        return False
    if name == ORG.member:
        return True
    told = {one.said.predicate for one in sides}
    wanted = told | (_START if told & _START else set()) | (_END if told & _END else set())
    return claim.said.predicate in wanted
