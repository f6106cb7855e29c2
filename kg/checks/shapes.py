"""SHACL: the whole store together with the ontology against `ontology/shapes.ttl`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import shacl

from kg import resources
from kg.checks.ntriples import ntriples
from kg.checks.report import Finding, Severity
from kg.records import Literal, Triple
from kg.statements import ontology_triples
from kg.terms import SH

SHAPES: Final = "shapes.ttl"


def shape_findings(triples: Iterable[Triple]) -> Iterator[Finding]:
    """What the shapes find in the triples, which must hold the ontology too; no sources yet."""
    folder = resources.folder("ontology")
    report = _compiled(folder / SHAPES).validate_text(ntriples(triples), format="ntriples")
    known = _messages(folder)
    for result in report.results:
        yield Finding(
            check=_local(_shape(result.source_shape, result.root_shape)),
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
def _messages(folder: Path) -> Mapping[str, str]:
    """Language by message: a result gives the words of its shape without their language."""
    return {
        value.value: value.language
        for _, predicate, value in ontology_triples(folder)
        if predicate == SH.message and isinstance(value, Literal) and value.language
    }


def _by_language(messages: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    return {known.get(message, "en"): message for message in messages}


def _bare(term: str) -> str:
    """An IRI without its brackets; anything else as it is."""
    return term[1:-1] if term.startswith("<") and term.endswith(">") and " " not in term else term


def _local(shape: str) -> str:
    return _bare(shape).rpartition("#")[2]


def _shape(source: str | None, root: str | None) -> str:
    return source if source is not None and source.startswith("<") else root or ""
