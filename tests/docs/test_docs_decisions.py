"""Decisions are numbered once each, and the list of them names them all by their titles."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "decisions"


def test_the_list_names_every_decision_by_number_and_title() -> None:
    listed = re.findall(r"- \[(\d+)\. (.+)\]\((.+)\)", (FOLDER / "README.md").read_text(encoding="utf-8"))
    files = sorted(FOLDER.glob("[0-9]*.md"))
    titles = [file.read_text(encoding="utf-8").splitlines()[0] for file in files]
    assert [f"# {number}. {title}" for number, title, _ in listed] == titles
    assert [name for _, _, name in listed] == [file.name for file in files]
    assert [int(number) for number, _, _ in listed] == list(range(1, len(files) + 1))
