"""Public queries in processes of their own, each ended at its limit: the engine itself cannot be interrupted.

A pool of worker processes, each with a read-only view of the store. A query gets a free worker; what
it writes comes back in pieces. At the time limit, at the size limit or when the client has gone, the
worker is killed and another one takes its place (a store opens in about 20 ms).
"""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from kg.errors import KgError, QueryError
from kg.records import Iri
from kg.store.evaluator import Dataset, Evaluator
from kg.terms import PREFIXES

_PIECE: Final = 1 << 16
_COMING_UP: Final = 60.0
_START: Final = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one public query may use: seconds, bytes of answer, and how many run at a time, and wait."""

    seconds: float = 20.0
    size: int = 50_000_000
    workers: int = 2
    waiting: int = 40


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is to write: the answer of a query, or (query None) a graph."""

    query: str | None
    dataset: Dataset
    media_type: str
    graph: Iri | None = None


class LimitReached(Exception):
    """A query took too long or said too much; `status` is the HTTP status for it."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class _Pieces(io.RawIOBase):
    """Sends what is written in pieces of 64 kB."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._pending = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._pending += data  # type: ignore[arg-type]
        if len(self._pending) >= _PIECE:
            self.flush()
        return len(data)  # type: ignore[arg-type]

    def flush(self) -> None:
        if self._pending:
            self._pipe.send_bytes(b"+" + bytes(self._pending))
            self._pending.clear()


def work(pipe: Connection, folder: str) -> None:
    """The life of a worker process: ready (.), then for each job pieces (+) and its end (. done, - none, ! error)."""
    evaluator = Evaluator(Path(folder), PREFIXES)
    pipe.send_bytes(b".")
    while True:
        try:
            job: Job = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        output = _Pieces(pipe)
        try:
            if job.query is not None:
                evaluator.write(job.query, job.dataset, job.media_type, output)  # type: ignore[arg-type]
                found = True
            else:
                found = evaluator.graph(job.graph, job.media_type, output)  # type: ignore[arg-type]
            output.flush()
            pipe.send_bytes(b"." if found else b"-")
        except KgError as error:
            pipe.send_bytes(b"!" + str(error).encode("utf-8", "replace"))
        except Exception as error:  # noqa: BLE001 - whatever the engine raises is an answer to the client
            pipe.send_bytes(b"!" + f"the query cannot be evaluated: {error}".encode("utf-8", "replace"))


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, folder: str) -> None:
        self.pipe, theirs = _START.Pipe()
        self.process: BaseProcess = _START.Process(target=work, args=(theirs, folder), daemon=True)
        self.process.start()
        self.ready = False
        theirs.close()

    def kill(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Workers:
    """The pool; made in a running event loop."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.limits = limits
        self._folder = str(folder)
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._all: set[_Worker] = set()
        self._waiting = 0
        for _ in range(limits.workers):
            self._start()

    async def pieces(self, job: Job) -> AsyncGenerator[bytes]:
        """The answer piece by piece.

        Raises QueryError for a query that fails, KeyError for a graph that is not there, and
        LimitReached at a limit (503 when too many wait, 504 for time, 507 for size).
        """
        worker = await self._take()
        whole = False
        try:
            await self._begun(worker)
            worker.pipe.send(job)
            deadline = asyncio.get_running_loop().time() + self.limits.seconds
            size = 0
            while (piece := await self._receive(worker, deadline))[:1] == b"+":
                size += len(piece) - 1
                if size > self.limits.size:
                    raise LimitReached(507, f"the answer is larger than {self.limits.size:,} bytes: ask for less")
                yield piece[1:]
            whole = True
            _end(piece)
        finally:
            self._give_back(worker, usable=whole)

    async def _take(self) -> _Worker:
        if self._waiting >= self.limits.waiting:
            raise LimitReached(503, "too many queries are waiting: try again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._free.get()
        except TimeoutError as error:
            raise LimitReached(503, "too many queries are running: try again in a moment") from error
        finally:
            self._waiting -= 1

    async def _begun(self, worker: _Worker) -> None:
        """Wait until a process has come up: on a busy machine that takes seconds, which are not the query's."""
        if not worker.ready:
            await self._receive(worker, asyncio.get_running_loop().time() + _COMING_UP)
            worker.ready = True

    async def _receive(self, worker: _Worker, deadline: float) -> bytes:
        loop = asyncio.get_running_loop()
        came = asyncio.Event()
        loop.add_reader(worker.pipe.fileno(), came.set)
        try:
            async with asyncio.timeout_at(deadline):
                await came.wait()
            os.set_blocking(worker.pipe.fileno(), True)  # some event loops make what they watch non-blocking
            return worker.pipe.recv_bytes()
        except TimeoutError as error:
            raise LimitReached(
                504, f"the query took longer than {self.limits.seconds:g} seconds: ask for less"
            ) from error
        except (EOFError, OSError) as error:
            raise QueryError("the query ended its process: it needs too much memory") from error
        finally:
            loop.remove_reader(worker.pipe.fileno())

    def _give_back(self, worker: _Worker, *, usable: bool) -> None:
        if usable and worker in self._all:
            self._free.put_nowait(worker)
            return
        worker.kill()
        if worker in self._all:
            self._all.discard(worker)
            self._start()

    def _start(self) -> None:
        worker = _Worker(self._folder)
        self._all.add(worker)
        self._free.put_nowait(worker)

    def close(self) -> None:
        """End every worker."""
        for worker in list(self._all):
            self._all.discard(worker)
            worker.kill()


def _end(piece: bytes) -> None:
    if piece[:1] == b"!":
        raise QueryError(piece[1:].decode("utf-8", "replace"))
    if piece[:1] == b"-":
        raise KeyError("no such graph")
