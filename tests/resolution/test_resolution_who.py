"""Who is meant by the names of one article: people, places, bodies."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.records import (
    Article,
    Iri,
    Literal,
)
from kg.resolution import Resolved, Resolver, read_decisions
from kg.statements import post_of
from kg.terms import (
    DCT,
    SCG,
    Level,
)
from kg.terms import Relation as Kind
from resolution_story import (
    ANI,
    BANDUNG,
    BIMA,
    BOGOR,
    DISKOMINFO,
    ENTITIES,
    PEMKOT,
    Story,
    facts,
    registry,
    values,
)


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

    def test_a_full_name_that_one_person_bears_is_that_person(self) -> None:
        story = Story("Bima Arya Sugiarto hadir.")
        who = story.has(SCG.Person, "Bima Arya Sugiarto")
        assert story.told().identities[who].iri == BIMA

    def test_a_single_word_is_short_for_the_one_full_name_of_the_text(self) -> None:
        story = Story("Bima Santoso bertemu wali kota di Bogor. Bima berpidato.")
        whole = story.has(SCG.Person, "Bima Santoso")
        short = story.has(SCG.Person, "Bima", link=BIMA)
        story.has(SCG.Place, "Bogor", link=BOGOR)
        told = story.told().identities
        assert told[short].iri == told[whole].iri != BIMA

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
