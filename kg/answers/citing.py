"""Who says what the rows of an answer say."""

from __future__ import annotations

from kg.answers.records import Citation
from kg.records import Iri, Literal, Table


def citations(table: Table) -> tuple[Citation, ...]:
    """Who says what the rows say, each source and quote once, in the order of the rows."""
    names = ("source", "sourceTitle", "address", "published", "quote")
    if "source" not in table.columns:
        return ()
    found: dict[Citation, None] = {}
    for row in table.rows:
        cells = dict(zip(table.columns, row, strict=True))
        source = cells["source"]
        if isinstance(source, Iri):
            title, address, published, quote = (cell_text(cells.get(name)) for name in names[1:])
            found[Citation(source, title or "", address, published, quote)] = None
    return tuple(found)


def cell_text(cell: object) -> str | None:
    """A cell as a string; None for an empty one."""
    if isinstance(cell, Literal):
        return cell.value
    return str(cell) if isinstance(cell, Iri) else None
