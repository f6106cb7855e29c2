"""`kg export`: the dumps."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._options import settings, store_option
from kg.cli._output import print_rows
from kg.dumps import export
from kg.store import open_store


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--previous", default="", metavar="OLD", help="An earlier dump or store: delta.rdfp tells what changed.")
@store_option
def command(folder: Path, *, previous: str) -> None:
    """Write the dumps into FOLDER: core.ttl, claims.ttl, candidates.ttl, all.nq and void.ttl.

    Sorted, without blank nodes, the same bytes for the same store. OLD may be FOLDER itself, as it was.
    """
    where = settings().store  # only read: a site may be serving it
    with open_store(where, read_only=not where.startswith(("http://", "https://"))) as opened:
        manifest = export(opened, folder, previous)
    print_rows(("file", "triples", "bytes"), [(f.name, str(f.triples), str(f.size)) for f in manifest.files])
