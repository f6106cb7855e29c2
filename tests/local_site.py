"""A real HTTP server on this machine, with pages that a test lays down, and a record of what was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from http_server import running

ARTICLE = """<html><head><title>{title}</title></head><body><nav><a href="/">Beranda</a></nav><article><h1>{title}</h1>
<p>MAKASSAR – Pemerintah Kota (Pemkot) Makassar menjalankan program Sombere dan Smart City sejak 2015 di kota itu.</p>
<p>Wali Kota Makassar membuka pertemuan tentang {title} di Balai Kota, Kamis (27/2/2020), bersama para tamu.</p>
</article></body></html>"""


@dataclass(frozen=True)
class Answer:
    """What the server says at one path; `drip` seconds between the bytes of the body, `cut` bytes before the end."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    cut: int = 0


def page(title: str, **headers: str) -> Answer:
    return Answer(ARTICLE.format(title=title).encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})


@dataclass
class Site:
    """The server: `answers` by path with its query, `asked` the paths in order with the time and the headers."""

    host: str
    answers: dict[str, Answer | Callable[[Mapping[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, float, Mapping[str, str]]] = field(default_factory=list)

    def address(self, path: str) -> str:
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@contextmanager
def local_site() -> Iterator[Site]:
    with running(_Handler) as server:
        site = Site(f"127.0.0.1:{server.server_address[1]}")
        server.told = site
        yield site


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.told  # type: ignore[attr-defined]
        headers = {name.lower(): value for name, value in self.headers.items()}
        site.asked.append((self.path, time.monotonic(), headers))
        found = site.answers.get(self.path, Answer(b"nothing here", 404))
        answer = found(headers) if callable(found) else found
        self.send_response(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(answer)

    def _write(self, answer: Answer) -> None:
        body = answer.body[: len(answer.body) - answer.cut]
        try:
            if not answer.drip:
                self.wfile.write(body)
                self.close_connection = self.close_connection or answer.cut > 0
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(answer.drip)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing: the test reads `asked`."""
