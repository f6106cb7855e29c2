"""A search index over labels: SQLite FTS5 by trigrams, then a score for each candidate.

Comes in: the labels of a store. Goes out: hits, best first. It can always be made anew, so it is
marked stale before the store changes and built again when the next search finds it so: a crash in
between costs a rebuild and nothing else.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from kg.errors import StoreError
from kg.records import Iri
from kg.store.base import Hit

_VERSION: Final = 1
_NOT_WORD: Final = re.compile(r"[^\w]+|_")
_CANDIDATES: Final = 300
_LEAST: Final = 0.45  # below this a label shares little more than an ending with the question
_INITIALS_WEIGHT: Final = 0.9
_LONGEST: Final = 200  # characters of a question that are looked at
_SCHEMA: Final = """
    DROP TABLE IF EXISTS label; DROP TABLE IF EXISTS gram; DROP TABLE IF EXISTS state;
    CREATE TABLE label (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL,
                        weight REAL NOT NULL);
    CREATE INDEX label_folded ON label (folded);
    CREATE VIRTUAL TABLE gram USING fts5 (folded, content = '', tokenize = 'trigram');
    CREATE TABLE state (stale INTEGER NOT NULL);
    INSERT INTO state VALUES (1);
"""
_EQUAL: Final = "SELECT iri, text, folded, weight FROM label WHERE folded = ? ORDER BY iri, text"
_BEGINS: Final = (
    "SELECT iri, text, folded, weight FROM label WHERE folded >= ? AND folded < ? "
    "ORDER BY length(folded), folded, iri, text LIMIT ?"
)
_SIMILAR: Final = (
    "SELECT iri, text, label.folded, weight FROM gram JOIN label ON label.id = gram.rowid "
    "WHERE gram MATCH ? ORDER BY gram.rank, label.id LIMIT ?"
)


_Row = tuple[str, str, str, float]  # thing, label, folded, weight


class Label(NamedTuple):
    """One name of one thing."""

    iri: Iri
    text: str


class LabelIndex:
    """The index in one SQLite file, or in memory; may be used from several threads."""

    def __init__(self, file: str = ":memory:") -> None:
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
            if self._db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                self._create()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the label index cannot be opened: {error}", hint=f"delete {file}") from error

    @property
    def stale(self) -> bool:
        """Whether the store has changed since the index was built."""
        with self._lock:
            return bool(self._db.execute("SELECT stale FROM state").fetchone()[0])

    def mark_stale(self) -> None:
        """Say, before the store changes, that the index no longer fits it."""
        if not self.stale:
            with self._lock:
                self._db.execute("UPDATE state SET stale = 1")

    def rebuild(self, labels: Iterable[Label]) -> None:
        """Index `labels` and nothing else."""
        rows = [
            (iri, text, form, weight)
            for iri, text in sorted(set(labels))
            for form, weight in _forms(text)
        ]  # fmt: skip
        with self._lock, self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM label")
            self._db.execute("INSERT INTO gram (gram) VALUES ('delete-all')")
            self._db.executemany("INSERT INTO label (iri, text, folded, weight) VALUES (?, ?, ?, ?)", rows)
            self._db.execute("INSERT INTO gram (rowid, folded) SELECT id, folded FROM label")
            self._db.execute("UPDATE state SET stale = 0")

    def search(self, text: str, limit: int) -> tuple[Hit, ...]:
        """The things whose labels fit `text`, best first."""
        asked = folded(text[:_LONGEST])
        if not asked or limit <= 0:
            return ()
        best: dict[str, Hit] = {}
        for iri, label, form, weight in (limit == 1 and self._just_so(asked)) or self._candidates(asked):
            score = round(_score(asked, form) * weight, 4)
            known = best.get(iri)
            if score >= _LEAST and (known is None or (-score, len(label), label) < _order(known)[:3]):
                best[iri] = Hit(Iri(iri), label, score)
        return tuple(sorted(best.values(), key=_order)[:limit])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _create(self) -> None:
        self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")

    def _just_so(self, asked: str) -> list[_Row]:
        """The labels that are the question itself: nothing else can come before them."""
        with self._lock:
            found: list[_Row] = self._db.execute(_EQUAL, (asked,)).fetchall()
        return [row for row in found if row[3] == 1]

    def _candidates(self, asked: str) -> list[_Row]:
        grams = " OR ".join(f'"{gram}"' for gram in sorted({asked[i : i + 3] for i in range(len(asked) - 2)}))
        with self._lock:
            found: list[_Row] = self._db.execute(_EQUAL, (asked,)).fetchall()
            found += self._db.execute(_BEGINS, (asked, asked + "\U0010ffff", _CANDIDATES)).fetchall()
            if grams:
                found += self._db.execute(_SIMILAR, (grams, _CANDIDATES)).fetchall()
        return found


def folded(text: str) -> str:
    """A text as it is compared: no case, no accents, one space for whatever is no letter or digit."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", plain.casefold()).split())


def _forms(text: str) -> Iterable[tuple[str, float]]:
    whole = folded(text)
    if whole:
        yield whole, 1.0
    words = whole.split()
    if len(words) >= 3:
        yield "".join(word[0] for word in words), _INITIALS_WEIGHT


def _order(hit: Hit) -> tuple[float, int, str, str]:
    return -hit.score, len(hit.label), hit.label, hit.iri


def _score(asked: str, form: str) -> float:
    if asked == form:
        return 1.0
    ours, theirs = _grams(asked), _grams(form)
    common = len(ours & theirs)
    within = common / len(ours)  # how much of the question the label holds
    alike = 2 * common / (len(ours) + len(theirs))
    return 0.99 * (0.6 * within + 0.4 * alike)


@lru_cache(maxsize=20_000)
def _grams(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
