"""The site beside its peers, in one run on the same data: pages of things, search, a small SPARQL query.

python bench/site_speed.py STORE [--endpoint VENV] [--prez PYTHON] [--things N] [--requests N]

Peers: the native Oxigraph server over a copy of the store; rdflib-endpoint over the same triples in rdflib's memory,
from a virtual environment that has it (--endpoint, else one is made for this run); Prez over a copy of the store, by a
Python that can import it (--prez; it is in no registry). A peer that cannot be had is left out with a line that says
so.

Every server gets the same requests in the same order over the same number of connections. "first" asks for each thing
once after the server's start; "again" asks for the same things until there are enough requests; "new" asks for as many
queries that were never asked before. Servers run one after another, each when it has settled after its start.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from http_load import Load, get, load, memory, processor_time
from kg.queries.library import PAGES, find_query
from kg.store import open_store
from kg.store.embedded import EmbeddedStore
from kg.terms import BASE

CONNECTIONS = 8
MOST_SECONDS = 120.0
_AT_REST = 0.06
ENDPOINT = "rdflib-endpoint[cli]==0.6.3"
SPARQL = "small SPARQL"
QUERY = "SELECT ?l WHERE {{ <{}> <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
RESULTS = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Server:
    """How a server is started on a port, and what each kind of request is to it: path of a thing, and Accept."""

    name: str
    command: Callable[[int], Sequence[str]]
    kinds: Mapping[str, tuple[Callable[[str, str], str], str]]
    environment: Mapping[str, str] = field(default_factory=dict)


def main() -> None:
    """Print the figures as a table."""
    asked = _options()
    with tempfile.TemporaryDirectory(prefix="site-bench-") as name:
        folder = Path(name)
        things = _things(asked.store, folder, asked.things)
        print(f"{len(things)} things, {asked.requests} requests again, {CONNECTIONS} connections\n")
        print("| server | request | req/s | median ms | p95 ms | server CPU ms | bytes | MB |")
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for server in _servers(asked, folder):
            with running(server, folder) as (address, process):
                for kind, request in server.kinds.items():
                    _measure(server.name, kind, (address, process), _requests(address, request, things), asked.requests)
                    if kind == SPARQL:
                        _measure_new(server.name, request, (address, process), things, asked.requests)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--endpoint", type=Path, help="a virtual environment with rdflib-endpoint")
    parser.add_argument("--prez", type=Path, help="a Python that can import prez")
    parser.add_argument("--things", type=int, default=200)
    parser.add_argument("--requests", type=int, default=3000)
    return parser.parse_args()


def _things(store: Path, folder: Path, most: int) -> list[tuple[str, str]]:
    """Things from the whole list of what is published, sources left out, with their names; the triples for rdflib."""
    shutil.copytree(store, folder / "store")
    with open_store(str(folder / "store")) as opened:
        assert isinstance(opened, EmbeddedStore)
        (folder / "data.nt").write_bytes(opened.lines())
        rows = opened.select(find_query("published", PAGES).sparql).rows
        keys = [str(row[0]).removeprefix(f"{BASE}id/") for row in rows]
        keys = [key for key in keys if not key.startswith("source/")]
        return [(key, key.rpartition("/")[2]) for key in keys[:: max(len(keys) // most, 1)][:most]]


def _servers(asked: argparse.Namespace, folder: Path) -> Iterator[Server]:
    sparql = {SPARQL: (lambda thing, _: f"/sparql?query={_query(thing)}", RESULTS)}
    store = str(folder / "store")
    yield Server(
        "kg serve",
        lambda port: (sys.executable, "-m", "kg", "serve", "--port", str(port), "--store", store),
        {
            "page, HTML": (lambda thing, _: f"/doc/{thing}", "text/html"),
            "page, Turtle": (lambda thing, _: f"/doc/{thing}", "text/turtle"),
            "page, JSON-LD": (lambda thing, _: f"/doc/{thing}", "application/ld+json"),
            "search": (lambda _, name: f"/search?q={quote(name)}+x", "text/html"),
            **sparql,
        },
    )
    native = Path(sys.executable).with_name("oxigraph")
    if native.exists():
        yield Server(
            "Oxigraph",
            lambda port: (str(native), "serve-read-only", "-l", f"{store}/quads", "-b", f"127.0.0.1:{port}"),
            {SPARQL: (lambda thing, _: f"/query?query={_query(thing)}", RESULTS)},
        )
    else:
        print("Oxigraph is left out: pip install oxigraph", file=sys.stderr)
    yield from _endpoint(asked.endpoint, folder)
    yield from _prez(asked.prez, store)


def _endpoint(given: Path | None, folder: Path) -> Iterator[Server]:
    place = given or folder / "endpoint"
    try:
        if given is None:
            subprocess.run((sys.executable, "-m", "venv", str(place)), check=True, timeout=120)
            subprocess.run((str(place / "bin" / "pip"), "install", "-q", ENDPOINT), check=True, timeout=600)
    except (subprocess.SubprocessError, OSError) as error:
        print(f"rdflib-endpoint is left out: {error}", file=sys.stderr)
        return
    program = str(place / "bin" / "rdflib-endpoint")
    yield Server(
        "rdflib-endpoint",
        lambda port: (program, "serve", "--host", "127.0.0.1", "--port", str(port), str(folder / "data.nt")),
        {SPARQL: (lambda thing, _: f"/?query={_query(thing)}", RESULTS)},
    )


def _prez(python: Path | None, store: str) -> Iterator[Server]:
    if python is None:
        print("Prez is left out: it is in no registry; give a Python that can import it by --prez", file=sys.stderr)
        return
    start = "import sys, uvicorn; from prez.app import assemble_app; uvicorn.run(assemble_app(), port=int(sys.argv[1]))"

    def page(thing: str, _: str) -> str:
        return f"/object?uri={quote(f'{BASE}id/{thing}', safe='')}"

    yield Server(
        "Prez",
        lambda port: (str(python), "-c", start, str(port)),
        {
            "page, Turtle": (page, "text/anot+turtle"),
            "page, JSON-LD": (page, "application/anot+ld+json"),
            SPARQL: (lambda thing, _: f"/sparql?query={_query(thing)}", RESULTS),
        },
        {
            "SPARQL_REPO_TYPE": "pyoxigraph_persistent",
            "PYOXIGRAPH_DATA_DIR": f"{store}/quads",
            "ENABLE_SPARQL_ENDPOINT": "true",
            "LOG_LEVEL": "ERROR",
        },
    )


def _query(thing: str) -> str:
    return quote(QUERY.format(f"{BASE}id/{thing}"), safe="")


def _requests(
    address: str, kind: tuple[Callable[[str, str], str], str], things: Sequence[tuple[str, str]]
) -> list[bytes]:
    path, accept = kind
    return [get(address, path(thing, name), accept) for thing, name in things]


def _measure(name: str, kind: str, where: tuple[str, int], requests: list[bytes], most: int) -> None:
    address, process = where
    first = load(address, requests, process, CONNECTIONS, MOST_SECONDS)
    _told(name, f"{kind}, first", first, memory(process))
    many = most if first.rate > most / MOST_SECONDS * 4 else len(requests)
    repeated = (requests * (many // len(requests) + 1))[:many]
    again = load(address, repeated, process, CONNECTIONS, MOST_SECONDS)
    _told(name, f"{kind}, again", again, memory(process))


def _measure_new(
    name: str,
    kind: tuple[Callable[[str, str], str], str],
    where: tuple[str, int],
    things: Sequence[tuple[str, str]],
    most: int,
) -> None:
    """The same query under other names of its variable: new to whoever remembers answers, the same work for all."""
    address, process = where
    old = [request for request in _requests(address, kind, things) for _ in range(-(-most // len(things)))]
    new = [request.replace(b"%3Fl", b"%%3Fl%d" % number) for number, request in enumerate(old[:most], 2)]
    _told(name, f"{SPARQL}, new", load(address, new, process, CONNECTIONS, MOST_SECONDS), memory(process))


def _told(name: str, kind: str, found: Load, held: int) -> None:
    wrong = f" ({found.wrong} not 200)" if found.wrong else ""
    print(
        f"| {name} | {kind}{wrong} | {found.rate:,.0f} | {found.median:.1f} | {found.p95:.1f} "
        f"| {found.cpu:.2f} | {found.size:,} | {held} |",
        flush=True,
    )


@contextlib.contextmanager
def running(server: Server, folder: Path) -> Iterator[tuple[str, int]]:
    """The address and the process of a server that answers; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            server.command(port),
            stdout=log,
            stderr=log,
            cwd=folder,
            env={**os.environ, **server.environment},
        )
        try:
            _wait(port, process, folder / "log")
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            _settle(process.pid)
            return
        if process.poll() is not None:
            raise OSError(f"the server ended: {log.read_text(errors='replace')[-500:]}")
        time.sleep(0.2)
    raise TimeoutError("the server did not begin to listen")


def _settle(process: int) -> None:
    """Wait until a server is at rest: what it reads ahead after it has begun to listen is not measured."""
    time.sleep(4)
    for _ in range(60):
        before = processor_time(process)
        time.sleep(1)
        if processor_time(process) - before < _AT_REST:
            return


if __name__ == "__main__":
    main()
