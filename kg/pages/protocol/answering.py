"""A job of the workers as an HTTP answer: the status is decided before the first piece goes out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import QueryError
from kg.pages.protocol.asked import Refused
from kg.pages.protocol.workers import Job, LimitReached, Workers

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

OPEN_HEADERS: Final[Headers] = [
    (b"access-control-allow-origin", b"*"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; sandbox"),
]
_KEPT_BACK: Final = 1 << 18


@dataclass(slots=True)
class Answer:
    """A whole answer: status, headers, body."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""

    async def send(self, send: Send, *, head: bool = False) -> None:
        """Send it; for a HEAD request without its body."""
        headers = [*self.headers, *OPEN_HEADERS, (b"content-length", str(len(self.body)).encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else self.body})


def error(status: int, why: str) -> Answer:
    """An error as a line of text."""
    return Answer(status, [(b"content-type", b"text/plain; charset=utf-8")], f"{why}\n".encode())


def error_of(problem: Exception) -> Answer:
    """The answer to a request that could not be served."""
    if isinstance(problem, Refused | LimitReached):
        answer = error(problem.status, problem.why)
        if problem.status == 503:
            answer.headers.append((b"retry-after", b"5"))
        if problem.status == 405:
            answer.headers.append((b"allow", b"GET, HEAD, POST, OPTIONS"))
        return answer
    if isinstance(problem, KeyError):
        return error(404, "there is no such graph here")
    return error(400, str(problem))


PROBLEMS: Final = (Refused, LimitReached, QueryError, KeyError)


def typed(media_type: str) -> bytes:
    """The Content-Type of a media type; text is UTF-8 and says so."""
    return f"{media_type}; charset=utf-8".encode() if media_type.startswith("text/") else media_type.encode()


async def body_of(receive: Receive, longest: int) -> bytes:
    """The body of a request; raises Refused where it is longer than allowed or the client has gone."""
    parts = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the request broke off")
        parts += message.get("body", b"")
        if len(parts) > longest:
            raise Refused(413, f"the request is longer than {longest:,} bytes")
        if not message.get("more_body", False):
            return bytes(parts)


async def stream(workers: Workers, job: Job, headers: Headers, send: Send) -> bytes | None:
    """Send the answer of a job; give back the body where it was small, so that it can be kept.

    The first 256 kB are held back: what fails within them gets a proper status. What fails later
    breaks the connection off, so that no client takes half an answer for a whole one.
    """
    async with aclosing(workers.pieces(job)) as pieces:
        small, rest = await _first(pieces)
        if rest is None:
            await Answer(200, headers, small).send(send)
            return small
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, *OPEN_HEADERS]})
        await send({"type": "http.response.body", "body": small + rest, "more_body": True})
        try:
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except PROBLEMS:
            return None  # without an end: the server closes the connection
        await send({"type": "http.response.body", "body": b""})
    return None


async def _first(pieces: AsyncIterator[bytes]) -> tuple[bytes, bytes | None]:
    """What comes first, and the piece that was too much to hold back; None where it came to its end."""
    kept = bytearray()
    async for piece in pieces:
        if len(kept) + len(piece) > _KEPT_BACK:
            return bytes(kept), piece
        kept += piece
    return bytes(kept), None
