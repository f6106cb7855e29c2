"""The shipped calibration: how much each circumstance says for or against a reading, and what is accepted.

`calibration.toml` beside this file is written by `make calibrate`; docs/confidence.md explains it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Calibration:
    """`accept` is the least confidence that stands without review; `base` and `weights` are log-odds."""

    accept: Decimal
    base: float
    weights: Mapping[str, float]


@cache
def calibration() -> Calibration:
    """The calibration that the package ships."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Calibration(Decimal(table["accept"]), float(table["base"]), table["weights"])
