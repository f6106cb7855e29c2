"""Whom the sample articles and the registry are taken to have in common: a table of which every row was looked at."""

from __future__ import annotations

from linking_table import TABLE, made


def test_every_person_taken_for_one_stands_in_the_table_that_was_looked_through() -> None:
    assert made() == TABLE.read_text(encoding="utf-8"), "run tests/linking_table.py --accept and look at what is new"
