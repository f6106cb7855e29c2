"""`kg build`: the graph from data/, from nothing."""

from __future__ import annotations

import click

from kg import pipeline
from kg.cli._options import settings, store_option
from kg.cli._progress import progress, report


@click.command()
@store_option
def command() -> int:
    """Build the graph from the curated tables and the sample articles, from nothing.

    The old store stays in place until the new one is complete.
    """
    with progress() as step:
        outcome = pipeline.build(settings(), step)
    return report(outcome)
