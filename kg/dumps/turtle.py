"""Triples → Turtle: prefixed, grouped by subject, sorted; and quads → sorted N-Quads."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.records import Iri, Literal, Triple
from kg.store.converter import ToEngine, triple_from
from kg.store.xml_text import allowed
from kg.terms import BASE, PREFIXES

_THINGS = f"{BASE}id/"
_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')
_IRI: Final = re.compile(rb"<([^>]*)>")

_FORMATS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def turtle(triples: Iterable[Triple]) -> str:
    """The triples as Turtle, the same text for the same set; raises StoreError for an invalid term."""
    return turtle_bytes(sorted(set(triples))).decode()


def turtle_bytes(triples: list[Triple]) -> bytes:
    """The same from triples that are distinct and sorted already."""
    return rdf_bytes(triples, "text/turtle")


def rdf_bytes(triples: list[Triple], media_type: str) -> bytes:
    """Triples, distinct and sorted, in a format of RDF by its media type; raises KeyError for another one."""
    convert = ToEngine()
    found = ox.serialize(
        (ox.Triple(convert.node(s), convert.node(p), convert.term(o)) for s, p, o in triples),
        format=_FORMATS[media_type],
        prefixes=prefixes_of(triples),
    )
    assert found is not None  # without an output file the text is returned
    return found


def rdf_of_lines(lines: Collection[bytes], media_type: str) -> bytes:
    """Triples that are lines of N-Triples already, in a format of RDF; raises KeyError for another one."""
    text = b"".join(sorted(lines))
    form = _FORMATS[media_type]
    if form == ox.RdfFormat.N_TRIPLES:
        return text
    iris = {iri.decode() for iri in _IRI.findall(_STRING.sub(b"", text))}
    found = ox.serialize(ox.parse(text, ox.RdfFormat.N_TRIPLES), format=form, prefixes=_prefixes(iris))
    assert found is not None  # without an output file the text is returned
    return allowed(found) if form == ox.RdfFormat.RDF_XML else found


def lines_of_turtle(text: bytes) -> frozenset[bytes]:
    """The triples of a Turtle file as lines of N-Triples."""
    found = ox.serialize(ox.parse(text, ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    return frozenset((found or b"").splitlines(keepends=True))


def triples_of_lines(lines: Iterable[bytes]) -> tuple[Triple, ...]:
    """Triples from lines of N-Triples, sorted."""
    return tuple(sorted(map(triple_from, ox.parse(b"".join(lines), ox.RdfFormat.N_TRIPLES))))


def prefixes_of(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes that the triples use: the ontology's, and one for each kind of thing.

    A prefix that ended before the kind would need an escaped slash in every name.
    """
    return _prefixes(_iris(triples))


def _prefixes(iris: Iterable[str]) -> dict[str, str]:
    kinds: set[str] = set()
    used: set[str] = set()
    for iri in iris:
        if iri.startswith(_THINGS):
            kinds.add(iri[len(_THINGS) :].partition("/")[0])
        else:
            used.add(_space(iri))
    known = {prefix: space for prefix, space in PREFIXES.items() if space in used}
    ours = {kind if kind not in PREFIXES else f"{kind}-id": f"{_THINGS}{kind}/" for kind in kinds}
    return dict(sorted({**known, **ours}.items()))


def _iris(triples: Iterable[Triple]) -> Iterator[Iri]:
    seen: set[Iri] = set()
    for triple in triples:
        for term in triple:
            iri = term.datatype if isinstance(term, Literal) else term
            if iri not in seen:
                seen.add(iri)
                yield iri


def _space(iri: str) -> str:
    """The namespace of an IRI: up to its # or its last slash."""
    head, mark, _ = iri.partition("#")
    return head + mark if mark else iri[: iri.rfind("/") + 1]


def nquads_bytes(quads: Iterable[tuple[Iri, Triple]]) -> tuple[bytes, int]:
    """All quads as N-Quads, sorted by line, and how many there are."""
    convert = ToEngine()
    text = ox.serialize(
        (ox.Quad(convert.node(s), convert.node(p), convert.term(o), convert.node(g)) for g, (s, p, o) in quads),
        format=ox.RdfFormat.N_QUADS,
    )
    assert text is not None  # without an output file the text is returned
    lines = sorted(set(text.splitlines(keepends=True)))
    return b"".join(lines), len(lines)
