"""Reads a language folder into a `Language`: settings, tables of words, patterns. Strict.

A folder `kg/lang/<tag>/` holds

- `language.toml`: the tag, names, what ends a sentence, how dates and numbers are written;
- `*.tsv`: one entry a line, a header row first, lines that start with `#` and empty lines left out.
  The key of a table is its first column, or all columns whose header ends in `*`; no key comes twice.
  A cell of a column `term` (or `…_term`) names a term of the ontology as `scg:Ministry` or a concept
  as `scheme:key` (`eventrole:host`), or is empty;
- other `*.toml` (`patterns.toml`), as they stand.

What is not understood raises TableError with file and line: a broken table is a defect of ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg import terms
from kg.errors import TableError, UnknownName
from kg.records import Iri

ROOT = Path(__file__).resolve().parent
_SETTINGS = "language"
_KEY_MARK = "*"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What one language folder says; compared and hashed by identity, so that readers can cache on it.

    `tag` is the BCP 47 tag (the folder's name), `config` the content of `language.toml`, `tables` the
    rows of each `.tsv` by file stem, `settings` the content of each further `.toml` by file stem.
    """

    tag: str
    path: Path
    config: Mapping[str, Any]
    tables: Mapping[str, tuple[Row, ...]]
    settings: Mapping[str, Mapping[str, Any]]

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of `<name>.tsv` in file order; raises TableError where the folder has no such table."""
        if name not in self.tables:
            raise TableError(f"the language {self.tag!r} has no table {name!r}", hint=f"add {self.path / name}.tsv")
        return self.tables[name]

    @property
    def patterns(self) -> Mapping[str, Any]:
        """The content of `patterns.toml`; empty where the language has none."""
        return self.settings.get("patterns", MappingProxyType({}))


@cache
def load(tag: str) -> Language:
    """The language of the folder `kg/lang/<tag>/`, read once.

    Raises UnknownName where there is no such folder, TableError where its files are broken.
    """
    if tag not in _tags():
        raise UnknownName(f"no language {tag!r}", hint=f"one of {', '.join(_tags())}")
    return read_language(ROOT / tag)


def load_all() -> tuple[Language, ...]:
    """Every language that has a folder, sorted by tag."""
    return tuple(load(tag) for tag in _tags())


def read_language(folder: Path) -> Language:
    """The language of any folder, unread before; raises TableError where its files are broken."""
    settings = {file.stem: _toml(file) for file in sorted(folder.glob("*.toml"))}
    config = settings.pop(_SETTINGS, None)
    if config is None or config.get("tag") != folder.name:
        raise TableError(f"{folder / _SETTINGS}.toml must say tag = {folder.name!r}")
    tables = {file.stem: read_table(file) for file in sorted(folder.glob("*.tsv"))}
    return Language(folder.name, folder, config, MappingProxyType(tables), MappingProxyType(settings))


def read_table(file: Path) -> tuple[Row, ...]:
    """The rows of one table; raises TableError with file and line for whatever is not understood."""
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    filled = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    if not filled:
        raise TableError(f"{file}: the table has no header")
    header, keys = _header(file, filled[0][1])
    seen: dict[tuple[str, ...], int] = {}
    rows = []
    for number, line in filled[1:]:
        row = _row(header, line, f"{file}:{number}")
        key = tuple(row[column] for column in keys)
        if key in seen:
            raise TableError(f"{file}:{number}: {' | '.join(key)!r} stands already in line {seen[key]}")
        seen[key] = number
        rows.append(row)
    return tuple(rows)


def resolve_term(cell: str) -> Iri:
    """The IRI that a `term` cell names, `scg:Ministry` or `eventrole:host`; raises UnknownName."""
    prefix, colon, local = cell.partition(":")
    name = local if prefix == "scg" else f"{prefix}-{local}"
    if not colon or name not in _known():
        raise UnknownName(f"{cell!r} is no term of the ontology", hint="a class is scg:Ministry, a concept level:city")
    return _known()[name]


def _header(file: Path, line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    cells = [cell.strip() for cell in line.split("\t")]
    columns = tuple(cell.removesuffix(_KEY_MARK) for cell in cells)
    if len(set(columns)) < len(columns) or not all(columns):
        raise TableError(f"{file}: the header has an empty or doubled column: {', '.join(cells)}")
    keys = tuple(cell.removesuffix(_KEY_MARK) for cell in cells if cell.endswith(_KEY_MARK))
    return columns, keys or columns[:1]


def _row(header: tuple[str, ...], line: str, where: str) -> Row:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) > len(header):
        raise TableError(f"{where}: {len(cells)} cells under {len(header)} columns ({', '.join(header)})")
    row = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
    if not row[header[0]]:
        raise TableError(f"{where}: the first cell is empty")
    for column, cell in row.items():
        if cell and (column == "term" or column.endswith("_term")):
            _check_term(cell, where)
    return MappingProxyType(row)


def _check_term(cell: str, where: str) -> None:
    try:
        resolve_term(cell)
    except UnknownName as error:
        raise TableError(f"{where}: {error.message}", hint=error.hint) from error


def _toml(file: Path) -> Mapping[str, Any]:
    try:
        return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{file}: {error}") from error


@cache
def _tags() -> tuple[str, ...]:
    return tuple(sorted(file.parent.name for file in ROOT.glob(f"*/{_SETTINGS}.toml")))


@cache
def _known() -> Mapping[str, Iri]:
    spaces = [space for space in vars(terms).values() if isinstance(space, type)]
    ours = (iri for space in spaces for iri in vars(space).values() if isinstance(iri, Iri))
    return {iri.rpartition("#")[2]: iri for iri in ours if iri.startswith(terms.BASE)}
