"""The graph from Python: questions in words, questions by name, rdflib and networkx over one store.

import kg

with kg.open() as graph:
    graph.ask("Which cities joined ASCN in 2024?")
    rows = graph.query("ascn-members", country="Malaysia")
    rows[0].memberName
    rows.to_pandas()
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import make_dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, Self

import networkx as nx
from rdflib import Graph, URIRef
from rdflib import Literal as Value

from kg.answers import Answer, Asker, Refusal, entities_of
from kg.errors import InputError
from kg.graphs import project
from kg.queries import INDEPENDENT, MEANING, Query, StoreNames, View, Viewer, backed
from kg.records import Iri, Literal, Table, Term
from kg.settings import Settings
from kg.store import open_store

PLAIN = View()


class Rows(list[Any]):
    """The rows of a question, each a frozen dataclass with a field for a column; None where there is no value.

    `table` holds the same as RDF terms, `query` what was asked.
    """

    def __init__(self, rows: Iterable[Any], table: Table, query: Query, language: str) -> None:
        super().__init__(rows)
        self.table, self.query, self.language = table, query, language

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame; raises InputError where pandas is not installed."""
        try:
            import pandas as pd  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415 - only where it is there
        except ImportError:
            raise InputError("pandas is not installed", hint="pip install pandas") from None
        return pd.DataFrame([[_plain(cell) for cell in row] for row in self.table.rows], columns=self.table.columns)

    def to_polars(self) -> Any:
        """The rows as a polars DataFrame of strings; raises InputError where polars is not installed."""
        try:
            import polars as pl  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - only where it is there
        except ImportError:
            raise InputError("polars is not installed", hint="pip install polars") from None
        rows = [[_plain(cell) for cell in row] for row in self.table.rows]
        return pl.DataFrame(rows, schema=dict.fromkeys(self.table.columns, pl.String), orient="row")

    def _repr_html_(self) -> str:
        meanings = {c.name: c.meaning[self.language] for c in self.query.columns} | {
            INDEPENDENT: MEANING[self.language]
        }
        heads = "".join(f"<th>{html.escape(meanings.get(name, name))}</th>" for name in self.table.columns)
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self.table.rows)
        return f"<table><caption>{html.escape(self.query.title[self.language])}</caption><tr>{heads}</tr>{rows}</table>"


class Session:
    """One store, opened for reading; close it or use it as a context."""

    def __init__(self, settings: Settings) -> None:
        self.language = settings.language
        self.store = open_store(settings.store, read_only=True)

    def ask(self, question: str, language: str | None = None, view: View = PLAIN) -> Answer | Refusal:
        """The answer to a question in words, or a refusal that says what is missing; see `query` for the view."""
        return self._asker.ask(question, language, view)

    def query(self, name: str, view: View = PLAIN, **values: object) -> Rows:
        """The rows of a question of the library, from the graph as the view wants it.

        `View(as_of="2024-07-31", min_sources=2, candidates=True)`: what may hold on a day, what enough independent
        sources report, with what is not accepted yet (then a column `candidate` marks the rows that stand only because
        of it). The last column says how many independent sources a line has. Raises QueryError or UnknownName for
        what the question cannot take.
        """
        texts = {key: str(value) for key, value in values.items()}
        seen = Viewer(self.store, view, self._names).run(name, texts, self.language)
        table = backed(self.store, seen.marked() if view.candidates else seen.answered.table)
        row = make_dataclass("Row", [(c, "str | None") for c in table.columns], frozen=True)
        return Rows((row(*map(_plain, cells)) for cells in table.rows), table, seen.answered.query, self.language)

    @cached_property
    def rdflib(self) -> Graph:
        """The graph for rdflib: the store itself, nothing copied, for reading only; each triple once."""
        return self.store.as_rdflib()

    def to_rdflib(self) -> Graph:
        """A copy in memory of every triple, each once: slower, and yours to change."""
        copy = Graph()
        for _, triple in self.store.quads():
            copy.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
        return copy

    def networkx(self) -> nx.MultiDiGraph[Iri]:
        """Who and what is linked, with the evidence of each link (see `kg.graphs.project`)."""
        return project(self.store)

    to_networkx = networkx

    def close(self) -> None:
        """Give the store free."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _asker(self) -> Asker:
        return Asker(self.store, entities_of(self.store))

    @cached_property
    def _names(self) -> StoreNames:
        return StoreNames(self.store)


def _plain(cell: Term | None) -> str | None:
    return cell.value if isinstance(cell, Literal) else cell


def _cell(cell: Term | None) -> str:
    return f"<td>{html.escape(_plain(cell) or '')}</td>"


def _term(term: Term) -> URIRef | Value:
    if isinstance(term, Iri):
        return URIRef(term)
    if term.language:
        return Value(term.value, lang=term.language)
    return Value(term.value, datatype=URIRef(term.datatype))
