"""HTTP/1.1 in short: the simplest requests read, answers written.

A request is simple where it is a whole GET of a query without a body. Nothing else is read here: it goes to the
server's protocol, which knows all of HTTP.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from kg.pages.protocol.answering import Answer
from kg.pages.protocol.line import Asking, Headers
from kg.pages.protocol.speaking import asked_in

BEGINNING: Final = b"GET /sparql?"
LONGEST_HEAD: Final = 32_768
_LINE: Final = re.compile(rb"GET /sparql\?([!\"$-~]+) HTTP/1\.1\r\n")
_NAME: Final = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE: Final = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
_NOT_SIMPLE: Final = frozenset((b"content-length", b"transfer-encoding", b"upgrade", b"expect", b"range"))
_REASONS: Final = {status.value: status.phrase.encode() for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Simple:
    """A simple request: what it asks for, whether the connection stays, and how many bytes it was."""

    asking: Asking
    stays: bool
    length: int


def simple(come: bytes | bytearray) -> Simple | None:
    """The first request of what has come; None where it is not simple, or not whole."""
    line = _LINE.match(come)
    end = come.find(b"\r\n\r\n", 0, LONGEST_HEAD)
    if line is None or end < 0:
        return None
    headers: dict[bytes, bytes] = {}
    for text in bytes(come[line.end() : end]).split(b"\r\n"):
        name, colon, value = text.partition(b":")
        if not colon or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            return None
        if (name := name.lower()) == b"host" and name in headers:
            return None
        headers[name] = value.strip()
    if b"host" not in headers or not _NOT_SIMPLE.isdisjoint(headers):
        return None
    accept, known = headers.get(b"accept", b"").decode("latin-1"), headers.get(b"if-none-match", b"")
    stays = b"close" not in headers.get(b"connection", b"").lower()
    return Simple(Asking("query", "GET", line[1], accept, known, language=asked_in(headers)), stays, end + 4)


def written(answer: Answer, *, stays: bool) -> bytes:
    """A whole answer as it goes over the connection."""
    return begun(answer.status, answer.headers, stays=stays) + answer.body


def begun(status: int, headers: Headers, *, stays: bool) -> bytes:
    """The head of an answer."""
    lines = [b"HTTP/1.1 %d %b\r\ndate: %b" % (status, _REASONS[status], _date(int(time.time())))]
    lines += [b"%b: %b" % pair for pair in headers]
    if not stays:
        lines.append(b"connection: close")
    return b"\r\n".join(lines) + b"\r\n\r\n"


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    return formatdate(second, usegmt=True).encode()
