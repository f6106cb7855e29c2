"""What a person at a terminal sees while a run goes on, and what it came to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console

from kg.pipeline import Outcome, Progress


@contextmanager
def progress() -> Iterator[Progress]:
    """A spinner with the name of the step, on stderr and only on a terminal."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with console.status("…") as status:
        yield lambda step: status.update(step + " …")


def report(outcome: Outcome) -> int:
    """Print what a run did and each issue on a line of its own; gives the exit status (0 or 1)."""
    click.echo(f"{outcome.sources} sources, {outcome.facts} facts, {len(outcome.issues)} issues", err=True)
    for issue in outcome.issues:
        click.echo(f"issue {issue.code}: {issue.source}: {issue.message}", err=True)
    return 1 if outcome.issues else 0
