"""A store, a dump or an RDF file → its quads as sorted N-Quads lines in a file, in bounded memory.

Every line has four terms; the default graph is written `_`, which no N-Quads line holds, until it leaves (`plain`).
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO, Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import open_store
from kg.store.converter import ToEngine

CHUNK: Final = 200_000
"""Lines that are sorted in memory at a time: about 60 MB."""
_WHOLE: Final = "all.nq"
_FORMATS: Final = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}
_NO_GRAPH: Final = b"_"


def has_graphs(where: str) -> bool:
    """Whether what stands there tells graphs apart: a Turtle file does not."""
    return Path(where).suffix not in (".ttl", ".nt")


def spool(where: str, file: Path, *, graphs: bool) -> Path:
    """Write the quads at `where` as sorted, distinct lines into `file`; without `graphs`, each triple once.

    `where` is a store, a folder of a dump, or a file (.nq, .trig, .ttl, .nt). Raises StoreError where it
    cannot be read or holds blank nodes, which have no name that two files could share.
    """
    with tempfile.TemporaryDirectory(dir=file.parent) as folder, ExitStack() as opened, file.open("wb") as out:
        parts: list[BinaryIO] = []
        lines = _written(_quads(where), graphs=graphs)
        while chunk := list(islice(lines, CHUNK)):
            part = Path(folder) / str(len(parts))
            part.write_bytes(b"".join(sorted(set(chunk))))
            parts.append(opened.enter_context(part.open("rb")))
        out.writelines(line for line, _ in groupby(heapq.merge(*parts)))
    return file


def terms(line: bytes) -> tuple[str, str, str, str]:
    """The four terms of a line as they are written in N-Quads; the default graph is `_`."""
    subject, predicate, rest = line.decode().split(" ", 2)
    value, graph, _ = rest.rsplit(" ", 2)
    return subject, predicate, value, graph


def plain(line: bytes) -> bytes:
    """The line as N-Quads has it."""
    return line.removesuffix(b" _ .\n") + b" .\n" if line.endswith(b" _ .\n") else line


def _written(quads: Iterable[ox.Quad], *, graphs: bool) -> Iterator[bytes]:
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            raise StoreError("blank nodes cannot be compared", hint="name them, or export with kg export")
        graph = str(quad.graph_name) if graphs and isinstance(quad.graph_name, ox.NamedNode) else _NO_GRAPH.decode()
        yield f"{quad.subject} {quad.predicate} {quad.object} {graph} .\n".encode()


def _quads(where: str) -> Iterator[ox.Quad]:
    path = Path(where)
    if path.is_dir() and (path / _WHOLE).is_file():
        path = path / _WHOLE
    if not path.is_file():
        yield from _stored(where)
        return
    if path.suffix not in _FORMATS:
        raise StoreError(f"{where}: cannot be compared", hint=f"a store, a dump or one of {', '.join(_FORMATS)}")
    try:
        yield from ox.parse(path=str(path), format=_FORMATS[path.suffix])
    except (SyntaxError, ValueError, OSError) as error:
        raise StoreError(f"{where}: {error}") from error


def _stored(where: str) -> Iterator[ox.Quad]:
    convert = ToEngine()
    with open_store(where, read_only=not where.startswith(("http://", "https://"))) as store:
        for graph, (subject, predicate, value) in store.quads():
            yield ox.Quad(convert.node(subject), convert.node(predicate), convert.term(value), convert.node(graph))
