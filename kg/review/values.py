"""The text of an edit → the term that stands in the place of another one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from kg import iris
from kg.errors import InputError
from kg.records import Iri, Literal, Term
from kg.terms import BASE, CONCEPTS, PREFIXES, XSD

_CONCEPTS: Final = {concept: scheme for scheme, concepts in CONCEPTS.items() for concept in concepts.values()}


def edited(original: Term, text: str, place: str) -> Term:
    """What `text` means where `original` stands: a literal of its type and language, a thing or a term of its kind.

    Raises InputError, with `place` in front, for what cannot stand there.
    """
    text = text.strip()
    if isinstance(original, Literal):
        return _literal(original, text, place)
    found = _iri(text)
    if iris.kind_of(original) and iris.kind_of(found) == iris.kind_of(original):
        return found
    if original in _CONCEPTS and _CONCEPTS.get(found) == _CONCEPTS[original]:
        return found
    kind = iris.kind_of(original) or _CONCEPTS.get(original, "term")
    raise InputError(f"{place}: {text[:80]!r} cannot stand where a {kind} stands", hint="give an IRI of that kind")


def _literal(original: Literal, text: str, place: str) -> Literal:
    if not (text and all(c.isprintable() for c in text) and _is_a(original.datatype, text)):
        kind = original.datatype.rpartition("#")[2]
        raise InputError(f"{place}: {text[:80]!r} is no {kind}", hint="a day as 2024-07-30")
    return Literal(text, original.datatype, original.language)


def _is_a(datatype: Iri, text: str) -> bool:
    try:
        if datatype == XSD.date:
            return date.fromisoformat(text).isoformat() == text
        return datatype != XSD.decimal or Decimal(text).is_finite()
    except (ValueError, InvalidOperation):
        return False


def _iri(text: str) -> Iri:
    """An IRI as it is, in short (`scg:capacity-plt`), or a thing without the base (`place/73.71`)."""
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return Iri(PREFIXES[prefix] + local)
    return Iri(text if "://" in text else f"{BASE}id/{text}")
