"""Writes queries/README.md, the list of the library, from the headers of the queries.

python queries/make_readme.py            writes it
python queries/make_readme.py --check    fails where it is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.queries import Query, load_queries

FILE = Path(__file__).parent / "README.md"
HEAD = """# The question library

One file a question, `answers/NAME.rq`: a header in `#+` lines (title, question, parameters, columns, view,
wording of the answer, in English and Indonesian) and the SPARQL. `kg query NAME --set name=value` runs one,
`kg ask` picks one for a question in words by the examples in `wordings/NAME.toml`. Parameters are written
`$name` and bound as terms. Every row names its source, the page behind it and, where there is one, its words and day.

- `kg query NAME --as-of 2024-07-31`: only relations that may hold on that day, events begun by then. A question
  that takes a `date` of its own is given that day.
- `--min-sources 2`: only relations that so many independent sources report (docs/model.md).
- `--include-candidates`: also what is not accepted yet; rows that stand only because of it are marked.

`kg ask` takes the same three, and so does Python (`kg.open().query(name, View(as_of=…, min_sources=…, candidates=…))`).
The last column of every answer, `independent`, says how many independent sources its line has.
A `LIMIT 1000000` inside a query cuts nothing off: it bounds what Oxigraph's planner expects, so that it looks the
evidence up row by row instead of joining all claims.

`views/` holds the queries behind these three; `pages/`, `graphs/`, `dumps/`, `derive/`, `checks/` and `store/` are for
other parts of the program. The number is that of the competency question. This file is made by `make_readme.py`.

| no. | name | question | pertanyaan | parameters (default) | view |
| --- | --- | --- | --- | --- | --- |
"""


def text() -> str:
    """The whole file."""
    queries = sorted(load_queries().values(), key=lambda query: (query.number is None, query.number or 0, query.name))
    return HEAD + "".join(_line(query) for query in queries)


def _line(query: Query) -> str:
    takes = [f"{p.name} ({p.default})" if p.default else p.name for p in query.parameters if p.kind != "language"]
    number = str(query.number or "–")
    cells = (number, f"`{query.name}`", query.question["en"], query.question["id"], ", ".join(takes), query.view)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(
            0 if FILE.read_text(encoding="utf-8") == text() else "queries/README.md is out of date: run make_readme.py"
        )
    FILE.write_text(text(), encoding="utf-8", newline="")
