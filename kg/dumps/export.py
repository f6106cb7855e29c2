"""Store → `core.ttl`, `claims.ttl`, `candidates.ttl`, `all.nq`, `delta.rdfp` and `void.ttl` in one folder."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.dumps.delta import FILE, delta
from kg.dumps.description import Part, describe, describe_delta
from kg.dumps.turtle import nquads_bytes, turtle_bytes
from kg.queries import find_query
from kg.records import Iri, Triple
from kg.store import Store

FOLDER = "dumps"
SUBSETS = ("core", "claims", "candidates")
WHOLE = "all"
DESCRIPTION = "void"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of the dump: its name, its triples (quads in N-Quads), its bytes and their SHA-256."""

    name: str
    triples: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a dump, in the order in which they were written."""

    files: tuple[DumpFile, ...]


def export(store: Store, folder: Path, previous: str = "") -> Manifest:
    """Write the dump of `store` into `folder`, which is made where it is missing.

    `core.ttl` holds the accepted facts and the derived shortcuts, `claims.ttl` what says so,
    `candidates.ttl` the claims that made no fact (too unsure, denied, only proposed …), `all.nq`
    every graph, `void.ttl` counts and checksums. Each Turtle file carries the concepts that it
    uses, with their labels. With `previous` (a store, a folder of a dump, which may be this one, or an N-Quads
    file) `delta.rdfp` holds what changed since. Each file is written whole or not at all. Raises what the store
    raises, and StoreError where `previous` cannot be read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    concepts = _by_subject(store.construct(find_query("concepts", FOLDER).sparql))
    files, parts = [], []
    for name in SUBSETS:
        triples = _with_concepts(store.construct(find_query(name, FOLDER).sparql), concepts)
        written = _write(folder / f"{name}.ttl", turtle_bytes(triples), len(triples))
        files.append(written)
        parts.append(Part(name, written.name, written.triples, written.size, written.sha256, tuple(triples)))
    quads, count = nquads_bytes(store.quads())
    changed = _write_delta(previous, quads, folder) if previous else []
    if not changed:
        (folder / FILE).unlink(missing_ok=True)  # the patch to an earlier version would mislead
    whole = _write(folder / f"{WHOLE}.nq", quads, count)
    parts.append(Part(WHOLE, whole.name, whole.triples, whole.size, whole.sha256, ()))
    about = sorted(
        [*describe(parts), *(t for file in changed for t in describe_delta(file.name, file.size, file.sha256))]
    )
    files += [whole, *changed, _write(folder / f"{DESCRIPTION}.ttl", turtle_bytes(about), len(about))]
    return Manifest(tuple(files))


def _write_delta(previous: str, quads: bytes, folder: Path) -> list[DumpFile]:
    """The patch, made before the earlier `all.nq` is replaced: `previous` may be this very folder."""
    with tempfile.TemporaryDirectory(prefix="kg-export-") as name:
        whole = Path(name) / f"{WHOLE}.nq"
        whole.write_bytes(quads)
        made = delta(previous, whole)
    return [_write(folder / FILE, made.content, made.rows)]


def _by_subject(triples: Iterable[Triple]) -> dict[Iri, list[Triple]]:
    found: dict[Iri, list[Triple]] = {}
    for triple in triples:
        found.setdefault(triple.subject, []).append(triple)
    return found


def _with_concepts(triples: Iterable[Triple], concepts: dict[Iri, list[Triple]]) -> list[Triple]:
    """The triples and, for each concept that they name, what the ontology says of it."""
    given = set(triples)
    used = {value for _, _, value in given if isinstance(value, Iri) and value in concepts}
    return sorted(given.union(*(concepts[concept] for concept in used)))


def _write(file: Path, content: bytes, triples: int) -> DumpFile:
    beside = file.with_name(f".{file.name}.part")
    beside.write_bytes(content)
    beside.replace(file)
    return DumpFile(file.name, triples, len(content), hashlib.sha256(content).hexdigest())
