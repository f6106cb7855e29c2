"""The words of the checks that are written in Python, by key and language, from `words.tsv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("words.tsv")


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row.pop("key"): row for row in rows}


def words(key: str) -> Mapping[str, str]:
    """The words of a key by language."""
    return _rows()[key]


def filled(templates: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """Each template with `{name}` replaced by its value; a value is never read as a template."""
    return {language: _fill(template, values) for language, template in templates.items()}


def _fill(template: str, values: Mapping[str, str]) -> str:
    parts = template.split("{")
    done = parts[0]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        done += values.get(name, "") + rest if closed else "{" + part
    return done
