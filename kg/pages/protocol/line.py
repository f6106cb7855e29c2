"""What goes over the line between the server and a worker process: frames of a kind, a length and bytes.

A request is one frame; its answer is one frame, or a head, pieces and an end.
"""

from __future__ import annotations

import marshal
import struct
from typing import Final, NamedTuple

HEADER: Final = struct.Struct("<cI")
READY: Final = b"r"
"""A worker has come up."""
ASK: Final = b"?"
"""A request, to a worker."""
WHOLE: Final = b"w"
"""A whole answer: status, headers, body."""
HEAD: Final = b"h"
"""Status and headers of an answer whose body follows."""
PIECE: Final = b"+"
END: Final = b"."
BROKEN: Final = b"x"
"""An answer that began cannot be brought to its end."""
LAST: Final = frozenset((WHOLE, END, BROKEN))

Headers = list[tuple[bytes, bytes]]


class Asking(NamedTuple):
    """An HTTP request as a worker needs it; `of` is query or graph. Errors are told in `language` by the server."""

    of: str
    method: str
    said: bytes
    accept: str
    known: bytes
    content_type: str = ""
    body: bytes = b""
    language: str = ""


def framed(kind: bytes, payload: bytes = b"") -> bytes:
    """One frame."""
    return HEADER.pack(kind, len(payload)) + payload


def asking_frame(asking: Asking) -> bytes:
    """A request as a frame."""
    return framed(ASK, marshal.dumps(tuple(asking)))


def asking_of(payload: bytes) -> Asking:
    """A request from what its frame holds."""
    return Asking(*marshal.loads(payload))  # noqa: S302 - written by the server itself, in this program


def answer_frame(kind: bytes, *parts: int | Headers | bytes) -> bytes:
    """A whole answer or its head as a frame."""
    return framed(kind, marshal.dumps(parts))


def answer_of(payload: bytes) -> tuple[int, Headers, bytes]:
    """Status, headers and body (empty for a head) from what a frame holds."""
    status, headers, *body = marshal.loads(payload)  # noqa: S302 - written by a worker of this program
    return status, headers, body[0] if body else b""
