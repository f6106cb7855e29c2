"""Dumps that any RDF software reads to the same triples, and whose bytes depend on the store alone."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from kg.dumps import DumpFile, Manifest, export, turtle
from kg.errors import StoreError
from kg.records import Iri, Literal, Triple
from kg.store import open_store
from kg.terms import BASE, DCT, OA, PREFIXES, PROV, SCG, SKOS, SPDX, XSD, Modality, Review
from small_graph import HEARSAY, MEMBERSHIP, OFFICE, small_graph, small_store

FILES = ("core.ttl", "claims.ttl", "candidates.ttl", "all.nq", "void.ttl")
LINKS = (DCT.source, PROV.wasDerivedFrom, OA.hasSelector, OA.hasSource, PROV.wasGeneratedBy, PROV.wasAssociatedWith,
         PROV.hadPrimarySource, SCG.modality, SCG.reviewStatus, SCG.relation)  # fmt: skip
TURTLE = tuple(name for name in FILES if name.endswith(".ttl"))


class Dump(NamedTuple):
    folder: Path
    manifest: Manifest


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Dump:
    folder = tmp_path_factory.mktemp("dump") / "made" / "here"
    with small_store() as store:
        return Dump(folder, export(store, folder))


@pytest.fixture(scope="module")
def graphs(dump: Dump) -> dict[str, Graph]:
    return {name: Graph().parse(dump.folder / name) for name in TURTLE}


def _file(dump: Dump, name: str) -> DumpFile:
    return next(file for file in dump.manifest.files if file.name == name)


# --- what others can read -------------------------------------------------------------------------


def _count_rdflib(path: Path) -> int:
    if path.suffix == ".ttl":
        return len(Graph().parse(path))
    dataset = Dataset()
    dataset.parse(data=path.read_text(encoding="utf-8"), format="nquads")
    return sum(1 for _ in dataset.quads())


def _count_oxigraph(path: Path) -> int:
    form = ox.RdfFormat.TURTLE if path.suffix == ".ttl" else ox.RdfFormat.N_QUADS
    return len(set(ox.parse(path=str(path), format=form)))


def _count_rapper(path: Path) -> int:
    form = "turtle" if path.suffix == ".ttl" else "nquads"
    run = subprocess.run(
        ["rapper", "--count", "--input", form, path], capture_output=True, text=True, check=True, env={"LC_ALL": "C"}
    )
    found = re.search(r"returned (\d+) triples?", run.stderr)
    assert found, run.stderr
    assert "warning" not in run.stderr.lower()
    return int(found[1])


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # of rdflib, by itself
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("count", [_count_rdflib, _count_oxigraph, _count_rapper], ids=["rdflib", "oxigraph", "rapper"])
def test_every_reader_finds_the_triples_that_the_manifest_tells(dump: Dump, name: str, count: object) -> None:
    assert callable(count)
    assert count(dump.folder / name) == _file(dump, name).triples > 0


def test_the_manifest_tells_size_and_checksum_of_every_file(dump: Dump) -> None:
    assert tuple(file.name for file in dump.manifest.files) == FILES
    for file in dump.manifest.files:
        content = (dump.folder / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert sorted(path.name for path in dump.folder.iterdir()) == sorted(FILES)


# --- form -----------------------------------------------------------------------------------------


def test_the_same_store_gives_the_same_bytes_whatever_the_order_of_filling(dump: Dump, tmp_path: Path) -> None:
    with small_store() as first, open_store(":memory:", create=True) as second:
        export(first, tmp_path)
        again = {name: (tmp_path / name).read_bytes() for name in FILES}
        by_graph: dict[Iri, list[Triple]] = {}
        for graph, triple in first.quads():
            by_graph.setdefault(graph, []).append(triple)
        for graph in sorted(by_graph, reverse=True):
            second.replace(graph, sorted(by_graph[graph], reverse=True))
        export(second, tmp_path)
    for name in FILES:
        assert again[name] == (dump.folder / name).read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("name", TURTLE)
def test_turtle_is_grouped_by_subject_and_sorted(dump: Dump, name: str) -> None:
    subjects = [str(t.subject) for t in ox.parse(path=str(dump.folder / name), format=ox.RdfFormat.TURTLE)]
    groups = [s for s, before in zip(subjects, [None, *subjects], strict=False) if s != before]
    assert groups == sorted(set(groups))


def test_quads_are_sorted_lines_without_repetition(dump: Dump) -> None:
    lines = (dump.folder / "all.nq").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("name", TURTLE)
def test_prefixes_are_those_in_use_and_no_name_of_ours_is_written_out(dump: Dump, name: str) -> None:
    text = (dump.folder / name).read_text(encoding="utf-8")
    body = "\n".join(line for line in text.split("\n") if not line.startswith("@prefix"))
    declared = set(re.findall(r"^@prefix ([\w-]+):", text, re.MULTILINE))
    names = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', '""', body)
    used = set(re.findall(r"(?:^|[\s^])([a-z][\w-]*):(?=[\w])", names))
    assert used <= declared <= used | {"rdf", "xsd"}, "`a` and bare numbers name these two without a prefix"
    for namespace in (f"{BASE}id/claim/", f"{BASE}def#", PREFIXES["rdf"]):
        assert f"<{namespace}" not in body


def test_nothing_is_a_blank_node(dump: Dump) -> None:
    for name in FILES:
        form = ox.RdfFormat.TURTLE if name.endswith(".ttl") else ox.RdfFormat.N_QUADS
        for quad in ox.parse(path=str(dump.folder / name), format=form):
            assert not any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))


# --- content --------------------------------------------------------------------------------------


def test_all_quads_are_the_store(dump: Dump) -> None:
    quads = {
        (str(q.graph_name).strip("<>"), str(q.triple))
        for q in ox.parse(path=str(dump.folder / "all.nq"), format=ox.RdfFormat.N_QUADS)
    }
    with small_store() as store:
        assert len(quads) == store.size()
        assert {graph for graph, _ in quads} == {str(graph) for graph in store.graphs()}


def test_core_holds_the_facts_that_stand_and_nothing_else(graphs: dict[str, Graph]) -> None:
    core, subjects = graphs["core.ttl"], set(graphs["core.ttl"].subjects())
    assert (URIRef(MEMBERSHIP), URIRef(SCG.memberPlace), None) in core
    assert URIRef(OFFICE) not in subjects, "what is only proposed does not stand"
    assert URIRef(HEARSAY) not in subjects, "what is too unsure does not stand"
    assert not set(core.subjects(RDF.type, URIRef(SCG.Claim)))


def test_every_core_triple_has_its_claim_in_the_other_file(graphs: dict[str, Graph]) -> None:
    claims = graphs["claims.ttl"]
    said = {
        (claims.value(c, RDF.subject), claims.value(c, RDF.predicate), claims.value(c, RDF.object))
        for c in claims.subjects(RDF.type, URIRef(SCG.Claim))
    }
    concepts = set(graphs["core.ttl"].subjects(RDF.type, URIRef(SKOS.Concept)))
    facts = {triple for triple in graphs["core.ttl"] if triple[0] not in concepts}
    assert facts == said


def test_candidates_hold_the_claims_that_made_no_fact(graphs: dict[str, Graph]) -> None:
    found = graphs["candidates.ttl"]
    claims = set(found.subjects(RDF.type, URIRef(SCG.Claim)))
    assert {found.value(c, RDF.subject) for c in claims} == {URIRef(OFFICE), URIRef(HEARSAY)}
    standing = {
        (str(found.value(c, URIRef(SCG.modality))), str(found.value(c, URIRef(SCG.reviewStatus)))) for c in claims
    }
    assert standing == {(Modality.PROPOSED, Review.UNREVIEWED), (Modality.ASSERTED, Review.CANDIDATE)}
    assert not claims & set(graphs["claims.ttl"].subjects(RDF.type, URIRef(SCG.Claim)))


@pytest.mark.parametrize("name", ["claims.ttl", "candidates.ttl"])
def test_a_file_of_claims_is_complete_by_itself(graphs: dict[str, Graph], name: str) -> None:
    graph = graphs[name]
    subjects = set(graph.subjects())
    for link in LINKS:
        assert set(graph.objects(None, URIRef(link))) <= subjects, link


def test_concepts_come_with_their_labels_in_both_languages(graphs: dict[str, Graph]) -> None:
    for name in ("core.ttl", "claims.ttl", "candidates.ttl"):
        used = {o for o in graphs[name].objects() if str(o).startswith(f"{BASE}def#level-")}
        for concept in used | set(graphs[name].subjects(RDF.type, URIRef(SKOS.Concept))):
            labels = graphs[name].objects(concept, URIRef(SKOS.prefLabel))
            assert sorted(label.language for label in labels) == ["en", "id"]  # type: ignore[attr-defined]


# --- description ----------------------------------------------------------------------------------


def _about(graphs: dict[str, Graph], name: str) -> tuple[Graph, URIRef]:
    return graphs["void.ttl"], URIRef(f"{BASE}id/dataset/{name}")


@pytest.mark.parametrize("name", ["core", "claims", "candidates"])
def test_the_description_counts_what_is_in_the_file(graphs: dict[str, Graph], name: str) -> None:
    about, here = _about(graphs, name)
    content = graphs[f"{name}.ttl"]
    told = {
        key: int(str(about.value(here, VOID[key]))) for key in ("triples", "classes", "properties", "distinctSubjects")
    }
    assert told == {
        "triples": len(content),
        "classes": len(set(content.objects(None, RDF.type))),
        "properties": len(set(content.predicates())),
        "distinctSubjects": len(set(content.subjects())),
    }
    for part in about.objects(here, VOID.classPartition):
        kind = about.value(part, VOID["class"])
        assert int(str(about.value(part, VOID.entities))) == len(set(content.subjects(RDF.type, kind)))
    for part in about.objects(here, VOID.propertyPartition):
        used = list(content.triples((None, about.value(part, VOID.property), None)))
        assert int(str(about.value(part, VOID.triples))) == len(used) > 0


def test_the_description_names_every_file_with_its_size_checksum_and_licence(
    dump: Dump, graphs: dict[str, Graph]
) -> None:
    for name in ("core", "claims", "candidates", "all"):
        about, here = _about(graphs, name)
        (file,) = about.objects(here, DCAT.distribution)
        checksum = about.value(about.value(file, URIRef(SPDX.checksum)), URIRef(SPDX.checksumValue))
        written = next(f for f in dump.manifest.files if f.name.startswith(f"{name}."))
        assert str(about.value(file, DCAT.downloadURL)).rpartition("/")[2] == written.name
        assert (int(str(about.value(file, DCAT.byteSize))), str(checksum)) == (written.size, written.sha256)
        assert about.value(here, DCTERMS.license)
        assert sorted(t.language for t in about.objects(here, DCTERMS.title)) == ["en", "id"]  # type: ignore[attr-defined]
    whole = URIRef(f"{BASE}id/dataset/all")
    assert len(set(graphs["void.ttl"].objects(whole, VOID.subset))) == 3


# --- faults ---------------------------------------------------------------------------------------


def test_a_dump_that_fails_leaves_the_old_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_store() as store:
        export(store, tmp_path)
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        store.replace(Iri(f"{BASE}id/graph/more"), sorted(next(iter(small_graph().values()))))
        monkeypatch.setattr(Path, "replace", _refuse)
        with pytest.raises(OSError, match="no room"):
            export(store, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".part"} == before


def _refuse(path: Path, target: Path) -> None:
    raise OSError(f"no room for {path} {target}")


def test_an_empty_store_gives_empty_files_with_a_description(tmp_path: Path) -> None:
    with open_store(":memory:", create=True) as store:
        manifest = export(store, tmp_path)
    assert [file.triples for file in manifest.files[:4]] == [0, 0, 0, 0]
    assert len(Graph().parse(tmp_path / "void.ttl")) == manifest.files[-1].triples > 0


def test_a_name_that_is_no_iri_is_an_error_of_ours_and_not_a_broken_file() -> None:
    with pytest.raises(StoreError):
        turtle([Triple(Iri("not an iri"), Iri(f"{BASE}def#title"), Literal("x", XSD.string))])
