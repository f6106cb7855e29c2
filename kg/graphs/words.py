"""The words of a page, one column of a `words.tsv` for each language."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import TableError

TABLE = Path(__file__).with_name("words.tsv")


@cache
def _columns(table: Path) -> Mapping[str, Mapping[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    languages = [name for name in rows[0] if name != "key"]
    for row in rows:
        if not all(row[language] for language in languages):
            raise TableError(f"{table}: {row['key']!r} lacks a word", hint=f"give it in {', '.join(languages)}")
    return MappingProxyType({tag: MappingProxyType({row["key"]: row[tag] for row in rows}) for tag in languages})


def languages(table: Path = TABLE) -> tuple[str, ...]:
    """The languages that a page can speak, sorted."""
    return tuple(sorted(_columns(table)))


class Words(Mapping[str, str]):
    """The words of one language by key; raises TableError for a language that the table lacks."""

    def __init__(self, language: str, table: Path = TABLE) -> None:
        if language not in _columns(table):
            raise TableError(f"no page speaks {language!r}", hint=f"one of {', '.join(languages(table))}")
        self._words = _columns(table)[language]

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)
