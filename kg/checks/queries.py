"""Queries that must return no row: each row is a defect, and the header says what is wrong and how to mend it.

In the header, `title` names the defect, `answer` tells it: `row` in words for one row, `some` how to
mend it, `none` that all is well. The first column is what the defect is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.checks.report import Finding, Severity
from kg.checks.words import filled
from kg.errors import TableError
from kg.queries import Query, load_queries
from kg.records import Literal, Term
from kg.store import Store

FOLDERS = {"checks": Severity.VIOLATION, "checks/warnings": Severity.WARNING}


def zero_row_queries() -> dict[str, tuple[Query, Severity]]:
    """The queries by name with the severity of their rows; raises TableError for a broken header."""
    found = {query.name: (query, rank) for folder, rank in FOLDERS.items() for query in load_queries(folder).values()}
    for query, _ in found.values():
        if set(query.phrases) != set(query.languages):
            raise TableError(f"{query.path}: a check wants an answer in words", hint="some, row and none")
    return found


def query_findings(store: Store, names: Collection[str] | None = None) -> Iterator[Finding]:
    """One finding for each row of each query, or of those called `names`; no sources yet."""
    for name, (query, severity) in zero_row_queries().items():
        if names is not None and name not in names:
            continue
        table = store.select(query.sparql)
        for row in table.rows:
            values = {name: _text(term) for name, term in zip(table.columns, row, strict=True)}
            yield Finding(
                check=query.name,
                severity=severity,
                focus=values[query.columns[0].name],
                message=filled({tag: phrases.row for tag, phrases in query.phrases.items()}, values),
                mend={tag: phrases.some for tag, phrases in query.phrases.items()},
                path=values.get("property"),
                value=values.get("value"),
            )


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)
