"""Fewer rows: those about a thing, a topic, a level, a capacity or a time that a question names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.answers.pieces import Piece
from kg.answers.times import Time
from kg.records import Iri, Literal, Table, Term
from kg.terms import Capacity

ACTING = "acting"
_STARTS = ("sinceBy", "since", "opens", "first")
_ENDS = ("untilBy", "until", "closes")


def narrowed(table: Table, pieces: Sequence[Piece], labels: Mapping[Iri, frozenset[str]]) -> Table:
    """The rows to which every piece applies; `labels` are the labels of the concepts in every language."""
    rows = table.rows
    for group in _grouped(pieces):
        rows = tuple(row for row in rows if any(_applies(piece, table.columns, row, labels) for piece in group))
    return Table(table.columns, rows)


def _grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Topics are alternatives, everything else has to apply."""
    topics = [piece for piece in pieces if piece.concept == "subject"]
    return [[piece] for piece in pieces if piece not in topics] + ([topics] if topics else [])


def _applies(
    piece: Piece, columns: Sequence[str], row: Sequence[Term | None], labels: Mapping[Iri, frozenset[str]]
) -> bool:
    cells = dict(zip(columns, row, strict=True))
    if piece.time is not None:
        return _overlaps(piece.time, cells)
    if piece.concept == ACTING:
        capacity = _text(cells.get("capacityName"))
        return bool(capacity) and capacity not in labels.get(Capacity.DEFINITIVE, frozenset())
    if piece.term is not None and piece.sort != "thing":
        wanted = labels.get(piece.term, frozenset())
        return any(_text(cell) in wanted for name, cell in cells.items() if name.endswith("Name"))
    things = {thing.iri for thing in piece.things}
    names = {name.text for thing in piece.things for name in thing.names}
    if any(isinstance(cell, Iri) and cell in things for cell in row):
        return True
    return any(_text(cell) in names for name, cell in cells.items() if name.endswith(("Name", "Title", "Name2")))


def _overlaps(time: Time, cells: Mapping[str, Term | None]) -> bool:
    starts = [text for name in _STARTS if (text := _text(cells.get(name)))]
    ends = [text for name in _ENDS if (text := _text(cells.get(name)))]
    begins, stops = (min(starts) if starts else ""), (max(ends) if ends else "")
    if "opens" in cells:
        stops = stops or begins
    return (
        bool(begins or stops) and (not begins or begins[:10] <= time.last) and (not stops or stops[:10] >= time.first)
    )


def _text(cell: Term | None) -> str:
    return cell.value if isinstance(cell, Literal) else ""
