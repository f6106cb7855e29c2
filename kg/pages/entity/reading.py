"""What the store says of one thing, read claim by claim: the raw material of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.queries.library import PAGES, find_query
from kg.records import Iri, Literal, Term
from kg.store import Store
from kg.terms import DCT, PROV, RDF, SCG, SCHEMA

_MOST_NODES = 400


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
    """Reads one store that does not change; sources are remembered."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.source = lru_cache(maxsize=20_000)(self._source)
        self.of_origin = lru_cache(maxsize=1_000)(self._of_origin)

    def read(self, thing: Iri) -> Reading:
        """Everything said of a thing; an empty reading where nothing is."""
        rows = self._store.select(find_query("relations", PAGES).sparql, {"thing": thing}).rows
        nodes = [Iri(str(row[0])) for row in rows]
        own = tuple(self.claims(thing))
        relations = tuple(tuple(self.claims(node)) for node in nodes[:_MOST_NODES] if node != thing)
        return Reading(thing, own, relations, self._pointers(thing), max(len(nodes) - _MOST_NODES, 0))

    def claims(self, node: Iri) -> Iterator[Said]:
        """The claims on one node, sorted."""
        for row in self._store.select(find_query("claims", PAGES).sparql, {"node": node}).rows:
            *said, source, quote, speaker = row
            yield _said(node, said, self.source(_iri(source)), (quote, speaker))

    def said_by(self, source: Iri) -> Iterator[Said]:
        """The claims that a source makes, by the node that they are on."""
        note = self.source(source)
        for row in self._store.select(find_query("said-by", PAGES).sparql, {"source": source}).rows:
            node, *said, quote, speaker = row
            yield _said(_iri(node), said, note, (quote, speaker))

    def backing(self, nodes: Collection[Iri]) -> Mapping[Iri, Sequence[Said]]:
        """The claims of all sources on some nodes, by node, without their words."""
        found: dict[Iri, list[Said]] = defaultdict(list)
        if nodes:
            query = find_query("backed-by", PAGES).sparql
            for node, *said, source in self._store.select(query, {"nodes": tuple(sorted(nodes))}).rows:
                found[_iri(node)].append(_said(_iri(node), said, self.source(_iri(source)), (None, None)))
        return found

    def _pointers(self, thing: Iri) -> tuple[Pointer, ...]:
        rows = self._store.select(find_query("inbound", PAGES).sparql, {"thing": thing}).rows
        return tuple(Pointer(_iri(subject), _iri(predicate)) for subject, predicate in rows)

    def _of_origin(self, origin: str) -> tuple[Iri, ...]:
        rows = self._store.select(find_query("of-origin", PAGES).sparql, {"origin": Literal(origin)}).rows
        return tuple(_iri(source) for (source,) in rows)

    def _source(self, source: Iri) -> SourceNote:
        told: dict[Iri, list[Term]] = {}
        for predicate, value in self._store.select(find_query("source", PAGES).sparql, {"source": source}).rows:
            assert value is not None
            told.setdefault(_iri(predicate), []).append(value)

        def first(name: Iri) -> str:
            return _text(told[name][0]) if name in told else ""

        kinds = told.get(RDF.type, [])
        pages = tuple(_text(page) for page in (*told.get(PROV.hadPrimarySource, []), *told.get(SCHEMA.url, [])))
        return SourceNote(
            source,
            Iri(str(kinds[0])) if kinds else None,
            first(DCT.title),
            first(DCT.publisher),
            first(SCHEMA.author),
            first(SCHEMA.datePublished),
            first(DCT.language),
            tuple(dict.fromkeys(pages)),
            tuple(_text(origin) for origin in told.get(SCG.origin, [])) or (str(source),),
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


def _iri(term: Term | None) -> Iri:
    assert isinstance(term, Iri)
    return term


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)
