"""A worker's memory has an end, and so has its life."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from protocol_asking import ASK, SLOW
from served import kg_serve


def test_what_needs_more_memory_than_it_may_take_fails_and_what_needs_less_does_not() -> None:
    lines = "from kg.pages.protocol.confining import confine; confine(200 << 20)"
    small = [sys.executable, "-c", f"{lines}; print(len(bytearray(100 << 20)))"]
    large = [sys.executable, "-c", f"{lines}; print(len(bytearray(400 << 20)))"]
    assert subprocess.run(small, capture_output=True, text=True, check=False).stdout.strip() == str(100 << 20)
    assert "MemoryError" in subprocess.run(large, capture_output=True, text=True, check=False).stderr


def test_workers_end_with_a_server_that_is_killed_whatever_they_are_doing(small_folder: Path) -> None:
    with kg_serve(str(small_folder)) as address:
        assert httpx.get(f"{address}/sparql", params={"query": ASK}, timeout=60).json()["boolean"] is True
        server = server_on(int(address.rpartition(":")[2]))
        workers = children_of(server)
        assert len(workers) >= 4

        def ask() -> None:
            with contextlib.suppress(httpx.HTTPError):
                httpx.get(f"{address}/sparql", params={"query": SLOW}, timeout=60)

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.5)
        os.kill(server, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while any(runs(worker) for worker in workers):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        asking.join()


def server_on(port: int) -> int:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"serve" in words and str(port).encode() in words:
                return int(folder.name)
    raise AssertionError


def children_of(process: int) -> list[int]:
    """The processes that one has started, and those that they have started."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    own = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return [*own, *(further for child in own for further in children_of(child))]


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
