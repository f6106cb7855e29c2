"""Confidence: how often readings made in such circumstances are right, fitted on annotated articles.

python tests/scores/calibrate.py                 fits anew: kg/calibration.toml and the tables of docs/confidence.md
python tests/scores/calibrate.py --also FOLDER   … and first observes the annotated articles of FOLDER: their rows go
                                                 into unseen.tsv and replace those made by earlier rules

Every figure is cross-validated: an article is judged by weights that were fitted without it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from calibration_page import as_markdown, as_toml, replaced
from fitting import BASE, Floats, Weights, crossed, fit
from kg.calibration import TABLE
from measuring import Json, accepted, figures, reliability
from observing import TUNED, Row, observe, read_rows, write_rows

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples" / "gold"
UNSEEN = HERE / "unseen.tsv"
PAGE = HERE.parents[1] / "docs" / "confidence.md"
NEW = "unseen"
THRESHOLDS = tuple(Decimal(n) / 100 for n in (0, 40, 50, 55, 60, 65, 70, 75, 80, 85, 90))
LEAST_ACCEPTED = 0.5
PRECISION = 0.825  # 0.85 less one and a half standard errors of its measurement; more of it costs twice as much recall
LEAST_WEIGHT = 0.005


@dataclass(frozen=True, slots=True)
class Tested:
    """Statements of articles that the rules had not seen, each with its cross-validated chance."""

    rows: tuple[Row, ...]
    chances: Floats
    missed: tuple[Row, ...]

    def of(self, language: str) -> Tested:
        """Those in one language; all, where none is given."""
        kept = [at for at, row in enumerate(self.rows) if not language or f"language {language}" in row.marks]
        missed = [row for row in self.missed if row.article.startswith(language)]
        return Tested(tuple(self.rows[at] for at in kept), self.chances[kept], tuple(missed))

    @property
    def right(self) -> Floats:
        """1 for each row that is right, else 0."""
        return np.array([row.label == "right" for row in self.rows], dtype=np.float64)


def calibrated(rows: Sequence[Row]) -> Json:
    """Everything that the table and its page hold, from judged rows."""
    judged = [row for row in rows if row.label in ("right", "wrong")]
    new = tuple(row for row in judged if row.stage == NEW)
    missed = tuple(row for row in rows if row.label == "missed" and row.stage == NEW)
    tested = Tested(new, crossed(judged, new), missed)
    lines = list(_thresholds(tested))
    weights = fit(judged)
    return {
        "accept": chosen(lines),
        "base": round(float(weights.values[weights.names.index(BASE)]), 2),
        "rows": {stage: _counts(rows, stage) for stage in sorted({row.stage for row in rows})},
        "figures": figures(tested.chances, tested.right),
        "reliability": list(reliability(tested.chances, tested.right)),
        "thresholds": lines,
        "weights": dict(_shipped(weights)),
    }


def chosen(lines: Sequence[Json]) -> str:
    """The lowest threshold, from 0.5 up, that reaches the precision asked for; else the most precise one."""
    able = [line for line in lines if float(line["threshold"]) >= LEAST_ACCEPTED]
    enough = (line for line in able if line["precision"] >= PRECISION)
    return str(next(enough, max(able, key=lambda line: float(line["precision"])))["threshold"])


def _thresholds(tested: Tested) -> Iterator[Json]:
    for threshold in THRESHOLDS:
        line: Json = {"threshold": str(threshold)}
        for language in ("", "id", "en"):
            part = tested.of(language)
            counted = accepted(part.chances, part.right, len(part.missed), float(threshold))
            line |= {f"{name} {language}".strip(): value for name, value in counted.items()}
        yield line


def _counts(rows: Sequence[Row], stage: str) -> Json:
    those = [row for row in rows if row.stage == stage]
    labels = ("right", "wrong", "optional", "missed")
    counts = {label: sum(row.label == label for row in those) for label in labels}
    return {"articles": len({row.article for row in those}), **counts}


def _shipped(weights: Weights) -> Iterator[tuple[str, float]]:
    for name, value in zip(weights.names, weights.values.tolist(), strict=True):
        if name != BASE and not name.startswith("stage ") and abs(value) >= LEAST_WEIGHT:
            yield name, round(value, 2)


def observe_also(folders: Sequence[Path]) -> None:
    """Rows of further articles into unseen.tsv, in place of what it held of them."""
    fresh = tuple(row for folder in folders for row in observe(folder))
    again = {row.article for row in fresh}
    kept = (row for row in read_rows(UNSEEN) if row.stage != TUNED or row.article not in again)
    write_rows(UNSEEN, (*kept, *fresh))


def main(arguments: Sequence[str]) -> int:
    """Fit, write the table and its page, print what was measured."""
    if arguments[:1] == ["--also"]:
        observe_also([Path(folder) for folder in arguments[1:]])
    table = calibrated((*observe(SAMPLES), *read_rows(UNSEEN)))
    TABLE.write_text(as_toml(table), encoding="utf-8")
    PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), as_markdown(table)), encoding="utf-8")
    print(as_markdown(table))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
