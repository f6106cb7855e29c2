"""Which post a title means: one office under several titles is one post, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from kg import iris
from kg.pipeline import Pipeline
from kg.records import Entity, Fact, Iri, Literal, Name
from kg.resolution import Posts
from kg.resolution.posts import Held
from kg.settings import Settings
from kg.statements import post_of
from kg.terms import OPENGOV, SCG, SKOS, Level, PostKind
from kg.terms import Relation as Kind
from resolution_story import ANI, BIMA, BOGOR, DISKOMINFO, ENTITIES, INDONESIA, PEMKOT, Story, facts, values

PROVINCE = iris.thing("place", "99")
MINISTRY, AUTONOMY, DIRECTORATE = (iris.thing("organisation", key) for key in ("moha", "otda", "dit"))
BODIES = (
    *ENTITIES,
    Entity(PROVINCE, SCG.Place, (Name("Provinsi Bogor", "id", "preferred"), Name("Bogor")), level=Level.PROVINCE),
    Entity(
        MINISTRY,
        SCG.Ministry,
        (Name("Kementerian Dalam Negeri", "id", "preferred"), Name("Ministry of Home Affairs", "en")),
        jurisdiction=INDONESIA,
    ),
    Entity(
        AUTONOMY,
        SCG.OrganisationalUnit,
        (
            Name("Direktorat Jenderal Otonomi Daerah", "id", "preferred"),
            Name("Directorate General of Regional Autonomy", "en"),
        ),
        parent=MINISTRY,
    ),
    Entity(
        DIRECTORATE,
        SCG.OrganisationalUnit,
        (Name("Direktorat Kawasan, Perkotaan dan Batas Negara", "id", "preferred"),),
        parent=AUTONOMY,
    ),
)
POSTS = Posts(BODIES)


def post(title: str, seat: Iri, kind: Iri | None = None, person: Iri = ANI) -> Iri:
    """The post of a title of somebody in a body or place."""
    is_place = iris.kind_of(seat) == "place"
    return POSTS.of(Held(person, title, kind, None if is_place else seat, seat if is_place else None)).post


def posts(said: Sequence[tuple[str, Iri]]) -> set[Iri]:
    return {post(title, seat) for title, seat in said}


class TestOneOffice:
    def test_the_head_of_a_body_is_one_post_under_every_title_of_any_language_and_seat(self) -> None:
        said = [
            ("Kepala Dinas Komunikasi dan Informatika Kota Bogor", DISKOMINFO),
            ("Kadis Kominfo", PEMKOT),
            ("Kadiskominfo Kota Bogor", BOGOR),
            ("Kepala Diskominfo Bogor", DISKOMINFO),
            ("Head of the Communication and Informatics Agency", BOGOR),
            ("head of Bogor's communication and informatics office", PEMKOT),
            ("Kepala Dinas", DISKOMINFO),
            ("Kepala", DISKOMINFO),
        ]
        assert len(posts(said)) == 1

    def test_a_title_that_names_a_unit_of_the_body_is_an_office_of_that_unit(self) -> None:
        said = [
            ("Direktur Jenderal Otonomi Daerah", AUTONOMY),
            ("Dirjen Otda", MINISTRY),
            ("Director General of Regional Autonomy", MINISTRY),
            ("Director-General of Regional Autonomy", INDONESIA),
            ("Dirjen", AUTONOMY),
        ]
        assert len(posts(said)) == 1
        assert POSTS.of(Held(ANI, "Dirjen Otda", None, MINISTRY, None)).seat == AUTONOMY

    def test_a_unit_is_found_below_the_units_of_a_body(self) -> None:
        assert post("Direktur Kawasan, Perkotaan dan Batas Negara", MINISTRY) == post("Direktur", DIRECTORATE)

    def test_an_office_of_a_government_is_one_of_its_place(self) -> None:
        assert len(posts([("Sekda", BOGOR), ("Sekretaris Daerah Kota Bogor", PEMKOT), ("City Secretary", BOGOR)])) == 1

    def test_a_minister_is_told_by_the_ministry(self) -> None:
        said = [("Mendagri", MINISTRY), ("Menteri Dalam Negeri", MINISTRY), ("Home Affairs Minister", MINISTRY)]
        assert posts(said) == {post("Menteri", MINISTRY, PostKind.MINISTER)}

    def test_the_capacity_is_no_other_post(self) -> None:
        said = [(f"{capacity}Kepala Dinas Kominfo", DISKOMINFO) for capacity in ("", "Plt. ", "Pj ", "Plh. ")]
        assert len(posts(said)) == 1

    def test_the_mayor_is_told_by_the_place_whoever_knows_the_kind(self) -> None:
        assert post("Walikota", BOGOR) == post("Wali Kota Bogor", PEMKOT) == post("Mayor", BOGOR, PostKind.MAYOR)


class TestOtherOffices:
    @pytest.mark.parametrize(
        "said",
        [
            [("Kepala Dinas Kominfo", BOGOR), ("Kepala Dinas Kominfo", PROVINCE)],
            [("Kepala", DISKOMINFO), ("Wakil Kepala", DISKOMINFO), ("Sekretaris", DISKOMINFO)],
            [("Dirjen Otda", MINISTRY), ("Dirjen Polpum", MINISTRY), ("Wakil Dirjen Otda", MINISTRY)],
            [("Menteri", MINISTRY), ("Wakil Menteri", MINISTRY), ("Minister of State", MINISTRY)],
            [("Kepala Bidang Statistik", DISKOMINFO), ("Kepala Seksi Statistik", DISKOMINFO), ("Kepala", DISKOMINFO)],
            [("Wali Kota", BOGOR), ("Wakil Wali Kota", BOGOR), ("Sekda", BOGOR)],
            [("Kadis Kesehatan", BOGOR), ("Kadis Pendidikan", BOGOR), ("Kadis Kominfo", BOGOR)],
        ],
    )
    def test_another_level_rank_unit_or_subject_is_another_post(self, said: list[tuple[str, Iri]]) -> None:
        assert all(post(*one) != post(*other) for one, other in combinations(said, 2))

    def test_heads_of_units_that_are_not_named_are_not_taken_for_one(self) -> None:
        assert post("Kepala Dinas", BOGOR, person=ANI) != post("Kepala Dinas", BOGOR, person=BIMA)

    def test_a_minister_for_a_part_of_a_ministry_is_not_the_minister_beside(self) -> None:
        ministry = iris.thing("organisation", "dfat")
        both = Entity(ministry, SCG.Ministry, (Name("Department of Foreign Affairs and Trade", "en", "preferred"),))
        known = Posts((both,))
        found = {
            known.of(Held(ANI, title, PostKind.MINISTER, ministry, None)).post
            for title in ("Minister for Foreign Affairs", "Minister for Trade")
        }
        assert len(found) == 2


class TestArticles:
    def held(self, title: str, target: Iri, kind: Iri, **changes: Iri) -> Fact:
        story = Story(f"{title} Citra Dewi hadir.")
        who = story.has(SCG.Person, "Citra Dewi")
        seat = story.has(changes.get("of", SCG.OrganisationalUnit), "badan", link=target)
        story.says(Kind.HOLDS_POSITION, who, seat, (SCG.title, Literal(title)), (SCG.postKind, kind))
        return facts(story.told(), Kind.HOLDS_POSITION)[0]

    def test_two_articles_that_title_an_office_differently_speak_of_one_post_that_no_table_has(self) -> None:
        one = self.held("Kadis Kominfo", BOGOR, PostKind.HEAD_OF_AGENCY, of=SCG.Place)
        two = self.held("Kepala Diskominfo", DISKOMINFO, PostKind.HEAD_OF_AGENCY)
        assert values(one.properties, OPENGOV.post) == values(two.properties, OPENGOV.post)
        assert values(one.properties, SKOS.prefLabel), "the article names it"

    def test_the_office_stands_in_the_unit_that_its_title_names(self) -> None:
        assert self.held("Kadis Kominfo", BOGOR, PostKind.HEAD_OF_AGENCY, of=SCG.Place).object == DISKOMINFO


class TestTables:
    def test_every_title_of_a_row_leads_to_its_post(self) -> None:
        registry = Pipeline(Settings()).registry
        known = Posts(registry.entities, registry.sources)
        makassar, units = (iris.thing("organisation", key) for key in ("diskominfo-makassar", "ditjen-bina-adwil"))
        said = [fact for one in registry.sources for fact in one.facts if fact.relation == Kind.HOLDS_POSITION]
        held = [fact for fact in said if fact.object in (makassar, units)]
        heads = {post_of(fact) for fact in held if any(p.value == PostKind.HEAD_OF_AGENCY for p in fact.properties)}
        assert len(heads) == 1
        analyst = Held(ANI, "Senior urban policy analyst", None, units, None)
        assert known.of(analyst).post in {post_of(fact) for fact in held}

    def test_naming_the_posts_twice_changes_nothing(self) -> None:
        registry = Pipeline(Settings()).registry
        assert Posts(registry.entities, registry.sources).named(registry.sources) == registry.sources
