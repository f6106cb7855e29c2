"""`kg publish`: the site as plain files."""

from __future__ import annotations

import math
import time
from pathlib import Path

import click

from kg.cli._options import settings, store_option
from kg.cli._output import print_rows
from kg.cli._progress import progress
from kg.dumps import export
from kg.errors import InputError
from kg.pages.publishing import publish
from kg.pages.site import Served, is_web
from kg.store import open_store


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base", default="https://example.org", show_default=True, help="Where the files will stand on the web.")
@click.option("--minutes", default=math.inf, help="Stop after so long; a later run goes on there.")
@store_option
def command(folder: Path, base: str, minutes: float) -> None:
    """Write every page (English, Indonesian), all data, dumps and feeds into FOLDER, for any static host.

    FOLDER changes at the end, at once; where the graph and the program are the same as before, no page is made anew.

    Exit status 1 means that --minutes are over: run it again until it is 0. Each run writes the dumps first.

    .htaccess answers identifiers by Accept on an Apache server; w3id.htaccess is for the server that redirects to it.
    """
    until = time.monotonic() + 60 * minutes
    where = settings().store
    if where.startswith(("http://", "https://")):
        raise InputError("the pages need a store in a folder", hint="kg publish --store FOLDER")
    if not is_web(base):
        raise InputError(f"{base[:80]!r} is no web address", hint="--base https://example.org")
    with open_store(where, read_only=True) as store, progress() as tell:
        dumps = Path(where).parent / "dumps"
        tell("dumps")
        export(store, dumps)
        made = publish(Served(store, Path(where), dumps), folder, base.rstrip("/"), tell, until)
    print_rows(("files", "bytes", "kept"), [(str(made.files), str(made.size), str(made.kept))])
