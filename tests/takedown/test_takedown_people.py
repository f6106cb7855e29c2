"""A person who is taken down is in nothing that a source says, and does not come back by any source."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg import iris
from kg.errors import InputError, TableError
from kg.linking import link
from kg.records import Evidence, Fact, Iri, Literal, Property, Source, SourceFacts, Triple
from kg.resolution import Decisions
from kg.statements import to_triples
from kg.store import open_store
from kg.takedown import Cleaner, Takings, append_taking, known_of, read_takings, taking_of
from kg.terms import OA, ORG, PROV, RDF, SCG, SCHEMA, SKOS, Modality, Relation, Review
from linking_articles import Report, put

ONE = Report("a.txt", "Rahmat Wiranegara", "makassar", "2018-03-12")
SAME = Report("b.txt", "H. Rahmat Wiranegara", "makassar", "2019-05-02")
NAMESAKE = Report("c.txt", "Rahmat Wiranegara", "medan", "2018-03-20")
LATER = Report("d.txt", "Rahmat Wiranegara", "makassar", "2021-03-20")
OTHER = Report("e.txt", "Siti Kencana", "bandung", "2020-01-01")
HEAD = {"when": "2026-11-26T01:00:00Z", "who": "ani", "why": "asked for it"}
NONE = Decisions((), ())


def listed(folder: Path, *reports: Report, secret: str = "") -> Takings:
    """The list after the person of ONE was taken down in a store of these reports."""
    with open_store(":memory:") as store:
        put(store, *reports)
        line = taking_of(known_of(store, ONE.person), Takings(), HEAD, secret)
    append_taking(folder, line)
    return read_takings([folder], secret)


def cleaned(takings: Takings, report: Report) -> tuple[Triple, ...]:
    return Cleaner(takings, {}).cleaned(to_triples(report.said))


def people(triples: tuple[Triple, ...]) -> set[str]:
    return {term for t in triples for term in (t.subject, t.object) if isinstance(term, Iri) and "/id/person/" in term}


def test_nothing_of_the_person_is_left_and_the_others_stay(tmp_path: Path) -> None:
    takings = listed(tmp_path, ONE, OTHER)
    left = cleaned(takings, ONE)
    assert people(left) == set()
    assert not [t for t in left if "Rahmat" in str(t) or "Wiranegara" in str(t)]
    assert cleaned(takings, OTHER) == to_triples(OTHER.said)


def test_the_list_holds_no_name(tmp_path: Path) -> None:
    listed(tmp_path, ONE)
    text = (tmp_path / "takedowns.jsonl").read_text(encoding="utf-8").casefold()
    assert "rahmat" not in text
    assert "wiranegara" not in text


def test_another_source_does_not_bring_the_person_back_by_name_and_seat(tmp_path: Path) -> None:
    takings = listed(tmp_path, ONE)
    for report in (SAME, LATER):
        assert people(cleaned(takings, report)) == set()


def test_a_namesake_of_another_place_stays_with_name_and_office(tmp_path: Path) -> None:
    assert cleaned(listed(tmp_path, ONE), NAMESAKE) == to_triples(NAMESAKE.said)


def test_a_namesake_of_the_same_country_is_spared_when_the_store_knew_him(tmp_path: Path) -> None:
    country = {iris.thing("place", seat): iris.thing("place", "indonesia") for seat in ("makassar", "medan")}
    takings = listed(tmp_path, ONE, NAMESAKE)
    assert Cleaner(takings, country).cleaned(to_triples(NAMESAKE.said)) == to_triples(NAMESAKE.said)


def test_people_who_were_taken_for_one_go_together(tmp_path: Path) -> None:
    with open_store(":memory:") as store:
        crowd = (Report(f"x{n}.txt", f"Nama{n} Lain{n}", f"kota{n}", "2019-01-01") for n in range(20))
        put(store, ONE, SAME, OTHER, *crowd)
        link(store, NONE)
        kept = min(ONE.person, SAME.person)
        line = taking_of(known_of(store, kept), Takings(), HEAD, "")
    assert set(line["people"]) == {ONE.person, SAME.person}


def test_a_quote_that_names_the_person_is_blotted_out_with_its_offsets_kept(tmp_path: Path) -> None:
    takings = listed(tmp_path, ONE)
    text = "Siti Kencana met Rahmat Wiranegara in Makassar."
    source = Source(
        iris.source("f"), iris.source_graph("f"), SCG.Article, "With Rahmat Wiranegara", "0" * 64,
        address="https://news.example.org/2020/rahmat-wiranegara-hadir",
    )  # fmt: skip
    fact = Fact(
        relation=Relation.DESCRIBES, subject=OTHER.person, object=SCG.Person,
        properties=(Property(SKOS.prefLabel, Literal("Siti Kencana")),), evidence=Evidence(0, len(text), text),
        modality=Modality.ASSERTED, confidence=Decimal(1), rule="test", review=Review.UNREVIEWED,
    )  # fmt: skip
    left = Cleaner(takings, {}).cleaned(to_triples(SourceFacts(source, (fact,), iris.thing("run", "rules-1"))))
    quotes = {t.object.value for t in left if t.predicate == OA.exact and isinstance(t.object, Literal)}
    assert quotes == {f"Siti Kencana met {'█' * len('Rahmat Wiranegara')} in Makassar."}
    assert {str(getattr(t.object, "value", "")) for t in left if t.predicate == SCHEMA.url} == {
        "https://news.example.org/"
    }
    assert not [t for t in left if "ahmat" in str(t).casefold()]


def test_who_speaks_is_no_longer_named_but_what_was_said_stays(tmp_path: Path) -> None:
    takings = listed(tmp_path, ONE)
    spoken = {
        Triple(t.subject, PROV.wasAttributedTo, ONE.person)
        for t in to_triples(OTHER.said)
        if t.predicate == RDF.type and t.object == SCG.Claim
    }
    left = Cleaner(takings, {}).cleaned({*to_triples(OTHER.said), *spoken})
    assert left == to_triples(OTHER.said)


def test_a_takedown_that_is_undone_takes_nobody_out(tmp_path: Path) -> None:
    mark = listed(tmp_path, ONE).standing[0].mark
    append_taking(tmp_path, {"when": "2026-11-27T01:00:00Z", "who": "ani", "decision": "undo", "of": mark})
    takings = read_takings([tmp_path], "")
    assert takings.standing == ()
    assert cleaned(takings, ONE) == to_triples(ONE.said)


def test_a_list_made_with_a_secret_wants_that_secret(tmp_path: Path) -> None:
    assert people(cleaned(listed(tmp_path, ONE, secret="pepper"), SAME)) == set()
    with pytest.raises(TableError, match="another secret"):
        read_takings([tmp_path], "salt")


def test_a_reason_that_names_the_person_is_refused() -> None:
    with open_store(":memory:") as store:
        put(store, ONE)
        known = known_of(store, ONE.person)
        with pytest.raises(InputError, match="names the person"):
            taking_of(known, Takings(), {**HEAD, "why": "because Rahmat Wiranegara asked"}, "")
        with pytest.raises(InputError, match="no person"):
            known_of(store, iris.thing("place", "makassar"))


@pytest.mark.parametrize("line", ["{", "[]", '{"decision": "takedown"}', json.dumps({**HEAD, "decision": "takedown"})])
def test_a_malformed_line_is_named_with_its_file(tmp_path: Path, line: str) -> None:
    (tmp_path / "takedowns.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"takedowns\.jsonl:2"):
        read_takings([tmp_path], "")


def test_a_tenure_goes_with_its_holder(tmp_path: Path) -> None:
    left = cleaned(listed(tmp_path, ONE), ONE)
    assert not [t for t in left if t.predicate == ORG.member]
