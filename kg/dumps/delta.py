"""An earlier version and this dump → `delta.rdfp`, the RDF Patch that makes one of the other.

A version is named by the SHA-256 of its sorted N-Quads, which is the checksum of `all.nq`: patches form a chain
that a reader can check without trusting the names of files.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.dumps.difference import difference, patch
from kg.dumps.lines import plain, spool

FILE: Final = "delta.rdfp"


@dataclass(frozen=True, slots=True)
class Delta:
    """The patch as bytes, how many quads it removes and adds, and the two versions (SHA-256, hexadecimal)."""

    content: bytes
    rows: int
    previous: str
    version: str


def delta(previous: str, whole: Path) -> Delta:
    """The patch from `previous` (a store, a folder of a dump, or an N-Quads file) to the N-Quads file `whole`.

    Raises StoreError where `previous` cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="kg-delta-") as name:
        folder = Path(name)
        before = spool(previous, folder / "before", graphs=True)
        after = spool(str(whole), folder / "after", graphs=True)
        old, new = _version(before), _version(after)
        rows = list(difference(before, after))
    return Delta(b"".join(patch(rows, previous=old, version=new)), len(rows), old, new)


def _version(lines: Path) -> str:
    digest = hashlib.sha256()
    with lines.open("rb") as opened:
        for line in opened:
            digest.update(plain(line))
    return digest.hexdigest()
