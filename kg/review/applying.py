"""Decisions on claims → the store: each source as it was read, with the verdicts whose text is still the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kg.linking.reading import FOLDER as LINKING
from kg.linking.reading import rows_of
from kg.queries.library import find_query
from kg.records import Iri, Literal, Term, Triple
from kg.review.judgements import ACCEPT, EDIT, REJECT, SETTLE, UNSURE, Judgement, Judgements, Target
from kg.review.values import edited
from kg.statements import Stated, Verdict, derived_triples, judged, unjudged, unnamed
from kg.store import Store
from kg.terms import RDF, SCG, WIKIBASE, Review, Standing

FOLDER: Final = "review"
_RULE: Final = "settled"
_TEXT: Final = "a person has settled the disagreement (docs/review.md)"
_RANKS: Final = {
    "preferred": (Review.ACCEPTED, WIKIBASE.PreferredRank),
    "normal": (Review.ACCEPTED, WIKIBASE.NormalRank),
    "deprecated": (Review.REJECTED, WIKIBASE.DeprecatedRank),
}
Where = Mapping[Iri, Mapping[Iri, str]]
"""By graph: the sources in it, each with the hash of its text."""


def apply(store: Store, judgements: Judgements) -> None:
    """Bring every source of the store to what people have decided; what follows from it has to be made anew."""
    marked = {Iri(str(graph)) for (graph,) in rows_of(store, "judged", FOLDER)}
    if not (marked or judgements.sources):
        return
    where = _where(store)
    wanted = {graph for graph, sources in where.items() if judgements.sources & set(sources)}
    for graph in sorted(wanted | marked):
        own = unnamed(content_of(store, graph))
        made = judged(unjudged(own), verdicts(judgements, where[graph]))
        if made != own:
            store.replace(graph, made)


def content_of(store: Store, graph: Iri) -> tuple[Triple, ...]:
    """All triples of a named graph."""
    return store.construct(find_query("content", LINKING).sparql, {"graph": graph})


def verdicts(judgements: Judgements, texts: Mapping[Iri, str]) -> Callable[[Stated], Verdict | None]:
    """The verdict on each claim of sources with these texts; None where nobody decided, or on another text."""

    def verdict(claim: Stated) -> Verdict | None:
        found = judgements.on(claim.source, claim.key, claim.statement)
        if found is None or found[1].text != texts.get(claim.source):
            return None
        return _verdict(*found, claim)

    return verdict


def _verdict(judgement: Judgement, target: Target, claim: Stated) -> Verdict | None:
    if judgement.decision == UNSURE:
        return None
    status = {ACCEPT: "normal", REJECT: "deprecated", EDIT: "deprecated", SETTLE: target.rank}[judgement.decision]
    review, rank = _RANKS[status]
    value = edited(claim.said.object, judgement.value, judgement.place) if judgement.decision == EDIT else None
    settles = Iri(judgement.disagreement) if judgement.decision == SETTLE else None
    if review == Review.ACCEPTED and claim.review == Review.CURATED:
        review = Review.CURATED
    return Verdict(review, rank, judgement.who, judgement.when, judgement.why, value, settles)


def _where(store: Store) -> Where:
    """Which sources stand in which graph."""
    where: dict[Iri, dict[Iri, str]] = defaultdict(dict)
    for graph, source, text in rows_of(store, "texts", FOLDER):
        if isinstance(graph, Iri) and isinstance(source, Iri) and isinstance(text, Literal):
            where[graph][source] = text.value
    return where


def settled(store: Store, judgements: Judgements, still_open: frozenset[Iri]) -> tuple[Triple, ...]:
    """The disagreements that people have settled, as derived triples; not those that are open once more."""
    found: set[Triple] = set()
    sides: dict[Iri, list[tuple[Term | None, ...]]] = defaultdict(list)
    for disagreement, *side in rows_of(store, "ranked", FOLDER):
        sides[Iri(str(disagreement))].append(tuple(side))
    for one in judgements.standing:
        if one.decision == SETTLE and Iri(one.disagreement) in sides and one.disagreement not in still_open:
            found.update(_node(one, sides[Iri(one.disagreement)]))
    return derived_triples(_RULE, _TEXT, found) if found else ()


def _node(one: Judgement, sides: list[tuple[Term | None, ...]]) -> Iterator[Triple]:
    """The node of a settled disagreement; `sides` are claim, subject, property and, for holders, the post."""
    iri, name = Iri(one.disagreement), Iri(one.on_property)
    posts = sorted(post for *_, post in sides if isinstance(post, Iri))
    about = posts or sorted(Iri(str(subject)) for _, subject, found, _ in sides if found == name)
    if not about:
        return
    yield Triple(iri, RDF.type, SCG.Disagreement)
    yield Triple(iri, SCG.about, about[0])
    yield Triple(iri, SCG.onProperty, name)
    yield Triple(iri, SCG.standing, Standing.SETTLED)
    if one.why:
        yield Triple(iri, SCG.reason, Literal(one.why))
    for claim, *_ in sides:
        yield Triple(iri, SCG.side, Iri(str(claim)))
