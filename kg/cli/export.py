"""`kg export`: the dumps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from kg.cli._options import settings, store_option
from kg.cli._output import print_rows
from kg.dumps import export
from kg.graphs import overview, project, read_positions, write_positions
from kg.graphs.overview import POSITIONS
from kg.records import Iri
from kg.store import open_store


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--previous", default="", metavar="OLD", help="An earlier dump or store: delta.rdfp tells what changed.")
@store_option
def command(folder: Path, *, previous: str) -> None:
    """Write the dumps into FOLDER: core.ttl, claims.ttl, candidates.ttl, all.nq, void.ttl and positions.tsv.

    Sorted, without blank nodes, the same bytes for the same store. OLD may be FOLDER itself, as it was. In
    positions.tsv (the places of the whole network, kg positions) what stood in OLD or in FOLDER stays in its place.
    """
    where = settings().store  # only read: a site may be serving it
    with open_store(where, read_only=not where.startswith(("http://", "https://"))) as opened:
        manifest = export(opened, folder, previous)
        places = overview(project(opened, cited=False), _before(folder, previous))
    size = write_positions(places, folder / POSITIONS)
    files = [(f.name, str(f.triples), str(f.size)) for f in manifest.files]
    print_rows(("file", "triples", "bytes"), [*files, (POSITIONS, "", str(size))])


def _before(folder: Path, previous: str) -> Mapping[Iri, tuple[float, float]] | None:
    """The positions of the earlier version, if it has any."""
    known = (Path(place) / POSITIONS for place in (previous, folder) if place)
    return next((read_positions(file) for file in known if file.is_file()), None)
