"""The file of decisions: what a line may be, and what is said of one that may not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError, TableError
from kg.review import (
    Judgements,
    append,
    read_judgements,
)

LINE = {"when": "2026-11-26T01:00:00Z", "who": "ani", "decision": "accept"}
TARGET = {"source": "s", "text": "t", "claim": "c"}


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", json.dumps(LINE), json.dumps({**LINE, "claims": [TARGET], "decision": "perhaps"}),
        json.dumps({**LINE, "claims": [TARGET], "when": "yesterday"}),
        json.dumps({**LINE, "claims": [TARGET], "when": "2026-11-26T01:00:00"}),
        json.dumps({**LINE, "claims": [TARGET], "who": " "}), json.dumps({**LINE, "claims": [TARGET], "colour": "red"}),
        json.dumps({**LINE, "claims": [{"source": "s"}]}), json.dumps({**LINE, "claims": "c"}),
        json.dumps({**LINE, "claims": [{**TARGET, "rank": "first"}]}),
        json.dumps({**LINE, "decision": "undo", "of": "0"}),
        json.dumps({**LINE, "why": 3, "claims": [TARGET]}),
    ],
)  # fmt: skip
def test_a_malformed_line_is_one_line_of_error_with_file_and_number(tmp_path: Path, line: str) -> None:
    good = json.dumps({**LINE, "claims": [TARGET]})
    (tmp_path / "claims.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"claims\.jsonl:2: ") as raised:
        read_judgements([tmp_path])
    assert "\n" not in str(raised.value)


def test_decisions_of_several_folders_are_one(tmp_path: Path) -> None:
    (made,) = append(tmp_path / "one", [{**LINE, "claims": [TARGET]}])
    append(tmp_path / "two", [{**LINE, "decision": "undo", "of": made.mark}])
    assert read_judgements([tmp_path / "one", tmp_path / "two"]).standing == ()
    assert Judgements().standing == ()


def test_a_folder_that_cannot_be_written_is_one_line_of_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="KG_DECISIONS"):
        append(tmp_path / "file", [{**LINE, "claims": [TARGET]}])


def test_a_last_line_without_an_end_stays_a_line(tmp_path: Path) -> None:
    (tmp_path / "claims.jsonl").write_text(json.dumps({**LINE, "claims": [TARGET]}), encoding="utf-8")
    append(tmp_path, [{**LINE, "who": "budi", "claims": [TARGET]}])
    assert {one.who for one in read_judgements([tmp_path]).all} == {"ani", "budi"}
