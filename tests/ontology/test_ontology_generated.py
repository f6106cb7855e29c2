"""kg/terms.py and context.jsonld are what the Turtle files say, and closed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

from kg import terms
from kg.records import Iri
from kg.terms import BASE, CONCEPTS, PREFIXES, SCG, Level, PostKind, Relation

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "ontology" / "make_terms.py"


@pytest.fixture(scope="module")
def make_terms() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_terms", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    sys.path.insert(0, str(SCRIPT.parent))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_committed_is_what_the_script_writes() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_difference_fails(
    make_terms: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_terms, "TERMS", tmp_path / "terms.py")
    monkeypatch.setattr(make_terms, "CONTEXT", tmp_path / "context.jsonld")
    assert make_terms.main(["--check"]) == 1
    assert "terms.py, context.jsonld" in capsys.readouterr().err
    assert make_terms.main([]) == 0
    assert make_terms.main(["--check"]) == 0
    assert (tmp_path / "terms.py").read_bytes() == (ROOT / "kg" / "terms.py").read_bytes()


def test_a_name_that_is_not_a_term_is_an_error() -> None:
    for owner in (SCG, Level, terms.ORG):
        with pytest.raises(AttributeError):
            getattr(owner, "noSuchTerm")  # noqa: B009


def test_concepts_go_by_their_notation_in_upper_case() -> None:
    assert CONCEPTS["relation"]["holdsPosition"] is Relation.HOLDS_POSITION
    assert CONCEPTS["level"]["city-state"] is Level.CITY_STATE
    assert CONCEPTS["postkind"]["deputy-mayor"] is PostKind.DEPUTY_MAYOR
    for key, concepts in CONCEPTS.items():
        assert all(iri == f"{BASE}def#{key}-{notation}" for notation, iri in concepts.items())


def test_constants_are_iris_under_one_base() -> None:
    own = {name: value for name, value in vars(SCG).items() if not name.startswith("__")}
    assert all(isinstance(value, Iri) and value == f"{BASE}def#{name}" for name, value in own.items())


def test_every_reused_term_of_the_module_is_declared(whole: Graph, make_terms: ModuleType) -> None:
    reserved = set(make_terms.RESERVED)
    for prefix, namespace in PREFIXES.items():
        if prefix in reserved or prefix == "scg":
            continue
        for value in vars(getattr(terms, prefix.upper())).values():
            if isinstance(value, Iri):
                assert value.startswith(namespace)
                assert (URIRef(value), RDF.type, None) in whole


def test_the_context_reads_json_as_the_same_triples() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    node = f"{BASE}id/event/meeting"
    document = context | {
        "id": node,
        "type": "Event",
        "eventKind": f"{BASE}def#eventkind-summit",
        "latestStart": "2024-07-30",
        "venue": "Balai Kota",
        "skos:prefLabel": {"@value": "Pertemuan", "@language": "id"},
    }
    expected = f"""
        @prefix scg: <{BASE}def#> . @prefix skos: <{PREFIXES["skos"]}> . @prefix xsd: <{PREFIXES["xsd"]}> .
        <{node}> a scg:Event ; scg:eventKind scg:eventkind-summit ; scg:latestStart "2024-07-30"^^xsd:date ;
          scg:venue "Balai Kota"^^xsd:string ; skos:prefLabel "Pertemuan"@id ."""
    got = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in got} == {quad.triple for quad in ox.parse(expected, format=ox.RdfFormat.TURTLE)}
