"""Answers in HTTP, on both sides of the line: as they are made, as they are sent, and those to requests that fail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import QueryError
from kg.pages.protocol.asked import Refused
from kg.pages.protocol.line import Headers

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

OPEN_HEADERS: Final[Headers] = [
    (b"access-control-allow-origin", b"*"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; sandbox"),
]


@dataclass(slots=True)
class Answer:
    """A whole answer: status, all its headers, body."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""

    async def send(self, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def answered(status: int, headers: Headers, body: bytes = b"", *, head: bool = False) -> Answer:
    """A whole answer with what every answer says; for a HEAD request without its body."""
    length = (b"content-length", str(len(body)).encode())
    return Answer(status, [*headers, *OPEN_HEADERS, length], b"" if head else body)


def error(status: int, why: str, *, allow: bytes = b"GET, HEAD, POST, OPTIONS") -> Answer:
    """An error as a line of text; `allow` names the methods where the one that was used is not served."""
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    if status == 405:
        headers.append((b"allow", allow))
    return answered(status, headers, f"{why}\n".encode("utf-8", "replace"))


def error_of(problem: Exception) -> Answer:
    """The answer to a request that could not be served."""
    if isinstance(problem, Refused):
        return error(problem.status, problem.why)
    return error(400, str(problem))


PROBLEMS: Final = (Refused, QueryError)


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
