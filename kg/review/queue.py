"""Everything in a store that waits for a decision, best first (docs/review.md says what that means)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp
from typing import Final

from kg import iris
from kg.linking import Doubt, doubts
from kg.linking.reading import rows_of
from kg.queries.library import find_query
from kg.records import Iri, Literal, Term
from kg.resolution import Decisions
from kg.resolution.identity.grouping import THRESHOLD
from kg.review.applying import FOLDER, content_of
from kg.review.items import CLAIM, DISAGREEMENT, DUPLICATE, Item, Line, Side, entropy, score
from kg.review.judgements import UNSURE, Judgement, Judgements
from kg.review.reading import Graph, around, belongs, contending, ends_of, is_main, named_nowhere_else, read_graph
from kg.statements import Stated
from kg.store import Store
from kg.terms import DCT, SCG, SCHEMA, SKOS, Review

_QUOTES: Final = 3


class Queue:
    """Reads a store once and gives its items."""

    def __init__(self, store: Store, judgements: Judgements, decisions: Decisions) -> None:
        self._store, self._judgements, self._decisions = store, judgements, decisions
        self._graphs: dict[Iri, Graph] = {}
        self._labels: dict[Iri, str] = {}

    def items(self) -> tuple[Item, ...]:
        """Every item: the undecided before those that somebody was unsure of, then by score, then by id."""
        found = [*self._claims(), *self._doubts(), *self._disagreements()]
        reach = self._reach({thing for one in found for thing in one.things})
        scored = [
            replace(one, score=score(one.score, max((reach.get(t, 0) for t in one.things), default=0))) for one in found
        ]
        return tuple(sorted(scored, key=lambda one: (_is_unsure(one), -one.score, one.id)))

    def _graph(self, iri: Iri) -> Graph:
        if iri not in self._graphs:
            self._graphs[iri] = read_graph(content_of(self._store, iri))
        return self._graphs[iri]

    # candidates

    def _claims(self) -> Iterator[Item]:
        graphs = {Iri(str(graph)) for (graph,) in rows_of(self._store, "candidates", FOLDER)}
        decided = self._judgements.sources
        graphs |= {Iri(str(g)) for g, source, _ in rows_of(self._store, "texts", FOLDER) if source in decided}
        for iri in sorted(graphs):
            yield from self._statements(self._graph(iri))

    def _statements(self, graph: Graph) -> Iterator[Item]:
        groups: dict[str, list[Stated]] = defaultdict(list)
        for claim in graph.claims:
            groups[claim.under(graph.own).statement].append(claim)
        for key, claims in sorted(groups.items()):
            before = self._before(graph, claims)
            waiting = [one for one in claims if one.review == Review.CANDIDATE]
            if is_main(claims) and (waiting or (before is not None and before.decision != UNSURE)):
                yield self._statement(graph, key, waiting or claims, before)

    def _before(self, graph: Graph, claims: Iterable[Stated]) -> Judgement | None:
        """The latest decision on the claims that holds no longer, because the text changed, or was none."""
        found = []
        for claim in claims:
            own = claim.under(graph.own)
            decided = self._judgements.on(own.source, own.key, own.statement)
            if decided and (decided[1].text != graph.texts.get(own.source) or decided[0].decision == UNSURE):
                found.append(decided[0])
        return max(found, key=lambda one: one.order, default=None)

    def _statement(self, graph: Graph, key: str, claims: Sequence[Stated], before: Judgement | None) -> Item:
        main = claims[0]
        beside = around(graph, claims)
        side = self._side(graph, [*claims, *beside])
        alone = named_nowhere_else(graph, claims)
        side = replace(side, lines=tuple(replace(one, apart=one.key in alone) for one in side.lines))
        ends = frozenset(ends_of(claims))
        names = " – ".join(dict.fromkeys(self._label(end) for end in ends_of(claims)))
        confidence = float(main.confidence)
        why = f"read with confidence {main.confidence}"
        if before is not None and before.decision != UNSURE:
            why = f"{before.decision} by {before.who} on {before.when[:10]}; the text of the source has changed since"
        bits = entropy((confidence, 1 - confidence)) if main.review == Review.CANDIDATE else 1.0
        title = f"{main.relation.rpartition('-')[2]}: {names}"
        return Item(key, CLAIM, title, why, bits, (side,), ends, before, statement=key)

    def _side(self, graph: Graph, claims: Sequence[Stated]) -> Side:
        source = claims[0].source
        lines = tuple(self._line(graph, claim) for claim in claims)
        quotes = tuple(dict.fromkeys(filter(None, (graph.quote(claim) for claim in claims))))
        where = graph.text(source, SCHEMA.url)
        published = graph.text(source, SCHEMA.datePublished)
        title = ", ".join(filter(None, (graph.text(source, DCT.title), published)))
        return Side(title, where, quotes[:_QUOTES], lines)

    def _line(self, graph: Graph, claim: Stated) -> Line:
        own = claim.under(graph.own)
        value = claim.said.object
        label = value.value if isinstance(value, Literal) else self._label(value)
        return Line(claim.said.predicate, value, label, own.key, claim.source, graph.texts.get(claim.source, ""))

    # people who may be one

    def _doubts(self) -> Iterator[Item]:
        found = doubts(self._store, self._decisions)
        people = tuple(sorted({end for doubt in found for end in (doubt.left, doubt.right)}))
        said: dict[Iri, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        if people:
            for thing, _, title, published, quote in self._rows("said", people):
                said[Iri(_plain(thing))][f"{_plain(title)}, {_plain(published)}".rstrip(", ")].append(_plain(quote))
        for doubt in found:
            yield self._doubt(doubt, said)

    def _doubt(self, doubt: Doubt, said: Mapping[Iri, Mapping[str, list[str]]]) -> Item:
        near = doubt.near
        sides = []
        for end, names in zip((doubt.left, doubt.right), doubt.names, strict=True):
            spoken = said.get(end, {})
            quotes = tuple(dict.fromkeys(words[0] for words in spoken.values()))
            sides.append(Side(" · ".join(names), "; ".join(list(spoken)[:_QUOTES]), quotes[:_QUOTES], ()))
        told = ", ".join(f"{'for' if share > 0 else 'against'}: {why} {share:+.2f}" for why, share in near.reasons)
        chance = 1 / (1 + exp(THRESHOLD - near.weight))
        pair = frozenset((near.left, near.right))
        before = _unsure(pair) if pair in self._decisions.unsure else None
        return Item(
            id=iris.digest(DUPLICATE, near.left, near.right),
            kind=DUPLICATE,
            title=f"{doubt.names[0][0]} – {doubt.names[1][0]}",
            why=f"{told}; weight {near.weight}; {near.missing}",
            score=entropy((chance, 1 - chance)),
            sides=tuple(sides),
            things=frozenset((doubt.left, doubt.right)),
            before=before,
            ends=(near.left, near.right),
        )

    # disagreements

    def _disagreements(self) -> Iterator[Item]:
        rows: dict[tuple[Iri, Iri, Iri], dict[Iri, Iri]] = defaultdict(dict)
        for disagreement, about, name, graph, claim in rows_of(self._store, "disagreements", FOLDER):
            rows[Iri(_plain(disagreement)), Iri(_plain(about)), Iri(_plain(name))][Iri(_plain(claim))] = Iri(
                _plain(graph)
            )
        for (iri, about, name), claims in sorted(rows.items()):
            yield self._disagreement(iri, about, name, claims)

    def _disagreement(self, iri: Iri, about: Iri, name: Iri, sides: Mapping[Iri, Iri]) -> Item:
        told = []
        for graph, claims in contending(sides, self._graph).values():
            told.append(self._side(graph, [one for one in graph.claims if belongs(one, claims, name)]))
        told.sort(key=lambda side: (side.title, [(line.name, line.label) for line in side.lines]))
        votes: dict[object, int] = defaultdict(int)
        for side in told:
            votes[tuple(sorted((line.name, line.label) for line in side.lines))] += 1
        settled = [one for one in self._judgements.standing if one.disagreement == iri]
        ends = frozenset(
            end
            for graph, claims in contending(sides, self._graph).values()
            for end in ends_of([one for one in graph.claims if one.said.subject == claims[0].said.subject])
        )
        label = self._label(about) if about in self._labels or self._label(about) != about else ""
        names = (
            label if label and not label.startswith("http") else " – ".join(self._label(end) for end in sorted(ends))
        )
        return Item(
            id=iri.rpartition("/")[2],
            kind=DISAGREEMENT,
            title=f"{name.rpartition('#')[2]}: {names}",
            why=f"{len(votes)} values from {len(told)} sources",
            score=entropy(votes.values()),
            sides=tuple(told),
            things=frozenset((about, *ends)),
            before=settled[-1] if settled else None,
            on=name,
        )

    # words

    def _label(self, iri: Term) -> str:
        if not isinstance(iri, Iri):
            return iri.value
        if iri not in self._labels:
            found = [_plain(label) for _, label in self._rows("labels", (iri,))]
            self._labels[iri] = found[0] if found else self._named(iri)
        return self._labels[iri]

    def _named(self, iri: Iri) -> str:
        """What a source calls it, where nothing that stands does."""
        names = (
            claim.said.object
            for graph in self._graphs.values()
            for claim in graph.claims
            if claim.said.subject == iri and claim.said.predicate in (SKOS.prefLabel, SCG.title)
        )
        return next((name.value for name in names if isinstance(name, Literal)), iri)

    def _reach(self, things: Iterable[Iri]) -> dict[Iri, int]:
        wanted = tuple(sorted(things))
        return {Iri(_plain(thing)): int(_plain(n)) for thing, n in self._rows("reach", wanted)} if wanted else {}

    def _rows(self, name: str, things: tuple[Iri, ...]) -> tuple[tuple[Term | None, ...], ...]:
        return self._store.select(find_query(name, FOLDER).sparql, {"things": things}).rows


def _is_unsure(item: Item) -> bool:
    return item.before is not None and item.before.decision == UNSURE


def _unsure(pair: frozenset[str]) -> Judgement:
    return Judgement(mark=iris.digest(*sorted(pair)), when="", who="", decision=UNSURE)


def _plain(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else str(term or "")
