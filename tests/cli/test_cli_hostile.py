"""Files that are broken or made to do harm: each is an issue on one line, and the rest of the run is done."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = """Wali Kota Makassar Buka Lokakarya Kota Cerdas

Makassar, 12 Maret 2019 - Wali Kota Makassar Mohammad Ramdhan Pomanto membuka lokakarya kota cerdas di Kota Makassar.
"""
DEEP = 200_000
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
BROKEN = {
    "binary.txt": bytes(range(256)) * 400,
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "one-line.txt": b"kota cerdas " * 4_400_000,
    "half-utf16.txt": "Wali Kota Makassar membuka rapat.".encode("utf-16-le")[:-1],
    "deep.html": b"<html><body>" + b"<div>" * DEEP + b"x" + b"</div>" * DEEP,
    "entities.html": f'<!DOCTYPE html [<!ENTITY e0 "lol">{ENTITIES}]><html><body>&e11;</body></html>'.encode(),
}
MEMORY = 2_000_000_000
SECONDS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    for name, content in BROKEN.items():
        (made / name).write_bytes(content)
    (made / "latin.txt").write_bytes(GOOD.replace("kota cerdas di", "kota cerdas “São” di").encode("cp1252"))
    (made / "good.txt").write_text(GOOD, encoding="utf-8")
    return made


def kg(*arguments: str, store: str = "") -> tuple[int, str, str, float]:
    """The command as a process of its own that may take two gigabytes; status, stdout, stderr, seconds."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=ROOT,
        env=os.environ | ({"KG_STORE": store} if store else {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
    )
    return done.returncode, done.stdout, done.stderr, time.monotonic() - start


def test_a_folder_of_broken_files_costs_issues_and_no_more(folder: Path) -> None:
    status, out, error, seconds = kg("extract", str(folder))
    read = {Path(json.loads(line)["source"]).name for line in out.splitlines()}
    assert status == 1
    assert {"good.txt", "latin.txt"} <= read
    for name in BROKEN.keys() - {"entities.html"} - read:
        assert sum(f"/{name}: " in line for line in error.splitlines()) == 1, name
    assert {"binary.txt", "empty.txt", "blank.txt", "one-line.txt"}.isdisjoint(read)
    assert "Traceback" not in error
    assert "lollol" not in out
    assert seconds < SECONDS


@pytest.mark.parametrize("name", ["binary.txt", "empty.txt", "one-line.txt"])
def test_a_single_unreadable_file_is_an_error_of_one_line(folder: Path, name: str) -> None:
    status, out, error, _ = kg("extract", str(folder / name))
    assert (status, out) == (2, "")
    assert error.startswith("kg: ")
    assert error.count("\n") == 1


def test_broken_files_do_not_keep_good_ones_out_of_the_store(folder: Path, scratch_store: str) -> None:
    status, out, error, _ = kg("ingest", str(folder), store=scratch_store)
    assert (status, out) == (1, "")
    assert "Traceback" not in error
    _, shown, _, _ = kg(
        "sparql", "SELECT ?s { ?s ?p 'Wali Kota Makassar Buka Lokakarya Kota Cerdas' }", store=scratch_store
    )
    assert "source/" in shown


def test_a_missing_store_is_said_in_one_line_that_tells_what_to_do(tmp_path: Path) -> None:
    status, out, error, _ = kg("query", "ascn-members", store=str(tmp_path / "none"))
    assert (status, out) == (2, "")
    assert error.startswith("kg: ")
    assert "kg build" in error
