"""How answers end on uvicorn's way: in HTTP/1.0 with the connection, and early where they are cut, so that it is seen.

uvicorn sends chunks to clients of HTTP/1.0 (with httptools), which cannot read them, and takes an answer that is left
unfinished for a fault of the application.
"""

from __future__ import annotations

import logging
import socket
import struct
from collections.abc import MutableMapping
from typing import Any, Final

from kg.pages.protocol.wire import begun

CUT: Final = "http.response.cut"
"""The message of an application that cannot bring an answer to its end; `why` says what stopped it."""
LOG: Final = logging.getLogger("uvicorn.error")
_RESET: Final = struct.pack("ii", 1, 0)
_BODILESS: Final = frozenset((204, 304))


def tell(why: str) -> None:
    """One line for whoever runs the server."""
    LOG.warning("an answer was cut after it had begun: %s", why)


class Sending:
    """Takes the messages of one request in place of uvicorn's `send`, and passes on all that it need not change."""

    def __init__(self, cycle: Any) -> None:
        self._cycle, self._send = cycle, cycle.send
        self._is_old = cycle.scope["http_version"] == "1.0"
        self._is_bare = False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        """Take a message of ASGI, or `CUT`."""
        if message["type"] == CUT:
            self._cut(message["why"])
        elif self._is_bare:
            await self._write(message)
        elif self._is_old and message["type"] == "http.response.start" and self._is_unframed(message):
            self._begin(message)
        else:
            await self._send(message)

    def _is_unframed(self, message: MutableMapping[str, Any]) -> bool:
        """Whether uvicorn would send the body in chunks; over h11 it does not."""
        told = any(name.lower() == b"content-length" for name, _ in message["headers"])
        has_body = self._cycle.scope["method"] != "HEAD" and message["status"] not in _BODILESS
        return has_body and not told and hasattr(self._cycle, "chunked_encoding")

    def _begin(self, message: MutableMapping[str, Any]) -> None:
        self._is_bare = self._cycle.response_started = True
        headers = [pair for pair in message["headers"] if pair[0].lower() not in (b"transfer-encoding", b"connection")]
        self._cycle.transport.write(begun(message["status"], headers, stays=False))

    async def _write(self, message: MutableMapping[str, Any]) -> None:
        cycle = self._cycle
        if cycle.flow.write_paused and not cycle.disconnected:
            await cycle.flow.drain()
        if cycle.disconnected or cycle.response_complete:
            return
        cycle.transport.write(message.get("body", b""))
        if not message.get("more_body", False):
            cycle.response_complete = True
            cycle.message_event.set()
            cycle.transport.close()
            cycle.on_response()

    def _cut(self, why: str) -> None:
        """Break the connection off: an answer without its last chunk is not whole; in HTTP/1.0 a reset says so."""
        cycle = self._cycle
        if cycle.disconnected:
            return
        tell(why)
        cycle.disconnected = True
        cycle.message_event.set()
        if self._is_old:
            cycle.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            cycle.transport.abort()
        else:
            cycle.transport.close()
