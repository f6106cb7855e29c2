"""What the extractor made of annotated articles: a row for each statement and for each fact that it missed.

A row holds no words of an article: its key, how the statement was judged, and the circumstances under which it was
read. `unseen.tsv` keeps rows of articles whose texts are not in this repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.extraction.circumstances import Circumstances
from kg.pipeline import Pipeline, Reading
from kg.resolution import to_record
from kg.settings import Settings
from kg.terms import Modality
from scorer import Annotated

DOUBTED = frozenset({Modality.DENIED, Modality.ABSENT, Modality.INVITED, Modality.PROPOSED})
HEAD = ("article", "stage", "label", "circumstances")
TUNED = "tuned"  # rules were written with the article in view


@dataclass(frozen=True, slots=True)
class Row:
    """One statement (`right`, `wrong` or `optional`) or one fact that was `missed`.

    `stage` says how the rules of the time stood to the article: tuned (written with it in view), or unseen.
    """

    article: str
    stage: str
    label: str
    marks: tuple[str, ...]


def observe(folder: Path, stage: str = TUNED) -> tuple[Row, ...]:
    """The rows of all annotated articles of a folder."""
    annotations = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.json"))}
    texts = [str(p) for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".html") and p.stem in annotations]
    rows: list[Row] = []
    for reading in Pipeline(Settings(threshold=Decimal(0))).read(texts):
        if isinstance(reading, Reading):
            stem = Path(reading.extraction.document.article.source).stem
            rows += (Row(stem, stage, label, marks) for label, marks in _judged(reading, annotations[stem]))
    return tuple(rows)


def _judged(reading: Reading, gold: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    extraction = reading.extraction
    circumstances = Circumstances(extraction.document, extraction.entities, extraction.relations)
    told = [relation for relation in extraction.relations if relation.modality not in DOUBTED]
    record = to_record(extraction, reading.resolved)
    labels, missed = Annotated(gold, record).labels()
    for relation, label in zip(told, labels, strict=True):
        yield label, tuple(sorted(circumstances.of(relation)))
    for relation_name in missed:
        yield "missed", (f"relation {relation_name}",)


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return tuple(Row(article, stage, label, tuple(marks.split("; "))) for article, stage, label, marks in cells)


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """The rows into a file, sorted: the same rows give the same bytes."""
    cells = sorted((row.article, row.stage, row.label, "; ".join(row.marks)) for row in rows)
    path.write_text("\n".join("\t".join(line) for line in [HEAD, *cells]) + "\n", encoding="utf-8")
