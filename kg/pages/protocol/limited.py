"""Connections that have an end: uvicorn's protocols under limits on how a request comes and how an answer is taken.

uvicorn waits for a head for as long as it takes (and, with httptools, for one of any size), and for a client that
takes nothing of its answer. Here a head has its seconds and bytes, a body its seconds, and what is not taken is given
up.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from kg.pages.protocol.answering import error
from kg.pages.protocol.sending import Sending
from kg.pages.protocol.wire import written

LONGEST_HEAD: Final = 131_072
"""Bytes of a request line and its headers."""
_LINGER: Final = 2.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a client has.

    For a head (from its first byte, or from the end of the answer before), for a whole request, and for taking at
    least something of an answer; `look` is how often that is looked at.
    """

    head: float = 10.0
    request: float = 60.0
    taking: float = 30.0
    look: float = 1.0


class Limited(asyncio.Protocol):
    """What goes before one of uvicorn's protocols; `patience` may be set for a class of its own."""

    patience = Patience()
    transport: asyncio.Transport
    loop: asyncio.AbstractEventLoop
    flow: Any
    cycle: Any  # the request that came last, with its answer

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._since = self._taken = 0.0
        self._come = self._unsent = 0
        self._is_over = False
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """From now on the first head is awaited."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._timer = self.loop.call_later(self.patience.look, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there to be waited for."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """The client takes what it asked for."""
        self._taken = self.loop.time()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Pass on what has come, and count it where it belongs to a head that is not whole."""
        if self._is_over:
            return
        before, was_body = self.cycle, self._awaits_body()
        super().data_received(data)
        self._dress()
        if self.cycle is not before:
            self._since, self._come = self.loop.time(), 0
            if _size(self.cycle.scope) > LONGEST_HEAD:
                self.refuse(431, f"the head of the request is longer than {LONGEST_HEAD:,} bytes")
            elif not _names_a_host(self.cycle.scope):
                self.refuse(400, "the request does not name one host")
        elif was_body:
            self._come = 0
        else:
            self._since = self._since if self._come else self.loop.time()
            self._come += len(data)
            if self._come > LONGEST_HEAD:
                self.refuse(431, f"the head of the request is longer than {LONGEST_HEAD:,} bytes")

    def on_response_complete(self) -> None:
        """Whatever has come of the next head has its time from here."""
        self._since = self.loop.time()
        super().on_response_complete()  # type: ignore[misc]
        self._dress()

    def _dress(self) -> None:
        """Let the answer to the request that came last end as it should: its application has not begun yet."""
        if self.cycle is not None and not isinstance(self.cycle.send, Sending):
            self.cycle.send = Sending(self.cycle)

    def is_answering(self) -> bool:
        """Whether a request is under way, of which all or some has come."""
        return self.cycle is not None and not self.cycle.response_complete

    def _awaits_body(self) -> bool:
        return self.is_answering() and bool(self.cycle.more_body)

    def _look(self) -> None:
        now, patience = self.loop.time(), self.patience
        self._timer = self.loop.call_later(patience.look, self._look)
        waited = now - self._since
        if self._is_stuck(now) or (self._is_over and waited > _LINGER):
            self.transport.abort()
        elif self._is_over:
            return
        elif self.is_answering():
            if self._awaits_body() and waited > patience.request:
                self.refuse(408, f"the request did not come within {patience.request:g} seconds")
        elif waited > patience.head:
            if self._come:
                self.refuse(408, f"the head of the request did not come within {patience.head:g} seconds")
            else:
                self.transport.close()

    def _is_stuck(self, now: float) -> bool:
        """Whether the client has taken nothing for too long of what waits to be sent."""
        unsent, before = self.transport.get_write_buffer_size(), self._unsent
        self._unsent = unsent
        if not unsent or unsent < before or not before:
            self._taken = now
        return now - self._taken > self.patience.taking

    def refuse(self, status: int, why: str) -> None:
        """Say why the connection ends; what still comes is thrown away for a moment, else the words would be lost."""
        self._is_over, self._since = True, self.loop.time()
        cycle = self.cycle
        if self.is_answering():
            cycle.disconnected = True
            cycle.message_event.set()
            if cycle.response_started:
                self.transport.abort()
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if cycle is None or not (cycle.response_complete and cycle.more_body):  # what was answered has a rest of body
            self.transport.write(written(error(status, why), stays=False))
        self.transport.write_eof()


def _names_a_host(scope: Any) -> bool:
    """Whether a request says once for whom it is: two servers may read two names differently (RFC 9112, 3.2)."""
    named = sum(name == b"host" for name, _ in scope["headers"])
    return named == 1 or (named == 0 and bool(scope["http_version"] == "1.0"))


def _size(scope: Any) -> int:
    line = len(scope["raw_path"]) + len(scope["query_string"])
    return line + sum(len(name) + len(value) for name, value in scope["headers"])
