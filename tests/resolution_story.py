"""A small registry, and articles put together by hand: what tests of resolution need without a text to be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kg import iris
from kg.records import (
    Article,
    Document,
    Entity,
    Evidence,
    Extraction,
    Fact,
    FoundEntity,
    Iri,
    Literal,
    Mention,
    Name,
    Paragraph,
    Property,
    Qualifier,
    Relation,
    Sentence,
    Source,
    SourceFacts,
    Term,
)
from kg.resolution import Resolved, Resolver
from kg.statements import post_of
from kg.terms import (
    DCT,
    SCG,
    XSD,
    EventRole,
    Level,
    Modality,
    PostKind,
    Review,
    Topic,
)
from kg.terms import Relation as Kind

INDONESIA, BOGOR, BANDUNG = (iris.thing("place", key) for key in ("indonesia", "32.71", "32.73"))
PEMKOT, ASCN, DISKOMINFO = (iris.thing("organisation", key) for key in ("pemkot-bogor", "ascn", "diskominfo-bogor"))
BIMA, ANI = iris.thing("person", "p1"), iris.thing("person", "p2")
MEETING, SERIES = iris.thing("event", "am-2024"), iris.thing("event-series", "am")
TENURE = iris.thing("tenure", "bima-2019")

ENTITIES = (
    Entity(INDONESIA, SCG.Place, (Name("Indonesia", None, "preferred"),), level=Level.COUNTRY, country=INDONESIA),
    Entity(
        BOGOR,
        SCG.Place,
        (Name("Kota Bogor", "id", "preferred"), Name("Bogor")),
        level=Level.CITY,
        parent=INDONESIA,
        country=INDONESIA,
    ),
    Entity(
        BANDUNG,
        SCG.Place,
        (Name("Kota Bandung", "id", "preferred"), Name("Bandung")),
        level=Level.CITY,
        parent=INDONESIA,
        country=INDONESIA,
    ),
    Entity(
        PEMKOT, SCG.LocalGovernment, (Name("Pemkot Bogor", "id", "preferred"),), jurisdiction=BOGOR, country=INDONESIA
    ),
    Entity(
        DISKOMINFO,
        SCG.OrganisationalUnit,
        (Name("Dinas Komunikasi dan Informatika", "id", "preferred"),),
        parent=PEMKOT,
        country=INDONESIA,
    ),
    Entity(
        ASCN, SCG.Network, (Name("ASEAN Smart Cities Network", "en", "preferred"), Name("ASCN", None, "abbreviation"))
    ),
    Entity(BIMA, SCG.Person, (Name("Bima Arya Sugiarto", None, "preferred"), Name("Bima Arya")), links=(PEMKOT, BOGOR)),
    Entity(ANI, SCG.Person, (Name("Muhammad Ani Wijaya", None, "preferred"),), links=(DISKOMINFO,)),
    Entity(SERIES, SCG.EventSeries, (Name("ASCN Annual Meeting", "en", "preferred"),)),
    Entity(
        MEETING,
        SCG.Event,
        (Name("Seventh ASCN Annual Meeting", "en", "preferred"),),
        start="2024-07-30",
        end="2024-07-31",
    ),
)


def registry() -> SourceFacts:
    """One row: Bima Arya is mayor of Bogor from 2019 to 2024."""
    row = Source(iris.source("row"), iris.graph("registry-positions"), SCG.TableRow, "row", "0" * 64)
    held = Fact(
        Kind.HOLDS_POSITION,
        BIMA,
        PEMKOT,
        (
            Property(SCG.title, Literal("Wali Kota Bogor", language="id")),
            Property(SCG.postKind, PostKind.MAYOR),
            Property(DCT.spatial, BOGOR),
            Property(SCG.earliestStart, Literal("2019-04-20", XSD.date)),
            Property(SCG.latestEnd, Literal("2024-04-20", XSD.date)),
        ),
        Evidence(0, 3, "row"),
        Modality.ASSERTED,
        Decimal("0.95"),
        "registry/positions",
        Review.CURATED,
        TENURE,
    )
    return SourceFacts(row, (held,), iris.thing("run", "registry-1"))


RESOLVER = Resolver(ENTITIES, (registry(),), post_of)


def document(text: str, **changes: Any) -> Document:
    made = Document(
        article=Article("articles/a.txt", "text/plain", text),
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        language="id",
        title=text.partition(".")[0],
        publisher=None,
        author=None,
        published="2023-05-02",
        published_basis="dateline",
        dateline_place=None,
        paragraphs=(Paragraph(0, len(text), "id"),),
        sentences=(Sentence(0, len(text), 0),),
    )
    return replace(made, **changes)


class Story:
    """An extraction put together by hand: entities by their words, relations between them."""

    def __init__(self, text: str, **changes: Any) -> None:
        self.document = document(text, **changes)
        self._entities: list[FoundEntity] = []
        self._relations: list[Relation] = []

    def has(self, kind: Iri, name: str, *aliases: str, link: Iri | None = None, level: Iri | None = None) -> str:
        local = f"e{len(self._entities) + 1}"
        at = self.document.text.find(name)
        mentions = (Mention(max(at, 0), max(at, 0) + len(name), name, "test/name"),)
        self._entities.append(FoundEntity(local, kind, name, aliases, mentions, level, link))
        return local

    def says(
        self,
        relation: Iri,
        subject: str,
        target: Term | str | None,
        *qualifiers: tuple[Iri, Term | str],
        **changes: Any,
    ) -> None:
        made = Relation(
            relation,
            subject,
            target,
            tuple(Qualifier(name, value) for name, value in qualifiers),
            Modality.ASSERTED,
            0,
            len(self.document.text),
            "test/rule",
            Decimal("0.9"),
        )
        self._relations.append(replace(made, **changes))

    @property
    def extraction(self) -> Extraction:
        return Extraction(self.document, tuple(self._entities), tuple(self._relations))

    def told(self, threshold: str = "0.6") -> Resolved:
        return RESOLVER.resolve(self.extraction, Decimal(threshold))


def facts(resolved: Resolved, relation: Iri) -> list[Fact]:
    return [fact for fact in resolved.source_facts.facts if fact.relation == relation]


def values(properties: Iterable[Property], name: Iri) -> list[Term]:
    return [found.value for found in properties if found.name == name]


def full_story() -> Story:
    story = Story("Bima Arya membuka Rapat Kota Cerdas di Kota Bogor tentang mobilitas, 2 Mei 2023.")
    who, city = story.has(SCG.Person, "Bima Arya", "Bima", link=BIMA), story.has(SCG.Place, "Kota Bogor", link=BOGOR)
    event = story.has(SCG.Event, "Rapat Kota Cerdas")
    story.says(Kind.HOLDS_POSITION, who, city, (SCG.title, Literal("Wali Kota")), (SCG.postKind, PostKind.MAYOR))
    story.says(Kind.PARTICIPATES_IN, who, event, (SCG.eventRole, EventRole.SPEAKER))
    story.says(Kind.TAKES_PLACE_IN, event, city)
    story.says(Kind.ADDRESSES, event, Topic.MOBILITY)
    day = Literal("2023-05-02", XSD.date)
    story.says(Kind.OCCURS_ON, event, None, (SCG.dateExpression, Literal("2 Mei 2023")), (SCG.earliestStart, day))
    story.says(Kind.REPRESENTS, city, story.has(SCG.Place, "Indonesia", link=INDONESIA), (SCG.forum, event))
    return story
