"""One request to a worker and its answer, and what public queries may use."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.pages.protocol.line import Asking

if TYPE_CHECKING:
    from kg.pages.protocol.workers import Worker, Workers


@dataclass(frozen=True, slots=True)
class Limits:
    """What one public query may use: seconds, bytes of answer; how many long ones run at a time, and how many wait.

    `quick` more processes answer what takes less than `long` seconds, so that long queries hold nobody else up.
    A graph of the graph store is as large as it is: it has `graph_seconds`, and `seconds` from piece to piece.
    """

    seconds: float = 20.0
    size: int = 50_000_000
    workers: int = 2
    quick: int = 2
    long: float = 0.5
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
        self.is_long = self.has_begun = False
        self.patience: asyncio.TimerHandle | None = None
        self.heard: Callable[[Exchange], None] | None = None
        """Called when something has come, or nothing will: for whoever does not await it."""

    def come(self, kind: bytes, payload: bytes) -> int:
        """Take a frame; how many wait to be heard."""
        self.has_begun = True
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
