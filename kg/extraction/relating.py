"""What chunks of one scene give each other: the title and owner of an office, what a part belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kg.extraction.chunks import BODY, OFFICE, PLACE, WORD, Chunk, Office
from kg.extraction.scene import Scene

_JOINS: Final = frozenset({"list", "capacity"})
_FEWEST: Final = 2
_SAME: Final = "="  # "his counterpart": the same office elsewhere
_GOVERNING: Final = frozenset({"city", "regency", "province", "country", "organisation"})


def relate_offices(scene: Scene) -> None:
    """Offices relative to the one named before: "the mayor … his deputy" is the deputy mayor of the same city."""
    last: Chunk | None = None
    for clause in scene.clauses:
        for chunk in clause.of(OFFICE):
            if chunk.office is None:
                continue
            if not chunk.office.relative:
                last = chunk if chunk.office.scope in _GOVERNING else last
            elif chunk.office.relative == _SAME:
                chunk.office = _counterpart(last.office if last is not None else None)
            elif last is not None and last.office is not None:
                chunk.office = _relative(chunk.office, last.office)
                chunk.owner = chunk.owner or last.owner


def _counterpart(base: Office | None) -> Office | None:
    """The same office elsewhere; none where the one named before has a body of its own, as ministers have."""
    return replace(base, capacity=None, modality=None) if base is not None and not base.bodies else None


def note_parts(scene: Scene) -> None:
    """A figure is within what any of its chunks is said to be part of."""
    for chunk in scene.chunks(BODY, PLACE):
        if chunk.figure is not None and chunk.within is not None and chunk.figure.within is None:
            chunk.figure.within = chunk.within.figure


def share_owners(scene: Scene) -> None:
    """Of two offices joined ("Pendiri sekaligus CEO Qlue") the first belongs to what the second belongs to."""
    for clause in scene.clauses:
        if sum(chunk.kind == OFFICE for chunk in clause.names()) < _FEWEST:
            continue
        for first, word, second in zip(clause.chunks, clause.chunks[1:], clause.chunks[2:], strict=False):
            joined = word.kind == WORD and word.cues & _JOINS
            if first.kind == second.kind == OFFICE and joined and first.owner is None and first.office:
                first.owner = second.owner if not first.office.bodies else None


def _relative(office: Office, base: Office) -> Office:
    field = office.title.casefold().partition(office.relative.casefold())[2]
    field = field if field.startswith(" ") else ""  # "wakilnya" is titled "Wakil Bupati"
    title = f"{office.relative} {base.title}{office.title[len(office.title) - len(field) :] if field else ''}"
    return replace(office, title=title, scope=base.scope, whole=base.whole, bodies=base.bodies)
