"""`kg check`: what breaks the rules of the graph."""

from __future__ import annotations

import click

from kg.checks import Finding, check
from kg.cli._options import language_option, settings, store_option
from kg.cli._output import harmless
from kg.pipeline import Pipeline, texts
from kg.store import open_store

SHOWN = 20


@click.command()
@click.argument("articles", nargs=-1)
@click.option("--warnings", is_flag=True, help="List the warnings too, not only their number.")
@language_option
@store_option
def command(articles: tuple[str, ...], *, warnings: bool) -> int:
    """Check the store: shapes, queries that must return no row, terms, and every quote against its source.

    The texts of tables, decisions and sample articles are read again; of what was ingested beside them, name the
    ARTICLES as you did for kg ingest. A quote that is not found at its offsets breaks a rule.

    Exit status 1 where a rule is broken. A warning (sources that disagree, say) breaks none.
    """
    chosen = settings()
    with open_store(chosen.store, read_only=True) as store:
        report = check(store, texts(Pipeline(chosen), articles))
    for severity, count in report.counts.items():
        found = [finding for finding in report.findings if finding.severity is severity]
        if found and (warnings or not report.passed):
            for finding in found[:SHOWN]:
                click.echo(_line(finding, chosen.language))
            if count > SHOWN:
                click.echo(f"… {count - SHOWN} more")
    counts = ", ".join(f"{count} {severity}s" for severity, count in report.counts.items())
    click.echo(f"{len(report.checks)} checks: {counts}", err=True)
    return 0 if report.passed else 1


def _line(finding: Finding, language: str) -> str:
    words = finding.message.get(language) or next(iter(finding.message.values()), "")
    mend = finding.mend.get(language, "")
    said = ", ".join(source.title for source in finding.sources[:3])
    parts = [f"{finding.severity} {finding.check}: {finding.focus}: {words}"]
    parts += [f"({mend})"] if mend else []
    parts += [f"[{said}]"] if said else []
    return harmless(" ".join(parts))
