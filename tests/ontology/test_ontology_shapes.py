"""Each shape says nothing of a good graph, and notices the one fault that it is there for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
import shacl
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH

from kg.terms import BASE, PREFIXES

HERE = Path(__file__).resolve().parent
SHAPES = HERE.parent.parent / "ontology" / "shapes.ttl"
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


class Breakage(NamedTuple):
    shape: str
    taken: tuple[str, ...]
    put: tuple[str, ...]


def _breakages() -> list[Breakage]:
    lines = (HERE / "breakages.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        Breakage(shape, () if taken == "-" else tuple(taken.split()), () if put == "-" else tuple(put.split(" . ")))
        for shape, taken, put in rows
    ]


def _node(name: str) -> str:
    known = name[0] in '<"-0123456789' or name.startswith("_:") or name.partition(":")[0] in PREFIXES
    return name if known else f"<{BASE}id/{name}>"


def _term(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local if prefix in PREFIXES else f"{BASE}id/{name}")


def _broken(sample: Graph, breakage: Breakage) -> Graph:
    graph = Graph() + sample
    for predicate in breakage.taken[1:]:
        graph.remove((_term(breakage.taken[0]), _term(predicate), None))
    text = "".join(" ".join(_node(part) for part in put.split(" ", 2)) + " .\n" for put in breakage.put)
    return graph.parse(data=HEAD + text, format="turtle")


@pytest.fixture(scope="module")
def compiled() -> shacl.Shapes:
    return shacl.Shapes.from_file(str(SHAPES))


def _found(compiled: shacl.Shapes, graph: Graph) -> list[shacl.Result]:
    text = graph.serialize(format="nt")
    return list(compiled.validate_text(text, format="ntriples").results)


def test_the_sample_has_nothing_to_complain_of(compiled: shacl.Shapes, sample: Graph) -> None:
    assert [(r.focus_node, r.source_shape) for r in _found(compiled, sample)] == []


@pytest.mark.parametrize("breakage", _breakages(), ids=lambda b: f"{b.shape} {' '.join(b.taken[1:] + b.put)}"[:90])
def test_a_fault_is_noticed_by_its_shape(
    compiled: shacl.Shapes, shapes: Graph, sample: Graph, breakage: Breakage
) -> None:
    results = _found(compiled, _broken(sample, breakage))
    assert breakage.shape in {_source(result, shapes) for result in results}


def _source(result: shacl.Result, shapes: Graph) -> str:
    """The shape of a result; a result of a query names the shape around it, so that its message must tell."""
    found = str(result.source_shape).strip("<>")
    if result.component == "SPARQLConstraintComponent":
        queries = shapes.objects(URIRef(found), SH.sparql)
        found = next(str(q) for q in queries if Literal(result.message, lang="en") in shapes.objects(q, SH.message))
    return found.partition("shape-")[2]


def test_every_shape_has_a_fault_that_it_notices(shapes: Graph) -> None:
    watching = {str(s) for kind in (SH.PropertyShape, SH.SPARQLConstraint) for s in shapes.subjects(RDF.type, kind)}
    watching = {s.partition("shape-")[2] for s in watching if "shape-concept-" not in s}
    assert watching - {b.shape for b in _breakages()} == set()


def test_every_node_class_has_a_focus_node_in_the_sample(shapes: Graph, sample: Graph) -> None:
    wanted = set(shapes.objects(None, SH.targetClass))
    found = {c for s in set(sample.subjects()) for k in sample.objects(s, RDF.type) for c in _up(sample, k)}
    assert wanted - found == set()


def _up(graph: Graph, kind: object) -> set[object]:
    return set(graph.transitive_objects(kind, URIRef(PREFIXES["rdfs"] + "subClassOf")))  # type: ignore[arg-type]


def test_every_message_is_said_in_both_languages(shapes: Graph) -> None:
    speaking = set(shapes.subjects(SH.message, None))
    kinds = (SH.PropertyShape, SH.SPARQLConstraint)
    assert {s for kind in kinds for s in shapes.subjects(RDF.type, kind)} <= speaking
    for shape in speaking:
        tags = [m.language for m in shapes.objects(shape, SH.message) if isinstance(m, Literal)]
        assert sorted(map(str, tags)) == ["en", "id"], shape


def test_two_engines_find_the_same(compiled: shacl.Shapes, sample: Graph, shapes: Graph) -> None:
    graph = sample
    for breakage in _breakages():
        if breakage.taken == () or breakage.put == ():
            graph = _broken(graph, breakage)
    ours = Counter((_plain(r.focus_node), r.component, r.severity) for r in _found(compiled, graph))
    assert len(ours) >= 60
    assert ours == _reference(graph, shapes)


def _plain(node: str) -> str:
    return "_:" if node.startswith("_:") else node.strip("<>")


def _reference(graph: Graph, shapes: Graph) -> Counter[tuple[str, str, str]]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return Counter(
        (
            str(focus) if isinstance(focus := report.value(result, SH.focusNode), URIRef) else "_:",
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for result in report.objects(None, SH.result)
    )
