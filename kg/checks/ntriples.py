"""Triples → N-Triples, as quickly as Python can: SHACL reads the whole store as text."""

from __future__ import annotations

from collections.abc import Iterable

from kg.records import XSD_STRING, Literal, Triple

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def ntriples(triples: Iterable[Triple]) -> str:
    """The triples as N-Triples, in the order given."""
    return "".join(f"<{s}> <{p}> {_literal(o) if isinstance(o, Literal) else f'<{o}>'} .\n" for s, p, o in triples)


def _literal(literal: Literal) -> str:
    text = f'"{literal.value.translate(_ESCAPES)}"'
    if literal.language is not None:
        return f"{text}@{literal.language}"
    return text if literal.datatype == XSD_STRING else f"{text}^^<{literal.datatype}>"
