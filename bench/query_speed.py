"""Each question of the library on a built graph: the embedded store in a folder against rdflib in memory.

python bench/query_speed.py STORE

The embedded store is opened as `kg query` opens it. rdflib holds the same union of graphs, loaded from the store;
a question that takes it longer than LIMIT seconds is given up, and its ratio is the least that it can be.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection

import rdflib

from kg.queries import Query, bind_values, load_queries, prepared
from kg.queries.names import StoreNames
from kg.records import Term
from kg.store import Store, open_store
from kg.store.embedded import EmbeddedStore

RUNS = 5
MILLI = 1000
LIMIT = 10
FORK = multiprocessing.get_context("fork")  # so that a child has the loaded graph without loading it again


def median(call: Callable[[], object], runs: int = RUNS) -> float:
    """Median milliseconds of a call after one that is not counted."""
    call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * MILLI)
    return statistics.median(times)


def limited(call: Callable[[], object], seconds: float) -> float | None:
    """Milliseconds of one call in a process of its own; None where it takes longer than that."""
    here, there = FORK.Pipe(duplex=False)
    child = FORK.Process(target=_timed, args=(call, there))
    child.start()
    there.close()
    took = float(here.recv()) if here.poll(seconds) else None
    child.kill()
    child.join()
    return took


def _timed(call: Callable[[], object], out: Connection) -> None:
    start = time.perf_counter()
    call()
    out.send((time.perf_counter() - start) * MILLI)


def terms_of(query: Query, names: StoreNames) -> Mapping[str, Term]:
    """What the parameters of a question are bound to: defaults, and examples where there is none and one is needed."""
    examples = {p.name: p.example for p in query.parameters if p.required}
    return {name: value.term for name, value in bind_values(query, examples, names, "en").items()}


def in_rdflib(store: Store) -> rdflib.Graph:
    """What queries see of an embedded store, in rdflib."""
    assert isinstance(store, EmbeddedStore)
    return rdflib.Graph().parse(data=store.lines(), format="nt")


def main(place: str) -> None:
    """Print milliseconds in both engines and their ratio as a table, slowest first."""
    with open_store(place, read_only=True) as store:
        names = StoreNames(store)
        asked = {query.name: (query, terms_of(query, names)) for query in load_queries().values()}
        times = {n: median(lambda q=q, t=t: store.select(prepared(q, store, t))) for n, (q, t) in asked.items()}  # type: ignore[misc]
        texts = {name: prepared(query, store, terms) for name, (query, terms) in asked.items()}
        start = time.perf_counter()
        graph = in_rdflib(store)
        print(f"rdflib: {len(graph)} triples in memory after {time.perf_counter() - start:.0f} s\n")
    print("| no. | question | embedded, ms | rdflib, ms | ratio |\n| --- | --- | ---: | ---: | ---: |")
    for name in sorted(times, key=lambda name: -times[name]):
        peer = limited(lambda name=name: list(graph.query(texts[name])), LIMIT)  # type: ignore[misc]
        ratio = f"{peer / times[name]:.0f}" if peer else f"> {LIMIT * MILLI / times[name]:.0f}"
        taken = f"{peer:.0f}" if peer else f"> {LIMIT * MILLI}"
        print(f"| {asked[name][0].number or '–'} | `{name}` | {times[name]:.1f} | {taken} | {ratio} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
