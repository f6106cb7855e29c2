"""From a worker's line to the client: an answer is passed on as it comes, until it ends or the client has gone."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final, Self

from kg.pages.protocol.answering import PROBLEMS, Answer, Receive, Send, error_of
from kg.pages.protocol.asked import Refused
from kg.pages.protocol.exchange import Exchange
from kg.pages.protocol.line import END, PIECE, WHOLE, Asking, answer_of
from kg.pages.protocol.sending import CUT
from kg.pages.protocol.speaking import in_language
from kg.pages.protocol.workers import Workers

_QUICK: Final = 0.05


class Attention:
    """A block that is broken off when the client leaves; what ends at once is not watched."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._task = asyncio.current_task()
        self._leaving: asyncio.Task[None] | None = None
        self._has_left = False

    def __enter__(self) -> Self:
        self._timer = asyncio.get_running_loop().call_later(_QUICK, self._begin)
        return self

    def _begin(self) -> None:
        self._leaving = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._has_left = True
        if self._task is not None:
            self._task.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._timer.cancel()
        if self._leaving is not None:
            self._leaving.cancel()
        return self._has_left and kind is asyncio.CancelledError


async def relay(workers: Workers, asking: Asking, send: Send) -> Answer | None:
    """Send the answer of a worker; gives it where it came whole, so that it can be kept.

    What fails after the first bytes have gone out breaks the connection off, so that no client takes half an answer
    for a whole one.
    """
    try:
        exchange = workers.ask(asking)
    except Refused as problem:
        await in_language(error_of(problem), asking.language).send(send)
        return None
    try:
        kind, payload = await exchange.hear()
        if kind != WHOLE:
            await pass_on(exchange, payload, send)
            return None
        answer = Answer(*answer_of(payload))
    except PROBLEMS as problem:
        answer = error_of(problem)
    finally:
        exchange.close()
    await in_language(answer, asking.language).send(send)
    return answer


async def pass_on(exchange: Exchange, head: bytes, send: Send) -> None:
    """Send an answer that comes in pieces, of which the head has come."""
    status, headers, _ = answer_of(head)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    try:
        while (said := await exchange.hear())[0] == PIECE:
            await send({"type": "http.response.body", "body": said[1], "more_body": True})
    except PROBLEMS as problem:
        await send({"type": CUT, "why": str(problem)})
        return
    if said[0] == END:
        await send({"type": "http.response.body", "body": b""})
    else:
        await send({"type": CUT, "why": "the process that made it could not go on"})
