"""What the graph says of one thing, claim by claim: the matter of an entity's page.

In: a store and the thing. Out: statements, each with what its sources say and in which words. Not its
job: finding the thing (names) or printing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.queries.library import PAGES, find_query
from kg.queries.names import Named, Selects
from kg.queries.support import Support, counted, support
from kg.records import Iri, Literal, Term
from kg.terms import Modality, Relation, Review


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as a reader sees it.

    `addresses` are its own page first, then the pages that it rests on; `origins` say whose words it rests on.
    """

    iri: Iri
    title: str
    publisher: str | None
    published: str | None
    addresses: tuple[str, ...]
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim: a property, `name`, with its value as one source gives it.

    `label` is the display label of a value that is a thing; `quote` the words, None where there are none.
    """

    claim: Iri
    name: Iri
    value: Term
    label: str | None
    modality: Iri
    review: Iri
    confidence: Decimal
    source: Origin
    quote: str | None

    @property
    def stands(self) -> bool:
        """Whether the graph takes it for a fact: asserted, and neither a candidate nor rejected."""
        return self.modality == Modality.ASSERTED and self.review not in (Review.CANDIDATE, Review.REJECTED)


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation (a concept of the scheme), the node that carries it, its label, and what is said of it."""

    relation: Iri
    node: Iri
    label: str | None
    sayings: tuple[Saying, ...]

    @property
    def stands(self) -> bool:
        """Whether at least one source's claim is taken for a fact."""
        return any(saying.stands for saying in self.sayings)

    @property
    def support(self) -> Support:
        """How many independent sources say so, and how sure that makes it (docs/evidence.md)."""
        said = [saying for saying in self.sayings if saying.review != Review.DERIVED]
        kept = counted(said, lambda saying: saying.name, lambda saying: saying.stands)
        return support((saying.source.origins or (saying.source.iri,), saying.confidence) for saying in kept)

    def values(self, *names: Iri) -> tuple[Term, ...]:
        """The distinct values of some properties, those that stand where any does."""
        said = [saying for saying in self.sayings if saying.name in names]
        kept = [saying for saying in said if saying.stands] or said
        return tuple(dict.fromkeys(saying.value for saying in kept))


@dataclass(frozen=True, slots=True)
class Profile:
    """A thing with all statements about it: its own properties first, then by relation and node."""

    thing: Named
    statements: tuple[Statement, ...]


def profile(store: Selects, thing: Named) -> Profile:
    """All that sources say of `thing`, or of relations that it is an end of; candidates and denials too."""
    claims = tuple(_iri(claim) for (claim,) in _rows(store, "profile-claims", thing=thing.iri))
    if not claims:
        return Profile(thing, ())
    rows = _rows(store, "profile", claims=claims)
    quotes = {claim: _text(quote) for claim, quote in _rows(store, "profile-quotes", claims=claims)}
    origins = _origins(store, tuple(sorted({_iri(row[-1]) for row in rows})))
    found: dict[tuple[Iri, Iri], list[Saying]] = {}
    labels: dict[Iri, str | None] = {}
    for claim, relation, node, node_label, *said, source in rows:
        labels[_iri(node)] = _text(node_label)
        saying = _saying(_iri(claim), said, origins[_iri(source)], quotes.get(claim))
        found.setdefault((_iri(relation), _iri(node)), []).append(saying)
    statements = [Statement(*key, labels[key[1]], tuple(sayings)) for key, sayings in found.items()]
    return Profile(thing, tuple(sorted(statements, key=lambda s: _order(s, thing.iri))))


def sources_of(sayings: Iterable[Saying]) -> tuple[Saying, ...]:
    """One saying for each source and quote, the surest first, in an order that never changes."""
    best: dict[tuple[Iri, str | None], Saying] = {}
    for saying in sorted(sayings, key=_rank):
        best.setdefault((saying.source.iri, saying.quote), saying)
    return tuple(best.values())


def _rank(saying: Saying) -> tuple[Decimal, str, str, str]:
    return -saying.confidence, saying.source.published or "", saying.source.title, saying.quote or ""


def _rows(store: Selects, name: str, **bindings: Term | tuple[Term, ...]) -> tuple[tuple[Term | None, ...], ...]:
    return store.select(find_query(name, PAGES).sparql, bindings).rows


def _origins(store: Selects, sources: tuple[Iri, ...]) -> dict[Iri, Origin]:
    known: dict[Iri, tuple[str | None, ...]] = {}
    pages: dict[Iri, dict[str, None]] = {}
    origins: dict[Iri, dict[str, None]] = {}
    for source, title, publisher, published, address, page, origin in _rows(store, "profile-sources", sources=sources):
        known[_iri(source)] = tuple(_text(cell) for cell in (title, publisher, published))
        origins.setdefault(_iri(source), {}).update(dict.fromkeys(filter(None, (_text(origin),))))
        pages.setdefault(_iri(source), {}).update(dict.fromkeys(filter(None, (_text(address), _text(page)))))
    return {
        source: Origin(
            source, title or "", publisher, published, tuple(pages[source]), tuple(origins[source]) or (source,)
        )
        for source, (title, publisher, published) in known.items()
    }


def _saying(claim: Iri, said: Sequence[Term | None], source: Origin, quote: str | None) -> Saying:
    name, value, label, modality, review, confidence = said
    assert value is not None  # every claim has an object
    return Saying(
        claim=claim,
        name=_iri(name),
        value=value,
        label=_text(label),
        modality=_iri(modality),
        review=_iri(review),
        confidence=Decimal(_text(confidence) or 0),
        source=source,
        quote=quote,
    )


def _order(statement: Statement, thing: Iri) -> tuple[bool, bool, Iri, str, Iri]:
    own = statement.node == thing and statement.relation == Relation.DESCRIBES
    return not own, not statement.stands, statement.relation, statement.label or "", statement.node


def _iri(term: Term | None) -> Iri:
    if not isinstance(term, Iri):
        raise TypeError(f"not an IRI: {term!r}")
    return term


def _text(term: Term | None) -> str | None:
    return term.value if isinstance(term, Literal) else term
