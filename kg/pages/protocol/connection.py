"""The connections of the server: uvicorn's protocols under limits, with a short way for the plainest queries.

A plain query (a whole GET of `/sparql` without a body) goes from the bytes of its connection to a worker, or to
memory, and back. It is most of what an endpoint is asked, and all that HTTP and ASGI allow beside it costs more than
its evaluation. Everything else takes uvicorn's way, on the same connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.pages.protocol.answering import PROBLEMS, Answer, error_of
from kg.pages.protocol.asked import Refused
from kg.pages.protocol.exchange import Exchange
from kg.pages.protocol.limited import LONGEST_HEAD, Limited
from kg.pages.protocol.line import WHOLE, Asking, answer_of
from kg.pages.protocol.relaying import pass_on
from kg.pages.protocol.sending import CUT, tell
from kg.pages.protocol.speaking import in_language
from kg.pages.protocol.wire import BEGINNING, begun, simple, written

if TYPE_CHECKING:
    from kg.pages.protocol.endpoint import Endpoint

LONGEST_ADDRESS: Final = 65_535
_ROOM: Final = 65_536


class _Quick(Limited):
    """The short way, for an application that has an `endpoint`."""

    config: Any
    server_state: Any

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._exchange: Exchange | None = None
        self._task: asyncio.Task[None] | None = None
        self._behind = bytearray()
        self._stays = True

    def data_received(self, data: bytes) -> None:
        """Answer plain queries; what comes behind one that is under way waits for its answer."""
        if not self._is_held() and data.startswith(BEGINNING) and self._is_at_rest():
            data = self._quickly(data)
        if not data:
            return
        if self._is_held():
            self._behind += data
            if len(self._behind) > _ROOM:
                self.flow.pause_reading()
        else:
            super().data_received(data)

    def _is_held(self) -> bool:
        """Whether what comes has to wait: for a worker, or until the client has taken what it asked for before."""
        return self._exchange is not None or (self.flow.write_paused and not super().is_answering())

    def resume_writing(self) -> None:
        """The client has taken so much that it may ask for more."""
        super().resume_writing()
        if self._exchange is None and self._behind and not self.transport.is_closing():
            self._feed()

    def _is_at_rest(self) -> bool:
        cycle = self.cycle
        is_free = cycle is None or (cycle.response_complete and not cycle.more_body)
        return is_free and not self._come and not self._is_over and not self.transport.is_closing()

    def _quickly(self, data: bytes) -> bytes:
        """Begin to answer the plain queries that have come; what is left of the data."""
        endpoint: Endpoint | None = getattr(self.config.app, "endpoint", None)
        while endpoint is not None and not self._is_held() and (found := simple(data)) is not None:
            self._unset_keepalive_if_required()  # type: ignore[attr-defined]
            data = data[found.length :]
            self._stays = found.stays
            answer = endpoint.known(found.asking) or self._asked(endpoint, found.asking)
            if answer is not None:
                self.transport.write(written(answer, stays=self._stays))
                if not self._ended():
                    return b""
        return data

    def _asked(self, endpoint: Endpoint, asking: Asking) -> Answer | None:
        """Ask a worker; the answer where none is to be had."""
        try:
            self._exchange = endpoint.workers.ask(asking)
        except Refused as problem:
            return in_language(error_of(problem), asking.language)
        self._exchange.heard = partial(self._heard, endpoint)
        return None

    def _heard(self, endpoint: Endpoint, exchange: Exchange) -> None:
        """The beginning of an answer, or all of it, has come."""
        try:
            said = exchange.next()
        except PROBLEMS as problem:
            self._answered(in_language(error_of(problem), exchange.asking.language))
            return
        if said is not None and said[0] == WHOLE:
            answer = Answer(*answer_of(said[1]))
            endpoint.keep(exchange.asking, answer)
            self._answered(in_language(answer, exchange.asking.language))
        elif said is not None:
            exchange.heard = None
            self._task = self.loop.create_task(self._stream(exchange, said[1]))
            self.server_state.tasks.add(self._task)
            self._task.add_done_callback(self.server_state.tasks.discard)

    def _answered(self, answer: Answer) -> None:
        self.transport.write(written(answer, stays=self._stays))
        self._go_on()

    async def _stream(self, exchange: Exchange, head: bytes) -> None:
        way = _Way(self.transport, self.flow, stays=self._stays)
        try:
            await pass_on(exchange, head, way.send)
        finally:
            exchange.close()
            self._task = None
            self._stays = self._stays and way.is_whole
            self._go_on()

    def _go_on(self) -> None:
        """Turn to what came behind the request that is answered now."""
        self._exchange = None
        if self._ended() and not self.flow.write_paused:
            self._feed()

    def _feed(self) -> None:
        self.flow.resume_reading()
        behind, self._behind = bytes(self._behind), bytearray()
        if behind:
            self.data_received(behind)

    def _ended(self) -> bool:
        """An answer has come to its end: whether the connection stays."""
        self.server_state.total_requests += 1
        self._since = self.loop.time()
        if not self._stays:
            self.transport.close()
        return self._stays and not self.transport.is_closing()

    def is_answering(self) -> bool:
        """Whether a request is under way, or waits until the client has taken the answer before."""
        return self._exchange is not None or bool(self._behind) or super().is_answering()

    def _awaits_body(self) -> bool:
        return self._exchange is None and not self._behind and super()._awaits_body()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits for the answer any more."""
        if self._task is not None:
            self._task.cancel()
        elif self._exchange is not None:
            self._exchange.close()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Close the connection, after the answer that is under way."""
        self._stays = False
        if self._exchange is None:
            super().shutdown()  # type: ignore[misc]


class _Way:
    """Writes an answer in chunks to its connection; `is_whole` tells whether it came to its end."""

    def __init__(self, transport: asyncio.Transport, flow: Any, *, stays: bool) -> None:
        self._transport, self._flow, self._stays = transport, flow, stays
        self.is_whole = False

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Take a message of ASGI."""
        if message["type"] == "http.response.start":
            headers = [*message["headers"], (b"transfer-encoding", b"chunked")]
            self._transport.write(begun(message["status"], headers, stays=self._stays))
            return
        if message["type"] == CUT:
            tell(message["why"])
            return
        if body := message["body"]:
            self._transport.write(b"%x\r\n%b\r\n" % (len(body), body))
        if not message.get("more_body", False):
            self._transport.write(b"0\r\n\r\n")
            self.is_whole = True
        elif self._flow.write_paused:
            await self._flow.drain()


class OverH11(_Quick, H11Protocol):
    """Over uvicorn's protocol in pure Python."""


Connection: type[_Quick] = OverH11
try:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
except ImportError:  # no wheel for this system
    pass
else:

    class OverHttptools(_Quick, HttpToolsProtocol):
        """Over uvicorn's protocol with the parser of Node.js, which reads no address over `LONGEST_ADDRESS`."""

        def on_headers_complete(self) -> None:
            """Every request answers in our way, also those that come together."""
            super().on_headers_complete()
            self._dress()

        def send_400_response(self, msg: str) -> None:
            """Say what is wrong where it is the length."""
            if len(self.url) > LONGEST_ADDRESS:
                self.refuse(414, f"the address is longer than {LONGEST_ADDRESS:,} bytes: send a query by POST")
            else:
                super().send_400_response(msg)

    Connection = OverHttptools

OPTIONS: Final[dict[str, Any]] = {
    "http": Connection,
    "ws": "none",
    "server_header": False,
    "h11_max_incomplete_event_size": 8 * LONGEST_HEAD,  # what is too long is refused before, in words
}
"""How uvicorn is to be run for these connections."""
