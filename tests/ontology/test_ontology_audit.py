"""`make_terms --check` fails for a term without words or a reader, and for a name that nobody defined."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "ontology"))
from kg.terms import BASE, SCG, Level  # noqa: E402
from term_audit import faults  # noqa: E402

DEF = f"{BASE}def#"
FOLDERS = ("ontology", "queries", "kg", "data/registry")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the audit reads of the project, for a test to add a fault to."""
    root = tmp_path_factory.mktemp("project")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def _faults(graph: Graph, root: Path) -> list[str]:
    return faults(graph, DEF, root)


def test_the_project_has_no_fault(whole: Graph, project: Path) -> None:
    assert _faults(whole, project) == []


@pytest.mark.parametrize(
    ("term", "property_", "word"),
    [
        (SCG.Ministry, RDFS.label, "label"),
        (SCG.capacity, SKOS.definition, "definition"),
        (Level.CITY, SKOS.prefLabel, "label"),
        (Level.SCHEME, SKOS.definition, "definition"),
    ],
)
def test_a_term_without_words_is_a_fault(whole: Graph, project: Path, term: str, property_: URIRef, word: str) -> None:
    graph = Graph() + whole
    graph.remove((URIRef(term), property_, None))
    name = term.removeprefix(DEF)
    assert _faults(graph, project) == [f"{name} has no {word} in en", f"{name} has no {word} in id"]


def test_a_term_that_nothing_reads_is_a_fault(whole: Graph, project: Path) -> None:
    graph = Graph() + whole
    new = URIRef(f"{DEF}Unread")
    graph.add((new, RDF.type, OWL.Class))
    for property_ in (RDFS.label, SKOS.definition):
        for text in graph.objects(URIRef(SCG.Ministry), property_):
            graph.add((new, property_, text))
    (fault,) = _faults(graph, project)
    assert fault.startswith("Unread has no reader")


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("kg/added.py", f'X = "{DEF}madeUp"', "madeUp"),
        ("kg/pages/added.j2", f'<a href="{DEF}madeUp">', "madeUp"),
        ("queries/answers/added.rq", "SELECT ?x WHERE { ?x scg:madeUp ?y }", "madeUp"),
        ("queries/store/added.ru", "DELETE WHERE { ?x scg:level-village ?y }", "level-village"),
        ("kg/lang/en/added.tsv", "form\tterm\nvillage\tlevel:village\n", "level-village"),
        ("kg/lang/en/added.tsv", "form\tlevel_term*\nvillage\tscg:Village\n", "Village"),
    ],
)
def test_a_name_of_ours_that_is_not_defined_is_a_fault(
    whole: Graph, project: Path, file: str, text: str, name: str
) -> None:
    added = project / file
    added.parent.mkdir(exist_ok=True)
    added.write_text(text, encoding="utf-8")
    try:
        assert _faults(whole, project) == [f"{file} names {name}, which the ontology does not define"]
    finally:
        added.unlink()


def test_names_in_ordinary_text_are_left_alone(whole: Graph, project: Path) -> None:
    added = project / "kg" / "added.tsv"
    added.write_text("form\tterm\tnote\nx\tmayor\tlevel:nothing\nhttp://a\tb:c\t\n", encoding="utf-8")
    try:
        assert _faults(whole, project) == []
    finally:
        added.unlink()
