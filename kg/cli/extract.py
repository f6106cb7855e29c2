"""`kg extract`: what articles say, without a store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kg.cli._options import format_option, helpers_option, rejects_option, settings
from kg.cli._output import harmless, print_rows, print_turtle
from kg.cli._progress import report_issues, write_rejects
from kg.pipeline import Pipeline, Reading
from kg.records import Issue
from kg.resolution import to_record
from kg.statements import to_triples

COLUMNS = ("relation", "subject", "object", "detail", "confidence", "quote")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@format_option("jsonl", "table", "turtle")
@helpers_option
@rejects_option
def command(paths: tuple[str, ...], form: str, rejects: Path | None) -> int:
    """Read articles (files, folders, patterns, web addresses, feeds, - for stdin) and print what they state.

    jsonl: one object per article with its entities and statements; table: a line per statement;
    turtle: the triples that the article would bring into the store. Nothing is stored.
    """
    issues: list[Issue] = []
    readings = Counted(_kept(Pipeline(settings()).read(paths), issues))
    if form == "jsonl":
        for reading in readings:
            click.echo(json.dumps(to_record(reading.extraction, reading.resolved), ensure_ascii=False))
    elif form == "table":
        for reading in readings:
            _print_table(reading)
    else:
        print_turtle(triple for reading in readings for triple in to_triples(reading.resolved.source_facts))
    write_rejects(rejects, issues)
    return report_issues(issues, readings.count)


class Counted:
    """Readings as they come, counted."""

    def __init__(self, readings: Iterator[Reading]) -> None:
        self._readings = readings
        self.count = 0

    def __iter__(self) -> Iterator[Reading]:
        for reading in self._readings:
            self.count += 1
            yield reading


def _kept(readings: Iterator[Reading | Issue], issues: list[Issue]) -> Iterator[Reading]:
    for reading in readings:
        if isinstance(reading, Issue):
            issues.append(reading)
        else:
            issues.extend(reading.extraction.issues)
            yield reading


def _print_table(reading: Reading) -> None:
    record: dict[str, Any] = to_record(reading.extraction, reading.resolved)
    document = reading.extraction.document
    click.echo(harmless(f"{record['source']}: {document.title} ({document.language}, {document.published or '?'})"))
    print_rows(COLUMNS, _rows(record))
    click.echo()


def _rows(record: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    for said in record["statements"]:
        detail = [str(said[key]) for key in ("title", "role", "start", "end") if said.get(key)]
        forum = [names.get(said["forum"], said["forum"])] if said.get("forum") else []
        yield (
            said["relation"],
            names.get(said["subject"], said["subject"]),
            names.get(said["object"], str(said["object"] or "")),
            ", ".join(detail + forum),
            str(said["confidence"]),
            said["evidence"]["quote"],
        )
