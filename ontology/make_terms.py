"""Writes kg/terms.py and ontology/context.jsonld from the Turtle files beside this script.

    python ontology/make_terms.py            writes both files
    python ontology/make_terms.py --check    writes nothing, exit status 1 when one of them is out of date or a
                                             term lacks words or a reader, or is used and not defined

Both files are pure functions of ontology/*.ttl: same Turtle, same bytes. The script imports nothing
of `kg`, so that it can also write the first kg/terms.py.
"""

from __future__ import annotations

import json
import keyword
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from term_audit import faults

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TERMS = ROOT / "kg" / "terms.py"
CONTEXT = HERE / "context.jsonld"
FILES = ("core.ttl", "schemes.ttl", "provenance.ttl", "alignments.ttl", "vocabularies.ttl", "display.ttl")
VANN = Namespace("http://purl.org/vocab/vann/")
RANGE_INCLUDES = URIRef("https://schema.org/rangeIncludes")
WIDTH = 118

# The namespaces that OWL reserves cannot be declared in an ontology: what data uses of them stands here.
RESERVED = {
    "rdf": "type Statement subject predicate object langString Property value",
    "rdfs": "label comment subClassOf subPropertyOf domain range isDefinedBy seeAlso Class Datatype Resource",
    "owl": "Class ObjectProperty DatatypeProperty AnnotationProperty Ontology NamedIndividual Nothing Thing"
    " disjointWith imports sameAs versionInfo deprecated inverseOf",
    "xsd": "string date dateTime gYear gYearMonth decimal integer nonNegativeInteger boolean anyURI double",
    "sh": "NodeShape ValidationReport conforms result focusNode resultPath resultMessage resultSeverity sourceShape"
    " sourceConstraintComponent value Violation Warning Info message",
}
NAMESPACES = {
    "owl": str(OWL),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": str(XSD),
}
DECLARED = (
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
    RDFS.Datatype,
)
OWN_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype)


class Ontology:
    """The Turtle files as one graph, with the few questions that the two writers ask of it."""

    def __init__(self, folder: Path) -> None:
        self.graph = Graph(bind_namespaces="none")
        for name in FILES:
            if (folder / name).exists():
                self.graph.parse(folder / name, format="turtle")
        self.namespace = str(next(self.graph.objects(None, VANN.preferredNamespaceUri)))
        self.prefixes = {p: str(n) for p, n in self.graph.namespaces() if p} | NAMESPACES

    @property
    def base(self) -> str:
        """The namespace of the terms without its last part: things live under it."""
        return self.namespace.removesuffix("def#")

    def own(self) -> list[URIRef]:
        """Own classes, properties and datatypes, by name."""
        found = {s for kind in OWN_KINDS for s in self.graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
        return sorted(s for s in found if s.startswith(self.namespace))

    def reused(self, prefix: str) -> list[str]:
        """The local names of the terms of another vocabulary, by name."""
        namespace = self.prefixes[prefix]
        found = {str(s) for kind in DECLARED for s in self.graph.subjects(RDF.type, kind)}
        names = {s.removeprefix(namespace) for s in found if s.startswith(namespace)}
        return sorted(names | set(RESERVED.get(prefix, "").split()))

    def schemes(self) -> dict[str, list[tuple[str, URIRef]]]:
        """Scheme → its concepts as (notation, IRI), in the order of their notations."""
        kind = SKOS.ConceptScheme
        schemes = {s: str(self.graph.value(s, SKOS.notation)) for s in self.graph.subjects(RDF.type, kind)}
        found: dict[str, list[tuple[str, URIRef]]] = {key: [] for key in sorted(schemes.values())}
        for concept, scheme in self.graph.subject_objects(SKOS.inScheme):
            if isinstance(concept, URIRef):
                found[schemes[scheme]].append((str(self.graph.value(concept, SKOS.notation)), concept))
        return {key: sorted(concepts) for key, concepts in found.items()}

    def ancestors(self, term: URIRef) -> list[URIRef]:
        """All own superclasses of a class, nearest first."""
        found: list[URIRef] = []
        queue = sorted(p for p in self.graph.objects(term, RDFS.subClassOf) if isinstance(p, URIRef))
        while queue:
            parent = queue.pop(0)
            if parent.startswith(self.namespace) and parent not in found:
                found.append(parent)
                queue += sorted(p for p in self.graph.objects(parent, RDFS.subClassOf) if isinstance(p, URIRef))
        return found

    def says(self, term: URIRef) -> str:
        """The English definition of a term, or its label."""
        for prop in (SKOS.definition, SKOS.prefLabel, RDFS.label):
            for value in self.graph.objects(term, prop):
                if isinstance(value, Literal) and value.language == "en":
                    return " ".join(str(value).split())
        return ""


# --- kg/terms.py ------------------------------------------------------------------------------


def terms_module(ontology: Ontology) -> str:
    """The text of kg/terms.py."""
    parts = (_head, _own, _schemes, _reused, _tables)
    return "\n".join(line for part in parts for line in part(ontology)) + "\n"


def _head(ontology: Ontology) -> list[str]:
    return [
        '"""The terms of the ontology, closed: an unknown name is an AttributeError, and mypy sees it.',
        "",
        "Generated by ontology/make_terms.py from ontology/*.ttl. Change those and run it again.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from collections.abc import Mapping",
        "from typing import Final",
        "",
        "from kg.records import Iri",
        "",
        f'BASE: Final = "{ontology.base}"',
    ]


def _own(ontology: Ontology) -> Iterator[str]:
    yield from _class("SCG", "Own classes, properties and datatypes.")
    for term in ontology.own():
        yield from _constant(term.removeprefix(ontology.namespace), term, ontology.says(term))


def _schemes(ontology: Ontology) -> Iterator[str]:
    for key, concepts in ontology.schemes().items():
        scheme = URIRef(f"{ontology.namespace}scheme-{key}")
        yield from _class(scheme_class(key), ontology.says(scheme))
        yield from _constant("SCHEME", scheme, f"The scheme {key} itself.")
        for notation, concept in concepts:
            yield from _constant(upper_snake(notation), concept, ontology.says(concept))


def _reused(ontology: Ontology) -> Iterator[str]:
    for prefix in sorted(ontology.prefixes):
        namespace = ontology.prefixes[prefix]
        names = ontology.reused(prefix)
        if names and namespace != ontology.namespace:
            yield from _class(prefix.upper(), f"Terms reused from {namespace}")
            for name in names:
                yield f'    {_python_name(name)}: Final = Iri("{namespace}{name}")'


def _tables(ontology: Ontology) -> Iterator[str]:
    yield from ("", "", "# Scheme → notation → concept.")
    yield "CONCEPTS: Final[Mapping[str, Mapping[str, Iri]]] = {"
    for key, concepts in ontology.schemes().items():
        yield f'    "{key}": {{'
        yield from (f'        "{n}": {scheme_class(key)}.{upper_snake(n)},' for n, _ in concepts)
        yield "    },"
    yield from ("}", "", "# Own class → all its own superclasses, nearest first.")
    yield "SUBCLASSES: Final[Mapping[Iri, tuple[Iri, ...]]] = {"
    for term in ontology.own():
        if (term, RDF.type, OWL.Class) in ontology.graph:
            parents = "".join(f"SCG.{p.removeprefix(ontology.namespace)}, " for p in ontology.ancestors(term))
            yield f"    SCG.{term.removeprefix(ontology.namespace)}: ({parents.rstrip()}),"
    yield from ("}", "", "# Prefix → namespace, for whoever writes Turtle or JSON-LD.")
    yield "PREFIXES: Final[Mapping[str, str]] = {"
    yield from (f'    "{prefix}": "{namespace}",' for prefix, namespace in sorted(ontology.prefixes.items()))
    yield "}"


def _class(name: str, says: str) -> Iterable[str]:
    return ("", "", f"class {name}:", f'    """{_clipped(says, 104)}"""', "")


def _constant(name: str, iri: str, says: str) -> Iterable[str]:
    line = f'    {_python_name(name)}: Final = Iri("{iri}")'
    return (line, f'    """{_clipped(says, WIDTH - 10)}"""') if says else (line,)


def _clipped(text: str, width: int) -> str:
    text = text.replace('"', "'").replace("\\", "/")
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + "…"


def _python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def upper_snake(notation: str) -> str:
    """The constant of a notation: holdsPosition → HOLDS_POSITION, deputy-mayor → DEPUTY_MAYOR."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", notation).replace("-", "_").upper()


def scheme_class(key: str) -> str:
    """The Python class of a scheme: networkrole → NetworkRole, postkind → PostKind, level → Level."""
    return re.sub(r"(role|kind)$", lambda m: m[1].capitalize(), key.capitalize())


# --- ontology/context.jsonld ------------------------------------------------------------------


def context(ontology: Ontology) -> str:
    """The text of context.jsonld: prefixes, and a short name for every own term."""
    entries: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type"}
    entries |= dict(sorted(ontology.prefixes.items()))
    for term in ontology.own():
        name = term.removeprefix(ontology.namespace)
        entries[name] = _context_entry(ontology, term, f"scg:{name}")
    return json.dumps({"@context": entries}, indent=2, ensure_ascii=False) + "\n"


def _context_entry(ontology: Ontology, term: URIRef, curie: str) -> object:
    if (term, RDF.type, OWL.ObjectProperty) in ontology.graph:
        return {"@id": curie, "@type": "@id"}
    ranges = {*ontology.graph.objects(term, RDFS.range), *ontology.graph.objects(term, RANGE_INCLUDES)}
    if (term, RDF.type, OWL.DatatypeProperty) in ontology.graph and len(ranges) == 1 and XSD.string not in ranges:
        return {"@id": curie, "@type": str(ranges.pop())}
    return curie


def main(arguments: list[str]) -> int:
    """Writes both files, or with `--check` compares them; 0 when all is well."""
    ontology = Ontology(HERE)
    stale = []
    for path, text in ((TERMS, terms_module(ontology)), (CONTEXT, context(ontology))):
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
    if stale:
        print(f"out of date: {', '.join(stale)}; run python ontology/make_terms.py", file=sys.stderr)
    wrong = faults(ontology.graph, ontology.namespace, ROOT) if "--check" in arguments else []
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if stale or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
