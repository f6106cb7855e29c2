"""Where sources disagree: another value for one cell of another table, with its own source.

The row is read once more with that value in its cell, and of what it then says only what rests on
that cell is kept. So an alternative speaks of the same node, and two claims stand side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.errors import TableError
from kg.records import Evidence, Fact, Iri, Term
from kg.registry.keys import Known
from kg.registry.making import fact
from kg.registry.tables import Cell, Row, where
from kg.terms import DCT, SCG, Modality

_OF_A_POST = {SCG.postKind, DCT.spatial}
"""What an office is told apart by, beside its organisation; without it another end would make another office."""

Maker = Callable[[Row, Known], tuple[Fact, ...]]


def facts(row: Row, original: Row, make: Maker, known: Known) -> tuple[Fact, ...]:
    """What the alternative `row` says of the node of `original`; raises TableError when that is nothing."""
    column, given = row.values["column"], row.cells["value"]
    other = original.replaced(column, given.value)
    cell = other.cells[column]
    before = {_ends(made) for made in make(original, known)}
    kept = (_kept(row, made, cell, given, new=_ends(made) not in before) for made in make(other, known))
    found = tuple(made for made in kept if made is not None)
    if not found:
        raise TableError(f"{where(row.table, row.line, 'value')}: no fact rests on {original.table}.{column}")
    return found


def _kept(row: Row, made: Fact, cell: Cell, given: Cell, *, new: bool) -> Fact | None:
    """The part of a fact that rests on the cell, its evidence now the value of the alternative's row.

    A fact with other ends than the original's is `new`: it is kept even where the cell gives but one of them.
    A node with a key of its own gets further properties only: its ends stand by the original.
    """
    whole = _within(made.evidence, cell)
    properties = tuple(
        replace(prop, evidence=_shifted(prop.evidence, cell, given))
        for prop in made.properties
        if prop.evidence is not None and _within(prop.evidence, cell)
    )
    if new:
        properties += tuple(replace(prop, evidence=None) for prop in made.properties if prop.name in _OF_A_POST)
    if not (whole or properties or new):
        return None
    further = made.node is not None and made.node != made.subject and not (whole or new)
    ends = (made.subject, None if further else made.object)
    if whole:
        said = fact(row, made.relation, ends, _shifted(made.evidence, cell, given), made.node)
    else:
        said = fact(row, made.relation, ends, row.across("row", "column", "value"), made.node)
    return replace(said, properties=properties, modality=_modality(said, made))


def _modality(said: Fact, made: Fact) -> Iri:
    """That of the alternative; where it asserts, that which the cell then gives: who is proposed is no member."""
    return made.modality if said.modality == Modality.ASSERTED else said.modality


def _ends(made: Fact) -> tuple[Iri, Iri, Term | None]:
    return made.relation, made.subject, made.object


def _within(evidence: Evidence, cell: Cell) -> bool:
    return cell.start <= evidence.start and evidence.end <= cell.end


def _shifted(evidence: Evidence, cell: Cell, given: Cell) -> Evidence:
    shift = given.start - cell.start
    return Evidence(evidence.start + shift, evidence.end + shift, evidence.quote)
