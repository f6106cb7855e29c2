"""Who says what is found fault with: from a node, a claim, a quote or a selector to its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from kg.checks.report import SaidBy
from kg.records import Iri, Literal, Term, Triple
from kg.terms import DCT, OA, PROV, RDF

_WANTED = frozenset(
    (RDF.subject, RDF.predicate, DCT.source, DCT.title, OA.hasSource, OA.hasSelector, PROV.specializationOf)
)
_Values = dict[Iri, Term]


def sources_of(data: Iterable[Triple], nodes: Collection[str]) -> dict[tuple[str, str], tuple[SaidBy, ...]]:
    """For each of `nodes`, and each property of it that a claim gives, the sources, by title.

    The key is the node and the property, or the node and an empty text for whatever says anything
    of it. A claim, a quote, a selector and a text have the source that they were taken from.
    """
    values: dict[Iri, _Values] = defaultdict(dict)
    for subject, predicate, value in data:
        if predicate in _WANTED:
            values[predicate][subject] = value
    found: dict[tuple[str, str], set[SaidBy]] = defaultdict(set)
    for claim, source in values[DCT.source].items():
        said = _said(source, values)
        node, property_ = values[RDF.subject].get(claim), values[RDF.predicate].get(claim)
        if node in nodes:
            found[str(node), ""].add(said)
            found[str(node), str(property_)].add(said)
        if claim in nodes:
            found[claim, ""].add(said)
    for node, source in _quoting(values):
        if node in nodes:
            found[node, ""].add(_said(source, values))
    return {key: tuple(sorted(said, key=lambda s: (s.title, s.iri))) for key, said in found.items()}


def _quoting(values: dict[Iri, _Values]) -> Iterable[tuple[Iri, Term]]:
    """Each text, quote and selector with its source."""
    texts = values[PROV.specializationOf]
    yield from texts.items()
    for quote, text in values[OA.hasSource].items():
        source = texts.get(Iri(str(text)))
        if source is not None:
            yield quote, source
            selector = values[OA.hasSelector].get(quote)
            if isinstance(selector, Iri):
                yield selector, source


def _said(source: Term, values: dict[Iri, _Values]) -> SaidBy:
    iri = Iri(str(source))
    title = values[DCT.title].get(iri)
    return SaidBy(iri, title.value if isinstance(title, Literal) else str(iri))
