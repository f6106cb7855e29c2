"""The triples of one source under other identifiers, and back again: what two sources call differently may be one.

Whatever is minted from an identifier (the n-ary node, the claim) is minted anew, so that the graph is the one
that would have been written had the source used the other identifier. Each identifier that is given up points to
the one that took its place (`dct:isReplacedBy`, a claim of the same source): that is how the way back is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product
from typing import Final

from kg import iris
from kg.records import Iri, Literal, Term, Triple
from kg.statements.claims import Claim, bare_fact, claim_triples, written
from kg.statements.naming import as_given
from kg.statements.shapes import NODES, NodeShape
from kg.terms import DCT, OPENGOV, PROV, RDF, SCG, Review

RULE: Final = "identity/people"
_KINDS: Final = {shape.kind: shape for shape in NODES.values()}
_Said = Mapping[Iri, set[Term]]
Offices = Mapping[tuple[Iri, Iri], Iri]
"""By person and post: the tenure that a curated table names."""


def renamed(triples: Iterable[Triple], names: Mapping[Iri, Iri], offices: Offices | None = None) -> tuple[Triple, ...]:
    """The same source with each identifier of `names` given up for another one; sorted."""
    original = unnamed(triples)
    if not names:
        return original
    every = {**names, **_nodes(original, names, offices or {})}
    made = _replaced(original, every)
    return tuple(sorted({*made, *_redirects(original, every)}))


def unnamed(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """The source as it was written first, with the identifiers of its own; sorted."""
    given = set(as_given(triples))
    ours, gone = _given_up(given)
    back = _back(gone)
    rest = [t for t in given if t.subject not in ours and not _is_redirect(t, gone)]
    return tuple(sorted(_replaced(rest, back))) if back else tuple(sorted(given))


def own_names(triples: Iterable[Triple]) -> dict[Iri, Iri]:
    """What a source called whoever has another identifier in its triples: by that identifier, its own."""
    return _back(_given_up(set(triples))[1])


def _back(gone: Iterable[tuple[Term, Term]]) -> dict[Iri, Iri]:
    return {kept: name for name, kept in gone if isinstance(kept, Iri) and isinstance(name, Iri)}


def _given_up(given: Collection[Triple]) -> tuple[set[Iri], set[tuple[Term, Term]]]:
    """The claims that tell what was given up, and what was, for which identifier."""
    ours = {triple.subject for triple in given if triple.predicate == SCG.rule and triple.object == Literal(RULE)}
    about = {s: o for s, p, o in given if s in ours and p == RDF.subject}
    return ours, {(about[s], o) for s, p, o in given if s in ours and p == RDF.object}


def _is_redirect(triple: Triple, gone: set[tuple[Term, Term]]) -> bool:
    return triple.predicate == DCT.isReplacedBy and (triple.subject, triple.object) in gone


def _replaced(triples: Iterable[Triple], names: Mapping[Iri, Iri]) -> set[Triple]:
    """Every triple with the names put in and the claims minted anew."""
    made = [Triple(_put(t.subject, names), t.predicate, _put_term(t.object, names)) for t in triples]
    claims = _claims_anew(made)
    return {Triple(claims.get(s, s), p, _put_term(o, claims)) for s, p, o in made}


def _put(iri: Iri, names: Mapping[Iri, Iri]) -> Iri:
    return names.get(iri, iri)


def _put_term(term: Term, names: Mapping[Iri, Iri]) -> Term:
    return names.get(term, term) if isinstance(term, Iri) else term


def _claims_anew(triples: Iterable[Triple]) -> dict[Iri, Iri]:
    anew: dict[Iri, Iri] = {}
    for claim, said in _by_claim(triples).items():
        subject, predicate, source = (str(said[name]) for name in (RDF.subject, RDF.predicate, DCT.source))
        span = _span(said.get(PROV.wasDerivedFrom))
        anew[claim] = iris.claim(subject, predicate, written(said[RDF.object]), source, span)
    return anew


def _span(quote: Term | None) -> str:
    """The span of a quote's identifier: `{source}-{start}-{end}`."""
    return "-".join(str(quote).rsplit("-", 2)[1:]) if quote is not None else ""


def _by_claim(triples: Iterable[Triple]) -> dict[Iri, dict[Iri, Term]]:
    given = list(triples)
    claims: dict[Iri, dict[Iri, Term]] = {
        t.subject: {} for t in given if t.predicate == RDF.type and t.object == SCG.Claim
    }
    for subject, predicate, value in given:
        if subject in claims:
            claims[subject][predicate] = value
    return claims


def _nodes(triples: Iterable[Triple], names: Mapping[Iri, Iri], offices: Offices) -> dict[Iri, Iri]:
    """The n-ary nodes whose identifier is minted from one that is given up, each with its new identifier."""
    said: dict[Iri, dict[Iri, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for one in _by_claim(triples).values():
        node = one[RDF.subject]
        if isinstance(node, Iri) and iris.kind_of(node) in _KINDS and isinstance(one[RDF.predicate], Iri):
            said[node][Iri(str(one[RDF.predicate]))].add(one[RDF.object])
    found = {node: _node(node, properties, names, offices) for node, properties in said.items()}
    return {node: new for node, new in found.items() if new is not None and new != node}


def _node(node: Iri, said: _Said, names: Mapping[Iri, Iri], offices: Offices) -> Iri | None:
    for shape in (one for one in NODES.values() if one.kind == iris.kind_of(node)):
        for subject, target in product(_ends(said, shape.subject), _ends(said, shape.object)):
            if _minted(shape, subject, target, said) == node:
                return _curated(subject, said, names, offices) or _minted(
                    shape, names.get(subject, subject), names.get(target, target), said
                )
    return None


def _curated(person: Iri, said: _Said, names: Mapping[Iri, Iri], offices: Offices) -> Iri | None:
    posts = [post for post in said.get(OPENGOV.post, ()) if isinstance(post, Iri)]
    return offices.get((names[person], posts[0])) if person in names and len(posts) == 1 else None


def _ends(said: _Said, ends: Mapping[str, Iri]) -> list[Iri]:
    return sorted({value for name in ends.values() for value in said.get(name, ()) if isinstance(value, Iri)})


def _minted(shape: NodeShape, subject: Iri, target: Iri, said: _Said) -> Iri:
    """As `nodes.node_of` mints it."""
    ends = sorted((subject, target)) if shape.symmetric else [subject, target]
    identity = ("|".join(sorted(str(value) for value in said.get(name, ()))) for name in shape.identity)
    return iris.hashed(shape.kind, *ends, *identity)


def _redirects(original: Iterable[Triple], names: Mapping[Iri, Iri]) -> Iterator[Triple]:
    """A claim for each identifier of this source that is given up, with the first words that speak of it."""
    first: dict[Iri, tuple[str, dict[Iri, Term]]] = {}
    for said in _by_claim(original).values():
        for end in (said[RDF.subject], said[RDF.object], said.get(PROV.wasAttributedTo)):
            if isinstance(end, Iri) and end in names and PROV.wasDerivedFrom in said:
                quote = str(said[PROV.wasDerivedFrom])
                first[end] = min(first.get(end, (quote, said)), (quote, said), key=lambda one: one[0])
    for gone, (quote, said) in first.items():
        yield from _redirect(Triple(gone, DCT.isReplacedBy, names[gone]), Iri(quote), said)


def _redirect(triple: Triple, quote: Iri, said: Mapping[Iri, Term]) -> Iterator[Triple]:
    fact = bare_fact(triple.subject, RULE, Review.UNREVIEWED)
    source, run = Iri(str(said[DCT.source])), Iri(str(said[PROV.wasGeneratedBy]))
    iri = iris.claim(triple.subject, triple.predicate, written(triple.object), source, _span(quote))
    yield from claim_triples(iri, Claim(triple, fact, quote), source, run)
