"""Each question on a graph with a hundred times as many actors, tenures, memberships and events as the shipped one.

python bench/hundredfold.py STORE FOLDER     FOLDER is made, or used as it is

The graph is WORLDS worlds: the shipped union of graphs, and copies of it under other identifiers and other names.
WHOLE of them have their sources, claims and quotes too; the others have the facts alone, since a hundred with all their
evidence, nine tenths of the graph, do not fit into ten minutes. Concepts and countries are the same in all worlds: what
asks for a country, or for everybody, meets the more; what asks for ASCN or one city finds the answer of before in the
larger graph. There are no named graphs, and no projection is kept. A question that takes longer than LIMIT seconds is
given up.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.queries import Query, load_queries, prepared
from kg.queries.names import StoreNames
from kg.records import Iri, Term
from kg.store import open_store
from kg.store.embedded import EmbeddedStore
from kg.terms import BASE, Level
from query_speed import MILLI, limited, terms_of

WORLDS = 100
WHOLE = 10
LIMIT = 10
EVIDENCE = ("claim", "quote", "selector", "text", "source", "run", "disagreement")
NAMES = re.compile(
    rb'(core#prefLabel|core#altLabel|core#hiddenLabel|def#abbreviation|schema#label)> ("(?:[^"\\]|\\.)*)"'
)
COUNTRIES = "SELECT ?place { ?place <https://w3id.org/smart-city-governance/def#level> $level }"


def worlds(lines: bytes, countries: list[Iri]) -> Iterator[bytes]:
    """The lines, and copies of them whose things have identifiers and names of their own."""
    yield lines
    kinds = tuple(f"<{BASE}id/{kind}/".encode() for kind in EVIDENCE)
    facts = b"".join(line for line in lines.splitlines(keepends=True) if not line.startswith(kinds))
    own = f"<{BASE}id/".encode()
    for number in range(1, WORLDS):
        other = f"<{BASE}{number}/id/".encode()
        copy = (lines if number < WHOLE else facts).replace(own, other)
        for country in countries:
            copy = copy.replace(other + country.removeprefix(f"{BASE}id/").encode() + b">", f"<{country}>".encode())
        yield NAMES.sub(rb'\1> \2 %d"' % number, copy)


def fill(place: str, folder: Path) -> int:
    """Make the graph in `folder`, which must not be there; its number of triples."""
    with open_store(place, read_only=True) as store:
        assert isinstance(store, EmbeddedStore)
        rows = store.select(COUNTRIES, {"level": Level.COUNTRY}).rows
        lines, countries = store.lines(), [cell for (cell,) in rows if isinstance(cell, Iri)]
    with open_store(str(folder), create=True):
        pass
    quads = ox.Store(str(folder / "quads"))
    for world in worlds(lines, countries):
        quads.bulk_load(world, ox.RdfFormat.N_TRIPLES)
    quads.optimize()
    return len(quads)


def main(place: str, folder: str) -> None:
    """Print a table of milliseconds: opening the store and one run, in a process of its own."""
    if not Path(folder).exists():
        start = time.perf_counter()
        size = fill(place, Path(folder))
        print(f"{size} triples, {WORLDS} worlds, filled in {time.perf_counter() - start:.0f} s\n", flush=True)
    with open_store(place, read_only=True) as small:
        names = StoreNames(small)
        asked = {query.name: (query, terms_of(query, names)) for query in load_queries().values()}

    def ask(query: Query, terms: Mapping[str, Term]) -> None:
        with open_store(folder, read_only=True) as large:
            large.select(prepared(query, large, terms))

    print("| no. | question | ms |\n| --- | --- | ---: |")
    for name, (query, terms) in asked.items():
        found = limited(lambda query=query, terms=terms: ask(query, terms), LIMIT)  # type: ignore[misc]
        taken = f"{found:.0f}" if found else f"> {LIMIT * MILLI}"
        print(f"| {query.number or '–'} | `{name}` | {taken} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
