"""The embedded store: Oxigraph in this process, in a folder or in memory.

A folder holds `quads/` (the engine's files), `labels.sqlite` (the search index, which can always be
made anew), `aside/` (what else is worked out of it, gone when it changes) and `lock`. One process
writes, or several read.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.records import Iri, Literal, Table, Triple
from kg.store import sparql, templates
from kg.store.answers import lines_of, table, triples_of, verdict
from kg.store.base import NO_BINDINGS, Bindings, Hit
from kg.store.converter import ToEngine, named_node, triple_from
from kg.store.labels import Label, LabelIndex
from kg.store.locking import FolderLock
from kg.store.names import BEGINNINGS, LABELS, searched

if TYPE_CHECKING:
    import rdflib

_QUADS: Final = "quads"
_ASIDE: Final = "aside"
_DEFAULT: Final = ox.DefaultGraph()
_LARGE: Final = 5_000  # quads from which writing whole files is quicker than a transaction


class _Folder(NamedTuple):
    path: Path
    lock: FolderLock


class EmbeddedStore:
    """A store of this process; see `kg.store.base.Store` for what each method promises."""

    def __init__(self, quads: ox.Store, labels: LabelIndex, folder: _Folder | None, *, read_only: bool) -> None:
        self._quads = quads
        self._labels = labels
        self._folder = folder
        self._read_only = read_only
        self._filled = False
        self._terms = ToEngine()

    @property
    def read_only(self) -> bool:
        """Whether what is here stays as it is while it is open."""
        return self._read_only

    @property
    def aside(self) -> Path | None:
        """The folder of what is worked out of the store and kept until it changes; None for one in memory."""
        return self._folder.path / _ASIDE if self._folder else None

    def select(self, query: str, bindings: Bindings = NO_BINDINGS) -> Table:
        """The rows of a SELECT."""
        return table(self._query(query, bindings, "select"))

    def ask(self, query: str, bindings: Bindings = NO_BINDINGS) -> bool:
        """The answer of an ASK."""
        return verdict(self._query(query, bindings, "ask"))

    def construct(self, query: str, bindings: Bindings = NO_BINDINGS) -> tuple[Triple, ...]:
        """The distinct triples of a CONSTRUCT or DESCRIBE, sorted."""
        return triples_of(self._query(query, bindings, "construct", "describe"))

    def lines_of(self, query: str, bindings: Bindings = NO_BINDINGS) -> frozenset[bytes]:
        """The same as lines of N-Triples."""
        return lines_of(self._query(query, bindings, "construct", "describe"))

    def replace(self, graph: Iri, triples: Iterable[Triple]) -> None:
        """Make `triples` the whole content of `graph`; only the difference is written."""
        self._check_writable()
        wanted = set(self._terms.quads(graph, triples))
        present = set(self._quads.quads_for_pattern(None, None, None, self._terms.node(graph)))
        if wanted == present:
            return
        self._outdate()
        if present <= wanted:
            self._add(wanted - present)
        else:
            self._change(graph, gone=present - wanted, added=wanted - present, drop=not wanted)
        self._quads.flush()

    def replace_all(self, graphs: Mapping[Iri, Iterable[Triple]]) -> None:
        """Replace each of these graphs; all at once where none of them is there yet."""
        self._check_writable()
        if any(self._holds_something(self._terms.node(graph)) for graph in graphs):
            for graph, triples in graphs.items():
                self.replace(graph, triples)
            return
        quads = [quad for graph, triples in graphs.items() for quad in self._terms.quads(graph, triples)]
        self._outdate()
        self._add(quads)
        self._quads.flush()

    def remove(self, graph: Iri) -> None:
        """Remove `graph` and all it holds."""
        self.replace(graph, ())

    def graphs(self) -> tuple[Iri, ...]:
        """The named graphs that hold something, sorted."""
        names = (g for g in self._quads.named_graphs() if isinstance(g, ox.NamedNode))
        return tuple(sorted(Iri(g.value) for g in names if self._holds_something(g)))

    def quads(self) -> Iterator[tuple[Iri, Triple]]:
        """Every triple with its graph, in no order."""
        for graph in self.graphs():
            for quad in self._quads.quads_for_pattern(None, None, None, self._terms.node(graph)):
                yield graph, triple_from(quad)

    def size(self) -> int:
        """How many quads there are."""
        (count,) = self.select(templates.template("size.rq")).rows[0]
        return int(count.value) if isinstance(count, Literal) else 0

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """The things whose names fit `text`, best first."""
        if self._labels.stale:
            self.rebuild_labels()
        return self._labels.search(text, limit)

    def rebuild_labels(self) -> None:
        """Index the labels anew; a store opened for reading keeps the new index in memory."""
        if self._read_only:
            self._labels.close()
            self._labels = LabelIndex()
        self._labels.rebuild(self._named())

    def lines(self) -> bytes:
        """What queries see, the union of the graphs, as N-Triples."""
        return self._quads.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=_DEFAULT) or b""

    def as_rdflib(self) -> rdflib.Graph:
        """What queries see as an rdflib graph over the same files, for reading only; it ends with this store."""
        from kg.store.linked import graph_of  # noqa: PLC0415 - rdflib is slow to import, and few need it

        return graph_of(self._quads)

    def close(self) -> None:
        """Write what is pending and give the folder free; files that were filled at once are put in order first."""
        if self._filled:
            self._quads.optimize()  # queries then read a third less
        if not self._read_only:
            self._quads.flush()
        self._labels.close()
        del self._quads
        if self._folder is not None:
            self._folder.lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _query(self, query: str, bindings: Bindings, *forms: str) -> object:
        text = sparql.ready(query, bindings, forms)
        try:
            return self._quads.query(text)
        except SyntaxError as error:
            raise sparql.syntax_error(str(error)) from error
        except (OSError, ValueError) as error:
            raise QueryError(f"the query cannot be evaluated: {error}") from error

    def _add(self, quads: Collection[ox.Quad]) -> None:
        both = chain(quads, (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads))
        if len(quads) > _LARGE:
            self._quads.bulk_extend(both)
            self._filled = self._folder is not None
        else:
            self._quads.extend(both)

    def _change(self, graph: Iri, *, gone: set[ox.Quad], added: set[ox.Quad], drop: bool) -> None:
        orphaned = {quad for quad in gone if not self._stands_elsewhere(quad)}
        if drop:
            text = templates.update("drop.ru", {"orphaned": _data(orphaned)}, graph=graph)
        else:
            parts = {"gone": _data(gone), "orphaned": _data(orphaned), "added": _data(added)}
            text = templates.update("change.ru", parts, graph=graph)
        self._quads.update(text)

    def _stands_elsewhere(self, quad: ox.Quad) -> bool:
        same = self._quads.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(other.graph_name not in (quad.graph_name, _DEFAULT) for other in same)

    def _named(self) -> Iterator[Label]:
        return searched(
            (str(quad.subject)[1:-1], predicate, quad.object.value)
            for predicate in (*LABELS, *BEGINNINGS)
            for quad in self._quads.quads_for_pattern(None, named_node(predicate), None, _DEFAULT)
            if isinstance(quad.object, ox.Literal)
        )

    def _holds_something(self, graph: ox.NamedNode) -> bool:
        return next(self._quads.quads_for_pattern(None, None, None, graph), None) is not None

    def _outdate(self) -> None:
        self._labels.mark_stale()
        if self.aside is not None:
            shutil.rmtree(self.aside, ignore_errors=True)

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreError("the store was opened for reading only", hint="open it without read_only")


def memory_store(lines: bytes = b"") -> EmbeddedStore:
    """A store that is gone when the process ends: empty, or with N-Triples that only queries see."""
    quads = ox.Store()
    quads.bulk_load(lines, ox.RdfFormat.N_TRIPLES)
    return EmbeddedStore(quads, LabelIndex(), None, read_only=False)


def open_folder(folder: Path, *, create: bool, read_only: bool) -> EmbeddedStore:
    """The store in `folder`; raises StoreError where there is none (and `create` is not said) or it is in use."""
    if not (folder / _QUADS / "CURRENT").is_file():
        _make(folder, create=create and not read_only)
    lock = FolderLock(folder, shared=read_only)
    try:
        quads = quads_in(folder, read_only=read_only)
    except StoreError:
        lock.close()
        raise
    labels = LabelIndex() if read_only and not _index(folder).is_file() else LabelIndex(str(_index(folder)))
    return EmbeddedStore(quads, labels, _Folder(folder, lock), read_only=read_only)


def quads_in(folder: Path, *, read_only: bool = True) -> ox.Store:
    """The engine's part of the store in `folder`; raises StoreError where it cannot be opened."""
    path = str(folder / _QUADS)
    try:
        return ox.Store.read_only(path) if read_only else ox.Store(path)
    except (OSError, ValueError) as error:
        raise StoreError(f"the store {folder} cannot be opened: {error}", hint="run kg build") from error


def _make(folder: Path, *, create: bool) -> None:
    if not create:
        raise StoreError(f"there is no store in {folder}", hint="run kg build")
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / "lock").exists()):
        raise StoreError(f"{folder} holds something else", hint="give an empty or a new folder")
    folder.mkdir(parents=True, exist_ok=True)


def _data(quads: Iterable[ox.Quad]) -> str:
    return "\n".join(sorted(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads))


def _index(folder: Path) -> Path:
    return folder / "labels.sqlite"
