"""A real server over a real store, in a thread of the test process, for tests of pages."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import rdflib
import uvicorn

from kg.pages.app import Application
from kg.pages.protocol import Limits
from kg.pages.protocol.connection import OPTIONS, Connection
from kg.pages.protocol.limited import Limited
from kg.pages.site import Served
from kg.store import open_store


@contextlib.contextmanager
def serving(folder: Path, limits: Limits | None = None, *, connection: type[Limited] = Connection) -> Iterator[str]:
    """The address of a server over the store in `folder`; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with open_store(str(folder), read_only=True) as store:
        served = Served(store, folder, folder.parent / "dumps", limits or Limits())
        options = {**OPTIONS, "http": connection}
        config = uvicorn.Config(Application(served, address), port=port, log_level="critical", **options)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            _wait(server)
            yield address
        finally:
            server.should_exit = True
            thread.join(timeout=20)


def _wait(server: uvicorn.Server, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not start")
        time.sleep(0.02)


def parsed(text: str, media_type: str) -> rdflib.Graph:
    """A graph as rdflib reads it (whose reader of JSON-LD warns of its own classes)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return rdflib.Graph().parse(data=text, format=media_type)


@contextlib.contextmanager
def kg_serve(store: str, *options: str) -> Iterator[str]:
    """The address of `kg serve` in a process of its own, as a user starts it; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-m", "kg", "serve", "--port", str(port), "--store", store, *options]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
        try:
            _listening(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _listening(port: int, process: subprocess.Popen[str], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError("kg serve did not begin to listen")
