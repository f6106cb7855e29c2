"""`kg positions`: where everything stands in the picture of the whole network."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._options import settings, store_option
from kg.graphs import overview, project, read_positions, write_positions
from kg.store import open_store


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--from",
    "before",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Positions of an earlier release: what is in them stays in its place.",
)
@store_option
def command(file: Path, before: Path | None) -> None:
    """Write the positions of the whole network to FILE; the site reads positions.tsv beside the dumps."""
    with open_store(settings().store, read_only=True) as store:
        places = overview(project(store, cited=False), read_positions(before) if before else None)
    size = write_positions(places, file)
    click.echo(f"{file}: {len(places)} positions, {size} bytes", err=True)
