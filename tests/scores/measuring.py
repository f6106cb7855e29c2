"""How good chances are: do they come true as often as they say, and what does a threshold on them keep?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np

from fitting import Floats

Json = dict[str, Any]

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
ONE_SIDED_90 = 1.2816


def figures(chances: Floats, right: Floats) -> Json:
    """Brier score, that of the mean alone, expected calibration error, area under the ROC curve."""
    mean = right.mean()
    lines = list(reliability(chances, right))
    error = sum(line["n"] * abs(line["predicted"] - line["observed"]) for line in lines) / len(right)
    above = chances[right == 1][:, None] - chances[right == 0][None, :]
    area = ((above > 0) + 0.5 * (above == 0)).mean() if above.size else np.nan
    return {
        "n": len(right),
        "observed": round(float(mean), 3),
        "predicted": round(float(chances.mean()), 3),
        "brier": round(float(((chances - right) ** 2).mean()), 3),
        "brier of the mean": round(float(mean * (1 - mean)), 3),
        "calibration error": round(float(error), 3),
        "area": round(float(area), 3),
    }


def reliability(chances: Floats, right: Floats) -> Iterator[Json]:
    """For each bin of chances: what was predicted, what came true, of how many."""
    for low, high in pairwise(BINS):
        inside = (chances >= low) & ((chances < high) | (high == 1.0))
        if inside.any():
            predicted, observed = float(chances[inside].mean()), float(right[inside].mean())
            counted = {"predicted": round(predicted, 3), "observed": round(observed, 3), "n": int(inside.sum())}
            yield {"from": low, "to": high, **counted}


def accepted(chances: Floats, right: Floats, missed: int, threshold: float) -> Json:
    """What is left at a threshold: right, wrong, precision with its lower bound, recall, F1."""
    kept = chances >= threshold
    found, wrong = int(right[kept].sum()), int((1 - right[kept]).sum())
    precision = found / (found + wrong) if found + wrong else 0.0
    demanded = int(right.sum()) + missed
    recall = found / demanded if demanded else 0.0
    return {
        "right": found,
        "wrong": wrong,
        "precision": round(precision, 3),
        "at least": round(_lower(precision, found + wrong), 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3) if found else 0.0,
    }


def _lower(share: float, n: int) -> float:
    """Wilson's one-sided lower bound of a share, at 90 %; statements are taken to be independent."""
    z = ONE_SIDED_90
    middle = share + z * z / (2 * n) if n else 0.0
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) if n else 0.0
    return (middle - spread) / (1 + z * z / n) if n else 0.0
