"""What the store says of one thing, read claim by claim: the raw material of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.pages.memory import Memory
from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term, Triple
from kg.store import Store
from kg.terms import DCT, PROV, RDF, SCG, SCHEMA

_MOST_NODES = 400
_MOST_CLAIMS = 10_000


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as a reader cites it; `pages` are the addresses that it is or rests on, `origins` whose words."""

    iri: Iri
    kind: Iri | None
    title: str
    publisher: str
    author: str
    published: str
    language: str
    pages: tuple[str, ...]
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: a property of a node, its value, who says so in which words, and whom the source quotes for it."""

    node: Iri
    predicate: Iri
    value: Term
    claim: Iri
    relation: Iri
    modality: Iri
    review: Iri
    confidence: Decimal
    source: SourceNote
    quote: str
    speaker: Iri | None = None


@dataclass(frozen=True, slots=True)
class Pointer:
    """A thing that points to the one that is read, and by which property."""

    subject: Iri
    predicate: Iri


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is said of a thing: claims on itself, on the relations it stands in, and what points to it.

    `left_out` counts the relations that were too many to read.
    """

    thing: Iri
    own: tuple[Said, ...]
    relations: tuple[tuple[Said, ...], ...]
    pointers: tuple[Pointer, ...]
    left_out: int


class Reader:
    """Reads one store that does not change; sources are remembered, and the claims on what was read last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._notes: Memory[Iri, SourceNote] = Memory(20_000)
        self._claims: Memory[Iri, tuple[Said, ...]] = Memory(_MOST_CLAIMS)
        self._said_by: Memory[Iri, tuple[Said, ...]] = Memory(2_000)
        self.of_origin = lru_cache(maxsize=1_000)(self._of_origin)

    def read(self, thing: Iri) -> Reading:
        """Everything said of a thing; an empty reading where nothing is."""
        rows = self._rows("relations", thing=thing)
        nodes = [Iri(str(row[0])) for row in rows]
        relations = [node for node in nodes[:_MOST_NODES] if node != thing]
        said = self._claims_of((thing, *relations))
        pointers = tuple(
            Pointer(_iri(subject), _iri(predicate)) for subject, predicate in self._rows("inbound", thing=thing)
        )
        left_out = max(len(nodes) - _MOST_NODES, 0)
        return Reading(thing, said[thing], tuple(said[node] for node in relations), pointers, left_out)

    def triples(self, node: Iri) -> tuple[Triple, ...]:
        """The triples that have a node for their subject, sorted."""
        rows = self._rows("own-triples", nodes=(node,))
        return tuple(sorted(Triple(node, _iri(predicate), value) for _, predicate, value in rows if value is not None))

    def claims(self, node: Iri) -> tuple[Said, ...]:
        """The claims on one node, sorted."""
        return self._claims_of((node,))[node]

    def known_claims(self, node: Iri) -> tuple[Said, ...] | None:
        """The same where they were read lately; None where that would cost a look-up."""
        return self._claims.get(node)

    def said_by(self, source: Iri) -> tuple[Said, ...]:
        """The claims that a source makes, by the node that they are on."""
        return self.said_by_all((source,))[source]

    def said_by_all(self, sources: Iterable[Iri]) -> Mapping[Iri, tuple[Said, ...]]:
        """The claims that each of some sources makes, read together."""
        return self._said_by.filled(sources, self._read_said_by)

    def backing(self, nodes: Collection[Iri]) -> Mapping[Iri, Sequence[Said]]:
        """The claims of all sources on some nodes, by node, without their words."""
        found: dict[Iri, list[Said]] = defaultdict(list)
        rows = self._rows("backed-by", nodes=tuple(sorted(nodes))) if nodes else ()
        notes = self.sources(_iri(row[-1]) for row in rows)
        for node, *said, source in rows:
            found[_iri(node)].append(_said(_iri(node), said, notes[_iri(source)], (None, None)))
        return {node: sorted(said, key=_order) for node, said in found.items()}

    def source(self, source: Iri) -> SourceNote:
        """A source as it is cited."""
        return self.sources((source,))[source]

    def nodes_of(self, sources: tuple[Iri, ...]) -> Mapping[Iri, Sequence[tuple[Iri, Iri]]]:
        """What the claims of some sources speak of, each node with the relation that they belong to; unsorted."""
        found: dict[Iri, list[tuple[Iri, Iri]]] = {source: [] for source in sources}
        for source, node, relation in self._rows("nodes-of-sources", sources=sources):
            found[_iri(source)].append((_iri(node), _iri(relation)))
        return found

    def sources(self, wanted: Iterable[Iri]) -> Mapping[Iri, SourceNote]:
        """Some sources as they are cited, read together."""
        return self._notes.filled(wanted, self._read_sources)

    def _claims_of(self, nodes: tuple[Iri, ...]) -> Mapping[Iri, tuple[Said, ...]]:
        rows = self._rows("claims", nodes=nodes)
        notes = self.sources(_iri(row[-3]) for row in rows)
        found: dict[Iri, list[Said]] = {node: [] for node in nodes}
        for node, *said, source, quote, speaker in rows:
            found[_iri(node)].append(_said(_iri(node), said, notes[_iri(source)], (quote, speaker)))
        made = {node: tuple(sorted(said, key=_order)) for node, said in found.items()}
        for node, claims in made.items():
            self._claims.keep(node, claims, len(claims) + 1)
        return made

    def _read_said_by(self, sources: tuple[Iri, ...]) -> Mapping[Iri, tuple[Said, ...]]:
        notes = self.sources(sources)
        found: dict[Iri, list[Said]] = {source: [] for source in sources}
        for source, node, *said, quote, speaker in self._rows("said-by", sources=sources):
            found[_iri(source)].append(_said(_iri(node), said, notes[_iri(source)], (quote, speaker)))
        return {source: tuple(sorted(said, key=_order)) for source, said in found.items()}

    def _of_origin(self, origin: str) -> tuple[Iri, ...]:
        return tuple(_iri(source) for (source,) in self._rows("of-origin", origin=Literal(origin)))

    def _read_sources(self, sources: tuple[Iri, ...]) -> Mapping[Iri, SourceNote]:
        told: dict[Iri, dict[Iri, list[Term]]] = {source: defaultdict(list) for source in sources}
        for source, predicate, value in self._rows("source", sources=sources):
            assert value is not None
            told[_iri(source)][_iri(predicate)].append(value)
        return {source: _note(source, known) for source, known in told.items()}

    def _rows(self, query: str, **bindings: Term | tuple[Term, ...]) -> Sequence[tuple[Term | None, ...]]:
        return self._store.select(find_query(query, PAGES).sparql, bindings).rows


def _note(source: Iri, told: Mapping[Iri, Sequence[Term]]) -> SourceNote:
    def texts(name: Iri) -> list[str]:
        return sorted(map(_text, told.get(name, ())))

    def first(name: Iri) -> str:
        return next(iter(texts(name)), "")

    kinds = texts(RDF.type)
    return SourceNote(
        source,
        Iri(kinds[0]) if kinds else None,
        first(DCT.title),
        first(DCT.publisher),
        first(SCHEMA.author),
        first(SCHEMA.datePublished),
        first(DCT.language),
        tuple(dict.fromkeys((*texts(PROV.hadPrimarySource), *texts(SCHEMA.url)))),
        tuple(texts(SCG.origin)) or (str(source),),
    )


def _said(node: Iri, said: Sequence[Term | None], source: SourceNote, words: tuple[Term | None, Term | None]) -> Said:
    predicate, value, claim, relation, modality, review, confidence = said
    quote, speaker = words
    assert value is not None
    return Said(
        node=node,
        predicate=_iri(predicate),
        value=value,
        claim=_iri(claim),
        relation=_iri(relation),
        modality=_iri(modality),
        review=_iri(review),
        confidence=Decimal(_text(confidence) or "0"),
        source=source,
        quote=_text(quote),
        speaker=speaker if isinstance(speaker, Iri) else None,
    )


def _order(said: Said) -> tuple[str, str, bool, str, str, str, str, str, str]:
    """By property and value, IRIs before literals, then by who says so."""
    value = said.value
    tag = (value.language or "") if isinstance(value, Literal) else ""
    is_literal = isinstance(value, Literal)
    return (
        said.node,
        said.predicate,
        is_literal,
        _text(value),
        tag,
        said.source.iri,
        said.claim,
        said.speaker or "",
        said.quote,
    )


def _iri(term: Term | None) -> Iri:
    assert isinstance(term, Iri)
    return term


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)
