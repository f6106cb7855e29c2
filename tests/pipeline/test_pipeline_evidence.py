"""The promises of the whole build: every quote is where it says, every core triple has a claim."""

from __future__ import annotations

from pathlib import Path

from kg import pipeline
from kg.checks import check_quotes
from kg.checks.queries import query_findings
from kg.pipeline import Outcome, Pipeline, finish, store_articles
from kg.settings import Settings
from kg.store import open_store

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_quote_is_found_at_its_offsets(built_store: str, outcome: Outcome) -> None:
    with open_store(built_store) as store:
        findings = check_quotes(store, outcome.texts)
    assert findings == ()


def test_ingested_articles_keep_both_promises() -> None:
    maker = Pipeline(Settings(data=ROOT / "data"))
    with open_store(":memory:") as store:
        outcome = Outcome()
        store_articles(maker, store, [str(ROOT / "tests" / "samples" / "gold")], outcome)
        finish(store)
        assert outcome.sources > 20
        assert check_quotes(store, outcome.texts) == ()
        assert [*query_findings(store, ["fact-without-claim", "claim-without-fact", "claim-without-quote"])] == []


def test_two_builds_hold_the_same_quads(built_store: str, tmp_path: Path) -> None:
    again = str(tmp_path / "again")
    pipeline.build(Settings(store=again, data=ROOT / "data"))
    with open_store(built_store) as one, open_store(again) as two:
        assert set(one.quads()) == set(two.quads())
