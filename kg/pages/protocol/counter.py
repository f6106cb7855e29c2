"""A worker process that serves connections itself: simple queries, one at a time, with nobody between.

The server hands it connections through a hatch, and gets back every one that asks for anything else. A query that
takes a while is watched by a second thread: it gives the other connections back at once, ends the process when the
client has gone, and at the time limit. Should even that thread be held up, the system's alarm ends the process.
"""

from __future__ import annotations

import contextlib
import math
import os
import select
import selectors
import signal
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.pages.memory import Memory
from kg.pages.protocol.answering import Answer, error
from kg.pages.protocol.asked import too_long
from kg.pages.protocol.confining import confine
from kg.pages.protocol.desk import Desk
from kg.pages.protocol.line import Asking
from kg.pages.protocol.wire import Wire, simple
from kg.store.evaluator import Evaluator
from kg.terms import PREFIXES

CONNECTION: Final = b"c"
"""A connection comes with this message, what was read of it already behind the letter."""
FREE: Final = b"f"
BUSY: Final = b"b"
ROOM: Final = 65_536
_WHILE: Final = 0.1
_IDLE: Final = 15.0
_MOST: Final = 200
_LATE: Final = 2.0


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    come: bytearray = field(default_factory=bytearray)
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class _Running:
    """The query that is evaluated: whose, since when."""

    connection: _Connection
    wire: Wire
    since: float


def serve(hatch: socket.socket, folder: str, version: str, limits: tuple[float, int]) -> None:
    """Serve what comes through the hatch until it closes; `limits` are seconds and bytes of one answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when to end
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    desk = Desk(Evaluator(Path(folder), PREFIXES), version, limits[1])
    confine()
    counter = Counter(hatch, desk, limits[0])
    threading.Thread(target=counter.watch, daemon=True).start()
    hatch.send(FREE)
    counter.run()


class Counter:
    """The connections of one worker. The lock is held by whichever thread touches them."""

    def __init__(self, hatch: socket.socket, desk: Desk, seconds: float) -> None:
        self._hatch, self._desk, self._seconds = hatch, desk, seconds
        self._selector = selectors.DefaultSelector()
        self._selector.register(hatch, selectors.EVENT_READ)
        self._memory: Memory[object, Answer] = Memory()
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._is_busy = False
        self._is_open = True

    def run(self) -> None:
        """Serve until the hatch closes."""
        swept = time.monotonic()
        while self._is_open:
            ready = self._selector.select(_IDLE)
            with self._lock:
                for key, _ in ready:
                    if key.data is None:
                        self._take()
                    elif self._is_here(key):
                        self._read(key.data)
                if time.monotonic() - swept > _IDLE:
                    swept = time.monotonic()
                    self._sweep(swept)
        self._sweep(math.inf)

    def _is_here(self, key: selectors.SelectorKey) -> bool:
        """Whether a connection is still served here: it may have been given back meanwhile, and its number reused."""
        found = self._selector.get_map().get(key.fd)
        return found is not None and found.data is key.data

    def _take(self) -> None:
        """Take a connection from the hatch, where one has come."""
        if not _has_come(self._hatch):  # the other thread has taken it; the flags of `recv_fds` are lost in Python 3.11
            return
        try:
            message, files, _, _ = socket.recv_fds(self._hatch, ROOM + 1, 1)
        except OSError:  # the server went without a farewell
            message, files = b"", []
        if not message:
            self._is_open = False
        for file in files:
            taken = _Connection(socket.socket(fileno=file), bytearray(message[1:]), time.monotonic())
            taken.socket.settimeout(self._seconds)
            self._selector.register(taken.socket, selectors.EVENT_READ, taken)
            if self._is_busy or len(self._selector.get_map()) > _MOST:
                self._back(taken)
            else:
                self._serve(taken)

    def _read(self, connection: _Connection) -> None:
        try:
            came = connection.socket.recv(ROOM)
        except OSError:
            came = b""
        if not came:
            self._close(connection)
            return
        connection.come += came
        connection.last = time.monotonic()
        self._serve(connection)

    def _serve(self, connection: _Connection) -> None:
        """Serve the requests that have come whole; what is not simple goes back."""
        while connection.come:
            found = simple(connection.come)
            if found is None:
                self._back(connection)
                return
            del connection.come[: found.length]
            wire = Wire(connection.socket, found.stays)
            asking = found.asking
            seen = asking.said, asking.accept, asking.known
            known = self._memory.get(seen)
            try:
                if known is not None:
                    wire.whole(known)
                else:
                    self._evaluate(_Running(connection, wire, time.monotonic()), asking)
                    if wire.kept is not None and wire.kept.status == 200:
                        self._memory.keep(seen, wire.kept, len(wire.kept.body) + sum(map(len, filter(None, seen))))
            except OSError:
                wire.stays = False
            if not wire.stays:
                self._close(connection)
                return

    def _evaluate(self, running: _Running, asking: Asking) -> None:
        """Evaluate without the lock, under the eyes of the other thread."""
        self._running = running
        self._lock.release()
        try:
            self._desk.answer(asking, running.wire)
        finally:
            self._lock.acquire()
            self._running = None
            if self._is_busy:
                self._is_busy = False
                self._hatch.send(FREE)

    def watch(self) -> None:
        """Look now and then at what is evaluated; the alarm rings when nobody has looked for longer than that."""
        while True:
            signal.setitimer(signal.ITIMER_REAL, self._seconds + _LATE)
            time.sleep(_WHILE)
            self.look()

    def look(self) -> None:
        """Attend to a query that takes a while."""
        running = self._running
        if running is not None and time.monotonic() - running.since > _WHILE:
            with self._lock:
                if self._running is running:
                    self._attend(running)

    def _attend(self, running: _Running) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._hatch.send(BUSY)
            for key in list(self._selector.get_map().values()):
                if key.data is not None and key.data is not running.connection:
                    self._back(key.data)
        self._take()
        has_left = _has_left(running.connection.socket)
        is_late = time.monotonic() - running.since > self._seconds
        if is_late and not running.wire.has_begun:
            running.wire.stays = False
            running.wire.whole(error(504, too_long(self._seconds)))
        if has_left or is_late or not self._is_open:
            os._exit(0)

    def _sweep(self, now: float) -> None:
        for key in list(self._selector.get_map().values()):
            if key.data is not None and now - key.data.last > _IDLE:
                self._close(key.data)

    def _close(self, connection: _Connection) -> None:
        self._selector.unregister(connection.socket)
        connection.socket.close()

    def _back(self, connection: _Connection) -> None:
        """Give a connection back to the server with what was read of it."""
        with contextlib.suppress(OSError):
            if len(connection.come) <= ROOM:
                socket.send_fds(self._hatch, [CONNECTION + connection.come], [connection.socket.fileno()])
        self._close(connection)


def _has_left(connection: socket.socket) -> bool:
    """Whether a client has hung up; no flag keeps a socket with a time limit from waiting, so ask first."""
    if not _has_come(connection):
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


def _has_come(connection: socket.socket) -> bool:
    asked = select.poll()
    asked.register(connection, select.POLLIN)
    return bool(asked.poll(0))
