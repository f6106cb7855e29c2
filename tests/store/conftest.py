"""A real server process for the remote store, and one fixture that runs a test on every kind of store."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store

SERVER = Path(sys.executable).with_name("oxigraph")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _serve(*options: str) -> Iterator[str]:
    port = _free_port()
    command = [str(SERVER), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                if _listening(port):
                    break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The query address of a running server."""
    yield from _serve("--location", str(tmp_path_factory.mktemp("server")))


@pytest.fixture(scope="session")
def union_server() -> Iterator[str]:
    """The query address of a running server that shows each triple once for each graph."""
    yield from _serve("--union-default-graph")


@pytest.fixture(params=["memory", "folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    places: dict[str, Callable[[], str]] = {
        "memory": lambda: ":memory:",
        "folder": lambda: str(tmp_path / "store"),
        "remote": lambda: str(request.getfixturevalue("server")),
    }
    with open_store(places[request.param](), create=True) as opened:
        yield opened
        for graph in opened.graphs():
            opened.remove(graph)
