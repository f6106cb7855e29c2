"""`kg merges`: who was taken for one person across sources, and why."""

from __future__ import annotations

import click

from kg.cli._options import settings, store_option
from kg.cli._output import print_rows
from kg.linking import merges
from kg.store import open_store


@click.command()
@store_option
def command() -> None:
    """List every pair of people of several sources that are taken for one, the least sure first."""
    with open_store(settings().store, read_only=True) as store:
        found = merges(store)
    print_rows(("weight", "why", "one", "other"), [(one.weight, one.reason, one.left, one.right) for one in found])
