"""The page of a source: what it states, whose words these are, who prints it too, what rests on it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib

from kg.pages.entity.cards import supported
from kg.pages.entity.reading import Reader
from kg.pages.entity.testimony import Fact
from kg.pages.entity.testimony import testimony as all_stated
from kg.queries import profile
from kg.queries.names import Named
from kg.records import Iri, Literal, Term, Triple
from kg.store import Store, open_store
from kg.terms import BASE, DCT, OPENGOV, PROV, RDF, SCG
from served import parsed, serving
from small_graph import (
    ARTICLE,
    ARTICLE_GRAPH,
    MAKASSAR,
    MEMBERSHIP,
    PARTICIPATION,
    PERSON,
    POST,
    RULE,
    SENTENCES,
    TABLE_ROW,
    TENURE,
    day,
    small_graph,
    thing,
)

REPRINT, OTHER, NEIGHBOUR, DATING = (thing("source", key) for key in ("s3", "s4", "s5", "s6"))
MIRROR = "https://pipiwiki.com/wiki/Makassar"
HTML = {"Accept": "text/html"}


def doc(source: Iri) -> str:
    return source.removeprefix(BASE).replace("id/", "/doc/", 1)


def told_again() -> dict[Iri, set[Triple]]:
    """The small graph with a print of the article that tells of the membership, and a report of another paper on it.

    Another article stands on the same site.

    In the article the person is quoted for the tenure.
    """
    graphs = {name: set(found) for name, found in small_graph().items()}
    found = graphs[ARTICLE_GRAPH]
    claims = {t.subject: t.object for t in found if t.predicate == RDF.subject}
    for source, paper, origin in ((REPRINT, "Koran Salinan", "example.org"), (OTHER, "Koran Lain", "lain.example")):
        for claim in sorted(claim for claim, node in claims.items() if node == MEMBERSHIP):
            copy = Iri(f"{claim}-{source.rpartition('/')[2]}")
            found |= {
                Triple(copy, t.predicate, source if t.predicate == DCT.source else t.object)
                for t in set(found)
                if t.subject == claim
            }
        found |= {
            Triple(source, RDF.type, SCG.Article), Triple(source, DCT.title, Literal(f"Kota dan jejaring ({paper})")),
            Triple(source, DCT.publisher, Literal(paper)), Triple(source, SCG.origin, Literal(origin)),
        }  # fmt: skip
    found |= {Triple(NEIGHBOUR, RDF.type, SCG.Article), Triple(NEIGHBOUR, SCG.origin, Literal("example.org"))}
    found |= {Triple(ARTICLE, SCG.origin, Literal("example.org")), Triple(REPRINT, PROV.alternateOf, ARTICLE)}
    found.add(Triple(OTHER, PROV.hadPrimarySource, Iri(MIRROR)))
    (spoken,) = {c for c, n in claims.items() if n == TENURE and Triple(c, RDF.predicate, OPENGOV.post) in found}
    found.add(Triple(spoken, PROV.wasAttributedTo, PERSON))
    graphs[ARTICLE_GRAPH] = found | set(_dated_otherwise(found, spoken))
    return graphs


def _dated_otherwise(found: set[Triple], claim: Iri) -> Iterator[Triple]:
    """A third paper that says only when the tenure began."""
    copy = Iri(f"{claim}-dated")
    said: dict[Iri, Term] = {RDF.predicate: SCG.earliestStart, RDF.object: day("2019-01-01"), DCT.source: DATING}
    yield from (Triple(copy, t.predicate, said.get(t.predicate, t.object)) for t in found if t.subject == claim)
    yield from (
        Triple(DATING, RDF.type, SCG.Article), Triple(DATING, DCT.title, Literal("Tanggal pelantikan")),
        Triple(DATING, SCG.origin, Literal("tanggal.example")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("again") / "store"
    with open_store(str(folder), create=True) as store:
        store.replace_all(told_again())
        store.rebuild_labels()
    with serving(folder) as address, httpx.Client(base_url=address, timeout=30) as made:
        yield made


def test_a_source_tells_its_facts_with_its_words_paper_and_day(client: httpx.Client) -> None:
    page = client.get(doc(ARTICLE), headers=HTML).text
    assert "Makassar dan jejaring kota</h1>" in page
    assert 'href="https://example.org/report"' in page
    assert all(told in page for told in ("Koran Contoh", "2024-07-31", *SENTENCES))
    assert f'id="{MEMBERSHIP.rpartition("/")[2]}"' in page
    assert "2018-04-26" in page


@pytest.mark.parametrize(
    ("language", "copy", "why"),
    [
        ("en", "a copy of wikipedia.org, counts as it", "no second witness"),
        ("id", "salinan wikipedia.org, dihitung sebagai itu", "bukan saksi kedua"),
    ],
)
def test_a_page_of_a_mirror_is_called_a_copy_wherever_sources_are_counted(
    again: httpx.Client, language: str, copy: str, why: str
) -> None:
    asked = {**HTML, "Accept-Language": language}
    page = again.get(doc(OTHER), headers=asked).text
    assert f">{MIRROR}</a> ({copy})" in page
    assert why in page
    assert f">pipiwiki.com</a> ({copy})" in again.get(doc(MAKASSAR), headers=asked).text
    assert again.get(f"{doc(OTHER)}.json").json()["copies"] == {MIRROR: "wikipedia.org"}
    plain = again.get(doc(ARTICLE), headers=asked).text
    assert copy not in plain
    assert why not in plain


def test_what_was_only_proposed_or_is_a_candidate_is_marked(client: httpx.Client) -> None:
    found = client.get(f"{doc(ARTICLE)}.json").json()
    kinds = {(fact["accepted"], fact["modality"]["iri"].rpartition("-")[2]) for fact in found["relations"]}
    assert kinds == {(True, "asserted"), (False, "asserted"), (False, "proposed")}
    assert all(fact["quotes"][0]["words"] in SENTENCES for fact in found["relations"])


def test_every_who_says_so_leads_to_the_page_of_its_source(client: httpx.Client) -> None:
    page = client.get(doc(PERSON), headers=HTML).text
    assert f'href="{doc(ARTICLE)}"' in page
    answer = client.get("/questions/ascn-members", headers=HTML).text
    assert f'href="{doc(ARTICLE)}"' in answer


def test_a_row_of_a_table_describes_things_and_a_rule_has_no_independent_count(client: httpx.Client) -> None:
    row, rule = (client.get(f"{doc(source)}.json").json() for source in (TABLE_ROW, RULE))
    assert (row["kind"], rule["kind"]) == ("TableRow", "DerivationRule")
    assert len(row["things"]) > 5
    assert {one["independent_sources"] for one in row["things"]} == {1}
    assert {one["independent_sources"] for one in rule["things"]} == {0}
    assert rule["facts_alone"] == 0


def test_an_office_is_a_thing_that_a_source_describes_and_no_holding_of_it(client: httpx.Client) -> None:
    found = client.get(f"{doc(TABLE_ROW)}.json").json()
    assert POST in {one["thing"]["iri"] for one in found["things"]}
    assert POST not in {fact["fact"] for fact in found["relations"]}
    page = client.get(doc(RULE), headers=HTML).text
    assert "0 of them" not in page


def test_prints_of_one_text_are_told_and_count_once(again: httpx.Client) -> None:
    first, reprint = (again.get(f"{doc(source)}.json").json() for source in (ARTICLE, REPRINT))
    assert [one["source"] for one in first["prints"]] == [REPRINT]
    assert (first["first_print"], reprint["first_print"]) == (None, ARTICLE)
    (membership,) = (fact for fact in first["relations"] if fact["fact"] == MEMBERSHIP)
    assert (membership["independent_sources"], membership["alone"]) == (2, False)
    assert set(membership["also_stated_by"]) == {REPRINT, OTHER}
    page = again.get(doc(ARTICLE), headers=HTML).text
    assert "Kota dan jejaring (Koran Salinan)" in page


def test_other_texts_of_the_same_site_are_said_to_have_the_same_origin_and_no_more(again: httpx.Client) -> None:
    assert again.get(f"{doc(ARTICLE)}.json").json()["same_origin"] == [NEIGHBOUR]
    said = {"en": "Other sources of the same origin: 1", "id": "Sumber lain dengan asal yang sama: 1"}
    for language, words in said.items():
        assert words in again.get(doc(ARTICLE), headers={**HTML, "Accept-Language": language}).text


def test_the_facts_that_rest_on_one_source_are_listed_with_their_number(again: httpx.Client) -> None:
    found = again.get(f"{doc(ARTICLE)}.json").json()
    alone = {fact["fact"] for fact in found["relations"] if fact["alone"]}
    assert MEMBERSHIP not in alone
    assert {TENURE, PARTICIPATION} <= alone
    page = again.get(f"{doc(ARTICLE)}?alone=yes", headers=HTML).text
    assert f'id="{MEMBERSHIP.rpartition("/")[2]}"' not in page
    assert f'id="{TENURE.rpartition("/")[2]}"' in page
    assert f"{found['facts_alone']} of them have one independent source only" in page


def test_who_only_dates_a_fact_is_named_but_not_counted(again: httpx.Client) -> None:
    found = {fact["fact"]: fact for fact in again.get(f"{doc(ARTICLE)}.json").json()["relations"]}
    assert (found[TENURE]["independent_sources"], found[TENURE]["also_stated_by"]) == (1, [DATING])
    (dated,) = again.get(f"{doc(DATING)}.json").json()["relations"]
    assert (dated["fact"], dated["independent_sources"], dated["alone"]) == (TENURE, 1, False)


def test_what_rests_on_two_sites_has_two_independent_sources_and_is_not_alone(tmp_path: Path) -> None:
    graphs = small_graph()
    graphs[ARTICLE_GRAPH] |= {Triple(ARTICLE, SCG.origin, Literal(site)) for site in ("satu.example", "dua.example")}
    with open_store(str(tmp_path / "store"), create=True) as store:
        store.replace_all(graphs)
        facts = _stated(store)
    assert {(fact.independent, fact.alone) for fact in facts if fact.card.node != MEMBERSHIP} == {(2, False)}


def test_pages_of_things_and_of_sources_and_the_command_count_alike_candidates_too(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store"), create=True) as store:
        store.replace_all(told_again())
        reader = Reader(store)
        facts = _stated(store)
        assert not all(fact.card.accepted for fact in facts)
        for fact in facts:
            assert fact.independent == supported(reader.claims(fact.card.node)).independent > 0
        shown = profile(store, Named(PERSON, "", frozenset(), None))
    counted = {one.node: one.support.independent for one in shown.statements}
    assert TENURE in counted
    assert all(fact.independent == counted.get(fact.card.node, fact.independent) for fact in facts)


def _stated(store: Store) -> list[Fact]:
    reader = Reader(store)
    said = tuple(reader.said_by(ARTICLE))
    sections = all_stated(said, reader.backing({one.node for one in said}), "en").sections
    return [fact for _, found in sections for fact in found]


def test_whom_a_source_quotes_is_named(again: httpx.Client) -> None:
    found = again.get(f"{doc(ARTICLE)}.json").json()
    (tenure,) = (fact for fact in found["relations"] if fact["fact"] == TENURE)
    assert [speaker["iri"] for speaker in tenure["quoted_people"]] == [PERSON]
    assert "Quoted for it" in again.get(doc(ARTICLE), headers=HTML).text
    assert "Quoted for it" in again.get(doc(PERSON), headers=HTML).text


@pytest.mark.parametrize(
    ("suffix", "form"),
    [("ttl", "text/turtle"), ("nt", "application/n-triples"), ("rdf", "application/rdf+xml"),
     ("jsonld", "application/ld+json")],
)  # fmt: skip
def test_the_data_hold_every_claim_with_its_words(again: httpx.Client, suffix: str, form: str) -> None:
    graph = parsed(again.get(f"{doc(ARTICLE)}.{suffix}").text, form)
    source = rdflib.URIRef(ARTICLE)
    rows = graph.query(
        """SELECT DISTINCT ?node ?words { ?claim dct:source ?source ; rdf:subject ?node ;
        prov:wasDerivedFrom/oa:hasSelector/oa:exact ?words }""",
        initBindings={"source": source},
        initNs={
            "dct": DCT.source.removesuffix("source"),
            "prov": "http://www.w3.org/ns/prov#",
            "oa": "http://www.w3.org/ns/oa#",
        },
    )
    assert {str(row[1]) for row in rows if not isinstance(row, bool)} == set(SENTENCES)
    assert (rdflib.URIRef(REPRINT), rdflib.URIRef(PROV.alternateOf), source) in graph


def test_only_a_source_comes_as_plain_json(client: httpx.Client) -> None:
    assert client.get("/doc/source/nowhere.json").status_code == 404
    assert client.get("/doc/place/kota-makassar.json", headers=HTML).status_code == 404


def test_a_source_speaks_indonesian(client: httpx.Client) -> None:
    page = client.get(f"{doc(ARTICLE)}?lang=id", headers=HTML).text
    assert "Sumber ini menyatakan" in page
    assert "Kata-kata siapa" in page
