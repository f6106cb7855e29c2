"""Rows as JSON: the same shape on the command line and on the web."""

from __future__ import annotations

from kg.records import Iri, Literal, Table, Term


def as_json(table: Table) -> dict[str, object]:
    """The result in the W3C's JSON form (https://www.w3.org/TR/sparql11-results-json/)."""
    bindings = [
        {name: _json(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    return {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": str(term)}
    assert isinstance(term, Literal)
    form = {"type": "literal", "value": term.value}
    if term.language:
        return form | {"xml:lang": term.language}
    return form if term.datatype.endswith("#string") else form | {"datatype": str(term.datatype)}
