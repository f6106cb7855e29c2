"""`kg diff` in words of two languages, as JSON, and as a patch that gives the new version back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.dumps import export
from kg.tombstones import Withdrawal, bury
from small_graph import ARTICLE, ARTICLE_GRAPH, small_store


@pytest.fixture
def versions(tmp_path: Path) -> tuple[str, str]:
    """A small graph, and the same without its article."""
    store = small_store()
    export(store, tmp_path / "old")
    store.remove(ARTICLE_GRAPH)
    export(store, tmp_path / "new")
    return str(tmp_path / "old"), str(tmp_path / "new")


@pytest.mark.parametrize(("language", "heading", "why"), [("en", "Withdrawn", "why"), ("id", "Ditarik", "alasan")])
def test_what_went_is_told_with_its_words_and_the_reason(
    versions: tuple[str, str], capsys: pytest.CaptureFixture[str], language: str, heading: str, why: str
) -> None:
    assert main(["diff", *versions, "--lang", language]) == 0
    printed = capsys.readouterr().out
    assert heading in printed
    assert f"{why}: " in printed
    assert "“" in printed


@pytest.mark.parametrize(("language", "why"), [("en", "the source was withdrawn"), ("id", "sumbernya ditarik")])
def test_what_was_forgotten_is_told_with_the_reason_on_its_tombstone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, why: str
) -> None:
    store = small_store()
    export(store, tmp_path / "old")
    store.remove(ARTICLE_GRAPH)
    bury(store, ARTICLE, Withdrawal("2026-11-25", "taken back by the publisher"))
    export(store, tmp_path / "new")
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new"), "--lang", language]) == 0
    assert f"{why}; “taken back by the publisher”" in capsys.readouterr().out
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new"), "--format", "json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {ARTICLE: "taken back by the publisher"} in [record["withdrawals"] for record in records]
    assert main(["diff", str(tmp_path / "old"), str(tmp_path / "new"), "--format", "patch"]) == 0
    assert "WithdrawnSource" in capsys.readouterr().out


def test_json_has_one_fact_a_line(versions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *versions, "--format", "json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {record["kind"] for record in records} <= {"withdrawn", "changed"}
    assert ARTICLE in {told["source"] for record in records for told in record["removed"]}


def test_the_patch_gives_the_new_version(
    versions: tuple[str, str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["diff", *versions, "--format", "patch"]) == 0
    (tmp_path / "patch").write_bytes(capsysbinary.readouterr().out)
    assert main(["diff", versions[0], str(tmp_path / "patch"), "--apply"]) == 0
    assert capsysbinary.readouterr().out == (Path(versions[1]) / "all.nq").read_bytes()


def test_a_version_that_is_not_there_is_one_line_of_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_differs_from_itself(versions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", versions[0], versions[0]]) == 0
    assert "No fact differs" in capsys.readouterr().out
