"""The promises of the whole build: every quote is where it says, every core triple has a claim."""

from __future__ import annotations

from pathlib import Path

from kg import iris, pipeline
from kg.checks import Severity, check, check_quotes
from kg.pipeline import Outcome, Pipeline, texts
from kg.settings import Settings
from kg.store import open_store
from store_copying import lines_of

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_quote_is_found_at_its_offsets(built_store: str, outcome: Outcome) -> None:
    with open_store(built_store, read_only=True) as store:
        findings = check_quotes(store, outcome.texts)
    assert findings == ()


def test_ingested_articles_break_no_rule_and_every_quote_of_the_whole_is_found(scratch_store: str) -> None:
    maker = Settings(store=scratch_store, data=ROOT / "data")
    samples = [str(path) for path in sorted((ROOT / "tests" / "samples" / "gold").glob("*.[th]*"))]
    ingested = pipeline.ingest(maker, samples)
    assert ingested.sources > 20
    known = texts(Pipeline(maker), samples)
    with open_store(scratch_store) as store:
        sources = {graph for graph in store.graphs() if graph.startswith(iris.graph("source-"))}
        report = check(store, known)
    assert [finding for finding in report.findings if finding.severity is Severity.VIOLATION] == []
    assert {"quote-differs", "text-differs", "fact-without-claim"} <= set(report.checks)
    assert len(known) > len(sources) > ingested.sources


def test_two_builds_hold_the_same_quads(built_store: str, tmp_path: Path) -> None:
    again = str(tmp_path / "again")
    pipeline.build(Settings(store=again, data=ROOT / "data"))
    assert lines_of(built_store) == lines_of(again)
