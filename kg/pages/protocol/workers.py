"""Public queries in processes of their own, each ended at its limit: the engine itself cannot be interrupted.

A pool of worker processes, each with a read-only view of the store. A request goes to a free worker, which sends
its answer back ready for the wire. At the time limit or when the client has gone, the worker is killed and another
one takes its place. A worker takes one request at a time, so that whoever has it killed takes nobody along.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections import deque
from collections.abc import Callable
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


class Exchange:
    """One request to a worker and its answer, frame by frame; `close` it, whatever happened."""

    def __init__(self, pool: Workers, asking: Asking) -> None:
        self._pool, self.asking = pool, asking
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._problem: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self.worker: Worker | None = None
        self.patience: asyncio.TimerHandle | None = None
        self.heard: Callable[[Exchange], None] | None = None
        """Called when something has come, or nothing will: for whoever does not await it."""

    def come(self, kind: bytes, payload: bytes) -> int:
        """Take a frame; how many wait to be heard."""
        self._frames.append((kind, payload))
        self._wake()
        return len(self._frames)

    def fail(self, problem: Exception) -> None:
        """Nothing will come any more."""
        self.worker = None
        if self._problem is None:
            self._problem = problem
            self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
        if self.heard is not None:
            self.heard(self)

    def next(self) -> tuple[bytes, bytes] | None:
        """The next frame, or None where none has come; raises what `hear` raises."""
        if self._problem is not None:
            raise self._problem
        if not self._frames:
            return None
        kind, payload = self._frames.popleft()
        if self.worker is not None:
            self.worker.taken(len(self._frames))
        return kind, payload

    async def hear(self) -> tuple[bytes, bytes]:
        """The next frame of the answer; raises Refused at the time limit, QueryError where the process has died."""
        while (found := self.next()) is None:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        return found

    def close(self) -> None:
        """The rest of the answer is not wanted: a worker that still makes it is ended."""
        self.heard = None
        if self.worker is not None:
            self.worker.end(QueryError("the answer is not wanted any more"))
        else:
            self._pool.forget(self)


class Worker(asyncio.Protocol):
    """One process and the line to it."""

    def __init__(self, pool: Workers) -> None:
        self._pool = pool
        self._loop = asyncio.get_running_loop()
        self._come = bytearray()
        self._exchange: Exchange | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self._deadline = 0.0
        self._has_ended = self._is_paused = False
        self.process: BaseProcess | None = None
        self.is_ready = False

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
        exchange = self._exchange
        if kind == READY:
            self.is_ready = True
            self._pool.free(self)
        elif exchange is not None and kind in LAST:
            self._exchange = exchange.worker = None
            self._rest()
            self._go_on()
            self._pool.free(self)  # before the answer goes out: the worker is to have something to do meanwhile
            exchange.come(kind, payload)
        elif exchange is not None and exchange.come(kind, payload) > _MOST_FRAMES and self._transport is not None:
            self._transport.pause_reading()
            self._is_paused = True

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _go_on(self) -> None:
        if self._is_paused and self._transport is not None:
            self._is_paused = False
            self._transport.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended."""
        del exc
        self.end(QueryError("the query ended its process: it needs too much memory"))

    def ask(self, exchange: Exchange) -> None:
        """Send a request; from now on its time runs."""
        self._exchange, exchange.worker = exchange, self
        assert self._transport is not None
        self._transport.write(asking_frame(exchange.asking))
        self._limit(self._pool.limits.seconds)
        self._deadline = self._loop.time() + self._pool.limits.graph_seconds

    def taken(self, left: int) -> None:
        """A frame was taken, and so many are left: what follows has its own time where graphs are served."""
        if left == _MOST_FRAMES:
            self._go_on()
        if self._pool.is_of_graphs:
            self._limit(min(self._pool.limits.seconds, self._deadline - self._loop.time()))

    def _limit(self, seconds: float) -> None:
        self._rest()
        self._timer = self._loop.call_later(seconds, self._late)

    def _late(self) -> None:
        self.end(Refused(504, too_long(self._pool.limits.seconds)))

    def end(self, problem: Exception) -> None:
        """End the process at once; whoever waits for its answer gets the problem."""
        if self._has_ended:
            return
        self._has_ended = True
        self._rest()
        if self.process is not None:
            self.process.kill()
        if self._transport is not None:
            self._transport.abort()
        exchange, self._exchange = self._exchange, None
        self._pool.gone(self)
        if exchange is not None:
            exchange.fail(problem)


class Workers:
    """The pool over the store in `folder`, whose state is `version`. `start` it in a running event loop.

    `base` is the address of the endpoint. One without it serves graphs: it has no limit of size, and its limit of
    time counts anew with each piece.
    """

    def __init__(self, folder: Path, version: str, limits: Limits, base: str | None = None) -> None:
        self.limits, self.is_of_graphs = limits, base is None
        self._of = (str(folder), version, _UNLIMITED if base is None else limits.size, base)
        self._free: list[Worker] = []
        self._all: set[Worker] = set()
        self._waiting: deque[Exchange] = deque()
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

    def ask(self, asking: Asking) -> Exchange:
        """Have a request answered by the next worker that is free.

        Raises Refused (503) when too many requests wait.
        """
        exchange = Exchange(self, asking)
        if self._free:
            self._free.pop().ask(exchange)
            return exchange
        if len(self._waiting) >= self.limits.waiting:
            raise Refused(503, "too many queries are waiting: try again in a moment")
        is_up = any(worker.is_ready for worker in self._all)  # on a busy machine coming up takes seconds
        seconds = self.limits.seconds if is_up else _COMING_UP
        exchange.patience = asyncio.get_running_loop().call_later(seconds, self._give_up, exchange)
        self._waiting.append(exchange)
        return exchange

    def _give_up(self, exchange: Exchange) -> None:
        self.forget(exchange)
        exchange.fail(Refused(503, "too many queries are running: try again in a moment"))

    def forget(self, exchange: Exchange) -> None:
        """Leave a request out that still waits for a worker."""
        if exchange.patience is not None:
            exchange.patience.cancel()
            exchange.patience = None
            self._waiting.remove(exchange)

    def free(self, worker: Worker) -> None:
        """Give a worker that has nothing to do the request that has waited longest."""
        if self._waiting:
            exchange = self._waiting.popleft()
            assert exchange.patience is not None
            exchange.patience.cancel()
            exchange.patience = None
            worker.ask(exchange)
        else:
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
