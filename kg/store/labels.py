"""A search index over names: one SQLite file that any process can read, compared in memory.

Comes in: the names of a store. Goes out: hits, best first. It can always be made anew, so it is
marked stale before the store changes and built again when the next search finds it so: a crash in
between costs a rebuild and nothing else.
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

import numpy as np

from kg.errors import StoreError
from kg.records import Iri
from kg.store.base import Hit
from kg.store.fitting import Floats, Names, Row
from kg.store.spelling import Phrases, canonical, initials, phrases_of, shortened

_VERSION: Final = 2
_LEAST: Final = 0.45  # below this a name shares little more than an ending with the question
_INITIALS_WEIGHT: Final = 0.9
_ACRONYM_WEIGHT: Final = 0.985
_LONGEST: Final = 200  # characters of a question that are looked at
_SCHEMA: Final = """
    DROP TABLE IF EXISTS label; DROP TABLE IF EXISTS gram; DROP TABLE IF EXISTS state;
    CREATE TABLE label (iri TEXT NOT NULL, text TEXT NOT NULL, named INTEGER NOT NULL);
    CREATE TABLE state (stale INTEGER NOT NULL, built TEXT NOT NULL);
    INSERT INTO state VALUES (1, '');
"""


class Label(NamedTuple):
    """One name of one thing, or a word that tells of it without being a name, such as the year of an event."""

    iri: Iri
    text: str
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The index in memory: which build it is of, the thing and the label of each row, and what to compare."""

    built: str
    things: tuple[Iri, ...]
    texts: tuple[str, ...]
    names: Names
    phrases: Phrases


class LabelIndex:
    """The index in one SQLite file, or in memory; may be used from several threads."""

    def __init__(self, file: str = ":memory:") -> None:
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None
        try:
            self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
            if self._db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                self._create()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the label index cannot be opened: {error}", hint=f"delete {file}") from error

    @property
    def stale(self) -> bool:
        """Whether the store has changed since the index was built."""
        return self._state()[0]

    def mark_stale(self) -> None:
        """Say, before the store changes, that the index no longer fits it."""
        if not self.stale:
            with self._lock:
                self._db.execute("UPDATE state SET stale = 1")

    def rebuild(self, labels: Iterable[Label]) -> None:
        """Index `labels` and nothing else."""
        with self._lock, self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM label")
            self._db.executemany("INSERT INTO label (iri, text, named) VALUES (?, ?, ?)", sorted(set(labels)))
            self._db.execute("UPDATE state SET stale = 0, built = ?", (uuid.uuid4().hex,))

    def search(self, text: str, limit: int) -> tuple[Hit, ...]:
        """The things whose names fit `text`, best first."""
        asked = canonical(text[:_LONGEST])
        known = self._read()
        if not asked or limit <= 0 or not known.things:
            return ()
        scores = known.names.scores(asked)
        for form in shortened(asked, known.phrases):
            scores = np.maximum(scores, np.round(_ACRONYM_WEIGHT * known.names.scores(form), 4))
        return tuple(sorted(_best(known, scores, limit), key=_order)[:limit])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _create(self) -> None:
        self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")

    def _state(self) -> tuple[bool, str]:
        with self._lock:
            stale, built = self._db.execute("SELECT stale, built FROM state").fetchone()
        return bool(stale), str(built)

    def _read(self) -> _Loaded:
        """The index as it was built last, read when that is asked for first."""
        if self._loaded is None or self._loaded.built != self._state()[1]:
            with self._lock:
                ((built,),) = self._db.execute("SELECT built FROM state").fetchall()
                rows = self._db.execute("SELECT iri, text, named FROM label ORDER BY iri, text, named").fetchall()
            self._loaded = _loaded(str(built), [Label(Iri(iri), text, bool(named)) for iri, text, named in rows])
        return self._loaded


def _loaded(built: str, labels: list[Label]) -> _Loaded:
    spelt = [(label, form) for label in labels if (form := canonical(label.text))]
    by_thing = [tuple(own) for _, own in groupby(spelt, key=lambda one: one[0].iri)]
    phrases = phrases_of([(label.text, form) for label, form in own if label.is_name] for own in by_thing)
    things, texts, rows = [], [], []
    for number, own in enumerate(by_thing):
        for label, whole in own:
            for form, weight in _forms(whole, phrases) if label.is_name else ((whole, 0.0),):
                things.append(label.iri)
                texts.append(label.text)
                rows.append(Row(number, form, weight))
    return _Loaded(built, tuple(things), tuple(texts), Names.of(rows), phrases)


def _forms(whole: str, phrases: Phrases) -> Iterator[tuple[str, float]]:
    """The spellings of a name: as it is, with acronyms, its initials; and how much each counts."""
    yield whole, 1.0
    yield from ((form, _ACRONYM_WEIGHT) for form in shortened(whole, phrases))
    if first_letters := initials(whole):
        yield first_letters, _INITIALS_WEIGHT


def _best(known: _Loaded, scores: Floats, limit: int) -> Iterator[Hit]:
    """The best name of each of the things that may be among the first `limit`."""
    starts = known.names.starts
    of_things = np.maximum.reduceat(scores, starts)
    least = max(_LEAST, np.partition(of_things, -limit)[-limit] if limit < len(of_things) else 0.0)
    ends = np.append(starts[1:], len(scores))
    for thing in np.flatnonzero(of_things >= least):
        rows = starts[thing] + np.flatnonzero(scores[starts[thing] : ends[thing]] == of_things[thing])
        text = min((known.texts[row] for row in rows), key=lambda label: (len(label), label))
        yield Hit(known.things[starts[thing]], text, float(of_things[thing]))


def _order(hit: Hit) -> tuple[float, int, str, str]:
    return -hit.score, len(hit.label), hit.label, hit.iri
