"""How sure each relation is: the calibrated chance that a reading made in such circumstances is right.

The table `kg/calibration.toml` is written by `make calibrate` from annotated articles: log-odds for each
circumstance, added up. What a table does not know weighs nothing; nothing is learned at run time.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.calibration import Calibration, calibration
from kg.extraction.circumstances import Circumstances, Marks
from kg.records import Extraction, Relation

GUESS: Final = Decimal("0.6")  # a pattern that gives itself less only guesses, and never becomes surer than that
_LEAST, _MOST = 0.02, 0.98
_CENT: Final = Decimal("0.01")


def rated(extraction: Extraction) -> Extraction:
    """The extraction with calibrated confidences in place of those that the patterns give themselves."""
    table = calibration()
    circumstances = Circumstances(extraction.document, extraction.entities, extraction.relations)
    relations = (_rated(relation, circumstances.of(relation), table) for relation in extraction.relations)
    return replace(extraction, relations=tuple(relations))


def chance(marks: Marks, table: Calibration) -> float:
    """The chance, in 0–1, that a statement with these circumstances was read rightly."""
    odds = math.fsum((table.base, *(table.weights.get(mark, 0.0) for mark in marks)))
    return min(max(1 / (1 + math.exp(-odds)), _LEAST), _MOST)


def _rated(relation: Relation, marks: Marks, table: Calibration) -> Relation:
    sure = Decimal(str(chance(marks, table))).quantize(_CENT)
    return replace(relation, confidence=min(sure, relation.confidence) if relation.confidence < GUESS else sure)
