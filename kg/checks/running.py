"""All checks over one store, and the sources of what they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg import resources
from kg.checks.queries import query_findings, zero_row_queries
from kg.checks.quotes import DIFFERENT_QUOTE, DIFFERENT_TEXT, check_quotes
from kg.checks.report import Finding, Report, in_order
from kg.checks.shapes import shape_findings
from kg.checks.sources import sources_of
from kg.checks.terms import NAME, term_findings
from kg.records import Iri, Triple
from kg.statements import ontology_triples
from kg.store import Store

BLANK = "blank-node"
SHAPES = "shapes"


def check(store: Store, texts: Mapping[Iri, str] | None = None) -> Report:
    """Everything that is wrong with the store: queries, shapes, terms and, with `texts`, the quotes.

    A store that holds blank nodes is reported as such and not looked at further: nothing could
    name what it finds. Raises StoreError when the store refuses, TableError for a broken check.
    """
    blank = list(query_findings(store, [BLANK]))
    if blank:
        return Report(tuple(sorted(blank, key=in_order)), (BLANK,))
    queries = zero_row_queries()
    findings, ran = list(query_findings(store, queries.keys() - {BLANK})), [*queries, SHAPES, NAME]
    ontology = ontology_triples(resources.folder("ontology"))
    data = {triple for _, triple in store.quads()}
    findings += shape_findings(data.union(ontology))
    findings += term_findings(data, ontology)
    findings = _with_sources(findings, data)
    if texts is not None:
        findings += check_quotes(store, texts)
        ran += [DIFFERENT_QUOTE, DIFFERENT_TEXT]
    return Report(tuple(sorted(findings, key=in_order)), tuple(sorted(ran)))


def _with_sources(findings: Iterable[Finding], data: Iterable[Triple]) -> list[Finding]:
    """Each finding with those who say what it is about: the property where there is one, else the node."""
    found = list(findings)
    if not found:
        return found
    sources = sources_of(data, {finding.focus for finding in found})
    return [replace(f, sources=sources.get((f.focus, f.path or ""), sources.get((f.focus, ""), ()))) for f in found]
