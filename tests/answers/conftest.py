"""Wordings written before the matcher, and an asker over the built graph."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kg.answers import Asker, entities_of
from kg.store import Store, open_store
from store_copying import copied

FOLDER = Path(__file__).parent / "wordings"
TODAY = date(2026, 1, 20)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question, the query that is meant, and the values that the question gives."""

    question: str
    query: str
    values: dict[str, str]

    @property
    def half(self) -> str:
        """The half that the question belongs to: one is for tuning, the other only for the figure."""
        return "tuning" if hashlib.sha256(self.question.encode()).digest()[0] % 2 == 0 else "unseen"


def rows(name: str) -> Iterator[dict[str, str]]:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    yield from csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")


def _values(cell: str) -> dict[str, str]:
    return {name.strip(): value for part in cell.split("; ") if part for name, _, value in [part.partition("=")]}


@pytest.fixture(scope="session")
def wordings() -> dict[str, list[Wording]]:
    """The test wordings by language."""
    return {
        tag: [Wording(row["question"], row["query"], _values(row["values"])) for row in rows(tag)]
        for tag in ("en", "id")
    }


@pytest.fixture(scope="session")
def hasty() -> dict[str, list[Wording]]:
    """Short, hasty and colloquial questions by language, written later and in another manner than the others."""
    return {
        tag: [Wording(row["question"], row["query"], _values(row["values"])) for row in rows(f"hasty-{tag}")]
        for tag in ("en", "id")
    }


@pytest.fixture(scope="session")
def unanswerable() -> list[str]:
    """Questions that the graph cannot answer."""
    return [row["question"] for row in rows("unanswerable")]


@pytest.fixture(scope="session")
def answering_store(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of its own: a folder that is held open here would be locked for the tests that write."""
    copy = copied(build_folder / "store", tmp_path_factory.mktemp("answering") / "store")
    with open_store(copy, read_only=True) as store:
        yield store


@pytest.fixture(scope="session")
def asker(answering_store: Store) -> Asker:
    """An asker over the graph of the shipped data, on a fixed day."""
    return Asker(answering_store, entities_of(answering_store), TODAY)
