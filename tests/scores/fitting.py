"""Rows of judged statements → log-odds for each circumstance: logistic regression, shrunken group by group.

A rule that was seen a few times stays near its relation, a relation near the base: the penalty on a group of
weights is the precision of a normal prior around zero, as in empirical Bayes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from observing import Row

Floats = npt.NDArray[np.float64]

BASE = "base"
LEAST_ROWS = 4  # a circumstance seen less often weighs nothing
PENALTIES = {BASE: 0.0, "stage": 0.01, "relation": 2.0, "language": 3.0, "rule": 5.0}
PENALTY = 4.0  # of every other circumstance
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds by circumstance, the base and the stages among them."""

    names: tuple[str, ...]
    values: Floats

    def chances(self, rows: Sequence[Row]) -> Floats:
        """For each row the chance that it is right."""
        return _logistic(_design(rows, self.names) @ self.values)


def fit(rows: Sequence[Row], start: Weights | None = None) -> Weights:
    """The weights that fit the rows labelled right and wrong best, given the penalties."""
    names = start.names if start else _names(rows)
    design = _design(rows, names)
    right = np.array([row.label == "right" for row in rows], dtype=np.float64)
    penalty = np.array([PENALTIES.get(name.partition(" ")[0], PENALTY) for name in names])
    values = start.values.copy() if start else np.zeros(len(names))
    for _ in range(_ROUNDS):
        chance = _logistic(design @ values)
        slope = design.T @ (right - chance) - penalty * values
        curve = design.T @ (design * (chance * (1 - chance))[:, None]) + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        values = values + step
        if np.abs(step).max() < 1e-9:
            break
    return Weights(names, values)


def crossed(rows: Sequence[Row], tested: Sequence[Row]) -> Floats:
    """The chances of the tested rows, each fitted without any row of its article."""
    whole = fit(rows)
    chances = np.zeros(len(tested))
    for article in sorted({row.article for row in tested}):
        at = [index for index, row in enumerate(tested) if row.article == article]
        others = fit([row for row in rows if row.article != article], whole)
        chances[at] = others.chances([tested[index] for index in at])
    return chances


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    counts = Counter(mark for row in rows for mark in _marks(row))
    return tuple(sorted(mark for mark, count in counts.items() if count >= LEAST_ROWS))


def _marks(row: Row) -> tuple[str, ...]:
    stage = () if row.stage == "unseen" else (f"stage {row.stage}",)
    return (BASE, *stage, *row.marks)


def _design(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    columns = {name: column for column, name in enumerate(names)}
    design = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        at = [columns[mark] for mark in _marks(row) if mark in columns]
        design[number, at] = 1.0
    return design


def _logistic(odds: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-odds))
    return result
