"""Every pattern of every language finds what its own example says."""

from __future__ import annotations

import pytest

from extraction_reading import found
from kg.lang import load_all
from kg.lang.base import Row

_PATTERNS = [
    pytest.param(language.tag, row, id=f"{language.tag}-{row['name']}")
    for language in load_all()
    for row in language.patterns.get("pattern", ())
]


@pytest.mark.parametrize(("tag", "row"), _PATTERNS)
def test_a_pattern_finds_what_its_example_says(tag: str, row: Row) -> None:
    assert row.get("example"), "a pattern needs an example sentence"
    said = found(row["example"], tag)
    assert set(row.get("finds", ())) <= said, f"found only {sorted(said)}"


@pytest.mark.parametrize(("tag", "row"), _PATTERNS)
def test_a_pattern_that_states_says_what_it_finds(tag: str, row: Row) -> None:
    assert row.get("finds") or not row.get("states")
