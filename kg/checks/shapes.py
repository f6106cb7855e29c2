"""SHACL: the whole store together with the ontology against `ontology/shapes.ttl`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import shacl

from kg import resources
from kg.checks.ntriples import ntriples
from kg.checks.report import Finding, Severity
from kg.records import Triple
from kg.terms import SH

SHAPES: Final = "shapes.ttl"


def shape_findings(triples: Iterable[Triple]) -> Iterator[Finding]:
    """What the shapes find in the triples, which must hold the ontology too; no sources yet."""
    path = resources.folder("ontology") / SHAPES
    report = _compiled(path).validate_text(ntriples(triples), format="ntriples")
    known = _languages(path)
    for result in report.results:
        yield Finding(
            check=_name(result),
            severity=Severity.VIOLATION if result.severity_iri == SH.Violation else Severity.WARNING,
            focus=_bare(result.focus_node),
            message=_by_language(result.messages, known) or {"en": result.component},
            mend={},
            path=_bare(result.path) if result.path else None,
            value=result.value_plain,
        )


@cache
def _compiled(path: Path) -> shacl.Shapes:
    return shacl.Shapes.from_file(str(path))


@cache
def _languages(path: Path) -> Mapping[str, str]:
    """Language by message: a result gives the words of its shape without their language."""
    return {
        quad.object.value: quad.object.language
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == SH.message and isinstance(quad.object, ox.Literal) and quad.object.language
    }


def _by_language(messages: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    return {known.get(message, "en"): message for message in messages}


def _bare(term: str) -> str:
    """An IRI without its brackets; anything else as it is."""
    return term[1:-1] if term.startswith("<") and term.endswith(">") and " " not in term else term


def _name(result: shacl.Result) -> str:
    """The local name of the shape that was broken, or of the one around it where that is a blank node."""
    source = result.source_shape or ""
    return _bare(source if source.startswith("<") else result.root_shape or "").rpartition("#")[2]
