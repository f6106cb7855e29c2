"""Each query of the library on the built graph: the embedded store against rdflib on the dumps, one process.

python bench/query_speed.py STORE DUMPS
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

from kg.queries import bind_values, load_queries, prepared
from kg.queries.names import StoreNames
from kg.store import open_store

RUNS = 5
MILLI = 1000


def median(call: Callable[[], object], runs: int) -> float:
    """Median milliseconds of a call after one that is not counted."""
    call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * MILLI)
    return statistics.median(times)


def main(store: str, dumps: str) -> None:
    """Print milliseconds in both engines and their ratio, slowest first."""
    graph = rdflib.Graph()
    for name in ("core.ttl", "claims.ttl"):
        graph.parse(Path(dumps) / name)
    rows = []
    with open_store(store) as opened:
        names = StoreNames(opened)
        for query in load_queries().values():
            examples = {p.name: p.example for p in query.parameters if p.required}
            terms = {k: v.term for k, v in bind_values(query, examples, names, "en").items()}
            text = prepared(query, opened, terms)
            embedded = median(lambda q=query, t=terms: opened.select(prepared(q, opened, t)), RUNS)  # type: ignore[misc]
            peer = median(lambda text=text: list(graph.query(text)), 1)  # type: ignore[misc]
            rows.append((embedded, peer, query.name))
    print(f"{'query':<40}{'embedded ms':>12}{'rdflib ms':>12}{'ratio':>8}")
    for embedded, peer, name in sorted(rows, reverse=True):
        print(f"{name:<40}{embedded:>12.1f}{peer:>12.1f}{peer / embedded:>8.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
