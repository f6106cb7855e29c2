"""`kg forget`: withdraw a source."""

from __future__ import annotations

import click

from kg import pipeline
from kg.cli._options import settings, store_option
from kg.errors import UnknownName


@click.command()
@click.argument("source")
@store_option
def command(source: str) -> None:
    """Remove all that SOURCE (its address, or the path as it was ingested) says from the store."""
    if not pipeline.forget(settings(), source):
        raise UnknownName(f"no source {source!r} in the store", hint="give the address or path as it was ingested")
    click.echo(f"forgotten: {source}", err=True)
