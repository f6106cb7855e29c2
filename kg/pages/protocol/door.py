"""The door of the server: a connection that begins with a simple query goes to a worker, all others stay.

What a worker does not serve comes back through its hatch and is served here.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import sys
from collections import deque
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from kg.pages.protocol.counter import BUSY, CONNECTION, FREE, ROOM, serve
from kg.pages.protocol.wire import BEGINNING
from kg.pages.protocol.workers import Limits

_AGAIN: Final = 1.0
_START: Final = multiprocessing.get_context("spawn")
CAN_OPEN: Final = sys.platform == "linux"
"""Whether this system hands connections from one process to another in whole messages."""


class Door(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # one of two classes, chosen by what is installed
    """uvicorn's protocol behind a look at the first bytes; for an application that has `counters`."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._given = given
        self._is_new = True
        self._come = b""

    def data_received(self, data: bytes) -> None:
        """Hand the connection over where it begins with a simple query."""
        if self._is_new:
            self._is_new = False
            counters: Counters | None = getattr(self.config.app, "counters", None)
            if counters is not None and data.startswith(BEGINNING) and counters.take(self.transport, data, self._again):
                return
        super().data_received(data)

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin with what others have read of the connection, before anything further is read of it."""
        super().connection_made(transport)
        come, self._come = self._come, b""
        if come:
            self.data_received(come)

    def _again(self, come: bytes) -> Door:
        """A protocol for the same connection when it comes back, with what was read of it."""
        made = Door(**self._given)
        made._is_new, made._come = not come, come
        return made


Again = Callable[..., Door]


class _Process:
    """One worker, the hatch to it, and whether it waits for work."""

    def __init__(self, of: tuple[object, ...]) -> None:
        self.hatch, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.hatch.settimeout(0)
        with theirs:
            self.process: BaseProcess = _START.Process(target=serve, args=(theirs, *of), daemon=True)
            self.process.start()
        self.is_ready = False


class Counters:
    """The workers that serve connections, over the store in `folder`, whose state is `version`."""

    def __init__(self, folder: Path, version: str, limits: Limits) -> None:
        self._of = (str(folder), version, (limits.seconds, limits.size))
        self._count = limits.workers
        self._free: deque[_Process] = deque()
        self._all: set[_Process] = set()
        self._again: Again | None = None
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._has_ended = False

    def start(self) -> None:
        """Start the processes; they come up in a moment."""
        while len(self._all) < self._count:
            self._start()

    def _start(self) -> None:
        if not self._has_ended:
            one = _Process(self._of)
            self._all.add(one)
            self._loop.add_reader(one.hatch.fileno(), partial(self._heard, one))

    def take(self, transport: asyncio.Transport, data: bytes, again: Again) -> bool:
        """Give a connection, with what was read of it, to a worker that is free; False where none is."""
        if not self._free or len(data) > ROOM:
            return False
        one = self._free[0]
        self._free.rotate(-1)
        self._again = again
        try:
            socket.send_fds(one.hatch, [CONNECTION + data], [transport.get_extra_info("socket").fileno()])
        except OSError:
            return False
        transport.abort()  # our end of it: the worker has its own
        return True

    def _heard(self, one: _Process) -> None:
        try:
            message, files, _, _ = socket.recv_fds(one.hatch, ROOM + 1, 1)
        except BlockingIOError:
            return
        except OSError:
            message, files = b"", []
        for file in files:
            task = self._loop.create_task(self._returned(socket.socket(fileno=file), message[1:]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if message == FREE:
            one.is_ready = True
            self._free.append(one)
        elif message == BUSY and one in self._free:
            self._free.remove(one)
        elif not message:
            self._end(one)
            if not self._has_ended:
                self._loop.call_later(0 if one.is_ready else _AGAIN, self._start)

    async def _returned(self, connection: socket.socket, data: bytes) -> None:
        """Serve a connection that a worker gave back; one that waits for its next request may be handed on again."""
        if self._again is None:
            connection.close()
            return
        protocol = self._again(data)
        try:
            await self._loop.connect_accepted_socket(lambda: protocol, connection)
        except OSError:
            connection.close()

    def _end(self, one: _Process) -> None:
        self._all.discard(one)
        if one in self._free:
            self._free.remove(one)
        self._loop.remove_reader(one.hatch.fileno())
        one.hatch.close()
        one.process.kill()

    def close(self) -> None:
        """End every worker."""
        self._has_ended = True
        for one in list(self._all):
            self._end(one)
            one.process.join()
