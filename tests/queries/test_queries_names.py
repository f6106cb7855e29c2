"""Names are found whatever their spelling, by acronym, old or misspelled name; what is unclear is told."""

from __future__ import annotations

import pytest

from kg.errors import QueryError, UnknownName
from kg.queries import StoreNames, bind_values, find_query
from kg.records import Iri, Literal, Table, Term
from kg.terms import RDFS, SCG, XSD, Level
from queries_sample import ID, sample_names, sample_store


def found(text: str, kind: str) -> list[str]:
    return [thing.iri.removeprefix(ID) for thing in sample_names().find(text, kind)]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Makassar", "place", "place/73.71"),
        ("makassar", "place", "place/73.71"),
        ("  MAKASSAR ", "place", "place/73.71"),
        ("Kota Makassar", "place", "place/73.71"),
        ("Makasar", "place", "place/73.71"),
        ("Daerah Khusus Ibukota Jakarta", "place", "place/31"),
        ("ASCN", "network", "organisation/ascn"),
        ("Jaringan Kota Cerdas ASEAN", "network", "organisation/ascn"),
        ("Kemendagri", "organisation", "organisation/kemendagri"),
        ("Mohammad Ramdhan Pomanto", "person", "person/p05"),
        ("Sidang Tahunan ke-7 ASCN", "event", "event/am7"),
        ("Home Care Dottoro'ta", "programme", "programme/home-care-dottorota"),
        ("Laos", "country", "place/LA"),
        ("Singapore", "country", "place/SG"),
        (f"{ID}place/35.10", "place", "place/35.10"),
        ("Mayor of Makassar", "thing", "post/mayor-makassar"),
    ],
)
def test_a_thing_is_found_by_each_of_its_names(text: str, kind: str, key: str) -> None:
    assert found(text, kind) == [key]


def test_a_name_is_only_what_is_of_the_kind_asked_for() -> None:
    assert found("Makassar", "person") == []
    assert found("Makassar", "country") == []
    assert found(f"{ID}place/73.71", "person") == []


def test_two_things_of_one_name_are_both_told() -> None:
    assert found("Singapore", "place") == ["place/SG", "place/SG-city"]
    with pytest.raises(QueryError, match=r"may be Singapore <.*place/SG>, Singapore <.*place/SG-city>"):
        bind_values(find_query("member-programmes"), {"place": "Singapore"}, sample_names(), "en")


def test_who_prefers_a_name_goes_before_who_only_has_it_too() -> None:
    rows: list[tuple[Term | None, ...]] = [
        (Iri(f"{ID}person/1"), SCG.Person, None, Iri("http://www.w3.org/2004/02/skos/core#altLabel"), Literal("Budi")),
        (Iri(f"{ID}person/1"), SCG.Person, None, RDFS.label, Literal("Budi Santoso")),
        (Iri(f"{ID}person/2"), SCG.Person, None, RDFS.label, Literal("Budi")),
    ]

    class Rows:
        def select(self, query: str, bindings: object) -> Table:
            return Table(("thing", "kind", "level", "sort", "name"), tuple(rows))

    names = StoreNames(Rows())
    assert [thing.iri for thing in names.find("budi", "person")] == [f"{ID}person/2"]
    assert [thing.label for thing in names.find("Budi Santoso", "person")] == ["Budi Santoso"]


def test_a_name_that_nothing_goes_by_comes_with_what_is_near() -> None:
    with pytest.raises(UnknownName, match=r"no place 'Makasser' \(did you mean Makassar"):
        bind_values(find_query("member-programmes"), {"place": "Makasser"}, sample_names(), "en")
    with pytest.raises(UnknownName, match="knows no country 'Atlantis'"):
        bind_values(find_query("ascn-members"), {"country": "Atlantis"}, sample_names(), "en")


def test_a_country_is_a_place_at_the_level_of_countries() -> None:
    (indonesia,) = sample_names().find("Indonesia", "country")
    assert (indonesia.label, indonesia.level) == ("Indonesia", Level.COUNTRY)
    assert indonesia.iri in sample_names().things


def test_values_become_terms_of_the_kind_that_the_header_says() -> None:
    bound = bind_values(find_query("ascn-joined"), {"year": "2018"}, sample_names(), "id")
    assert bound["year"].term == Literal("2018", XSD.integer)
    assert bound["network"].term == Iri(f"{ID}organisation/ascn")
    assert bound["network"].text == "ASEAN Smart Cities Network"
    assert bound["language"].term == Literal("id")
    assert "country" not in bound
    day = bind_values(find_query("ascn-representative"), {"date": "2024-07-30"}, sample_names(), "en")["date"]
    assert day.term == Literal("2024-07-30", XSD.date)
    assert bind_values(find_query("acting-long"), {"months": "012"}, sample_names(), "en")["months"].term == Literal(
        "12", XSD.integer
    )


@pytest.mark.parametrize(
    ("query", "values", "says"),
    [
        ("head-on-date", {}, "wants a value for of"),
        ("head-on-date", {"of": "   "}, "wants a value for of"),
        ("ascn-members", {"planet": "Mars"}, "has no parameter 'planet'"),
        ("ascn-members", {"countri": "Malaysia"}, "it takes country"),
        ("ascn-joined", {"year": "24"}, "is no year"),
        ("ascn-joined", {"year": "2024-01"}, "is no year"),
        ("ascn-representative", {"date": "30 Juli 2024"}, "is no day"),
        ("ascn-representative", {"date": "2024-02-30"}, "is no day"),
        ("acting-long", {"months": "six"}, "is no whole number"),
        ("acting-long", {"months": "9" * 40}, "is no whole number"),
        ("ascn-members", {"language": "xx"}, "is no language"),
    ],
)
def test_a_value_that_cannot_be_is_told_in_one_line(query: str, values: dict[str, str], says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        bind_values(find_query(query), values, sample_names(), "en")
    assert "\n" not in str(caught.value)


def test_an_unknown_query_comes_with_what_is_near() -> None:
    with pytest.raises(QueryError, match="did you mean ascn-members"):
        find_query("ascn-member")
    with pytest.raises(QueryError, match="kg query --list"):
        find_query("\x00")


def test_the_sample_is_read_once() -> None:
    assert sample_store() is sample_store()
