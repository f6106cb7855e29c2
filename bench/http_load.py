"""A load generator: so many requests over so many connections to a server on this machine, one process.

It writes requests that were made before and reads answers by their length or chunks, so that it costs as little as
Python can: on a shared machine it takes part of what it measures. Beside the wall clock it tells the processor time
that the server's processes took, which other programs disturb less.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

MILLI = 1000
_ROOM = 1 << 18
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What a run showed: answers a second, milliseconds (median, 95th percentile), server CPU and bytes an answer.

    `wrong` counts the answers that were not 200.
    """

    rate: float
    median: float
    p95: float
    cpu: float
    size: int
    wrong: int


def get(address: str, path: str, accept: str) -> bytes:
    """A GET request as it goes over the line."""
    host = urlsplit(address).netloc
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\nConnection: keep-alive\r\n\r\n".encode()


def load(address: str, requests: Sequence[bytes], process: int, connections: int, most_seconds: float) -> Load:
    """Send every request once; `process` is the server's, whose children count too.

    Raises OSError where the server hangs up, TimeoutError after `most_seconds`.
    """
    before = processor_time(process)
    start = time.perf_counter()
    run = _Run(address, iter(requests), connections, start + most_seconds)
    run.whole()
    taken = time.perf_counter() - start
    cpu = (processor_time(process) - before) * MILLI / len(requests)
    times = sorted(run.times)
    return Load(
        len(times) / taken,
        statistics.median(times) * MILLI,
        times[int(len(times) * 0.95)] * MILLI,
        cpu,
        run.size // len(times),
        run.wrong,
    )


@dataclass(slots=True)
class _Line:
    """One connection, and what has come of the answer that it waits for."""

    socket: socket.socket
    sent: float = 0.0
    come: bytearray = field(default_factory=bytearray)


class _Run:
    def __init__(self, address: str, requests: Iterator[bytes], connections: int, deadline: float) -> None:
        parts = urlsplit(address)
        self._place = (parts.hostname or "", parts.port or 80)
        self._requests, self._connections, self._deadline = requests, connections, deadline
        self.times: list[float] = []
        self.size = self.wrong = 0

    def whole(self) -> None:
        """Send everything and read every answer."""
        with selectors.DefaultSelector() as selector:
            for request in islice(self._requests, self._connections):
                line = _Line(socket.create_connection(self._place, timeout=10))
                selector.register(line.socket, selectors.EVENT_READ, line)
                self._send(line, request)
            while selector.get_map():
                if time.perf_counter() > self._deadline:
                    raise TimeoutError(f"{len(self.times)} answers when time was up")
                for key, _ in selector.select(1):
                    self._read(selector, key.data)

    def _send(self, line: _Line, request: bytes) -> None:
        line.sent = time.perf_counter()
        line.socket.sendall(request)

    def _read(self, selector: selectors.BaseSelector, line: _Line) -> None:
        piece = line.socket.recv(_ROOM)
        if not piece:
            raise OSError("the server closed the connection")
        line.come += piece
        if not is_whole(line.come):
            return
        self.times.append(time.perf_counter() - line.sent)
        self.size += len(line.come)
        self.wrong += not line.come.startswith(b"HTTP/1.1 200")
        line.come.clear()
        request = next(self._requests, None)
        if request is None:
            selector.unregister(line.socket)
            line.socket.close()
        else:
            self._send(line, request)


def is_whole(answer: bytearray) -> bool:
    """Whether an HTTP/1.1 answer has come to its end."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(answer[:end]).lower()
    if b"transfer-encoding: chunked" in head:
        return answer.endswith(b"\r\n0\r\n\r\n")
    at = head.find(b"content-length:")
    length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    return len(answer) >= end + 4 + length


def processor_time(process: int) -> float:
    """Seconds of processor that a process, its ended and its living children have taken."""
    ticks = 0
    for one in (process, *_children(process)):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15] if one == process else fields[11:13]))
    return ticks / _TICKS


def memory(process: int) -> int:
    """Megabytes that a process and its children hold."""
    pages = (int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (process, *_children(process)))
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def _children(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has ended meanwhile
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from _children(child)
