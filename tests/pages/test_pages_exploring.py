"""The explorer's data: neighbourhoods, paths, suggestions, GraphML; and the editor's page."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from urllib.parse import quote

import httpx
import networkx as nx

from kg.pages.finding import clearly, found
from kg.records import Iri, Literal, Triple
from kg.store import Hit, open_store
from kg.terms import SKOS
from small_graph import ASCN, MAKASSAR, PEMKOT, PERSON, thing


def test_a_neighbourhood_comes_with_the_evidence_of_every_link(client: httpx.Client) -> None:
    found = client.get("/api/graph", params={"focus": MAKASSAR}).json()
    names = {node["id"]: node["name"] for node in found["nodes"]}
    assert names[found["focus"]] == "Makassar"
    assert len(found["edges"]) > 3
    assert any(cite["quote"] for edge in found["edges"] for cite in edge["cites"])
    assert {edge["from"] for edge in found["edges"]} <= set(names)


def test_a_neighbourhood_is_found_by_name_too(client: httpx.Client) -> None:
    by_name = client.get("/api/graph", params={"name": " Makassar "}).json()
    assert by_name == client.get("/api/graph", params={"focus": MAKASSAR}).json()
    for nothing in ("", "  ", "zzzzqqqq"):
        assert client.get("/api/graph", params={"name": nothing}).status_code == 404


def test_a_limit_leaves_out_and_says_how_many(client: httpx.Client) -> None:
    whole = client.get("/api/graph", params={"focus": MAKASSAR}).json()
    part = client.get("/api/graph", params={"focus": MAKASSAR, "limit": 2}).json()
    assert len(part["nodes"]) == 2
    assert part["left_out"] == len(whole["nodes"]) - 2


def test_the_way_between_two_is_a_graph_in_order(client: httpx.Client) -> None:
    found = client.get("/api/path", params={"from": PERSON, "to": ASCN}).json()
    order = found["nodes_in_order"]
    assert order[0] == PERSON.rpartition("id/")[2]
    assert order[-1] == ASCN.rpartition("id/")[2]
    linked = {frozenset((edge["from"], edge["to"])) for edge in found["edges"]}
    assert all(frozenset(pair) in linked for pair in itertools.pairwise(order))


def test_what_is_not_there_is_said(client: httpx.Client) -> None:
    for address in ("/api/graph?focus=place/nowhere", "/api/path?from=a&to=b", "/api/graph.graphml?focus=x"):
        answer = client.get(address)
        assert (answer.status_code, "error" in answer.json()) == (404, True)
    assert client.get("/api/graph", params={"focus": MAKASSAR, "limit": "many"}).status_code == 400


def test_names_are_suggested_and_the_picture_can_be_taken_elsewhere(client: httpx.Client) -> None:
    hits = client.get("/api/suggest", params={"q": "makas"}).json()
    assert MAKASSAR.endswith(hits[0]["id"])
    content = client.get("/api/graph.graphml", params={"focus": MAKASSAR}).content
    assert len(nx.read_graphml(io.BytesIO(content), force_multigraph=True)) > 3


def test_each_source_stands_once_and_links_name_it_by_number(client: httpx.Client) -> None:
    found = client.get("/api/graph", params={"focus": MAKASSAR}).json()
    used = {cite["source"] for edge in found["edges"] for cite in edge["cites"]}
    assert used == set(range(len(found["sources"])))
    assert len({source["id"] for source in found["sources"]}) == len(found["sources"])


def test_who_has_no_name_in_mind_is_offered_some(client: httpx.Client) -> None:
    page = client.get("/explore").text
    assert f"/explore?focus={quote(MAKASSAR)}" in page
    assert 'href="/questions/ascn-members"' in page
    assert 'id="starts"' not in client.get("/explore", params={"focus": MAKASSAR}).text


def test_without_scripts_the_explorer_is_a_table(client: httpx.Client) -> None:
    page = client.get("/explore", params={"focus": MAKASSAR}).text
    assert page.count("<tr>") > 3
    assert "<q>" in page
    assert client.get("/explore", params={"focus": "place/nowhere"}).status_code == 404


def test_links_call_offices_and_what_they_are_about_in_the_language_of_the_page(client: httpx.Client) -> None:
    found = client.get("/api/graph", params={"focus": PEMKOT}, headers={"Accept-Language": "id"}).json()
    offices = [edge for edge in found["edges"] if edge["relation"].endswith("holdsPosition")]
    assert "Wali Kota Makassar" in {edge["label"] for edge in offices}
    assert "post" not in {name for edge in offices if edge["printed"] for name, _ in edge["facts"]}


def test_a_name_in_place_of_an_identifier_leads_to_its_thing(client: httpx.Client) -> None:
    answer = client.get("/explore", params={"focus": "makassar", "lang": "id"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/explore?focus=place/kota-makassar&lang=id")
    typed = client.get("/explore", params={"focus": "Sombere Smrt City"}).headers["location"]
    assert typed == "/explore?focus=programme/sombere"


def test_a_name_that_fits_several_things_brings_the_choice(client: httpx.Client) -> None:
    answer = client.get("/explore", params={"focus": "Contoh"})
    assert answer.status_code == 300
    assert all(f'href="/explore?focus={key}"' in answer.text for key in ("person/p1", "person/p2"))


def test_a_name_that_fits_nothing_says_what_to_try(client: httpx.Client) -> None:
    for nothing in ("zzzzqqqq", "<b>zzqqxx</b>", "place/nowhere", "https://example.org/x y", " "):
        answer = client.get("/explore", params={"focus": nothing})
        assert answer.status_code == 404
        assert "Try another spelling" in answer.text
        assert "<b>zzqqxx" not in answer.text


def test_the_only_one_called_so_is_meant_and_so_is_one_far_ahead() -> None:
    def hits(*scores: float) -> list[Hit]:
        return [Hit(Iri(f"x{at}"), "", score) for at, score in enumerate(scores)]

    for meant in ((1.0, 0.97), (1.0,), (0.62,), (0.85, 0.6)):
        assert clearly(hits(*meant)) is not None
    for open_ in ((1.0, 1.0), (0.5,), (0.85, 0.7), ()):
        assert clearly(hits(*open_)) is None


def test_of_what_fits_alike_the_better_linked_comes_first(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store"), create=True) as store:
        name = Literal("Contohan")
        store.replace(Iri("urn:x:g"), [Triple(thing("place", key), SKOS.prefLabel, name) for key in "abc"])
        links: nx.MultiDiGraph[Iri] = nx.MultiDiGraph()
        links.add_edges_from([(thing("place", "b"), thing("place", "c")), (thing("place", "c"), thing("place", "c"))])
        hits = found(store, links, "contohan", 5)
    assert [hit.iri[-1] for hit in hits] == ["c", "b", "a"]


def test_the_editor_falls_back_to_a_form_and_escapes_its_query(client: httpx.Client) -> None:
    page = client.get("/query", params={"query": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in page.text
    assert 'action="/sparql"' in page.text
    assert "'unsafe-inline'" not in page.headers["content-security-policy"].split("style-src")[0]
