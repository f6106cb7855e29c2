"""`kg serve`: the site on this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import click
import uvicorn

from kg.cli._options import settings, store_option
from kg.errors import InputError
from kg.pages.app import Application
from kg.pages.protocol import Limits
from kg.pages.protocol.connection import OPTIONS
from kg.pages.site import Served
from kg.store import open_store


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--seconds", default=20.0, show_default=True, help="Time limit of one public query.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    help="How many long queries run at a time; two more processes answer short ones.",
)
@store_option
def command(*, host: str, port: int, seconds: float, workers: int) -> None:
    """Serve pages, search, SPARQL (at /sparql) and downloads over the built store; it is only read."""
    folder = Path(settings().store)
    if settings().store.startswith(("http://", "https://")):
        raise InputError("the site needs a store in a folder", hint="kg serve --store FOLDER")
    _require_free(host, port)
    with open_store(str(folder), read_only=True) as store:
        served = Served(store, folder, folder.parent / "dumps", Limits(seconds=seconds, workers=workers))
        application = Application(served, f"http://{host}:{port}")
        click.echo(f"http://{host}:{port}/", err=True)
        uvicorn.run(application, host=host, port=port, log_level="warning", **OPTIONS)


def _require_free(host: str, port: int) -> None:
    """Raise InputError where nothing can listen at an address: told before the store is opened, in one line."""
    try:
        kind, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server(where[:2], family=kind, reuse_port=False).close()
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"cannot listen on {host}, port {port}: {error}", hint=f"kg serve --port {port + 1 if port < 65535 else 0}"
        ) from None
