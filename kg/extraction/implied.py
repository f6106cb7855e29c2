"""What the document as a whole says beyond its sentences' patterns: structure of names above all."""

from __future__ import annotations

from decimal import Decimal

from kg.extraction.cast import Cast
from kg.extraction.chunks import BODY, PLACE, Chunk
from kg.extraction.scene import Clause, Scene, Stated
from kg.terms import SCG, Level, Modality

_UNITS = frozenset({SCG.OrganisationalUnit, SCG.Agency})


def imply(scene: Scene, cast: Cast) -> None:
    """Add what the parts of names imply: a unit belongs to what stands behind its name."""
    for clause in scene.clauses:
        for chunk in clause.of(BODY, PLACE):
            if chunk.within is not None:
                _within(scene, clause, chunk, chunk.within)


def _within(scene: Scene, clause: Clause, chunk: Chunk, within: Chunk) -> None:
    if chunk.figure is None or within.figure is None or chunk.figure is within.figure:
        return
    if chunk.kind == PLACE:
        if _is_wider(within, chunk):
            _state(scene, clause, "locatedIn", chunk, within, "place-within-place", "0.9")
    elif within.kind == BODY or (chunk.kind_term in _UNITS and within.level != Level.COUNTRY):
        _state(scene, clause, "partOf", chunk, within, "unit-of-name", "0.9")


def _is_wider(within: Chunk, chunk: Chunk) -> bool:
    return within.kind == PLACE and within.level != Level.CITY or chunk.level is None


def _state(
    scene: Scene, clause: Clause, relation: str, subject: Chunk, target: Chunk, rule: str, confidence: str
) -> None:
    start, end = min(subject.start, target.start), max(subject.end, target.end)
    scene.stated.append(
        Stated(relation, subject, target, clause, start, end, rule, Decimal(confidence), Modality.ASSERTED)
    )
