"""All checks over one store, and the sources of what they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg import resources
from kg.checks.queries import query_findings, zero_row_queries
from kg.checks.quotes import DIFFERENT_QUOTE, DIFFERENT_TEXT, SUPPORT, check_quotes
from kg.checks.report import Finding, Report, SaidBy, in_order
from kg.checks.shapes import shape_findings
from kg.checks.terms import NAME, term_findings
from kg.queries import find_query
from kg.records import Iri, Literal
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
    findings, ran = list(query_findings(store)), [*zero_row_queries(), SHAPES, NAME]
    ontology = ontology_triples(resources.folder("ontology"))
    data = {triple for _, triple in store.quads()}
    findings += shape_findings(data.union(ontology))
    findings += term_findings(data, ontology)
    findings = _with_sources(store, findings)
    if texts is not None:
        findings += check_quotes(store, texts)
        ran += [DIFFERENT_QUOTE, DIFFERENT_TEXT]
    return Report(tuple(sorted(findings, key=in_order)), tuple(sorted(ran)))


def _with_sources(store: Store, findings: Iterable[Finding]) -> list[Finding]:
    """Each finding with those who say what it is about: the property where there is one, else the node."""
    found = list(findings)
    if not found:
        return found
    by_property: defaultdict[tuple[str, str], set[SaidBy]] = defaultdict(set)
    by_node: defaultdict[str, set[SaidBy]] = defaultdict(set)
    for focus, property_, source, title in store.select(find_query("sources", SUPPORT).sparql).rows:
        said = SaidBy(Iri(str(source)), title.value if isinstance(title, Literal) else str(title))
        by_node[str(focus)].add(said)
        if property_ is not None:
            by_property[str(focus), str(property_)].add(said)
    return [_named(finding, by_property, by_node) for finding in found]


def _named(
    finding: Finding, by_property: dict[tuple[str, str], set[SaidBy]], by_node: dict[str, set[SaidBy]]
) -> Finding:
    said = by_property.get((finding.focus, finding.path or "")) or by_node.get(finding.focus, set())
    return replace(finding, sources=tuple(sorted(said, key=lambda s: (s.title, s.iri))))
