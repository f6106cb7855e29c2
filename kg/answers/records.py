"""What comes back from a question: an answer with its sources, or a refusal that says what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.queries import Bound, Query
from kg.records import Iri, Table


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that may be meant instead: its name, its question in the language of the asker, how likely (0–1)."""

    query: str
    question: str
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Who says so: the source, its title, page and day, and the words that say it (None where it has none)."""

    source: Iri
    title: str
    address: str | None
    published: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Ran:
    """The query that was run: its header, what its parameters were bound to, and the SPARQL as it went to the store."""

    query: Query
    values: Mapping[str, Bound]
    sparql: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: in a sentence and lines, as a table, with the sources of every row.

    `given` names the parameters whose value the question itself gives; `narrowed` are the words by which
    the rows were narrowed. `notes` say what was assumed (a name read otherwise, a default, a day for a
    year), `disagreements` where sources contradict one another, `suggestions` what else may be meant. `table` has
    a last column `independent`; `tentative` are the indexes of rows that stand only because of candidates.
    """

    question: str
    language: str
    ran: Ran
    given: frozenset[str]
    narrowed: tuple[str, ...]
    table: Table
    sentence: str
    lines: tuple[str, ...]
    sources: tuple[Citation, ...]
    disagreements: tuple[str, ...]
    notes: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    tentative: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Refusal:
    """No answer, and why: `reason` is empty, long, unknown, topic, unnamed, time or nothing.

    `missing` are the words, names or values that stand in the way; `ran` the query where one was run and
    gave no row; `suggestions` what could be asked instead.
    """

    question: str
    language: str
    reason: str
    message: str
    missing: tuple[str, ...]
    ran: Ran | None
    notes: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
