"""`kg ingest`: articles into the store."""

from __future__ import annotations

import click

from kg import pipeline
from kg.cli._options import settings, store_option
from kg.cli._progress import progress, report


@click.command()
@click.argument("paths", nargs=-1, required=True)
@store_option
def command(paths: tuple[str, ...]) -> int:
    """Read articles (text or HTML files, folders, or - for stdin) into the store.

    A source that was read before is replaced as a whole. What cannot be read is listed as an issue
    (exit status 1) and the rest is done.
    """
    with progress() as step:
        outcome = pipeline.ingest(settings(), paths, step)
    return report(outcome)
