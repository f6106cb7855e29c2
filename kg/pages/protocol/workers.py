"""Public queries in processes of their own, each ended at its limit: the engine itself cannot be interrupted.

A pool of worker processes, each with a read-only view of the store. A request goes to a free worker, which sends
its answer back ready for the wire. At the time limit or when the client has gone, the worker is killed and another
one takes its place.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections import deque
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, cast

from kg.errors import QueryError
from kg.pages.protocol.asked import Refused, too_long
from kg.pages.protocol.desk import work
from kg.pages.protocol.line import HEADER, LAST, READY, Asking, asking_frame

_COMING_UP: Final = 60.0
_AGAIN: Final = 1.0
_MOST_FRAMES: Final = 8
_UNLIMITED: Final = 1 << 62
_START: Final = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one public query may use: seconds, bytes of answer; how many run at a time, and wait.

    A graph of the graph store is as large as it is: it has `graph_seconds`, and `seconds` from piece to piece.
    """

    seconds: float = 20.0
    size: int = 50_000_000
    workers: int = 2
    waiting: int = 200
    graph_seconds: float = 900.0


class Worker(asyncio.Protocol):
    """One process and the line to it."""

    def __init__(self, pool: Workers) -> None:
        self._pool = pool
        self._loop = asyncio.get_running_loop()
        self._come = bytearray()
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._problem: Exception | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self._deadline = 0.0
        self.process: BaseProcess | None = None
        self.is_ready = self.is_at_rest = False

    async def start(self, *of: object) -> None:
        """Start the process."""
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = _START.Process(target=work, args=(theirs, *of), daemon=True)
            self.process.start()
        await self._loop.create_connection(lambda: self, sock=ours)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The line stands."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Cut what came into frames."""
        self._come += data
        at = 0
        while len(self._come) - at >= HEADER.size:
            kind, length = HEADER.unpack_from(self._come, at)
            end = at + HEADER.size + length
            if len(self._come) < end:
                break
            self._hear(kind, bytes(self._come[at + HEADER.size : end]))
            at = end
        del self._come[:at]

    def _hear(self, kind: bytes, payload: bytes) -> None:
        if kind == READY:
            self.is_ready = self.is_at_rest = True
            self._pool.give_back(self)
            return
        self._frames.append((kind, payload))
        if len(self._frames) > _MOST_FRAMES and self._transport is not None:
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended."""
        del exc
        self.end(QueryError("the query ended its process: it needs too much memory"))

    def ask(self, asking: Asking) -> None:
        """Send a request; from now on its time runs."""
        self.is_at_rest = False
        assert self._transport is not None
        self._transport.write(asking_frame(asking))
        self._limit(self._pool.limits.seconds)
        self._deadline = self._loop.time() + self._pool.limits.graph_seconds

    def _limit(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(seconds, self._late)

    def _late(self) -> None:
        self.end(Refused(504, too_long(self._pool.limits.seconds)))

    async def hear(self) -> tuple[bytes, bytes]:
        """The next frame of the answer; raises Refused at the time limit, QueryError where the process has died."""
        while self._problem is None and not self._frames:
            self._waiter = self._loop.create_future()
            await self._waiter
        if self._problem is not None:
            raise self._problem
        kind, payload = self._frames.popleft()
        if len(self._frames) == _MOST_FRAMES and self._transport is not None:
            self._transport.resume_reading()
        if kind in LAST:
            self.is_at_rest = True
            if self._timer is not None:
                self._timer.cancel()
        elif self._pool.is_of_graphs:
            self._limit(min(self._pool.limits.seconds, self._deadline - self._loop.time()))
        return kind, payload

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def end(self, problem: Exception) -> None:
        """End the process at once; whoever waits for its answer gets the problem."""
        if self._problem is not None:
            return
        self._problem = problem
        self.is_at_rest = False
        if self._timer is not None:
            self._timer.cancel()
        if self.process is not None:
            self.process.kill()
        if self._transport is not None:
            self._transport.abort()
        self._wake()
        self._pool.gone(self)


class Workers:
    """The pool over the store in `folder`, whose state is `version`. `start` it in a running event loop.

    One `of_graphs` has no limit of size, and its limit of time counts anew with each piece.
    """

    def __init__(self, folder: Path, version: str, limits: Limits, *, of_graphs: bool = False) -> None:
        self.limits, self.is_of_graphs = limits, of_graphs
        self._of = (str(folder), version, _UNLIMITED if of_graphs else limits.size)
        self._free: list[Worker] = []
        self._all: set[Worker] = set()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._has_ended = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the processes; they come up in a moment."""
        while len(self._all) < self.limits.workers:
            await self._start()

    async def _start(self) -> None:
        worker = Worker(self)
        self._all.add(worker)
        await worker.start(*self._of)

    async def ask(self, asking: Asking) -> Worker:
        """The worker that answers a request: `hear` the answer, then `give_back` the worker, whatever happened.

        Raises Refused (503) when too many requests wait.
        """
        worker = self._free.pop() if self._free else await self._awaited()
        worker.ask(asking)
        return worker

    async def _awaited(self) -> Worker:
        if len(self._waiting) >= self.limits.waiting:
            raise Refused(503, "too many queries are waiting: try again in a moment")
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            is_up = any(worker.is_ready for worker in self._all)  # on a busy machine coming up takes seconds
            async with asyncio.timeout(self.limits.seconds if is_up else _COMING_UP):
                return await place
        except BaseException as error:
            if place.done() and not place.cancelled():
                self.give_back(place.result())
            if isinstance(error, TimeoutError):
                raise Refused(503, "too many queries are running: try again in a moment") from error
            raise
        finally:
            if place in self._waiting:
                self._waiting.remove(place)

    def give_back(self, worker: Worker) -> None:
        """Take a worker back; one that has not brought its answer to its end is ended."""
        if not worker.is_at_rest:
            worker.end(QueryError("the answer is not wanted any more"))
            return
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self._free.append(worker)

    def gone(self, worker: Worker) -> None:
        """Start another one in its place; a moment later where it never came up."""
        self._all.discard(worker)
        if worker in self._free:
            self._free.remove(worker)
        if not self._has_ended:
            task = asyncio.get_running_loop().create_task(self._replace(0 if worker.is_ready else _AGAIN))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _replace(self, delay: float) -> None:
        await asyncio.sleep(delay)
        if not self._has_ended:
            await self._start()

    def close(self) -> None:
        """End every worker."""
        self._has_ended = True
        for task in self._tasks:
            task.cancel()
        for worker in list(self._all):
            worker.end(QueryError("the server ends"))
            if worker.process is not None:
                worker.process.join()
