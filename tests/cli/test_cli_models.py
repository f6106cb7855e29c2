"""`--with llm` from the command line: into output, store, provenance and the file of refused facts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.checks import check
from kg.cli import main
from kg.store import open_store
from model_server import SAMPLES, endpoint, recorded
from store_copying import copied

ARTICLE = str(SAMPLES / "article.txt")
ROOT = Path(__file__).resolve().parents[2]
RUNS = """PREFIX scg: <https://w3id.org/smart-city-governance/def#> PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?model ?in ?out ?cost ?hash ?agent {
  ?claim prov:wasGeneratedBy ?run . ?run prov:wasAssociatedWith ?agent ;
    scg:languageModel ?model ; scg:inputTokens ?in ; scg:outputTokens ?out ; scg:cost ?cost ; scg:promptHash ?hash }"""
STANDING = """PREFIX scg: <https://w3id.org/smart-city-governance/def#> PREFIX wb: <http://wikiba.se/ontology#>
SELECT ?rule ?status { ?claim scg:rule ?rule ; scg:reviewStatus ?status FILTER STRSTARTS(?rule, "llm/") }"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("KG_LLM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KG_LLM_MODEL", "sample-model")
    monkeypatch.setenv("KG_LLM_PRICE_IN", "0.15")
    monkeypatch.setenv("KG_LLM_PRICE_OUT", "0.60")
    monkeypatch.setenv("KG_LLM_DELAY", "0")

    def call(name: str, *arguments: str) -> tuple[int, str, str]:
        with endpoint(recorded(name)) as server:
            monkeypatch.setenv("KG_LLM_URL", server.address)
            status = main(list(arguments))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_facts_of_the_model_alone_are_candidates(run: Run) -> None:
    status, out, _ = run("good", "extract", ARTICLE, "--with", "llm")
    record = json.loads(out)
    quotes = {one["evidence"]["quote"] for one in record["candidates"]}
    assert status == 0
    assert "Cambodia’s man at the table was Ngy Chanphal" in quotes
    assert "Cambodia’s man at the table was Ngy Chanphal" not in {s["evidence"]["quote"] for s in record["statements"]}


def test_the_same_cache_gives_the_same_bytes(run: Run) -> None:
    first = run("good", "extract", ARTICLE, "--with", "llm", "--format", "turtle")
    assert run("refusal", "extract", ARTICLE, "--with", "llm", "--format", "turtle") == first


def test_refused_facts_are_listed_and_written_with_their_reasons(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rejects.jsonl"
    status, _, error = run("misspelt-name", "extract", ARTICLE, "--with", "llm", "--rejects", str(file))
    rejects = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert status == 1
    assert [one["reason"] for one in rejects] == ["subject", "object", "quote"]
    assert rejects[0]["fact"]["subject"] == "Ngy Chanpal"
    assert error.count("model-rejected") == 3


def test_without_a_model_no_reject_is_written(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rejects.jsonl"
    assert run("good", "extract", ARTICLE, "--rejects", str(file))[0] == 0
    assert file.read_text() == ""


def test_explain_names_what_was_refused(run: Run) -> None:
    status, _, error = run("invented-quote", "explain", ARTICLE, "--with", "llm")
    assert status == 1
    assert "its quote is not in the article" in error


def test_the_graph_says_which_model_read_an_article_and_what_that_cost(
    run: Run, built_store: str, tmp_path: Path
) -> None:
    store = copied(built_store, tmp_path / "store")
    status, _, error = run("good", "ingest", ARTICLE, "--with", "llm", "--store", store)
    assert status == 0, error
    with open_store(store, read_only=True) as graph:
        rows = graph.select(RUNS).rows
        assert {str(row[-1]).rpartition("/")[2] for row in rows} == {"llm", "rules"}
        values = {getattr(cell, "value", "") for row in rows for cell in row}
        assert {"recorded-model-2026-01", "2380", "412", "0.0006042"} <= values
        standings = {str(row[1]).rpartition("-")[2] for row in graph.select(STANDING).rows}
        assert standings == {"candidate"}
        assert not [finding for finding in check(graph).findings if "llm" in str(finding)]


def test_an_endpoint_has_to_be_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_LLM_MODEL")
    status, _, error = run("good", "extract", ARTICLE, "--with", "llm")
    assert status == 2
    assert "KG_LLM_URL" in error
    assert error.count("\n") == 1
