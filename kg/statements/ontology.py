"""The ontology as triples for its own graph, so that a query can name a class, a level, a topic."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import TableError
from kg.records import Iri, Literal, Term, Triple

_LEFT_OUT: Final = frozenset(("shapes.ttl",))  # rules for the data, made of blank nodes


def ontology_triples(folder: Path) -> tuple[Triple, ...]:
    """Every triple of the Turtle files in `folder` that names both its ends, sorted.

    The shapes are left out. Raises TableError where a file is no Turtle.
    """
    found: set[Triple] = set()
    for file in sorted(folder.glob("*.ttl")):
        if file.name not in _LEFT_OUT:
            found.update(_triples(file))
    return tuple(sorted(found))


def _triples(file: Path) -> set[Triple]:
    try:
        parsed = list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        raise TableError(f"{file}: {' '.join(str(error).split())}") from error
    return {
        Triple(Iri(quad.subject.value), Iri(quad.predicate.value), _term(quad.object))
        for quad in parsed
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
    }


def _term(term: ox.NamedNode | ox.Literal) -> Term:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if term.language is not None:
        return Literal(term.value, language=term.language)
    return Literal(term.value, Iri(term.datatype.value))
