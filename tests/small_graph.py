"""A small graph in the exact shape of docs/model.md: two sources, one of each relation, every triple with its claim.

The people and the paper are made up; the places and organisations are real.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from kg import iris, resources
from kg.records import Iri, Literal, Term, Triple
from kg.statements import ontology_triples
from kg.store import Store, open_store
from kg.terms import (
    BASE,
    DCT,
    OA,
    OPENGOV,
    ORG,
    PROV,
    RDF,
    RDFS,
    SCG,
    SCHEMA,
    SKOS,
    WIKIBASE,
    XSD,
    Capacity,
    EventKind,
    EventRole,
    Level,
    Modality,
    NetworkRole,
    PartnershipKind,
    PostKind,
    ProgrammeKind,
    Relation,
    Review,
    Status,
    Topic,
)

SENTENCES = (
    "Makassar menjadi anggota ASEAN Smart Cities Network sejak 26 April 2018.",
    "Pj. Wali Kota Makassar Contoh Orang hadir sebagai pembicara dalam rapat tahunan di Makassar.",
    "Pemerintah Kota Makassar menjalankan Sombere dan Smart City.",
    "Kota itu diusulkan menjadi ketua jejaring.",
    "Contoh Lain kabarnya memimpin dinas itu.",
)
TEXT = " ".join(SENTENCES)
ROW = "key: makassar\nparent: indonesia\nlevel: city"


def thing(kind: str, key: str) -> Iri:
    return Iri(f"{BASE}id/{kind}/{key}")


INDONESIA, MAKASSAR = thing("place", "indonesia"), thing("place", "kota-makassar")
PEMKOT, DISKOMINFO = thing("organisation", "pemkot-makassar"), thing("organisation", "diskominfo-makassar")
OLD_OFFICE, ASCN = thing("organisation", "kantor-pde-makassar"), thing("organisation", "ascn")
PERSON, OTHER = thing("person", "p1"), thing("person", "p2")
POST = thing("post", "wali-kota-makassar")
SOMBERE = thing("programme", "sombere")
MEETING, SERIES = thing("event", "meeting"), thing("event-series", "ascn-annual-meeting")
TENURE, HEARSAY = thing("tenure", "t1"), thing("tenure", "t2")
MEMBERSHIP, OFFICE = thing("membership", "m1"), thing("network-office", "o1")
REPRESENTATION, PARTICIPATION = thing("representation", "r1"), thing("participation", "a1")
OWNERSHIP, PARTNERSHIP, CHANGE = thing("ownership", "w1"), thing("partnership", "k1"), thing("change", "c1")
ARTICLE, TABLE_ROW = thing("source", "s1"), thing("source", "s2")
ARTICLE_GRAPH, TABLE_GRAPH = thing("graph", "source-s1"), thing("graph", "registry-places")
DERIVED_GRAPH, ONTOLOGY_GRAPH = thing("graph", "derived"), thing("graph", "ontology")
RULE = thing("source", "rule-label")
RUN, AGENT = thing("run", "rules-1"), thing("agent", "rules")
TEXTS = {ARTICLE: TEXT, TABLE_ROW: ROW}


def day(text: str) -> Literal:
    return Literal(text, XSD.date)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source puts it, and how far it is trusted."""

    modality: Iri = Modality.ASSERTED
    review: Iri = Review.CURATED
    confidence: str = "0.93"


ACCEPTED = Standing()
UNREVIEWED = Standing(review=Review.UNREVIEWED)
PROPOSED = Standing(modality=Modality.PROPOSED, review=Review.UNREVIEWED, confidence="0.8")
CANDIDATE = Standing(review=Review.CANDIDATE, confidence="0.3")


@dataclass
class Writer:
    """Collects triples by graph; a fact is its triples, each with a claim."""

    graphs: defaultdict[Iri, set[Triple]] = field(default_factory=lambda: defaultdict(set))

    def say(
        self, source: Iri, relation: Iri, quote: str | None, triples: list[Triple], standing: Standing = ACCEPTED
    ) -> None:
        graph = {ARTICLE: ARTICLE_GRAPH, TABLE_ROW: TABLE_GRAPH, RULE: DERIVED_GRAPH}[source]
        for triple in triples:
            self._claim(graph, source, relation, quote, triple, standing)
            if standing.modality == Modality.ASSERTED and standing.review not in (Review.CANDIDATE, Review.REJECTED):
                self.graphs[graph].add(triple)

    def _claim(
        self, graph: Iri, source: Iri, relation: Iri, quote: str | None, triple: Triple, standing: Standing
    ) -> None:
        subject, predicate, value = triple
        claim = iris.claim(subject, predicate, str(value), source, quote or "")
        self.add(graph, claim, {
            RDF.type: [SCG.Claim, RDF.Statement],
            RDF.subject: [subject], RDF.predicate: [predicate], RDF.object: [value],
            DCT.source: [source], PROV.wasGeneratedBy: [RUN], SCG.relation: [relation],
            SCG.modality: [standing.modality], SCG.reviewStatus: [standing.review],
            SCG.confidence: [Literal(standing.confidence, XSD.decimal)],
            SCG.rule: [Literal("test/rule")], WIKIBASE.rank: [WIKIBASE.NormalRank],
        })  # fmt: skip
        self.add(graph, RUN, {
            RDF.type: [SCG.Run], RDFS.label: [Literal("Rules 1")], PROV.wasAssociatedWith: [AGENT],
        })  # fmt: skip
        self.add(graph, AGENT, {RDF.type: [PROV.SoftwareAgent], SCHEMA.softwareVersion: [Literal("1")]})
        if quote is not None:
            self.add(graph, claim, {PROV.wasDerivedFrom: [self._quote(graph, source, quote)]})

    def _quote(self, graph: Iri, source: Iri, quote: str) -> Iri:
        start = TEXTS[source].index(quote)
        key = f"{source.rpartition('/')[2]}-{start}-{start + len(quote)}"
        text = thing("text", source.rpartition("/")[2])
        self.add(graph, thing("quote", key), {
            RDF.type: [OA.SpecificResource], OA.hasSource: [text], OA.hasSelector: [thing("selector", key)],
        })  # fmt: skip
        self.add(graph, thing("selector", key), {
            RDF.type: [OA.TextQuoteSelector, OA.TextPositionSelector], OA.exact: [Literal(quote)],
            OA.start: [Literal(str(start), XSD.nonNegativeInteger)],
            OA.end: [Literal(str(start + len(quote)), XSD.nonNegativeInteger)],
        })  # fmt: skip
        self.add(graph, text, {
            RDF.type: [SCG.SourceText], SCG.textHash: [Literal(hashlib.sha256(TEXTS[source].encode()).hexdigest())], PROV.specializationOf: [source],
        })  # fmt: skip
        return thing("quote", key)

    def add(self, graph: Iri, subject: Iri, values: dict[Iri, list[Term]]) -> None:
        for predicate, found in values.items():
            self.graphs[graph].update(Triple(subject, predicate, value) for value in found)


def node(subject: Iri, kind: Iri) -> Triple:
    return Triple(subject, RDF.type, kind)


def _entity(iri: Iri, kind: Iri, name: str, *more: Triple, language: str | None = None) -> list[Triple]:
    return [node(iri, kind), Triple(iri, SKOS.prefLabel, Literal(name, language=language)), *more]


def _things() -> list[Triple]:
    return [
        *_entity(INDONESIA, SCG.Place, "Indonesia", Triple(INDONESIA, SCG.level, Level.COUNTRY), language="en"),
        *_entity(MAKASSAR, SCG.Place, "Makassar", Triple(MAKASSAR, SCG.level, Level.CITY), language="id"),
        *_entity(PEMKOT, SCG.LocalGovernment, "Pemerintah Kota Makassar", language="id"),
        *_entity(DISKOMINFO, SCG.OrganisationalUnit, "Diskominfo Makassar", language="id"),
        *_entity(OLD_OFFICE, SCG.OrganisationalUnit, "Kantor PDE Makassar", language="id"),
        *_entity(
            ASCN,
            SCG.Network,
            "ASEAN Smart Cities Network",
            Triple(ASCN, SCG.abbreviation, Literal("ASCN")),
            language="en",
        ),
        *_entity(PERSON, SCG.Person, "Contoh Orang"),
        *_entity(OTHER, SCG.Person, "Contoh Lain"),
        *_entity(POST, SCG.Post, "Wali Kota Makassar", Triple(POST, SCG.postKind, PostKind.MAYOR), language="id"),
        Triple(POST, ORG.postIn, PEMKOT),
        *_entity(
            SOMBERE,
            SCG.Programme,
            "Sombere dan Smart City",
            Triple(SOMBERE, SCG.programmeKind, ProgrammeKind.PROGRAMME),
        ),
        Triple(SOMBERE, SCG.topic, Topic.GOVERNANCE),
        *_entity(MEETING, SCG.Event, "Rapat tahunan", Triple(MEETING, SCG.eventKind, EventKind.ANNUAL_MEETING)),
        Triple(MEETING, SCG.inSeries, SERIES),
        Triple(MEETING, SCG.earliestStart, day("2024-07-30")),
        Triple(MEETING, SCG.latestStart, day("2024-07-30")),
        *_entity(SERIES, SCG.EventSeries, "ASCN Annual Meeting", language="en"),
    ]


def _relations(write: Writer) -> None:
    first, second, third, fourth, fifth = SENTENCES
    write.say(ARTICLE, Relation.MEMBER_OF, first, [
        node(MEMBERSHIP, SCG.NetworkMembership), Triple(MEMBERSHIP, SCG.memberPlace, MAKASSAR),
        Triple(MEMBERSHIP, ORG.organization, ASCN), Triple(MEMBERSHIP, SCG.membershipStatus, Status.PILOT),
        Triple(MEMBERSHIP, SCG.earliestStart, day("2018-04-26")), Triple(MEMBERSHIP, SCG.latestStart, day("2018-04-26")),
    ], UNREVIEWED)  # fmt: skip
    write.say(ARTICLE, Relation.HOLDS_POSITION, second, [
        node(TENURE, SCG.Tenure), Triple(TENURE, ORG.member, PERSON), Triple(TENURE, OPENGOV.post, POST),
        Triple(TENURE, ORG.organization, PEMKOT), Triple(TENURE, DCT.spatial, MAKASSAR),
        Triple(TENURE, SCG.title, Literal("Pj. Wali Kota Makassar")), Triple(TENURE, SCG.capacity, Capacity.PJ),
        Triple(TENURE, SCG.latestStart, day("2024-07-30")), Triple(TENURE, SCG.earliestEnd, day("2024-07-30")),
    ], UNREVIEWED)  # fmt: skip
    write.say(ARTICLE, Relation.PARTICIPATES_IN, second, [
        node(PARTICIPATION, SCG.Participation), Triple(PARTICIPATION, SCG.participant, PERSON),
        Triple(PARTICIPATION, SCG.event, MEETING), Triple(PARTICIPATION, SCG.eventRole, EventRole.SPEAKER),
    ])  # fmt: skip
    write.say(ARTICLE, Relation.TAKES_PLACE_IN, second, [Triple(MEETING, SCHEMA.location, MAKASSAR)])
    write.say(ARTICLE, Relation.RUNS, third, [
        node(OWNERSHIP, SCG.Ownership), Triple(OWNERSHIP, SCG.owner, PEMKOT), Triple(OWNERSHIP, SCG.programme, SOMBERE),
    ])  # fmt: skip
    write.say(ARTICLE, Relation.HOLDS_NETWORK_ROLE, fourth, [
        node(OFFICE, SCG.NetworkOffice), Triple(OFFICE, SCG.memberPlace, MAKASSAR), Triple(OFFICE, ORG.organization, ASCN),
        Triple(OFFICE, SCG.networkRole, NetworkRole.CHAIR),
    ], PROPOSED)  # fmt: skip
    write.say(ARTICLE, Relation.HOLDS_POSITION, fifth, [
        node(HEARSAY, SCG.Tenure), Triple(HEARSAY, ORG.member, OTHER), Triple(HEARSAY, ORG.organization, DISKOMINFO),
    ], CANDIDATE)  # fmt: skip


def _rows(write: Writer) -> None:
    write.say(
        TABLE_ROW, Relation.LOCATED_IN, "parent: indonesia", [Triple(MAKASSAR, SCHEMA.containedInPlace, INDONESIA)]
    )
    write.say(TABLE_ROW, Relation.PART_OF, "key: makassar", [Triple(DISKOMINFO, ORG.subOrganizationOf, PEMKOT)])
    write.say(TABLE_ROW, Relation.DESCRIBES, "key: makassar", [Triple(PEMKOT, DCT.spatial, MAKASSAR)])
    write.say(TABLE_ROW, Relation.REPRESENTS, "key: makassar", [
        node(REPRESENTATION, SCG.Representation), Triple(REPRESENTATION, SCG.representative, MAKASSAR),
        Triple(REPRESENTATION, SCG.onBehalfOf, INDONESIA), Triple(REPRESENTATION, SCG.forum, ASCN),
    ])  # fmt: skip
    write.say(TABLE_ROW, Relation.PARTNERS_WITH, "key: makassar", [
        node(PARTNERSHIP, SCG.Partnership), Triple(PARTNERSHIP, SCG.party, PEMKOT), Triple(PARTNERSHIP, SCG.party, ASCN),
        Triple(PARTNERSHIP, SCG.partnershipKind, PartnershipKind.COOPERATION),
    ])  # fmt: skip
    write.say(TABLE_ROW, Relation.SUCCEEDS, "key: makassar", [
        node(CHANGE, ORG.ChangeEvent), Triple(CHANGE, ORG.originalOrganization, OLD_OFFICE),
        Triple(CHANGE, ORG.resultingOrganization, DISKOMINFO),
    ])  # fmt: skip
    write.say(TABLE_ROW, Relation.DESCRIBES, "key: makassar", _things())


def _sources(write: Writer) -> None:
    page = Iri("https://example.org/report")
    write.add(ARTICLE_GRAPH, ARTICLE, {
        RDF.type: [SCG.Article], DCT.title: [Literal("Makassar dan jejaring kota")], DCT.publisher: [Literal("Koran Contoh")],
        SCHEMA.url: [Literal(page, XSD.anyURI)], SCHEMA.datePublished: [day("2024-07-31")],
        SCG.publishedBasis: [Literal("metadata")], DCT.language: [Literal("id")], PROV.hadPrimarySource: [page],
    })  # fmt: skip
    write.add(ARTICLE_GRAPH, page, {RDF.type: [SCG.WebPage], SCG.host: [Literal("example.org")]})
    write.add(
        TABLE_GRAPH, TABLE_ROW, {RDF.type: [SCG.TableRow], DCT.title: [Literal("registry/places.csv: kota-makassar")]}
    )
    write.add(TABLE_GRAPH, TABLE_ROW, {PROV.hadPrimarySource: [Iri("https://example.org/list")]})
    write.add(
        TABLE_GRAPH, Iri("https://example.org/list"), {RDF.type: [SCG.WebPage], SCG.host: [Literal("example.org")]}
    )
    write.add(DERIVED_GRAPH, RULE, {RDF.type: [SCG.DerivationRule], DCT.title: [Literal("label")]})


def _labels(write: Writer) -> None:
    derived = Standing(review=Review.DERIVED, confidence="1")
    names = {t.subject: t.object for t in _things() if t.predicate == SKOS.prefLabel}
    labels = [
        Triple(iri, RDFS.label, Literal(str(name.value))) for iri, name in names.items() if isinstance(name, Literal)
    ]
    write.say(RULE, Relation.DESCRIBES, None, labels, derived)


def small_graph() -> dict[Iri, set[Triple]]:
    """The graphs of the sample by name, without the ontology's."""
    write = Writer()
    _relations(write)
    _rows(write)
    _sources(write)
    _labels(write)
    return dict(write.graphs)


def small_store() -> Store:
    """The sample and the ontology in a store in memory."""
    store = open_store(":memory:", create=True)
    for graph, triples in small_graph().items():
        store.replace(graph, sorted(triples))
    store.replace(ONTOLOGY_GRAPH, ontology_triples(resources.folder("ontology")))
    return store
