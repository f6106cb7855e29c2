"""One fact → what it says, property by property: of a node of the graph and, for a tenure, of its post.

Raises KgError for a fact that no shape allows: whoever made it has a defect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg import iris
from kg.errors import KgError
from kg.lang import bare_title
from kg.records import Evidence, Fact, Iri, Literal, Property, Term
from kg.statements.shapes import DIRECT, NODES, DirectShape, Ends, NodeShape
from kg.terms import DCT, OPENGOV, ORG, RDF, SCG, SKOS, Relation

_LANGUAGES = ("id", "en")  # which title names a post where it has several; any other comes after, by its tag


class Said(NamedTuple):
    """One property of a node, and where its source says so."""

    subject: Iri
    predicate: Iri
    value: Term
    evidence: Evidence


def said_by(fact: Fact) -> Iterator[Said]:
    """Everything that a fact says."""
    shape = NODES.get(fact.relation)
    if shape is not None:
        return _of_node(fact, shape)
    direct = DIRECT.get(fact.relation)
    if direct is None:
        raise KgError(f"no shape for the relation {fact.relation}")
    return _of_subject(fact, direct)


def node_of(fact: Fact) -> Iri:
    """The node that a fact speaks of: the one it names, its subject, or one minted from its ends."""
    shape = NODES.get(fact.relation)
    if fact.node is not None or shape is None:
        return fact.node or fact.subject
    ends = [str(fact.subject), str(fact.object)]
    if shape.symmetric:
        ends.sort()
    return iris.hashed(shape.kind, *ends, *_identity(fact, shape))


def post_of(fact: Fact) -> Iri:
    """The post of a tenure: the one that the fact names, or one minted from its title, kind, body and place."""
    named = _first(fact, OPENGOV.post)
    if isinstance(named, Iri):
        return named
    title, kind = _title(fact), _first(fact, SCG.postKind)
    if title is None:
        raise KgError(f"a tenure of {fact.subject} has neither a title nor a post")
    return iris.post(title.value, str(kind) if kind else None, _seat(fact, "organisation"), _seat(fact, "place"))


def _of_subject(fact: Fact, shape: DirectShape) -> Iterator[Said]:
    if fact.relation == Relation.DESCRIBES:
        if fact.object is not None:
            yield Said(fact.subject, RDF.type, fact.object, fact.evidence)
    elif shape.property is not None:
        yield Said(fact.subject, shape.property, _object(fact), fact.evidence)
    yield from _further(fact, fact.subject, fact.properties, shape.own)


def _of_node(fact: Fact, shape: NodeShape) -> Iterator[Said]:
    node = node_of(fact)
    on_post = fact.relation == Relation.HOLDS_POSITION
    if fact.object is not None or fact.node is None:
        yield Said(node, RDF.type, shape.node_class, fact.evidence)
        yield Said(node, _end(shape.subject, fact.subject, fact), fact.subject, fact.evidence)
        yield Said(node, _end(shape.object, _object(fact), fact), _object(fact), fact.evidence)
        if on_post and _tells_post(fact):
            yield Said(node, OPENGOV.post, post_of(fact), fact.evidence)
            yield from _of_post(fact)
    apart = {SCG.postKind, OPENGOV.post, SKOS.prefLabel, SKOS.altLabel} if on_post else set()
    yield from _further(fact, node, (p for p in fact.properties if p.name not in apart), shape.own)


def _tells_post(fact: Fact) -> bool:
    """Whether a tenure says of which post it is: another place for a known tenure (an alternative) does not."""
    return fact.node is None or _title(fact) is not None or _first(fact, OPENGOV.post) is not None


def _of_post(fact: Fact) -> Iterator[Said]:
    """The post of a tenure. Its name is the title, unless the fact gives a name or gives the title as another name."""
    post = post_of(fact)
    others = {p.value for p in fact.properties if p.name == SKOS.altLabel}
    names = {p.value for p in fact.properties if p.name == SKOS.prefLabel}
    yield Said(post, RDF.type, SCG.Post, fact.evidence)
    for name, kind in ((ORG.postIn, "organisation"), (DCT.spatial, "place")):
        seat = _seat(fact, kind)
        if seat is not None:
            yield Said(post, name, seat, fact.evidence)
    for found in fact.properties:
        evidence = found.evidence or fact.evidence
        if found.name == SCG.postKind:
            yield Said(post, SCG.postKind, found.value, evidence)
        elif found.name == SKOS.prefLabel:
            yield Said(post, SKOS.prefLabel, found.value, evidence)
        elif found.name == SCG.title and isinstance(found.value, Literal):
            title = Literal(bare_title(found.value.value), language=found.value.language)
            if title not in names:
                yield Said(post, SKOS.altLabel if names or title in others else SKOS.prefLabel, title, evidence)


def _further(fact: Fact, node: Iri, properties: Iterable[Property], allowed: frozenset[Iri]) -> Iterator[Said]:
    for found in properties:
        if found.name not in allowed:
            raise KgError(f"a fact of {fact.relation} cannot have the property {found.name}")
        yield Said(node, found.name, found.value, found.evidence or fact.evidence)


def _object(fact: Fact) -> Term:
    if fact.object is None:
        raise KgError(f"a fact of {fact.relation} on {fact.subject} has no object")
    return fact.object


def _end(ends: Ends, end: Term, fact: Fact) -> Iri:
    kind = iris.kind_of(end) if isinstance(end, str) else ""
    found = ends.get(kind) or ends.get("*")
    if found is None or not isinstance(end, Iri):
        raise KgError(f"a fact of {fact.relation} cannot have {end} at its end")
    return found


def _identity(fact: Fact, shape: NodeShape) -> Iterator[str]:
    for name in shape.identity:
        if name == OPENGOV.post:
            yield post_of(fact)
        else:
            yield "|".join(sorted(str(p.value) for p in fact.properties if p.name == name))


def _first(fact: Fact, name: Iri) -> Term | None:
    values = sorted((p.value for p in fact.properties if p.name == name), key=str)
    return values[0] if values else None


def _seat(fact: Fact, kind: str) -> Iri | None:
    further = {ORG.organization, DCT.spatial}
    found = [p.value for p in fact.properties if p.name in further]
    seats = sorted(end for end in (fact.object, *found) if isinstance(end, Iri) and iris.kind_of(end) == kind)
    return seats[0] if seats else None


def _title(fact: Fact) -> Literal | None:
    titles = [p.value for p in fact.properties if p.name == SCG.title and isinstance(p.value, Literal)]
    ranked = sorted(titles, key=lambda title: (_rank(title.language), title.value))
    return Literal(bare_title(ranked[0].value), language=ranked[0].language) if ranked else None


def _rank(language: str | None) -> tuple[int, str]:
    tag = language or ""
    return (_LANGUAGES.index(tag) if tag in _LANGUAGES else len(_LANGUAGES)), tag
