"""An HTTP server of the standard library on this machine, for as long as a test needs it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class QuietServer(ThreadingHTTPServer):
    """A server that leaves its port at the end and says nothing of clients that hang up."""

    daemon_threads = True
    block_on_close = False
    told: object

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def running(handler: type[BaseHTTPRequestHandler]) -> Iterator[QuietServer]:
    """A server on a free port of the loopback address, served by `handler`; `told` is for what the two share."""
    server = QuietServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
