"""`kg ask`: the answer with its query and sources on stdout, a refusal with exit status 1."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(built_store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("KG_STORE", built_store)
    monkeypatch.delenv("KG_LANGUAGE", raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(list(arguments))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_an_answer_shows_sentence_table_sources_and_query(run: Run) -> None:
    status, out, _ = run("ask", "Which cities joined ASCN in 2024?")
    assert status == 0
    assert "joined ASEAN Smart Cities Network in 2024" in out
    assert "[1] " in out
    assert "# kg query ascn-joined --set " in out
    assert "SELECT" in out
    assert "$year" not in out


def test_the_answer_follows_the_language_of_the_question_unless_told(run: Run) -> None:
    assert "daerah bergabung" in run("ask", "Kota mana yang bergabung dengan ASCN pada 2024?")[1]
    assert " joined " in run("ask", "Kota mana yang bergabung dengan ASCN pada 2024?", "--lang", "en")[1]


def test_a_refusal_says_what_is_missing(run: Run) -> None:
    status, out, _ = run("ask", "Siapa istri wali kota Makassar?")
    assert status == 1
    assert "istri" in out
    assert "? " in out


def test_no_row_shows_the_query_that_was_run(run: Run) -> None:
    status, out, _ = run("ask", "Is Bandung a member of ASCN?")
    assert status == 1
    assert "Bandung" in out
    assert "# kg query ascn-members" in out


def test_json_holds_everything(run: Run) -> None:
    status, out, _ = run("ask", "Who was mayor of Makassar in 2018?", "--format", "json")
    reply = json.loads(out)
    assert status == 0
    assert reply["query"]["name"] == "head-on-date"
    assert reply["query"]["values"]["date"]["value"] == "2018-12-31"
    assert reply["given"] == ["of"]
    assert reply["sources"][0]["quote"]
    assert reply["table"]["results"]["bindings"]


def test_a_refusal_in_json_has_its_reason(run: Run) -> None:
    status, out, _ = run("ask", "What is the weather in Makassar?", "--format", "json")
    reply = json.loads(out)
    assert status == 1
    assert reply["answer"] is None
    assert reply["refusal"] == "unknown"
    assert "weather" in reply["missing"]


def test_a_missing_store_is_one_line(run: Run, tmp_path: Path) -> None:
    status, _, error = run("ask", "Who chaired ASCN?", "--store", str(tmp_path / "none"))
    assert status == 2
    assert error.startswith("kg: ")
    assert error.count("\n") == 1
