"""What a person at a terminal sees while a run goes on, and what it came to."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from kg.cli._output import harmless
from kg.errors import InputError
from kg.models import REJECTED
from kg.pipeline import Outcome, Progress
from kg.records import Issue


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
    status = report_issues(outcome.issues, outcome.sources)
    click.echo(f"{outcome.sources} sources, {outcome.facts} facts, {len(outcome.issues)} issues", err=True)
    return status


def write_rejects(file: Path | None, issues: Sequence[Issue]) -> None:
    """Write the refused facts among issues to a file, a JSON object a line; raises InputError where it cannot be."""
    if file is None:
        return
    lines = [_reject(issue) for issue in issues if issue.code == REJECTED]
    try:
        file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error.strerror}") from error


def _reject(issue: Issue) -> str:
    record = {"source": issue.source, "message": issue.message, **json.loads(issue.detail)}
    return json.dumps(record, ensure_ascii=False)


def report_issues(issues: Sequence[Issue], done: int) -> int:
    """Print each issue on a line of its own; gives the exit status: 2 where nothing could be read at all.

    Raises InputError for the one issue of a run that did nothing else.
    """
    if not done and len(issues) == 1:
        raise InputError(f"{issues[0].source}: {issues[0].message}")
    for issue in issues:
        click.echo(f"issue {issue.code}: {harmless(issue.source)}: {harmless(issue.message)}", err=True)
    if issues:
        return 1 if done else 2
    return 0
