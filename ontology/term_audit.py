"""What is wrong with our terms: without words, without a reader, or used without being defined.

A term is read where code, a query, a shape or a table names it; a concept where its scheme is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

LANGUAGES = ("en", "id")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)
SCHEMED = (SKOS.Concept, SKOS.ConceptScheme)
READERS = ("kg/**/*.py", "queries/**/*.rq", "queries/**/*.ru", "kg/**/*.tsv", "data/**/*.csv", "ontology/shapes.ttl")
USERS = (*READERS, "ontology/*.py", "kg/**/*.j2", "kg/**/*.js", "kg/**/*.toml")
GENERATED = "terms.py"
_NAME = r"([A-Za-z][\w-]*)"


def faults(graph: Graph, namespace: str, root: Path) -> list[str]:
    """One line a fault, sorted; `root` is the project's folder, `graph` the ontology without the shapes."""
    found = [*_wordless(graph, namespace), *_unread(graph, namespace, root), *_undefined(graph, namespace, root)]
    return sorted(found)


def _own(graph: Graph, namespace: str, kinds: Iterable[URIRef]) -> list[URIRef]:
    subjects = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(s for s in subjects if s.startswith(namespace))


def _wordless(graph: Graph, namespace: str) -> Iterator[str]:
    for kinds, label in ((KINDS, RDFS.label), (SCHEMED, SKOS.prefLabel)):
        for term in _own(graph, namespace, kinds):
            for property_, word in ((label, "label"), (SKOS.definition, "definition")):
                known = {text.language for text in graph.objects(term, property_) if isinstance(text, Literal)}
                for language in LANGUAGES:
                    if language not in known:
                        yield f"{term.removeprefix(namespace)} has no {word} in {language}"


def _unread(graph: Graph, namespace: str, root: Path) -> Iterator[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in _files(root, READERS))
    named = set(re.findall(rf"\bSCG\.{_NAME}", text)) | set(re.findall(rf"\bscg:{_NAME}", text))
    for term in _own(graph, namespace, KINDS):
        name = term.removeprefix(namespace)
        below = {str(s).removeprefix(namespace) for s in graph.subjects(RDFS.subClassOf, term)}
        if name not in named and f"{name}_" not in named and not below & named:
            yield f"{name} has no reader: nothing in kg/, queries/, data/ or the shapes names it"
    for scheme in _own(graph, namespace, [SKOS.ConceptScheme]):
        key = str(graph.value(scheme, SKOS.notation))
        ways = rf'CONCEPTS\["{key}"\]|\bscheme-{key}\b|\bscg:{key}-|\b{key}:[a-z]|concepts? {key}\b'
        if not re.search(ways, text):
            yield f"scheme-{key} has no reader: nothing in kg/, queries/, data/ or the shapes names it"


def _undefined(graph: Graph, namespace: str, root: Path) -> Iterator[str]:
    known = {str(s).removeprefix(namespace) for s in graph.subjects() if str(s).startswith(namespace)}
    written = re.compile(rf"(?:{re.escape(namespace)}|(?<![\w:])scg:){_NAME}")
    keys = {str(graph.value(s, SKOS.notation)) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)}
    shapes = Graph().parse(root / "ontology" / "shapes.ttl")
    known |= {str(s).removeprefix(namespace) for s in shapes.subjects() if str(s).startswith(namespace)}
    for path in _files(root, USERS):
        names = set(written.findall(path.read_text(encoding="utf-8")))
        names |= set(_concepts(path, keys)) if path.suffix == ".tsv" else set()
        for name in sorted(names - known):
            yield f"{path.relative_to(root)} names {name}, which the ontology does not define"


def _concepts(path: Path, keys: set[str]) -> Iterator[str]:
    """The concepts that a table of words names as scheme:notation, in the columns for terms."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        for column, cell in row.items():
            scheme, colon, notation = str(cell or "").partition(":")
            if str(column).rstrip("*").endswith("term") and colon and scheme in keys:
                yield f"{scheme}-{notation}"


def _files(root: Path, patterns: Iterable[str]) -> list[Path]:
    return sorted(
        {p for pattern in patterns for p in root.glob(pattern) if p.name != GENERATED and "build" not in p.parts}
    )
