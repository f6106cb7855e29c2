"""What follows from all sources of a store together, made anew after every change."""

from __future__ import annotations

from typing import Final

from kg import iris
from kg.documents import repeated
from kg.graphs import keep_projection
from kg.linking import link, one_name
from kg.queries import find_query
from kg.reasoning import derive, origin_triples, read_sources, same_texts
from kg.records import Triple
from kg.resolution import Decisions
from kg.review import Judgements, apply, settled
from kg.statements import derived_triples
from kg.store import Store
from kg.terms import SCG, Standing

ORIGINS: Final = iris.graph("origins")


def finish(store: Store, decisions: Decisions | None = None, judgements: Judgements | None = None) -> None:
    """Judge claims, join people, name things, derive shortcuts and labels anew, index the labels, keep the network."""
    judged = judgements or Judgements()
    apply(store, judged)
    link(store, decisions or Decisions((), ()))
    store.replace(ORIGINS, origins(store))
    one_name(store)
    triples = {t for rule in derive(store) for t in derived_triples(rule.name, rule.text, rule.triples)}
    triples.update(settled(store, judged, frozenset(t.subject for t in triples if _is_open(t))))
    store.replace(iris.graph("derived"), triples)
    store.rebuild_labels()
    keep_projection(store)


def _is_open(triple: Triple) -> bool:
    return triple.predicate == SCG.standing and triple.object == Standing.OPEN


def origins(store: Store) -> tuple[Triple, ...]:
    """Triples that say whose words each source rests on, and which articles repeat which."""
    sources = read_sources(store.select(find_query("sources", "derive/support").sparql))
    marks: dict[str, str] = {iri: told.mark for iri, told in sources.items() if told.mark}
    return origin_triples(sources, (*repeated(marks), *same_texts(sources)))
