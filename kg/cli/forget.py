"""`kg forget`: withdraw a source."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from kg import pipeline
from kg.cli._options import settings, store_option
from kg.errors import UnknownName
from kg.tombstones import Withdrawal


@click.command()
@click.argument("source")
@click.option("--reason", default="", metavar="TEXT", help="Why; the store keeps it with the day.")
@store_option
def command(source: str, reason: str) -> None:
    """Remove all that SOURCE (its address, or the path as it was ingested) says from the store.

    The store remembers that the source was withdrawn, when and why. Reading it again takes that back.
    """
    withdrawal = Withdrawal(datetime.now(tz=UTC).date().isoformat(), reason.strip())
    if not pipeline.forget(settings(), source, withdrawal):
        raise UnknownName(f"no source {source!r} in the store", hint="give the address or path as it was ingested")
    click.echo(f"forgotten: {source}", err=True)
