"""From what one article says to facts about identified people, bodies, places, programmes and events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

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
from kg.resolution import Resolved, Resolver, read_decisions, to_record
from kg.statements import post_of, to_triples
from kg.terms import (
    DCT,
    OPENGOV,
    SCG,
    SKOS,
    XSD,
    Capacity,
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


class TestPeople:
    def test_a_full_name_that_the_gazetteer_knows_is_that_person(self) -> None:
        story = Story("Bima Arya hadir.")
        who = story.has(SCG.Person, "Bima Arya", link=BIMA)
        assert story.told().identities[who].iri == BIMA

    def test_a_single_word_is_nobody_known_without_a_second_key(self) -> None:
        story = Story("Bima hadir.")
        who = story.has(SCG.Person, "Bima", link=BIMA)
        assert story.told().identities[who].iri != BIMA

    def test_a_single_word_with_an_office_of_that_person_in_the_text_is_that_person(self) -> None:
        story = Story("Bima hadir di Bogor.")
        who = story.has(SCG.Person, "Bima", link=BIMA)
        story.has(SCG.Place, "Bogor", link=BOGOR)
        assert story.told().identities[who].iri == BIMA

    def test_a_name_that_fits_by_its_parts_needs_the_same_office(self) -> None:
        story = Story("Moh. Ani Wijaya memimpin dinas.")
        who = story.has(SCG.Person, "Moh. Ani Wijaya")
        assert story.told().identities[who].iri != ANI
        body = story.has(SCG.OrganisationalUnit, "Dinas Komunikasi dan Informatika", link=DISKOMINFO)
        story.says(Kind.HOLDS_POSITION, who, body, (SCG.title, Literal("Kepala Dinas")))
        assert story.told().identities[who].iri == ANI

    def test_two_articles_mean_one_person_by_the_same_name_in_the_same_place(self) -> None:
        assert self._head("Citra Dewi Lestari", BOGOR, "a.txt") == self._head("Citra Dewi Lestari", BOGOR, "b.txt")

    @pytest.mark.parametrize(
        ("name", "place"), [("Citra Dewi Lestari", BANDUNG), ("Citra Lestari", BOGOR), ("Citra", BOGOR)]
    )
    def test_another_place_another_name_or_a_single_word_is_somebody_else(self, name: str, place: Iri) -> None:
        first = self._head(name if place == BOGOR else "Citra Dewi Lestari", BOGOR, "a.txt")
        assert first != self._head("Citra Dewi Lestari" if name == "Citra Lestari" else name, place, "b.txt")

    def test_a_name_is_never_part_of_the_identifier(self) -> None:
        assert "citra" not in self._head("Citra Dewi Lestari", BOGOR, "a.txt")

    @staticmethod
    def _head(name: str, place: Iri, source: str) -> Iri:
        text = f"{name} memimpin kota."
        story = Story(text, article=Article(source, "text/plain", text))
        who, city = story.has(SCG.Person, name), story.has(SCG.Place, "kota", link=place)
        story.says(Kind.HOLDS_POSITION, who, city, (SCG.title, Literal("Wali Kota")))
        return story.told().identities[who].iri


class TestPlacesAndBodies:
    def test_a_city_and_its_government_are_two(self) -> None:
        story = Story("Pemerintah Kota Bogor bekerja di Kota Bogor.")
        city = story.has(SCG.Place, "Kota Bogor", level=Level.CITY)
        government = story.has(SCG.LocalGovernment, "Pemerintah Kota Bogor", level=Level.CITY)
        found = story.told().identities
        assert (found[city].iri, found[government].iri) == (BOGOR, PEMKOT)

    def test_a_government_that_nobody_has_told_of_yet_points_to_its_place(self) -> None:
        story = Story("Pemerintah Kota Bandung menjalankan Bandung Command Center.")
        government = story.has(SCG.LocalGovernment, "Pemerintah Kota Bandung", level=Level.CITY)
        programme = story.has(SCG.Programme, "Bandung Command Center")
        story.says(Kind.RUNS, government, programme)
        (described, _) = facts(story.told(), Kind.DESCRIBES)
        assert described.object == SCG.LocalGovernment
        assert values(described.properties, DCT.spatial) == [BANDUNG]

    def test_an_office_that_every_city_has_is_told_apart_by_what_it_is_part_of(self) -> None:
        homes = []
        for place, name in ((BOGOR, "Kota Bogor"), (BANDUNG, "Kota Bandung")):
            story = Story(f"Dinas Perhubungan {name}.")
            office = story.has(SCG.OrganisationalUnit, "Dinas Perhubungan")
            government = story.has(SCG.LocalGovernment, f"Pemerintah {name}", level=Level.CITY)
            story.has(SCG.Place, name, link=place)
            story.says(Kind.PART_OF, office, government)
            homes.append(story.told().identities[office].iri)
        assert homes[0] != homes[1]

    def test_a_part_of_a_place_is_part_of_its_government(self) -> None:
        story = Story("Dinas Perhubungan Kota Bogor.")
        office, city = (
            story.has(SCG.OrganisationalUnit, "Dinas Perhubungan"),
            story.has(SCG.Place, "Kota Bogor", link=BOGOR),
        )
        story.says(Kind.PART_OF, office, city)
        assert [fact.object for fact in facts(story.told(), Kind.PART_OF)] == [PEMKOT]

    def test_a_place_of_two_levels_is_taken_at_the_level_that_is_written(self) -> None:
        story = Story("Kecamatan Bogor.")
        district = story.has(SCG.Place, "Bogor", level=Level.DISTRICT)
        assert story.told().identities[district].iri != BOGOR


class TestEvents:
    def test_a_short_name_with_the_days_of_a_known_event_is_that_event(self) -> None:
        story = Story("Annual Meeting, 30-31 Juli 2024.")
        event = story.has(SCG.Event, "Annual Meeting")
        days = [(SCG.earliestStart, "2024-07-30"), (SCG.latestEnd, "2024-07-31")]
        story.says(Kind.OCCURS_ON, event, None, *((name, Literal(day, XSD.date)) for name, day in days))
        assert story.told().identities[event].iri == MEETING

    def test_another_day_is_another_event(self) -> None:
        story = Story("Annual Meeting, 12 Juli 2023.")
        event = story.has(SCG.Event, "Annual Meeting")
        story.says(Kind.OCCURS_ON, event, None, (SCG.earliestStart, Literal("2023-07-12", XSD.date)))
        assert story.told().identities[event].iri != MEETING

    def test_a_series_that_happens_on_a_day_is_an_event_of_it(self) -> None:
        story = Story("ASCN Annual Meeting di Bogor, 12 Juli 2023.")
        event = story.has(SCG.EventSeries, "ASCN Annual Meeting", link=SERIES)
        story.says(Kind.OCCURS_ON, event, None, (SCG.earliestStart, Literal("2023-07-12", XSD.date)))
        resolved = story.told()
        (described,) = facts(resolved, Kind.DESCRIBES)
        assert described.object == SCG.Event
        assert values(described.properties, SCG.inSeries) == [SERIES]
        (occurs,) = facts(resolved, Kind.OCCURS_ON)
        assert values(occurs.properties, SCG.latestEnd) == [Literal("2023-07-12", XSD.date)]


class TestOffices:
    def held(self, name: str, title: str, kind: Iri, target: Iri, **changes: Any) -> Fact:
        story = Story(f"{title} {name} hadir.", **changes)
        who = story.has(SCG.Person, name, link=BIMA if name.startswith("Bima") else None)
        segment = SCG.Place if iris.kind_of(target) == "place" else SCG.LocalGovernment
        seat = story.has(segment, "Bogor", link=target)
        story.says(
            Kind.HOLDS_POSITION,
            who,
            seat,
            (SCG.title, Literal(title)),
            (SCG.postKind, kind),
            (SCG.capacity, Capacity.PLT),
        )
        (fact,) = facts(story.told(), Kind.HOLDS_POSITION)
        return fact

    @pytest.mark.parametrize("seat", [BOGOR, PEMKOT])
    def test_what_an_article_says_of_a_known_tenure_is_said_of_the_same_node(self, seat: Iri) -> None:
        fact = self.held("Bima Arya", "Walikota", PostKind.MAYOR, seat)
        assert fact.node == TENURE
        assert values(fact.properties, OPENGOV.post) == [post_of(registry().facts[0])]
        assert values(fact.properties, SCG.title) == [Literal("Walikota", language="id")]

    def test_another_holder_of_a_known_post_has_a_tenure_of_their_own(self) -> None:
        fact = self.held("Citra Dewi", "Wali Kota", PostKind.MAYOR, BOGOR)
        assert fact.node is None
        assert values(fact.properties, OPENGOV.post) == [post_of(registry().facts[0])]

    def test_a_post_that_nobody_knows_is_named_with_what_it_belongs_to(self) -> None:
        fact = self.held("Citra Dewi", "Sekda", PostKind.SECRETARY, BOGOR)
        assert values(fact.properties, SKOS.prefLabel) == [Literal("Sekda Kota Bogor", language="id")]

    def test_an_office_in_a_report_was_held_when_the_report_came_out(self) -> None:
        fact = self.held("Citra Dewi", "Sekda", PostKind.SECRETARY, BOGOR)
        assert values(fact.properties, SCG.latestStart) == [Literal("2023-05-02", XSD.date)]
        assert values(fact.properties, SCG.earliestEnd) == [Literal("2023-05-02", XSD.date)]
        assert not values(fact.properties, SCG.earliestStart)

    def test_a_report_without_a_date_bounds_nothing(self) -> None:
        fact = self.held("Citra Dewi", "Sekda", PostKind.SECRETARY, BOGOR, published=None)
        assert not values(fact.properties, SCG.latestStart)


class TestStanding:
    @pytest.mark.parametrize(("confidence", "review"), [("0.6", Review.UNREVIEWED), ("0.59", Review.CANDIDATE)])
    def test_the_threshold_parts_what_stands_from_candidates(self, confidence: str, review: Iri) -> None:
        story = Story("Kota Bogor anggota ASCN.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        story.says(Kind.MEMBER_OF, city, network, confidence=Decimal(confidence))
        assert [fact.review for fact in facts(story.told(), Kind.MEMBER_OF)] == [review]

    def test_what_is_proposed_stays_proposed_and_bounds_no_membership(self) -> None:
        story = Story("Kota Bogor diusulkan.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        story.says(Kind.MEMBER_OF, city, network, modality=Modality.PROPOSED)
        (fact,) = facts(story.told(), Kind.MEMBER_OF)
        assert (fact.modality, fact.properties) == (Modality.PROPOSED, ())

    def test_whoever_only_a_candidate_speaks_of_is_a_candidate_too(self) -> None:
        story = Story("Citra Dewi hadir.")
        who, event = story.has(SCG.Person, "Citra Dewi"), story.has(SCG.Event, "rapat", link=MEETING)
        story.says(Kind.PARTICIPATES_IN, who, event, confidence=Decimal("0.2"))
        assert [fact.review for fact in facts(story.told(), Kind.DESCRIBES)] == [Review.CANDIDATE]

    def test_whoever_no_fact_speaks_of_is_not_described(self) -> None:
        story = Story("Citra Dewi hadir.")
        story.has(SCG.Person, "Citra Dewi")
        assert story.told().source_facts.facts == ()

    def test_the_person_quoted_is_named_as_the_one_who_says_it(self) -> None:
        story = Story("Kota Bogor anggota ASCN, kata Bima Arya.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        who = story.has(SCG.Person, "Bima Arya", link=BIMA)
        story.says(Kind.MEMBER_OF, city, network, speaker=who)
        assert [fact.attributed_to for fact in facts(story.told(), Kind.MEMBER_OF)] == [BIMA]

    @pytest.mark.parametrize(
        ("relation", "target"),
        [(Kind.PARTICIPATES_IN, "e2"), (Kind.HOLDS_POSITION, "e1"), (Kind.ADDRESSES, Topic.MOBILITY)],
    )
    def test_ends_that_the_model_does_not_allow_are_an_issue_and_no_fact(self, relation: Iri, target: str) -> None:
        story = Story("Kota Bogor dan Bima Arya.")
        story.has(SCG.Person, "Bima Arya", link=BIMA)
        story.has(SCG.Place, "Kota Bogor", link=BOGOR)
        story.says(relation, "e1", target)
        resolved = story.told()
        assert resolved.source_facts.facts == ()
        assert [issue.code for issue in resolved.source_facts.issues] == ["ends"]

    def test_every_fact_is_one_that_the_model_allows(self) -> None:
        assert to_triples(full_story().told().source_facts)


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


class TestRecord:
    def test_the_record_names_everything_in_plain_words(self) -> None:
        story = full_story()
        record = to_record(story.extraction, story.told())
        bima = next(entity for entity in record["entities"] if entity["id"] == BIMA)
        assert bima["type"] == "Person"
        assert {"Bima Arya Sugiarto", "Bima Arya", "Bima"} <= set(bima["names"])
        assert bima["mentions"] == [{"start": 0, "end": 9, "text": "Bima Arya"}]
        statements = {said["relation"]: said for said in record["statements"]}
        assert statements["holdsPosition"]["title"] == "Wali Kota"
        assert statements["participatesIn"]["role"] == "speaker"
        assert statements["addresses"]["object"] == "mobility"
        assert statements["occursOn"]["start"] == "2023-05-02"
        assert statements["occursOn"]["object"] is None
        assert statements["represents"]["forum"] == statements["addresses"]["subject"]
        assert statements["takesPlaceIn"]["evidence"]["quote"] == story.document.text

    def test_the_record_is_json_and_the_same_each_time(self) -> None:
        one, other = full_story(), full_story()
        assert json.dumps(to_record(one.extraction, one.told())) == json.dumps(
            to_record(other.extraction, other.told())
        )

    def test_two_names_of_one_thing_are_one_entity_in_the_record(self) -> None:
        story = Story("ASCN, yaitu ASEAN Smart Cities Network.")
        story.has(SCG.Network, "ASCN", link=ASCN)
        story.has(SCG.Network, "ASEAN Smart Cities Network", link=ASCN)
        (entity,) = to_record(story.extraction, story.told())["entities"]
        assert len(entity["mentions"]) == 2

    def test_what_is_not_so_is_a_candidate_and_says_why(self) -> None:
        story = Story("Kota Bogor diusulkan.")
        city, network = story.has(SCG.Place, "Kota Bogor", link=BOGOR), story.has(SCG.Network, "ASCN", link=ASCN)
        story.says(Kind.MEMBER_OF, city, network, modality=Modality.PROPOSED)
        record = to_record(story.extraction, story.told())
        assert not record["statements"]
        assert [said["modality"] for said in record["candidates"]] == ["proposed"]


class TestDecisions:
    def test_a_decision_on_bodies_changes_what_is_meant_and_taking_it_back_restores_it(self, tmp_path: Path) -> None:
        story = Story("Dinas Kota Pintar mengundang Dinas Informatika.")
        one, other = story.has(SCG.Agency, "Dinas Kota Pintar Jaya"), story.has(SCG.Agency, "Dinas Informatika Jaya")
        told = self.decided(story, tmp_path, one, other)
        assert len({told[0].identities[one].iri, told[0].identities[other].iri}) == 1
        assert told[1] == story.told()

    def test_two_people_of_one_source_are_joined_where_it_is_read(self, tmp_path: Path) -> None:
        story = Story("Citra Dewi Lestari bertemu Citra Lestari.")
        one, other = story.has(SCG.Person, "Citra Dewi Lestari"), story.has(SCG.Person, "Citra Lestari")
        told = self.decided(story, tmp_path, one, other)
        assert len({told[0].identities[one].iri, told[0].identities[other].iri}) == 1
        assert told[1] == story.told()

    def decided(self, story: Story, folder: Path, one: str, other: str) -> list[Resolved]:
        """The story read after a decision for `same`, and after it was taken back."""
        before = story.told()
        line = f"2026-11-25,ani,{{}},{before.identities[one].iri},{before.identities[other].iri},same photo\n"
        told = []
        for decided in (("same",), ("same", "undo")):
            file = folder / "identities.csv"
            lines = "".join(line.format(what) for what in decided)
            file.write_text(f"when,who,decision,left,right,why\n{lines}", encoding="utf-8")
            resolver = Resolver(ENTITIES, (registry(),), post_of, read_decisions(file, {BIMA}))
            told.append(resolver.resolve(story.extraction, Decimal("0.6")))
        return told
