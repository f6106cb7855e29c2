"""`kg wikidata`: read anew what Wikidata says of the things that are linked to its items."""

from __future__ import annotations

from datetime import date

import click

from kg.cli._options import settings
from kg.federation import Peer, private_hosts, refresh


@click.command()
def command() -> None:
    """Read populations, coordinates and terms of office from KG_WIKIDATA into data/wikidata/facts.csv.

    Only things linked in data/wikidata/links.csv are asked for. Where the endpoint does not answer the file
    stays as it was; the questions about Wikidata read the file, never the network.
    """
    chosen = settings()
    today = date.today()  # noqa: DTZ011 - the day where the reader is
    peer = Peer(chosen.wikidata, private_hosts(chosen.private_hosts))
    done = refresh(peer, chosen.data / "wikidata", today)
    click.echo(f"{done.facts} facts about {done.items} items", err=True)
