"""docs/models.md lists what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from kg.models import REASONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")


def test_every_reason_is_explained_in_the_words_of_the_code() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert {key: text for key, text in rows if key in REASONS} == dict(REASONS)


def test_every_issue_of_a_model_is_explained() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "kg" / "models").glob("*.py"))
    codes = set(re.findall(r'"(model-[a-z]+)"', source))
    assert len(codes) > 8
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()
