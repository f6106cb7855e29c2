"""An endpoint of the chat-completions protocol on this machine that answers from files of tests/samples/models."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from http_server import running

SAMPLES = Path(__file__).resolve().parent / "samples" / "models"


@dataclass(frozen=True)
class Reply:
    """One answer: a file of the samples or a body, after `seconds`, the body in drops every `drip` seconds."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    drip: float = 0.0


def recorded(name: str, **given: Any) -> Reply:
    return Reply((SAMPLES / f"{name}.json").read_bytes(), **given)


def said(content: str, finish: str = "stop") -> Reply:
    """An answer with this content, without usage."""
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Reply(json.dumps({"choices": [choice]}).encode())


def refused_option(name: str | None) -> Reply:
    error = {"error": {"message": "unknown option", "param": name}}
    return Reply(json.dumps(error).encode(), status=400)


@dataclass
class Endpoint:
    """The server: `replies` in order, the last one for ever; `asked` the bodies, `headers` what came with them."""

    address: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)


@contextmanager
def endpoint(*replies: Reply) -> Iterator[Endpoint]:
    with running(_Handler) as server:
        told = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1", list(replies))
        server.told = told
        yield told


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        told: Endpoint = self.server.told  # type: ignore[attr-defined]
        told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        told.headers.append({name.lower(): value for name, value in self.headers.items()})
        reply = told.replies.pop(0) if len(told.replies) > 1 else told.replies[0]
        if self.path != "/v1/chat/completions":
            reply = Reply(b"not here", status=404)
        time.sleep(reply.seconds)
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for part in [reply.body] if not reply.drip else [reply.body[at : at + 1] for at in range(len(reply.body))]:
            self.wfile.write(part)
            self.wfile.flush()
            time.sleep(reply.drip)

    def log_message(self, *args: object) -> None:
        """Say nothing: the test reads `asked`."""
