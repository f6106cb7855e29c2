"""The files that may be downloaded: in which order they are told, how large, from which day, between which versions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

TYPES: Final = {
    ".ttl": "text/turtle",
    ".nq": "application/n-quads",
    ".rdfp": "application/rdf-patch",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".graphml": "application/graphml+xml",
    ".gexf": "application/gexf+xml",
    ".html": "text/html",
    ".gz": "application/gzip",
}
_ORDER: Final = ("core.ttl", "claims.ttl", "candidates.ttl", "all.nq", "delta.rdfp", "void.ttl", "positions.tsv")
"""Those that most people want first; whatever else lies there comes after, by name."""
_VERSION: Final = re.compile(rb"H (prev|id) <urn:sha256:([0-9a-f]{64})> \.")
_NAMES: Final = {b"prev": "previous", b"id": "version"}
_HEAD: Final = 2_000
_UNIT: Final = 1_000


@dataclass(frozen=True, slots=True)
class File:
    """A file: name, bytes, SHA-256, the ISO day on which it was written; a patch also from what to what it leads."""

    name: str
    size: int
    sha256: str
    written: str
    previous: str = ""
    version: str = ""

    @property
    def round_size(self) -> str:
        """The size as people say it: `15.1 MB`."""
        size, units = float(self.size), iter(("B", "kB", "MB", "GB", "TB"))
        unit = next(units)
        while size >= _UNIT and unit != "TB":
            size, unit = size / _UNIT, next(units)
        return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"


def files(folder: Path) -> list[File]:
    """The files of a folder that may be given out."""
    found = (path for path in folder.glob("*") if path.is_file() and path.suffix in TYPES and path.name[0] != ".")
    paths = sorted(found, key=lambda path: (_place(path.name), path.name))
    return [_file(path, path.stat().st_size, path.stat().st_mtime_ns) for path in paths]


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


@lru_cache(maxsize=256)
def _file(path: Path, size: int, changed: int) -> File:
    digest, head = hashlib.sha256(), b""
    for block in _blocks(path):
        head = head or block[:_HEAD]
        digest.update(block)
    named = {_NAMES[found[1]]: found[2].decode() for found in _VERSION.finditer(head)}
    day = datetime.fromtimestamp(changed // 1_000_000_000, UTC).date().isoformat()
    return File(path.name, size, digest.hexdigest(), day, **(named if path.suffix == ".rdfp" else {}))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while block := content.read(1 << 20):
            yield block
