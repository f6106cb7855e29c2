"""Public queries in processes of their own, each ended at its limit: the engine itself cannot be interrupted.

A pool of worker processes, each with a read-only view of the store. A request goes to a free worker, which sends
its answer back ready for the wire. At the time limit or when the client has gone, the worker is killed and another
one takes its place. A worker takes one request at a time, so that whoever has it killed takes nobody along.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from kg.errors import QueryError
from kg.pages.protocol.asked import Refused, too_long
from kg.pages.protocol.desk import work
from kg.pages.protocol.exchange import Exchange, Limits
from kg.pages.protocol.line import HEADER, LAST, READY, Asking, asking_frame
from kg.pages.protocol.waiting import BUSY, Waiting

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

_COMING_UP: Final = 60.0
_AGAIN: Final = 1.0
_MOST_FRAMES: Final = 8
_UNLIMITED: Final = 1 << 62


def _starting() -> ForkServerContext | SpawnContext:
    """How processes start: as copies of one that has imported everything (0.05 s), elsewhere anew (1.3 s)."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.__module__])
    return context


_START: Final = _starting()


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
        self.is_ready = self.is_long = False

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
            self.is_long = False
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
        self.end(QueryError("the query ended its process: it needs too much memory, or is nested too deeply"))

    def ask(self, exchange: Exchange) -> None:
        """Send a request; from now on its time runs."""
        self._exchange, exchange.worker = exchange, self
        self.is_long = exchange.is_long
        assert self._transport is not None
        self._transport.write(asking_frame(exchange.asking))
        limits = self._pool.limits
        if self.is_long or self._pool.is_of_graphs or limits.seconds <= limits.long:
            self._limit(limits.seconds)
        else:
            self._timer = self._loop.call_later(limits.long, self._grow)
        self._deadline = self._loop.time() + limits.graph_seconds

    def _grow(self) -> None:
        """What was asked turns out to take long: it goes on where it may, else gives this worker up."""
        exchange, limits = self._exchange, self._pool.limits
        if exchange is None:
            return
        if self._pool.may_grow(exchange):
            self.is_long = exchange.is_long = True
            self._limit(limits.seconds - limits.long)
        elif exchange.has_begun:
            self.end(Refused(503, BUSY))
        else:
            self._exchange = exchange.worker = None
            self._pool.again(exchange)
            self.end(QueryError(BUSY))

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
        self._most = limits.workers + (0 if self.is_of_graphs else limits.quick)
        self._free: list[Worker] = []
        self._all: set[Worker] = set()
        self._waiting = Waiting(limits.waiting)
        self._has_ended = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the processes; they come up in a moment."""
        while len(self._all) < self._most:
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
        is_up = any(worker.is_ready for worker in self._all)  # on a busy machine coming up takes seconds
        self._waiting.add(exchange, self.limits.seconds if is_up else _COMING_UP)
        return exchange

    def may_grow(self, exchange: Exchange) -> bool:
        """Whether a query that has grown long may go on.

        One that has begun to answer cannot begin anew: it may also where a worker is left for short ones.
        """
        long = self._long()
        return long < self.limits.workers or (exchange.has_begun and long + 1 < self._most)

    def _long(self) -> int:
        return sum(worker.is_long for worker in self._all)

    def again(self, exchange: Exchange) -> None:
        """Have a query that takes long answered from its beginning, when there is room for it."""
        exchange.is_long = True
        try:
            self._waiting.add(exchange, self.limits.seconds)
        except Refused as problem:
            exchange.fail(problem)

    def forget(self, exchange: Exchange) -> None:
        """Leave a request out that still waits for a worker."""
        self._waiting.forget(exchange)

    def free(self, worker: Worker) -> None:
        """Give a worker that has nothing to do the request that has waited longest."""
        self._free.append(worker)
        self._serve()

    def _serve(self) -> None:
        while self._free and (exchange := self._waiting.next(long=self._long() < self.limits.workers)) is not None:
            self._free.pop().ask(exchange)

    def gone(self, worker: Worker) -> None:
        """Start another one in its place; a moment later where it never came up."""
        self._all.discard(worker)
        if worker in self._free:
            self._free.remove(worker)
        if not self._has_ended:
            task = asyncio.get_running_loop().create_task(self._replace(0 if worker.is_ready else _AGAIN))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            self._serve()

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
