"""`kg ingest`: articles into the store."""

from __future__ import annotations

from pathlib import Path

import click

from kg import pipeline
from kg.cli._options import helpers_option, rejects_option, settings, store_option
from kg.cli._progress import progress, report, write_rejects


@click.command()
@click.argument("paths", nargs=-1, required=True)
@store_option
@helpers_option
@rejects_option
def command(paths: tuple[str, ...], rejects: Path | None) -> int:
    """Read articles into the store: files, folders, patterns, web addresses, - for stdin.

    Text, HTML, PDF, JSON lines and WARC are read; a feed or a sitemap stands for the pages that it lists.

    A source that was read before is replaced as a whole. What cannot be read is listed as an issue
    (exit status 1) and the rest is done.
    """
    with progress() as step:
        outcome = pipeline.ingest(settings(), paths, step)
    write_rejects(rejects, outcome.issues)
    return report(outcome)
