"""Terms of our own that the data use and the ontology does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.checks.report import Finding, Severity
from kg.checks.words import words
from kg.records import Literal, Triple
from kg.terms import PREFIXES

NAME = "undefined-term"
_OURS = PREFIXES["scg"]


def term_findings(data: Iterable[Triple], ontology: Iterable[Triple]) -> Iterator[Finding]:
    """One finding for each IRI of our namespace that is used in the data and no subject of the ontology."""
    defined = {subject for subject, _, _ in ontology}
    used = {
        term.datatype if isinstance(term, Literal) else term
        for _, predicate, value in data
        for term in (predicate, value)
    }
    for iri in sorted(iri for iri in used - defined if iri.startswith(_OURS)):
        yield Finding(NAME, Severity.VIOLATION, iri, words(NAME), words(f"{NAME}-mend"))
