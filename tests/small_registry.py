"""The curated tables cut down to one province and a few people: a build of seconds, of the same form as the whole."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

REGISTRY = Path(__file__).resolve().parent.parent / "data" / "registry"
_Row = dict[str, str]
_KEPT: Mapping[str, Callable[[_Row], bool]] = {
    "columns": lambda _: True,
    "countries": lambda _: True,
    "idn_areas": lambda row: row["code"].startswith("73"),
    "organizations": lambda row: row["key"] == "asean",
    "people": lambda row: row["country"] == "indonesia" and row["key"] < "b",
}


def _none(row: _Row) -> bool:
    return False


def write_small_registry(folder: Path, *people: str) -> None:
    """Write the tables into a new folder; `people` are keys of more people to keep."""
    folder.mkdir(parents=True)
    for file in REGISTRY.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            reader = csv.DictReader(opened)
            keep = _KEPT.get(file.stem, _none)
            rows = [row for row in reader if keep(row) or (file.stem == "people" and row["key"] in people)]
            names = list(reader.fieldnames or ())
        with (folder / file.name).open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
