"""A day of a linked-data consumer on the shipped graph: a real server, the command line, the readers of others."""

from __future__ import annotations

import csv
import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, ORG, RDF, RDFS, SKOS, VOID, URIRef

from kg.cli import main
from kg.dumps import apply, plain, spool
from kg.records import Literal, Triple
from kg.store import open_store
from kg.terms import BASE, DCT, SCG, Relation
from kg.terms import RDF as RDF_TERMS
from served import kg_serve
from small_graph import ARTICLE_GRAPH, MAKASSAR, TABLE_ROW, Writer, small_graph, thing

ROOT = Path(__file__).resolve().parent.parent.parent
TURTLE = {"Accept": "text/turtle"}
PATTERN = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?s ?p ?o {
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; dct:source ?source
}
"""
SLIPS = 200


@pytest.fixture(scope="module")
def client(built_store: str) -> Iterator[httpx.Client]:
    """A client of `kg serve` over the shipped graph; it follows no redirect."""
    with kg_serve(built_store) as address, httpx.Client(base_url=address, timeout=60) as made:
        yield made


@pytest.fixture(scope="module")
def core(built_dumps: Path) -> rdflib.Graph:
    """The accepted facts, as rdflib reads them."""
    return rdflib.Graph().parse(built_dumps / "core.ttl")


def rows(client: httpx.Client, query: str) -> list[dict[str, str]]:
    """The rows of a query to the endpoint."""
    answer = client.post("/sparql", data={"query": query}).json()
    return [{name: cell["value"] for name, cell in row.items()} for row in answer["results"]["bindings"]]


def test_1_the_identifier_of_a_city_leads_to_turtle_with_the_source_of_every_fact(client: httpx.Client) -> None:
    (found,) = client.get(
        "/reconcile", params={"queries": '{"q": {"query": "Makassar", "type": "Place", "limit": 1}}'}
    ).json()["q"]["result"]
    see_other = client.get(f"/id/{found['id']}", headers=TURTLE)
    assert see_other.status_code == 303
    document = client.get(see_other.headers["location"], headers=TURTLE)
    assert len(document.content) < 50_000
    graph = rdflib.Graph().parse(data=document.text, format="turtle")
    city = URIRef(f"{BASE}id/{found['id']}")
    told = {(row[0], row[1], row[2]) for row in graph.query(PATTERN)}  # type: ignore[index]
    own = {
        (s, p, o) for s, p, o in graph.triples((city, None, None)) if p != RDFS.label and "def#represents" not in str(p)
    }
    assert len(own & told) > 5
    assert {o for _, _, o in graph.triples((None, DCTERMS.source, None))} <= {
        s for s, _, _ in graph.triples((None, DCTERMS.title, None))
    }


@pytest.mark.parametrize("name", ["core.ttl", "claims.ttl", "candidates.ttl", "all.nq"])
def test_2_readers_of_three_makers_count_the_same_in_a_dump(built_dumps: Path, name: str) -> None:
    file, form = built_dumps / name, "nquads" if name.endswith("nq") else "turtle"
    oxigraph = sum(1 for _ in ox.parse(path=str(file)))
    line = ["rapper", "-q", "-c", "-i", form, str(file)]
    said = subprocess.run(line[:1] + line[2:], capture_output=True, text=True, check=True).stderr
    assert f"returned {oxigraph} triples" in said
    if form == "turtle" and name == "core.ttl":
        assert len(rdflib.Graph().parse(file)) == oxigraph


def test_3_one_pattern_gives_the_source_of_every_fact(built_dumps: Path, core: rdflib.Graph) -> None:
    claims = ox.Store()
    claims.load(path=str(built_dumps / "claims.ttl"))
    told = {tuple(str(term) for term in row) for row in claims.query(PATTERN)}  # type: ignore[union-attr]
    concepts = {s for s, _, _ in core.triples((None, SKOS.inScheme, None))}
    facts = [(s, p, o) for s, p, o in core if s not in concepts and str(s).startswith(f"{BASE}id/")]
    lost = [fact for fact in facts if tuple(ox_text(term) for term in fact) not in told]
    assert len(facts) > 10_000
    assert not lost[:5], len(lost)


def ox_text(term: rdflib.term.Node) -> str:
    """A term of rdflib as Oxigraph prints it."""
    (quad,) = ox.parse(input=f"<x:s> <x:p> {term.n3()} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    return str(quad.object)


def test_4_the_dump_of_yesterday_and_the_delta_give_the_dump_of_today(tmp_path: Path) -> None:
    old, new, where = tmp_path / "old", tmp_path / "new", str(tmp_path / "store")
    with open_store(where, create=True) as store:
        store.replace_all(small_graph())
    assert main(["export", str(old), "--store", where]) == 0
    with open_store(where) as store:
        store.remove(ARTICLE_GRAPH)
    assert main(["export", str(new), "--previous", str(old), "--store", where]) == 0
    lines = spool(str(old), tmp_path / "lines", graphs=True)
    made = b"".join(map(plain, apply(lines, new / "delta.rdfp", tmp_path)))
    assert made == (new / "all.nq").read_bytes() != (old / "all.nq").read_bytes()


def slipped(name: str, chance: random.Random) -> str:
    """A name as it stands in somebody's sheet: a letter left out, doubled, or two changed over, or other capitals."""
    at = chance.randrange(1, max(len(name) - 2, 2))
    kind = chance.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    return name.upper()


def test_5_nine_of_ten_names_with_slips_are_reconciled_with_their_scores(client: httpx.Client) -> None:
    """Of all names of places, bodies and people that one thing of its class bears, 200 are drawn by a fixed seed."""
    kinds = " ".join(f"<{kind}>" for kind in (SCG.Place, SCG.Person, SCG.LocalGovernment, SCG.OrganisationalUnit))
    query = f"SELECT ?t ?c ?n {{ VALUES ?c {{ {kinds} }} ?t a ?c ; <{SKOS.prefLabel}> ?n }}"
    bearers: dict[tuple[str, str], set[str]] = {}
    for row in rows(client, query):
        bearers.setdefault((row["c"], row["n"].casefold()), set()).add(row["t"])
    names = sorted(key for key, things in bearers.items() if len(things) == 1 and len(key[1]) >= 6)
    chance = random.Random(7)
    drawn = chance.sample(names, SLIPS)
    batch = {
        str(n): {"query": slipped(name, chance), "type": kind.partition("#")[2], "limit": 3}
        for n, (kind, name) in enumerate(drawn)
    }
    answers = client.post("/reconcile", data={"queries": json.dumps(batch)}).json()
    right = 0
    for number, key in enumerate(drawn):
        found = answers[str(number)]["result"]
        right += bool(found) and f"{BASE}id/{found[0]['id']}" in bearers[key]
        assert all(0 < hit["score"] <= 100 and hit["features"] for hit in found)
    assert right >= 0.9 * SLIPS, right


def test_6_places_map_to_wikidata_with_a_method_and_to_official_codes_without_conflict(client: httpx.Client) -> None:
    with (ROOT / "data" / "wikidata" / "links.csv").open(encoding="utf-8") as file:
        links = list(csv.DictReader(file))
    assert len(links) > 20
    assert all(row["item"].startswith("Q") and row["method"] for row in links)
    assert len({row["thing"] for row in links}) == len({row["item"] for row in links}) == len(links)
    held = {row["p"] for row in rows(client, f"SELECT ?p {{ ?p a <{SCG.Place}> }}")}
    assert {f"{BASE}id/{row['thing']}" for row in links} <= held
    coded = rows(
        client,
        f"SELECT ?p ?c {{ ?p a <{SCG.Place}> ; <{SKOS.notation}> ?c FILTER(DATATYPE(?c) = <{SCG.KemendagriCode}>) }}",
    )
    assert len(coded) > 30
    assert len({row["c"] for row in coded}) == len({row["p"] for row in coded}) == len(coded)
    conflicts = client.get("/api/questions/disagreements")
    assert conflicts.status_code == 200


def test_7_licence_counts_and_checksums_are_read_by_machine_and_are_what_is_counted(
    built_dumps: Path, core: rdflib.Graph
) -> None:
    about = rdflib.Graph().parse(built_dumps / "void.ttl")
    here = URIRef(f"{BASE}id/dataset/core")
    assert (here, RDF.type, VOID.Dataset) in about
    assert (here, RDF.type, DCAT.Dataset) in about
    assert str(about.value(here, DCTERMS.license)).startswith("https://creativecommons.org/")
    assert int(str(about.value(here, VOID.triples))) == len(core)
    for partition in about.objects(here, VOID.classPartition):
        kind = about.value(partition, URIRef(f"{VOID}class"))
        assert int(str(about.value(partition, VOID.entities))) == len(set(core.subjects(RDF.type, kind)))
    for file in about.subjects(RDF.type, DCAT.Distribution):
        name = str(about.value(file, DCAT.downloadURL)).rpartition("/")[2]
        assert int(str(about.value(file, DCAT.byteSize))) == (built_dumps / name).stat().st_size


def test_8_a_merged_identifier_leads_to_the_survivor_and_tells_whose_decision_that_was(tmp_path: Path) -> None:
    write, gone = Writer(), thing("place", "ujung-pandang")
    write.say(TABLE_ROW, Relation.DESCRIBES, "key: makassar", [Triple(gone, DCT.isReplacedBy, MAKASSAR)])
    graphs = small_graph()
    for graph, triples in write.graphs.items():
        graphs[graph] |= triples
    with open_store(str(tmp_path / "store"), create=True) as store:
        store.replace_all(graphs)
        store.rebuild_labels()
    with kg_serve(str(tmp_path / "store")) as address, httpx.Client(base_url=address, timeout=60) as client:
        moved = client.get("/doc/place/ujung-pandang", headers=TURTLE)
        end = client.get("/id/place/ujung-pandang", headers=TURTLE, follow_redirects=True)
    assert (moved.status_code, moved.headers["location"]) == (301, MAKASSAR.removeprefix(BASE.rstrip("/")))
    assert "registry/places.csv: kota-makassar: key: makassar" in moved.text
    assert (end.status_code, "Makassar" in end.text) == (200, True)


def test_9_own_additions_are_checked_by_the_same_shapes_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graphs = small_graph()
    place, table = thing("place", "kota-baru"), next(graph for graph in graphs if "registry" in graph)
    graphs[table] |= {Triple(place, RDF_TERMS.type, SCG.Place), Triple(place, SCG.seat, Literal("somewhere"))}
    with open_store(str(tmp_path / "store"), create=True) as store:
        store.replace_all(graphs)
    assert main(["check", "--warnings", "--store", str(tmp_path / "store")]) == 1
    said = capsys.readouterr().out
    assert "kota-baru" in said
    assert "Traceback" not in said


def test_10_software_that_knows_only_org_finds_offices_by_the_links_of_the_terms(core: rdflib.Graph) -> None:
    ontology = rdflib.Graph()
    for name in ("core", "alignments"):
        ontology.parse(ROOT / "ontology" / f"{name}.ttl")
    for known in (ORG.Membership, ORG.Organization, ORG.Post):
        below = set(ontology.transitive_subjects(RDFS.subClassOf, known))
        assert any((None, RDF.type, kind) in core for kind in below), known
    memberships = {
        s
        for kind in ontology.transitive_subjects(RDFS.subClassOf, ORG.Membership)
        for s in core.subjects(RDF.type, kind)
    }
    assert sum((one, ORG.member, None) in core and (one, ORG.organization, None) in core for one in memberships) > 50
