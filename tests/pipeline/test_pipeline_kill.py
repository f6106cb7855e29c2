"""A process that is killed in the middle of `kg ingest` leaves a store that opens and holds whole sources only."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import iris
from kg.pipeline import Pipeline, Reading
from kg.records import Iri, Triple
from kg.settings import Settings
from kg.statements import to_triples
from kg.store import open_store

ROOT = Path(__file__).resolve().parent.parent.parent
CITIES = ("Makassar", "Bandung", "Semarang", "Surabaya", "Denpasar")
MOST = 150
SEED = 20240730
CONTENT = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH $graph { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for number in range(MOST):
        city = CITIES[number % len(CITIES)]
        (folder / f"a{number:03}.txt").write_text(
            f"Rapat Kota Cerdas ke-{number}\n\n{city}, 12 Maret 2019 - Kota {city} menjadi anggota ASEAN Smart Cities "
            f"Network. Rapat koordinasi ke-{number} berlangsung di Kota {city}, Selasa (12/3).\n",
            encoding="utf-8",
        )
    return folder


@pytest.fixture(scope="module")
def whole(articles: Path) -> dict[Iri, frozenset[Triple]]:
    """What each source says, when it is read to the end."""
    readings = Pipeline(Settings(data=ROOT / "data")).read([str(articles)])
    said = [reading.resolved.source_facts for reading in readings if isinstance(reading, Reading)]
    return {one.source.graph: frozenset(to_triples(one)) for one in said}


def is_writing(store: str) -> bool:
    """Whether the first change is under way: the label index is marked stale before it."""
    with sqlite3.connect(f"file:{store}/labels.sqlite?mode=ro", uri=True, timeout=5) as index:
        return bool(index.execute("SELECT stale FROM state").fetchone()[0])


@pytest.mark.parametrize("round_", range(3))
def test_a_kill_in_the_middle_leaves_whole_sources_only(
    scratch_store: str, articles: Path, whole: dict[Iri, frozenset[Triple]], round_: int
) -> None:
    with open_store(scratch_store) as store:
        before = set(store.graphs())
    command = [sys.executable, "-m", "kg", "ingest", str(articles), "--store", scratch_store]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, env={**os.environ, "KG_DATA": "data"})
    while process.poll() is None and not is_writing(scratch_store):
        time.sleep(0.01)
    time.sleep(random.Random(SEED + round_).uniform(0.02, 0.8))
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_store(scratch_store) as store:
        after = set(store.graphs())
        stored = {graph: frozenset(store.construct(CONTENT, {"graph": graph})) for graph in after - before}
        assert store.ask(CONTENT.replace("CONSTRUCT { ?s ?p ?o }", "ASK"), {"graph": iris.graph("derived")})
    assert stored
    assert all(whole[graph] == triples for graph, triples in stored.items())
    assert before <= after
