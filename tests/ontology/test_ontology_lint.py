"""Two linters of others find nothing in our terms, and would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from kg.terms import BASE, SCG

LINT = Path(__file__).resolve().parent.parent.parent / "ontology" / "lint"
BIN = Path(sys.executable).parent
COMMANDS = {
    "rdf-construct": ("rdf-construct", "lint", "--no-colour", "--config", str(LINT / "rdf-construct.yml")),
    "semanticlint": ("semanticlint", "check", "--fail-on", "info", "--config", str(LINT / "semanticlint.yml")),
}


def _lint(tool: str, graph: Graph, folder: Path) -> subprocess.CompletedProcess[str]:
    """One run over all files as one, for the parent of a class stands in another file than its label."""
    merged = folder / "ontology.ttl"
    merged.write_text(graph.serialize(format="turtle"), encoding="utf-8")
    name, *arguments = COMMANDS[tool]
    return subprocess.run([BIN / name, *arguments, merged], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("tool", COMMANDS)
def test_the_linter_is_content(tool: str, own: Graph, tmp_path: Path) -> None:
    run = _lint(tool, own, tmp_path)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("tool", COMMANDS)
def test_the_linter_would_notice_a_class_without_a_label(tool: str, own: Graph, tmp_path: Path) -> None:
    graph = Graph() + own
    graph.add((URIRef(f"{BASE}def#Nameless"), RDF.type, OWL.Class))
    graph.add((URIRef(f"{BASE}def#Nameless"), RDFS.subClassOf, URIRef(SCG.Actor)))
    run = _lint(tool, graph, tmp_path)
    assert run.returncode != 0
    assert "Nameless" in run.stdout
