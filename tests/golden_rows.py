"""The rows that each question gives on the sample, kept as CSV.

python tests/golden_rows.py --accept     writes them anew; read the difference before committing it
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from kg.queries import Query, load_queries, run
from kg.records import Literal
from queries_sample import sample_names, sample_store

FOLDER = Path(__file__).parent / "queries" / "golden"


def path_of(query: Query) -> Path:
    """Where the rows of a question are kept."""
    return FOLDER / f"{query.name}.csv"


def rows_of(query: Query) -> str:
    """The rows of a question on the sample, in Indonesian, as CSV; required parameters at their example."""
    values = {p.name: p.example for p in query.parameters if p.required}
    table = run(sample_store(), query.name, values, "id", sample_names()).table
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([cell.value if isinstance(cell, Literal) else cell or "" for cell in row])
    return buffer.getvalue()


def accept() -> None:
    """Take what the questions give now for right."""
    FOLDER.mkdir(exist_ok=True)
    queries = load_queries().values()
    for left in set(FOLDER.glob("*.csv")) - {path_of(query) for query in queries}:
        left.unlink()
    for query in queries:
        path_of(query).write_text(rows_of(query), encoding="utf-8", newline="")


if __name__ == "__main__" and sys.argv[1:] == ["--accept"]:
    accept()
