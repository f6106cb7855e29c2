"""Rows in files: CSV that no spreadsheet runs, JSON, and their description (CSV on the Web).

A CSV file carries the line to cite it by as its last column, so that it outlives saving, sorting and copying of rows;
comment lines before the head would not: spreadsheets and pandas take them for the head.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.pages.editions import CITATION, LICENCE, Edition
from kg.pages.results import as_json
from kg.queries import INDEPENDENT, MEANING, Query
from kg.records import Literal, Table, Term

CANDIDATE: Final = "candidate"
_STARTERS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9.,]*([eE][+-]?[0-9]+)?")
_OTHER: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME: Final = 100
_MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    INDEPENDENT: MEANING,
    CANDIDATE: {"en": "stands only because of candidates", "id": "hanya ada karena calon"},
    CITATION: {"en": "what to cite for the row", "id": "rujukan untuk baris ini"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with what it answers: the query, the values that were given, the edition of the data."""

    table: Table
    query: Query
    values: Mapping[str, str]
    edition: Edition

    @property
    def citation(self) -> str:
        """The line to cite it by."""
        return self.edition.cited(self.query.name, self.values)


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula; numbers stay as they are."""
    return f"'{text}" if text.startswith(_STARTERS) and not _NUMBER.fullmatch(text) else text


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]], end: str = "\r\n") -> str:
    """A table as CSV (RFC 4180) with every cell inert."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=end)
    writer.writerow(head)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def sheet_csv(sheet: Sheet, end: str = "\r\n") -> str:
    """The rows as CSV, each with the line to cite it by."""
    rows = ([*map(plain, row), sheet.citation] for row in sheet.table.rows)
    return csv_text((*sheet.table.columns, CITATION), rows, end)


def sheet_json(sheet: Sheet, description: str = "") -> dict[str, Any]:
    """The rows in the W3C's JSON form; `about` says where they come from, `head.link` is the address of more."""
    made = as_json(sheet.table)
    if description:
        made["head"] = {"vars": list(sheet.table.columns), "link": [description]}
    return made | {
        "about": {
            "query": sheet.query.name,
            "parameters": dict(sheet.values),
            "version": sheet.edition.version,
            "built": sheet.edition.built or None,
            "licence": LICENCE,
            "citation": sheet.citation,
        }
    }


def csvw(sheet: Sheet, address: str, page: str) -> dict[str, Any]:
    """The description of the CSV at `address`, for the question at `page` (W3C, Metadata for Tabular Data)."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": address,
        "dc:title": _in_languages(sheet.query.title),
        "dc:description": _in_languages(sheet.query.question),
        "dc:license": {"@id": LICENCE},
        "dc:source": {"@id": page},
        "dc:bibliographicCitation": sheet.citation,
        "schema:version": sheet.edition.version,
        **({"dc:modified": {"@value": sheet.edition.built, "@type": "xsd:date"}} if sheet.edition.built else {}),
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {"columns": [_column(sheet, name) for name in (*sheet.table.columns, CITATION)]},
    }


def _column(sheet: Sheet, name: str) -> dict[str, Any]:
    known = {column.name: column.meaning for column in sheet.query.columns}
    meaning = known.get(name) or _MEANINGS.get(name, {})
    return {"name": name, "titles": name, "dc:description": _in_languages(meaning)}


def _in_languages(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in sorted(words.items())]


def filename(name: str, values: Mapping[str, str], version: str) -> str:
    """What the file of an answer is called: two that ask for different things have different names."""
    told = "-".join((name, *(f"{key}-{value}" for key, value in sorted(values.items()))))
    plain_letters = unicodedata.normalize("NFKD", told).encode("ascii", "ignore").decode()
    kept = _OTHER.sub("-", plain_letters.casefold()).strip("-")
    if len(kept) > _LONGEST_NAME or plain_letters != told:
        kept = f"{kept[:_LONGEST_NAME]}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
    return f"{kept}-{version}.csv"


def plain(term: Term | None) -> str:
    """A term as a cell: the value of a literal, the address of an IRI, nothing for None."""
    if term is None:
        return ""
    return term.value if isinstance(term, Literal) else str(term)
