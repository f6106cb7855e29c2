"""RDF as values: identifiers, literals, triples, and the rows of an answer. Everything else is made of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Iri(str):
    """An absolute IRI. A `str`, so that it sorts, hashes and prints as one."""

    __slots__ = ()


XSD_STRING = Iri("http://www.w3.org/2001/XMLSchema#string")


@dataclass(frozen=True, slots=True)
class Literal:
    """An RDF literal; `language` only with rdf:langString, where `datatype` stays the default."""

    value: str
    datatype: Iri = XSD_STRING
    language: str | None = None

    def __lt__(self, other: Term) -> bool:
        """Literals come after IRIs, so that any set of triples can be sorted."""
        return isinstance(other, Literal) and self._order < other._order

    def __gt__(self, other: Term) -> bool:
        """The reverse of `<`; it also answers for an IRI on the left."""
        return not isinstance(other, Literal) or self._order > other._order

    @property
    def _order(self) -> tuple[str, str, str]:
        return self.value, self.datatype, self.language or ""


Term = Iri | Literal


class Triple(NamedTuple):
    """One RDF triple; no blank nodes, ever."""

    subject: Iri
    predicate: Iri
    object: Term


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT in the order of `columns`; an unbound cell is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
