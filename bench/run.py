"""All measurements: extraction, then build, dumps, checks and queries on a graph built for it.

python bench/run.py
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import extraction_speed
import query_speed
from kg import pipeline
from kg.checks import check
from kg.dumps import export
from kg.settings import Settings
from kg.store import open_store

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print every figure."""
    extraction_speed.main()
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "store")
        start = time.perf_counter()
        pipeline.build(Settings(store=place, data=ROOT / "data"))
        built = time.perf_counter()
        with open_store(place) as store:
            export(store, Path(folder) / "dumps")
            dumped = time.perf_counter()
            check(store)
            checked = time.perf_counter()
            size = store.size()
        print(f"build {built - start:.1f} s for {size} quads")
        print(f"dumps {dumped - built:.1f} s, checks {checked - dumped:.1f} s")
        query_speed.main(place)


if __name__ == "__main__":
    main()
